//! Sources, contents, the three together, and chains.

use super::class::{Cause, Class, Parts};
use super::matches::Match;
use super::{Finder, Form, Side};
use crate::figures::Figure;
use crate::resolve::{Item, Link};
use crate::score::same_chain;
use musnad_report::Span;
use std::cmp::Ordering;

impl Finder<'_> {
    pub(super) fn source(&mut self, found: &Match<'_>) {
        let source = |item: Option<&Item>| item.and_then(|item| item.origin().source);
        let (gold, read) = (source(found.gold), source(found.read));
        let Some(side) = Side::of(gold.is_some(), read.is_some()) else {
            return;
        };
        let class = match found.span_cause() {
            // The cue is the right one, so that its source can be compared wherever its content is.
            None | Some(Cause::OtherContent) if gold != read => source_class(gold, read),
            None => return,
            Some(cause) => Class::Follows(Figure::Source, cause),
        };
        self.add(class, side, self.place(found), gold.into(), read.into());
    }

    pub(super) fn content(&mut self, found: &Match<'_>) {
        let Some(side) = Side::of(found.gold.is_some(), found.read.is_some()) else {
            return;
        };
        let class = match (found.span_cause(), found.both()) {
            (None, Some((read, gold))) if read.content == gold.content => return,
            (None, Some((read, gold))) => self.content_class(read, gold),
            (Some(Cause::OtherContent), _) | (None, None) => Class::ContentElsewhere,
            (Some(cause), _) => Class::Follows(Figure::Content, cause),
        };
        let (gold, read) = self.content_forms(class, found);
        self.add(class, side, self.place(found), gold, read);
    }

    fn content_class(&self, read: &Item, gold: &Item) -> Class {
        let (Some(r), Some(g)) = (hull(&read.content), hull(&gold.content)) else {
            return Class::ContentElsewhere;
        };
        let all_in = |these: &Item, those: &Item| {
            these
                .content
                .iter()
                .all(|span| those.content.contains(span))
        };
        if !r.overlaps(g) {
            Class::ContentElsewhere
        } else if gold.is_direct() {
            Class::ContentQuotation
        } else if all_in(read, gold) {
            Class::ContentMissesSpan
        } else if all_in(gold, read) {
            Class::ContentExtraSpan
        } else {
            match (r.start.cmp(&g.start), r.end.cmp(&g.end)) {
                (Ordering::Equal, Ordering::Equal) => Class::ContentGap,
                (Ordering::Less, Ordering::Equal) => Class::ContentBeginsEarly,
                (Ordering::Greater, Ordering::Equal) => Class::ContentBeginsLate,
                (Ordering::Equal, Ordering::Less) => Class::ContentStopsEarly,
                (Ordering::Equal, Ordering::Greater) => self.runs_on(Span::new(g.end, r.end)),
                _ => Class::ContentBothEnds,
            }
        }
    }

    fn runs_on(&self, beyond: Span) -> Class {
        let cues = self.comparison.gold_cues.iter().flatten();
        if cues.into_iter().any(|&cue| beyond.overlaps(cue)) {
            Class::ContentRunsPastCue
        } else {
            Class::ContentRunsOn
        }
    }

    /// What is shown of two contents: the end that is wrong, the spans, or all of it.
    fn content_forms(&self, class: Class, found: &Match<'_>) -> (Form, Form) {
        let content = |item: Option<&Item>| -> Vec<Span> {
            item.map(|item| item.content.clone()).unwrap_or_default()
        };
        let form = |spans: &[Span]| match (class, hull(spans)) {
            (_, None) => Form::Nothing,
            (Class::ContentBeginsEarly | Class::ContentBeginsLate, Some(all)) => {
                Form::Edge(all.start)
            }
            (
                Class::ContentRunsPastCue | Class::ContentRunsOn | Class::ContentStopsEarly,
                Some(all),
            ) => Form::Edge(all.end),
            (Class::ContentGap | Class::ContentMissesSpan | Class::ContentExtraSpan, _) => {
                Form::Value(self.shape(spans))
            }
            (_, Some(all)) => Form::Words(all),
        };
        (form(&content(found.gold)), form(&content(found.read)))
    }

    /// Several spans on one line, each by its first and last words.
    fn shape(&self, spans: &[Span]) -> String {
        let ends = |&span: &Span| {
            let words: Vec<&str> = self.text()[span.range()].split_whitespace().collect();
            match words[..] {
                [first, second, .., before, last] => {
                    format!("‹{first} {second} … {before} {last}›")
                }
                _ => format!("‹{}›", words.join(" ")),
            }
        };
        spans.iter().map(ends).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn tuple(&mut self, found: &Match<'_>) {
        let Some(side) = Side::of(found.gold.is_some(), found.read.is_some()) else {
            return;
        };
        let class = match found.both() {
            None => found
                .span_cause()
                .map(|cause| Class::Follows(Figure::Tuple, cause)),
            Some((read, gold)) => {
                let wrong = wrong_parts(read, gold);
                match (wrong, found.assigned) {
                    (Some(parts), _) => Some(Class::Tuple(parts)),
                    (None, true) => None,
                    (None, false) => Some(Class::Follows(Figure::Tuple, Cause::OtherContent)),
                }
            }
        };
        if let Some(class) = class {
            let words = |item: Option<&Item>| self.hops(item.map_or(&[], |item| &item.hops));
            let (gold, read) = (words(found.gold), words(found.read));
            self.add(class, side, self.place(found), gold, read);
        }
    }

    pub(super) fn chain(&mut self, found: &Match<'_>) {
        let hops = |item: Option<&'_ Item>| -> Vec<Link> {
            item.map(|item| item.hops.clone()).unwrap_or_default()
        };
        let (gold, read) = (hops(found.gold), hops(found.read));
        let Some(side) = Side::of(gold.len() > 1, read.len() > 1) else {
            return;
        };
        let class = match (found.both(), same_chain(&read, &gold)) {
            (Some(_), false) => chain_class(&read, &gold),
            (Some(_), true) if found.assigned => return,
            (Some(_), true) => Class::Follows(Figure::Chain, Cause::OtherContent),
            (None, _) => match found.span_cause() {
                Some(cause) => Class::Follows(Figure::Chain, cause),
                None => return,
            },
        };
        let mut place = self.place(found);
        place.key = format!("{} hops → {}", gold.len(), read.len());
        let (gold, read) = (self.hops(&gold), self.hops(&read));
        self.add(class, side, place, gold, read);
    }
}

