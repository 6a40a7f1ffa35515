//! Definite nouns that no tagger marks, and that point to an entity of the report.

use super::groups::Groups;
use super::pointers::Index;
use super::seen::{self, Seen, Sense};
use super::words;
use crate::doc::Doc;
use crate::mentions::{Mention, MentionKind};
use musnad_report::Span;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// How sure a found noun is at most.
const FOUND: f32 = 0.8;
/// The longest such phrase, in tokens.
const LONGEST: usize = 3;

/// Finds the definite nouns among `tokens`, outside of all mentions, that point to one of the entities, and adds
/// them as mentions of it.
pub(super) fn find(doc: &Doc, tokens: Range<usize>, seen: &mut Vec<Seen>, groups: &mut Groups) {
    let free = Free::new(tokens, seen);
    let found: Vec<(Seen, usize, f32)> = {
        let index = Index::new(doc, seen, groups);
        let mut found = Vec::new();
        let mut i = free.tokens.start;
        while i < free.tokens.end {
            let next = (free.is(i) && !doc.is_mark(i))
                .then(|| at(doc, &index, &free, i))
                .flatten();
            i = next.as_ref().map_or(i + 1, |(s, _, _)| s.tokens.end);
            found.extend(next);
        }
        found
    };
    for (one, to, sure) in found {
        let i = groups.push();
        groups.join(i, to, sure);
        seen.push(one);
    }
}

/// Tokens in which such a noun may stand: those in no mention but a nationality.
struct Free {
    tokens: Range<usize>,
    taken: Vec<bool>,
}

impl Free {
    fn new(tokens: Range<usize>, seen: &[Seen]) -> Free {
        let mut taken = vec![false; tokens.len()];
        let names = seen
            .iter()
            .filter(|s| s.mention.kind != MentionKind::Nationality);
        for i in names.flat_map(|s| s.tokens.clone()) {
            let at = i.checked_sub(tokens.start);
            if let Some(taken) = at.and_then(|at| taken.get_mut(at)) {
                *taken = true;
            }
        }
        Free { tokens, taken }
    }

    fn is(&self, i: usize) -> bool {
        self.tokens.contains(&i) && !self.taken[i - self.tokens.start]
    }
}

/// The pointer that begins at a token, with the mention that it means.
fn at(doc: &Doc, index: &Index, free: &Free, i: usize) -> Option<(Seen, usize, f32)> {
    let word = &doc.words[i];
    let stem = words::bare(&word.stem);
    for kind in [
        MentionKind::Organisation,
        MentionKind::Place,
        MentionKind::Facility,
        MentionKind::Document,
    ] {
        if !word.def || doc.lexicon.names.head(kind, &stem).is_none() {
            continue;
        }
        let most = (i + LONGEST).min(doc.sentence_end(i));
        let more = (i + 1..most)
            .take_while(|&k| free.is(k) && !doc.is_mark(k))
            .count();
        for end in (i + 1..=i + 1 + more).rev() {
            if let Some(found) = phrase(doc, index, kind, doc.span(i..end)) {
                return Some(found);
            }
        }
    }
    None
}

/// The words of a span, if they are a pointer that means somebody by its very noun.
fn phrase(doc: &Doc, index: &Index, kind: MentionKind, span: Span) -> Option<(Seen, usize, f32)> {
    let mention = Mention {
        span,
        kind,
        nominal: true,
        confidence: FOUND,
    };
    let one = seen::one(doc, mention, &FxHashSet::default());
    let pointer = match &one.sense {
        Sense::Pointer(pointer) => pointer,
        Sense::Body(body) if body.is_bare_state() => {
            let to = index.same_core(span, body)?;
            return Some((one, to, FOUND));
        }
        _ => return None,
    };
    let (to, sure) = index.target_at(span, pointer)?;
    let clear = index.calls(to, &pointer.noun) || pointer.head.clear;
    clear.then_some((one, to, sure))
}
