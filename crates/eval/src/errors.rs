//! What went wrong, sorted by what one would have to mend.
//!
//! For every figure that looks at single spans or fields, each thing that the scorer does not count
//! as right is one error of exactly one class, so that a table of classes adds up to the scorer's
//! own numbers: of a figure, gold less what is right are the errors whose [`Side`] is `Missed` or
//! `Wrong`, and what was read less what is right those that are `Spurious` or `Wrong`.

mod class;
mod cue_kind;
mod cues;
mod fields;
mod matches;
mod spans;
#[cfg(test)]
mod tests;

pub use class::{Cause, Class, CueKind, Parts};
pub use cue_kind::CueKinds;

use crate::figures::Figure;
use crate::normal::fold;
use crate::resolve::{Link, Resolved};
use crate::score::Comparison;
use crate::set::Doc;
use matches::{Match, matches};
use musnad_report::Span;

/// Stands for what is not there.
pub const NONE: &str = "∅";

/// The figures whose errors are sorted. The others count words, or pairs of which these are parts.
pub const SORTED: [Figure; 12] = [
    Figure::Cue,
    Figure::Source,
    Figure::Content,
    Figure::Tuple,
    Figure::Chain,
    Figure::Who,
    Figure::Stance,
    Figure::Mode,
    Figure::Kind,
    Figure::Inside,
    Figure::SaidOn,
    Figure::Credits,
];

/// One error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What sort.
    pub class: Class,
    /// Whose it is.
    pub side: Side,
    /// The words around which it happened: mostly the cue.
    pub around: Span,
    /// What repeats from error to error: the cue's word, or gold's value and the predicted one.
    pub key: String,
    /// What the gold has.
    pub gold: Form,
    /// What was read.
    pub read: Form,
}

/// Where an error is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Against recall: gold has it, and it was not read.
    Missed,
    /// Against precision: it was read, and gold does not have it.
    Spurious,
    /// Against both: one stands for the other.
    Wrong,
}

impl Side {
    /// The side of something that gold has or has not, and the reading has or has not; `None` where
    /// neither does.
    fn of(gold: bool, read: bool) -> Option<Side> {
        match (gold, read) {
            (true, true) => Some(Side::Wrong),
            (true, false) => Some(Side::Missed),
            (false, true) => Some(Side::Spurious),
            (false, false) => None,
        }
    }
}

/// One side of an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// Nothing there.
    Nothing,
    /// These words.
    Words(Span),
    /// A place: a content's start or end.
    Edge(usize),
    /// A value.
    Value(String),
}

impl From<Option<Span>> for Form {
    fn from(span: Option<Span>) -> Form {
        span.map_or(Form::Nothing, Form::Words)
    }
}

/// All errors of one report, in no particular order.
pub fn errors(doc: &Doc, predicted: &Resolved, kinds: &CueKinds<'_>) -> Vec<Error> {
    let comparison = Comparison::new(predicted, &doc.gold);
    let matches = matches(&comparison);
    let mut finder = Finder {
        doc,
        kinds,
        comparison: &comparison,
        errors: Vec::new(),
    };
    finder.cues(&matches);
    for found in &matches {
        finder.source(found);
        finder.content(found);
        finder.tuple(found);
        finder.chain(found);
        finder.fields(found);
    }
    finder.credits(predicted);
    finder.errors
}

struct Finder<'a> {
    doc: &'a Doc,
    kinds: &'a CueKinds<'a>,
    comparison: &'a Comparison<'a>,
    errors: Vec<Error>,
}

impl Finder<'_> {
    fn text(&self) -> &str {
        self.doc.text()
    }

    fn add(&mut self, class: Class, side: Side, place: Place, gold: Form, read: Form) {
        self.errors.push(Error {
            class,
            side,
            around: place.around,
            key: place.key,
            gold,
            read,
        });
    }

    /// The cue around which a match lies; it is also what repeats.
    fn place(&self, found: &Match<'_>) -> Place {
        let around = found.cue().unwrap_or_default();
        Place {
            around,
            key: self.word(around),
        }
    }

    /// Folded, so that spellings count together; a colon as it stands.
    fn word(&self, span: Span) -> String {
        let word = &self.text()[span.range()];
        Some(fold(word))
            .filter(|folded| !folded.is_empty())
            .unwrap_or_else(|| word.to_owned())
    }

    fn hops(&self, hops: &[Link]) -> Form {
        if hops.is_empty() {
            return Form::Nothing;
        }
        let slice = |span: Option<Span>| span.map_or(NONE, |span| &self.text()[span.range()]);
        let hops: Vec<String> = hops
            .iter()
            .map(|hop| format!("{} [{}]", slice(hop.cue), slice(hop.source)))
            .collect();
        Form::Value(hops.join(" → "))
    }
}

/// Where an error happened, and what repeats.
struct Place {
    around: Span,
    key: String,
}
