//! Reporting verbs: what each does with its content, what may follow it, and its inflected forms.

use super::Lexicon;
use crate::inflect::{self, Agreement, Form, Part};
use crate::reading::Stance;

/// A preposition that a verb governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "named after the letters")]
pub enum Prep {
    Ila,
    Bi,
    An,
    Ala,
    Min,
    Li,
    Fi,
}

impl Prep {
    /// The word as the folded text has it.
    pub fn word(self) -> &'static str {
        match self {
            Prep::Ila => "الي",
            Prep::Bi => "ب",
            Prep::An => "عن",
            Prep::Ala => "علي",
            Prep::Min => "من",
            Prep::Li => "ل",
            Prep::Fi => "في",
        }
    }

    fn parse(word: &str) -> Option<Prep> {
        Some(match word {
            "إلى" => Prep::Ila,
            "ب" => Prep::Bi,
            "عن" => Prep::An,
            "على" => Prep::Ala,
            "من" => Prep::Min,
            "ل" => Prep::Li,
            "في" => Prep::Fi,
            _ => return None,
        })
    }
}

/// What may follow a verb as its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Frame {
    /// A clause opened by «أن» or «إن».
    Clause,
    /// A quotation, or a colon.
    Quote,
    /// A noun phrase: «نفى قيام …».
    Object,
    /// A noun phrase after a preposition: «أشاد بـ…».
    Prep(Prep),
    /// The clause «بأن …» alone.
    BiClause,
    /// Object, then a preposition: «اتهم فلانا بـ…».
    ObjectPrep(Prep),
    /// Object, then a clause: «أبلغ فلانا أن …».
    ObjectClause,
    /// Two objects: «حمّل فلانا المسؤولية».
    ObjectObject,
}

impl Frame {
    fn parse(word: &str) -> Option<Frame> {
        Some(match word {
            "أن" => Frame::Clause,
            "«" => Frame::Quote,
            "مفعول" => Frame::Object,
            "بأن" => Frame::BiClause,
            "مفعول+أن" => Frame::ObjectClause,
            "مفعول+مفعول" => Frame::ObjectObject,
            _ => match word.strip_prefix("مفعول+") {
                Some(p) => Frame::ObjectPrep(Prep::parse(p)?),
                None => Frame::Prep(Prep::parse(word)?),
            },
        })
    }
}

/// A property of a reporting verb: the flags column of `verbs.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VerbFlag {
    /// Reports whenever a frame fits: «قال».
    Core,
    /// Reports only where somebody communicates: «طلب».
    Req,
    /// Other meanings are commoner: «بين».
    Weak,
    /// Hands on another's words: «نقل».
    Relay,
    /// Its subject is mostly a document: «أظهر التقرير».
    Doc,
    /// Its stance comes from its noun: «أعرب عن إدانته».
    Light,
    /// Also used with nobody as subject: «يذكر أن».
    Impersonal,
    /// A cue only when negated: «لم يستبعد».
    Neg,
    /// Claims a deed: «تبنى».
    Claim,
    /// Its imperfect is weak.
    WeakImperfect,
    /// Always passive: «قيل».
    Passive,
    /// Negated, it holds possible what it denies: «لم يستبعد».
    Doubt,
}

impl VerbFlag {
    /// All of them.
    pub const ALL: &[VerbFlag] = &[
        VerbFlag::Core,
        VerbFlag::Req,
        VerbFlag::Weak,
        VerbFlag::Relay,
        VerbFlag::Doc,
        VerbFlag::Light,
        VerbFlag::Impersonal,
        VerbFlag::Neg,
        VerbFlag::Claim,
        VerbFlag::WeakImperfect,
        VerbFlag::Passive,
        VerbFlag::Doubt,
    ];

    const WORDS: &[(&str, VerbFlag)] = &[
        ("core", VerbFlag::Core),
        ("req", VerbFlag::Req),
        ("weak", VerbFlag::Weak),
        ("relay", VerbFlag::Relay),
        ("doc", VerbFlag::Doc),
        ("light", VerbFlag::Light),
        ("impersonal", VerbFlag::Impersonal),
        ("neg", VerbFlag::Neg),
        ("claim", VerbFlag::Claim),
        ("weakimpf", VerbFlag::WeakImperfect),
        ("passive", VerbFlag::Passive),
        ("doubt", VerbFlag::Doubt),
    ];

