//! A place where a rule matches, with its score and its reasons.

use super::attempt::extend_left;
use super::reasons::Reason;
use crate::content::Start;
use crate::doc::Doc;
use crate::lexicon::{Attached, CueForm};
use crate::np::NounPhrase;
use crate::rule::Where;
use std::ops::Range;

/// A hop as it was found.
#[derive(Clone, Debug)]
pub struct FoundHop {
    /// Tokens of the cue.
    pub cue: Range<usize>,
    /// The written source.
    pub source: Option<NounPhrase>,
    /// Nobody is given.
    pub unknown: bool,
    /// The verb's form, where the cue is one.
    pub form: Option<(CueForm, Attached)>,
}

/// A place where a rule matches.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Index of the rule; `None` where no rule matches and the model alone sees a cue.
    pub rule: Option<usize>,
    /// Hops from the reader towards the origin; empty for a rule that only ends a content.
    pub hops: Vec<FoundHop>,
    /// Where its own content begins.
    pub start: Option<Start>,
    /// Where the content is.
    pub place: Where,
    /// All tokens from the first element to the content.
    pub extent: Range<usize>,
    /// How good it is against others at the same words: the rule's weight and those of the reasons.
    pub score: f32,
    /// What speaks for and against it beside the rule.
    pub reasons: Vec<Reason>,
}

impl Candidate {
    /// A cue that no rule knows: this word, and the form of a reporting verb that it may be.
    pub fn alone(doc: &Doc, head: usize) -> Candidate {
        let form = doc.words[head].cues.first().copied();
        let cue = extend_left(doc, head, form)..head + 1;
        Candidate {
            rule: None,
            hops: vec![FoundHop {
                cue: cue.clone(),
                source: None,
                unknown: false,
                form,
            }],
            start: None,
            place: Where::Slot,
            extent: cue,
            score: 0.0,
            reasons: Vec::new(),
        }
    }

    /// The token of the origin's cue.
    pub fn anchor(&self) -> usize {
        self.hops
            .last()
            .map_or(self.extent.start, |h| h.cue.end - 1)
    }

    /// Tokens of all its cues.
    pub fn cue_tokens(&self) -> impl Iterator<Item = usize> {
        self.hops.iter().flat_map(|h| h.cue.clone())
    }

    /// Written sources of all its hops.
    pub fn sources(&self) -> impl Iterator<Item = &NounPhrase> {
        self.hops.iter().filter_map(|h| h.source.as_ref())
    }

    pub(super) fn add(&mut self, reason: Reason) {
        self.score += reason.weight;
        self.reasons.push(reason);
    }
}
