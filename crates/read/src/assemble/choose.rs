//! Which reading of a cue wins: the best first, as long as its words are free.

use crate::doc::Doc;
use crate::matcher::Candidate;
use rustc_hash::FxHashSet;
use std::cmp::Reverse;

/// Below this a candidate is no statement.
const ENOUGH: f32 = 0.75;

/// A candidate that became no statement, and why.
pub type Lost = (Candidate, &'static str);

/// Tokens that candidates have taken already.
pub(crate) struct Taken {
    pub cues: Vec<bool>,
    pub sources: Vec<bool>,
}

impl Taken {
    /// Nothing, of so many tokens.
    pub fn new(tokens: usize) -> Taken {
        Taken {
            cues: vec![false; tokens + 1],
            sources: vec![false; tokens + 1],
        }
    }

    /// Why a candidate comes too late.
    fn forbids(&self, c: &Candidate) -> Option<&'static str> {
        if c.cue_tokens().any(|t| self.cues[t]) {
            Some("another reading of the same cue is better")
        } else if self.sources[c.anchor()] {
            Some("its cue stands inside the source of another")
        } else {
            None
        }
    }

    pub fn take(&mut self, c: &Candidate) {
        for token in c.cue_tokens() {
            self.cues[token] = true;
        }
        for np in c.sources() {
            self.sources[np.range.clone()].fill(true);
        }
    }
}

/// The best candidate for each cue, none of whose cues is taken already.
pub(crate) fn choose(doc: &Doc, mut all: Vec<Candidate>) -> (Vec<Candidate>, Vec<Lost>) {
    all.sort_by(|a, b| {
        let place = |c: &Candidate| (c.anchor(), c.rule);
        b.score
            .total_cmp(&a.score)
            .then_with(|| place(a).cmp(&place(b)))
    });
    let mut taken = Taken::new(doc.len());
    let (mut chosen, mut lost) = (Vec::new(), Vec::new());
    for c in all {
        if c.score < ENOUGH {
            lost.push((c, "too weak"));
        } else if let Some(why) = taken.forbids(&c) {
            lost.push((c, why));
        } else {
            taken.take(&c);
            chosen.push(c);
        }
    }
    (nearest_owns(chosen, &mut lost), lost)
}

/// A content's mark belongs to the nearest cue: of «صرح الوزير مؤكدا أن» the participle has it.
fn nearest_owns(mut chosen: Vec<Candidate>, lost: &mut Vec<Lost>) -> Vec<Candidate> {
    chosen.sort_by_key(|c| Reverse(c.anchor()));
    let mut owned = FxHashSet::default();
    let mut kept = Vec::new();
    for c in chosen {
        if c.start.is_none_or(|s| owned.insert(s.at)) {
            kept.push(c);
        } else {
            lost.push((c, "a nearer cue owns the content"));
        }
    }
    kept
}