fn source_class(gold: Option<Span>, read: Option<Span>) -> Class {
    match (gold, read) {
        (_, None) => Class::SourceMissing,
        (None, _) => Class::SourceSpurious,
        (Some(gold), Some(read)) if gold.contains(read) => Class::SourceTooShort,
        (Some(gold), Some(read)) if read.contains(gold) => Class::SourceTooLong,
        _ => Class::SourceElsewhere,
    }
}

fn wrong_parts(read: &Item, gold: &Item) -> Option<Parts> {
    let (hop, gold_hop) = (read.origin(), gold.origin());
    let parts = Parts {
        cue: hop.cue != gold_hop.cue,
        source: hop.source != gold_hop.source,
        content: read.content != gold.content,
    };
    (parts.cue || parts.source || parts.content).then_some(parts)
}

fn chain_class(read: &[Link], gold: &[Link]) -> Class {
    let sorted = |hops: &[Link]| {
        let mut hops: Vec<_> = hops.iter().map(|hop| (hop.cue, hop.source)).collect();
        hops.sort_unstable();
        hops
    };
    match read.len().cmp(&gold.len()) {
        Ordering::Less => Class::HopMissing,
        Ordering::Greater => Class::HopExtra,
        Ordering::Equal if sorted(read) == sorted(gold) => Class::HopOrder,
        Ordering::Equal => Class::HopWrong,
    }
}

/// From the first span's start to the last one's end.
fn hull(spans: &[Span]) -> Option<Span> {
    Some(Span::new(
        spans.first()?.start,
        spans.iter().map(|s| s.end).max()?,
    ))
}
