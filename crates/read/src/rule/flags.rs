//! What a rule may ask of a form of a reporting verb: `{verb core -pron}`.

use crate::inflect::{Gender, Number};
use crate::lexicon::{Attached, CueForm, Frame, Verb, VerbFlag, stance_named};
use crate::reading::Stance;

/// One property, as it is written after `{verb`, `{perfect`, `{participle` or `{noun`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// The verb has this flag in `verbs.tsv`.
    Verb(VerbFlag),
    /// The verb has this stance.
    Stance(Stance),
    /// The verb takes «أن».
    Clause,
    /// A pronoun is attached: «قوله».
    Pronoun,
    /// The article is attached: «القول».
    Article,
    /// A preposition is attached: «بقول».
    Preposition,
    /// A conjunction is attached: «وقال».
    Conjunction,
    /// Neither dual nor plural.
    Single,
    /// Masculine.
    Masculine,
}

impl Flag {
    /// The flag that a rule names; `None` where there is no such flag.
    pub fn named(word: &str) -> Option<Flag> {
        Some(match word {
            "clause" => Flag::Clause,
            "pron" => Flag::Pronoun,
            "def" => Flag::Article,
            "prep" => Flag::Preposition,
            "conj" => Flag::Conjunction,
            "single" => Flag::Single,
            "masculine" => Flag::Masculine,
            _ => match VerbFlag::named(word) {
                Some(flag) => Flag::Verb(flag),
                None => Flag::Stance(stance_named(word)?),
            },
        })
    }

    /// Whether a form has it.
    pub fn holds(self, verb: &Verb, form: &CueForm, attached: &Attached) -> bool {
        match self {
            Flag::Verb(flag) => verb.is(flag),
            Flag::Stance(stance) => verb.stance == stance,
            Flag::Clause => verb.takes(Frame::Clause),
            Flag::Pronoun => attached.pron.is_some(),
            Flag::Article => attached.def,
            Flag::Preposition => attached.prep.is_some(),
            Flag::Conjunction => attached.conj,
            Flag::Single => !matches!(form.agreement.number, Some(Number::Dual | Number::Plural)),
            Flag::Masculine => form.agreement.gender == Some(Gender::Masculine),
        }
    }
}
