//! Rules: constructions in which words are handed to a source, as data.
//!
//! A rule is a sequence of elements, the hops that it gives, and examples that are its tests;
//! `lang/ar/rules/README.md` says how one is written. Whatever can be wrong with a rule is found when
//! it is loaded ([`parse_file`]), so that the matcher deals in checked indices and flags alone.

mod flags;
mod parse;

pub use flags::Flag;
pub use parse::parse_file;

use crate::inflect::Part;
use serde::Deserialize;

/// One construction.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Path and key: `cues/relay/naqalat_an`.
    pub id: String,
    /// One sentence for people.
    pub what: String,
    /// What must stand there, in order; never empty, and the first one says where to try the rule.
    pub elements: Vec<Element>,
    /// The hops, from the reader towards the origin.
    pub hops: Vec<HopSpec>,
    /// Where the content is.
    pub content: Where,
    /// How much it is worth against another reading of the same words.
    pub weight: f32,
    /// Sentences in which it must be found, spans marked.
    pub finds: Vec<String>,
    /// Sentences in which it must not.
    pub leaves: Vec<String>,
    /// Sentences that fail today.
    pub known_wrong: Vec<String>,
}

/// One element of a construction.
#[derive(Clone, Debug, PartialEq)]
pub enum Element {
    /// Nothing; but a clause begins here (after «وكان», «لكن», «من جهته» …).
    ClauseStart,
    /// Any of these words (folded), several in a row where there is a space; none is empty.
    Words(Vec<Vec<String>>),
    /// A form of a reporting verb.
    Cue(CueSpec),
    /// A noun phrase that can be a source.
    Source,
    /// A noun phrase, or nothing.
    MaybeSource,
    /// The content, as the cue's verb takes it, and whatever may stand before it.
    Content,
    /// A clause opened by «أن», for cues that are no verbs.
    Clause,
    /// All that is left of the sentence.
    Rest,
    /// Nothing; but the headline begins here.
    Headline,
    /// A closing quotation mark just before (content stands before the cue).
    AfterQuote,
}

impl Element {
    /// Whether a rule can be tried where this stands first.
    pub fn can_begin(&self) -> bool {
        match self {
            Element::ClauseStart
            | Element::Words(_)
            | Element::Cue(_)
            | Element::Headline
            | Element::AfterQuote => true,
            Element::Source
            | Element::MaybeSource
            | Element::Content
            | Element::Clause
            | Element::Rest => false,
        }
    }
}

/// Which forms of reporting verbs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CueSpec {
    /// Which parts; never empty.
    pub parts: Vec<Part>,
    /// What the form must have (`true`) or must not have (`false`).
    pub flags: Vec<(bool, Flag)>,
}

/// A hop, by indices into [`Rule::elements`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HopSpec {
    /// Elements whose words are the cue; never empty.
    pub cues: Vec<usize>,
    /// The element of the source.
    pub source: Option<usize>,
    /// `unknown`: nobody is given; otherwise an implicit source is looked for.
    pub unknown: bool,
}

/// Where the content of a rule stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Where {
    /// In the rule's `{content}`.
    Slot,
    /// The quotation or clause before the cue.
    Before,
    /// The clause that the words stand in: before them at its end, after them at its start.
    Clause,
    /// None of its own: it adds a hop to the statement that it stands in.
    Host,
}
