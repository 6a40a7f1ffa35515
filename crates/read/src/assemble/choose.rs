//! Which reading of a cue wins.

use crate::doc::Doc;
use crate::matcher::Candidate;

/// Below this a candidate is no statement.
const ENOUGH: f32 = 0.75;

/// The best candidate for each cue, none of whose cues is taken already.
pub(super) fn choose(
    doc: &Doc,
    mut all: Vec<Candidate>,
) -> (Vec<Candidate>, Vec<(Candidate, &'static str)>) {
    all.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then_with(|| (a.anchor(), a.rule).cmp(&(b.anchor(), b.rule)))
    });
    let mut taken = vec![false; doc.len() + 1];
    let mut starts: Vec<usize> = Vec::new();
    let (mut chosen, mut lost): (Vec<Candidate>, Vec<_>) = (Vec::new(), Vec::new());
    for c in all {
        if c.score < ENOUGH {
            lost.push((c, "too weak"));
            continue;
        }
        if c.hops.iter().flat_map(|h| h.cue.clone()).any(|t| taken[t]) {
            lost.push((c, "another reading of the same cue is better"));
            continue;
        }
        if in_source(&chosen, &c) {
            lost.push((c, "its cue stands inside the source of another"));
            continue;
        }
        for t in c.hops.iter().flat_map(|h| h.cue.clone()) {
            taken[t] = true;
        }
        if let Some(s) = c.start {
            starts.push(s.at);
        }
        chosen.push(c);
    }
    nearest_owns(chosen, lost)
}

fn in_source(chosen: &[Candidate], c: &Candidate) -> bool {
    let anchor = c.anchor();
    chosen.iter().flat_map(|o| &o.hops).any(|h| {
        h.source
            .as_ref()
            .is_some_and(|np| np.range.contains(&anchor))
    })
}

/// A content's mark belongs to the nearest cue: of «صرح الوزير مؤكدا أن» the participle has it.
fn nearest_owns(
    chosen: Vec<Candidate>,
    mut lost: Vec<(Candidate, &'static str)>,
) -> (Vec<Candidate>, Vec<(Candidate, &'static str)>) {
    let mut kept: Vec<Candidate> = Vec::new();
    let mut sorted = chosen;
    sorted.sort_by_key(|c| std::cmp::Reverse(c.anchor()));
    for c in sorted {
        let claimed = c
            .start
            .is_some_and(|s| kept.iter().any(|k| k.start.is_some_and(|t| t.at == s.at)));
        if claimed {
            lost.push((c, "a nearer cue owns the content"));
        } else {
            kept.push(c);
        }
    }
    (kept, lost)
}
