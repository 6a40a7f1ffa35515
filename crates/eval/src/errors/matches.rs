//! Which prediction is compared with which gold attribution, and how well the two fit.

use super::class::Cause;
use crate::align::touch;
use crate::resolve::Item;
use crate::score::{Comparison, PAIR_OVERLAP};
use musnad_report::Span;
use std::collections::HashSet;

/// A prediction and the gold attribution at its place; at least one of the two.
pub(super) struct Match<'a> {
    pub gold: Option<&'a Item>,
    pub read: Option<&'a Item>,
    /// Whether the scorer has assigned the two to each other: their contents share a word.
    pub assigned: bool,
    /// Whether they share enough words for their fields to be compared.
    pub pair: bool,
}

impl Match<'_> {
    /// Gold's origin cue, or where there is no gold the one that was read.
    pub fn cue(&self) -> Option<Span> {
        let cue = |item: Option<&Item>| item.and_then(|item| item.origin().cue);
        cue(self.gold).or(cue(self.read))
    }

    /// Both attributions, where there are two.
    pub fn both(&self) -> Option<(&Item, &Item)> {
        Some((self.read?, self.gold?))
    }

    /// Why spans of the two cannot be right, whatever they are.
    pub fn span_cause(&self) -> Option<Cause> {
        let Some((read, gold)) = self.both() else {
            return Some(self.alone());
        };
        if !touch(read.origin().cue, gold.origin().cue) {
            return Some(Cause::OtherCue);
        }
        (!self.assigned).then_some(Cause::OtherContent)
    }

    /// Why fields of the two cannot be right, whatever they are.
    pub fn field_cause(&self) -> Option<Cause> {
        if self.both().is_none() {
            return Some(self.alone());
        }
        (!self.pair).then_some(Cause::OtherContent)
    }

    fn alone(&self) -> Cause {
        if self.gold.is_some() {
            Cause::NotFound
        } else {
            Cause::MadeUp
        }
    }
}

/// Every prediction and every gold attribution in exactly one match: those that the scorer assigned
/// to each other; of the rest those with touching origin cues, the contents of which share no word;
/// and each that is left, alone.
pub(super) fn matches<'a>(comparison: &'a Comparison<'_>) -> Vec<Match<'a>> {
    let (predicted, gold) = (&comparison.predicted, &comparison.gold);
    let mut free_predicted: HashSet<usize> = (0..predicted.len()).collect();
    let mut free_gold: HashSet<usize> = (0..gold.len()).collect();
    let mut matches = Vec::new();
    for pair in &comparison.pairs {
        free_predicted.remove(&pair.predicted);
        free_gold.remove(&pair.gold);
        matches.push(Match {
            gold: Some(&gold[pair.gold]),
            read: Some(&predicted[pair.predicted]),
            assigned: true,
            pair: pair.overlap >= PAIR_OVERLAP,
        });
    }
    for k in (0..gold.len()).filter(|k| free_gold.contains(k)) {
        let same_cue = |i: &usize| touch(predicted[*i].origin().cue, gold[k].origin().cue);
        let read = (0..predicted.len())
            .filter(|i| free_predicted.contains(i))
            .find(same_cue);
        if let Some(i) = read {
            free_predicted.remove(&i);
        }
        matches.push(Match {
            gold: Some(&gold[k]),
            read: read.map(|i| &predicted[i]),
            assigned: false,
            pair: false,
        });
    }
    let left = (0..predicted.len()).filter(|i| free_predicted.contains(i));
    matches.extend(left.map(|i| Match {
        gold: None,
        read: Some(&predicted[i]),
        assigned: false,
        pair: false,
    }));
    matches
}
