//! Cues, which the scorer compares as a set, whatever attributions they open.

use super::class::Class;
use super::matches::Match;
use super::{Finder, Place, Side};
use crate::align::touch;
use crate::resolve::{Item, Link};
use musnad_report::Span;
use std::collections::HashSet;

type Cue = Option<Span>;

impl Finder<'_> {
    /// A missed cue and a spurious one that touch are one cue with wrong ends; those of one
    /// attribution that do not touch are another cue for it; all others stand alone.
    pub(super) fn cues(&mut self, matches: &[Match<'_>]) {
        let (predicted, gold) = (&self.comparison.predicted_cues, &self.comparison.gold_cues);
        let mut missed = left(gold, predicted);
        let mut spurious = left(predicted, gold);
        missed.retain(|&gold| {
            let read = spurious.iter().position(|&read| touch(read, gold));
            if let Some(at) = read {
                self.cue(wrong_ends(gold, spurious[at]), gold, spurious.remove(at));
            }
            read.is_none()
        });
        for (read, gold) in matches.iter().filter_map(Match::both) {
            let cues = (read.origin().cue, gold.origin().cue);
            let at = |cues: &[Cue], cue| cues.iter().position(|&c| c == cue);
            if let (Some(i), Some(k)) = (at(&spurious, cues.0), at(&missed, cues.1)) {
                self.cue(
                    other_words(read, gold),
                    missed.remove(k),
                    spurious.remove(i),
                );
            }
        }
        for cue in missed {
            let kind = self.kind(cue, &self.comparison.gold);
            self.cue(Class::MissedCue(kind), cue, None);
        }
        for cue in spurious {
            let kind = self.kind(cue, &self.comparison.predicted);
            self.cue(Class::SpuriousCue(kind), None, cue);
        }
    }

    fn kind(&self, cue: Cue, items: &[Item]) -> super::CueKind {
        let hop = items
            .iter()
            .flat_map(|item| &item.hops)
            .find(|hop| hop.cue == cue)
            .cloned();
        let bare = || Link {
            cue,
            ..Link::default()
        };
        self.kinds
            .of(&self.doc.report.text, &hop.unwrap_or_else(bare))
    }

    fn cue(&mut self, class: Class, gold: Cue, read: Cue) {
        let side = match class {
            Class::MissedCue(_) => Side::Missed,
            Class::SpuriousCue(_) => Side::Spurious,
            _ => Side::Wrong,
        };
        let around = gold.or(read).unwrap_or_default();
        let place = Place {
            around,
            key: self.word(around),
        };
        self.add(class, side, place, gold.into(), read.into());
    }
}

/// Those of `these` that `others` has not, in the order of the text.
fn left(these: &HashSet<Cue>, others: &HashSet<Cue>) -> Vec<Cue> {
    let mut left: Vec<Cue> = these.difference(others).copied().collect();
    left.sort_unstable();
    left
}

fn wrong_ends(gold: Cue, read: Cue) -> Class {
    match (gold, read) {
        (Some(gold), Some(read)) if gold.contains(read) => Class::CueTooShort,
        (Some(gold), Some(read)) if read.contains(gold) => Class::CueTooLong,
        _ => Class::CueShifted,
    }
}

/// Whether the source stands between the two cues, so that each is a part of one that it splits.
fn other_words(read: &Item, gold: &Item) -> Class {
    let (Some(a), Some(b)) = (read.origin().cue, gold.origin().cue) else {
        return Class::OtherCue;
    };
    let between = |source: Option<Span>| {
        source.is_some_and(|s| a.min(b).end <= s.start && s.end <= a.max(b).start)
    };
    if between(gold.origin().source) || between(read.origin().source) {
        Class::SplitCue
    } else {
        Class::OtherCue
    }
}
