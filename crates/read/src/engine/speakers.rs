//! Who each hop is, from the first statement to the last: those who spoke before are the antecedents of
//! those without a written source.

use super::nesting::innermost;
use super::relays::hops;
use crate::assemble::Statement;
use crate::decide::{self, Desk};
use crate::matcher::FoundHop;
use crate::rule::Where;
use crate::who::{Cast, Resolved};
use std::ops::Range;

/// How many speakers back an implicit one is looked for.
const MEMORY: usize = 64;

/// Who has spoken so far.
#[derive(Default)]
struct Past {
    /// Who was the origin, and beside each which statement it was.
    spoken: Vec<Resolved>,
    statements: Vec<usize>,
}

impl Past {
    fn recent(&self) -> &[Resolved] {
        &self.spoken[self.spoken.len().saturating_sub(MEMORY)..]
    }

    /// The recent speakers whose statements fit, each with its cue's token.
    fn antecedents(
        &self,
        statements: &[Statement],
        fits: impl Fn(usize) -> bool,
    ) -> Vec<(usize, Resolved)> {
        let from = self.spoken.len().saturating_sub(MEMORY);
        let recent = self.statements[from..].iter().zip(&self.spoken[from..]);
        recent
            .filter(|(k, _)| fits(**k))
            .map(|(k, r)| (statements[*k].found.anchor(), r.clone()))
            .collect()
    }
}

/// Who each hop of each statement is.
pub(super) fn resolve(
    desk: &mut Desk,
    statements: &[Statement],
    upstream: &[Vec<Statement>],
) -> Vec<Vec<Resolved>> {
    let doc = desk.doc;
    let everyone: Vec<Statement> = statements
        .iter()
        .chain(upstream.iter().flatten())
        .cloned()
        .collect();
    let cast = Cast::gather(doc, &everyone);
    let anchors: Vec<Range<usize>> = statements.iter().map(anchor_of).collect();
    let contents = statements.iter().map(|s| s.content.iter().cloned());
    let outer = innermost(&anchors, contents);
    let mut past = Past::default();
    let mut out: Vec<Vec<Resolved>> = Vec::new();
    for (k, s) in statements.iter().enumerate() {
        let hops = hops(&upstream[k], s);
        let origin = hops.len().saturating_sub(1);
        // Who speaks inside somebody's words is no antecedent outside them.
        let earlier = past.antecedents(statements, |j| {
            outer[j] == outer[k] && statements[j].found.place != Where::Clause
        });
        let above = outer[k].and_then(|o| out.get(o)).and_then(|who| who.last());
        let hop = |(h, hop): (usize, &FoundHop)| match &hop.source {
            Some(np) => {
                let proposed = cast.named(np, past.recent());
                decide::speakers::named(desk, &cast, hop, np, proposed, past.recent())
            }
            None if h < origin => Resolved::unknown(),
            None => {
                let proposed = match hop.unknown {
                    true => Resolved::unknown(),
                    false => cast.implicit(s, &earlier, above),
                };
                decide::speakers::implicit(desk, &cast, hop, proposed, &earlier, above)
            }
        };
        let who = hops.iter().copied().enumerate().map(hop);
        let who: Vec<Resolved> = who.collect();
        let who = who.into_iter().zip(&hops);
        let who: Vec<Resolved> = who
            .map(|(who, hop)| decide::kinds::kind(desk, hop, who))
            .collect();
        if let Some(origin) = who.last() {
            past.spoken.push(origin.clone());
            past.statements.push(k);
        }
        out.push(who);
    }
    out
}

/// The last token of the origin's cue.
fn anchor_of(s: &Statement) -> Range<usize> {
    let anchor = s.found.anchor();
    anchor..anchor + 1
}