    /// The flag of a word in `verbs.tsv` or in a rule.
    pub fn named(word: &str) -> Option<VerbFlag> {
        let mut words = VerbFlag::WORDS.iter();
        words.find(|(w, _)| *w == word).map(|(_, flag)| *flag)
    }
}

/// A set of [`VerbFlag`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerbFlags(u16);

impl VerbFlags {
    fn parse(words: &str) -> Result<VerbFlags, String> {
        let words = words.split(' ').filter(|w| !w.is_empty());
        words.into_iter().try_fold(VerbFlags::default(), |set, w| {
            let flag = VerbFlag::named(w).ok_or_else(|| format!("unknown flag {w:?}"))?;
            Ok(VerbFlags(set.0 | 1 << flag as u16))
        })
    }

    fn has(self, flag: VerbFlag) -> bool {
        self.0 & (1 << flag as u16) != 0
    }
}

/// One reporting verb.
#[derive(Clone, Debug)]
pub struct Verb {
    /// Third person masculine singular perfect, as in a dictionary.
    pub lemma: String,
    /// What it does with its content.
    pub stance: Stance,
    /// What can follow it.
    pub frames: Vec<Frame>,
    /// Further properties.
    pub flags: VerbFlags,
}

impl Verb {
    /// Whether it has a flag.
    pub fn is(&self, flag: VerbFlag) -> bool {
        self.flags.has(flag)
    }

    /// Whether `frame` is among its frames.
    pub fn takes(&self, frame: Frame) -> bool {
        self.frames.contains(&frame)
    }
}

/// A form found in the text: of which verb, which part, agreeing with whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CueForm {
    /// Index into [`Lexicon::verbs`].
    pub verb: usize,
    /// Which part.
    pub part: Part,
    /// Whom it agrees with.
    pub agreement: Agreement,
    /// Stands after a negation alone («لم ينف»).
    pub short: bool,
}

impl Lexicon {
    /// Adds one verb with all its forms. `fold` is the text's folding.
    ///
    /// # Errors
    /// A sentence saying which column is wrong.
    pub fn add_verb(&mut self, line: &str, fold: &dyn Fn(&str) -> String) -> Result<(), String> {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[perfect, imperfect, participle, nouns, stance, frames, flags] = &columns[..] else {
            return Err(format!("has {} columns, a verb has 7", columns.len()));
        };
        let stance = stance_named(stance).ok_or_else(|| format!("unknown stance {stance:?}"))?;
        let frames = frames
            .split(' ')
            .map(|f| Frame::parse(f).ok_or_else(|| format!("unknown frame {f:?}")))
            .collect::<Result<Vec<_>, _>>()?;
        let flags = VerbFlags::parse(flags)?;
        let mut forms: Vec<Form> = Vec::new();
        inflect::perfect(perfect, imperfect, &mut forms);
        inflect::imperfect(imperfect, &mut forms);
        if !participle.is_empty() {
            inflect::participle(participle, &mut forms);
        }
        for noun in nouns.split(',').filter(|n| !n.is_empty()) {
            inflect::noun(noun, &mut forms);
        }
        let verb = self.verbs.len();
        self.verbs.push(Verb {
            lemma: perfect.to_owned(),
            stance,
            frames,
            flags,
        });
        self.cues.add(verb, forms, fold);
        Ok(())
    }
}

/// The stance of a lexicon's stance column.
pub fn stance_named(word: &str) -> Option<Stance> {
    Some(match word {
        "state" => Stance::State,
        "affirm" => Stance::Affirm,
        "allege" => Stance::Allege,
        "deny" => Stance::Deny,
        "accuse" => Stance::Accuse,
        "condemn" => Stance::Condemn,
        "request" => Stance::Request,
        "promise" => Stance::Promise,
        "reject" => Stance::Reject,
        "warn" => Stance::Warn,
        "support" => Stance::Support,
        "opine" => Stance::Opine,
        _ => return None,
    })
}
