//! From candidates to statements: which reading of a cue wins, and how far each content goes.

mod choose;
mod clause;
mod extent;
mod opens;

use crate::content;
use crate::doc::Doc;
use crate::matcher::Candidate;
use crate::rule::Where;
use choose::choose;
use clause::clause;
use extent::{before, continue_quotation, end_of, trimmed};
use opens::open;
use std::ops::Range;

/// A candidate that won, with its content.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The candidate.
    pub found: Candidate,
    /// Token ranges of its content; empty for hops that belong to another statement.
    pub content: Vec<Range<usize>>,
    /// Where a content that runs before it has to stop, and whether it does.
    opens: usize,
    closes: bool,
}

/// What came of all candidates.
pub struct Assembly {
    /// In text order.
    pub statements: Vec<Statement>,
    /// Lost against another, or too weak: with the reason.
    pub lost: Vec<(Candidate, &'static str)>,
}

/// Chooses among candidates and measures the contents.
pub fn assemble(doc: &Doc, candidates: Vec<Candidate>) -> Assembly {
    let (chosen, mut lost) = choose(doc, candidates);
    let mut statements: Vec<Statement> = chosen.into_iter().map(|c| open(doc, c)).collect();
    statements.sort_by_key(|s| (s.found.extent.start, s.found.anchor()));
    let limits: Vec<(usize, usize, bool)> = statements
        .iter()
        .map(|s| (s.opens, s.found.extent.start, s.closes))
        .collect();
    for k in 0..statements.len() {
        let content = measure(doc, &statements[k], k, &limits);
        statements[k].content = content;
    }
    let mut kept = Vec::new();
    for s in statements {
        let empty = s.content.iter().all(|r| doc.words_in(r.clone()) == 0);
        match s.found.place {
            Where::Host => kept.push(s),
            _ if s.found.hops.is_empty() => {}
            _ if empty => lost.push((s.found, "nothing is left of its content")),
            _ => kept.push(s),
        }
    }
    Assembly {
        statements: kept,
        lost,
    }
}

/// The content's token ranges.
fn measure(
    doc: &Doc,
    s: &Statement,
    k: usize,
    limits: &[(usize, usize, bool)],
) -> Vec<Range<usize>> {
    match s.found.place {
        Where::Slot => match s.found.start {
            Some(start) => {
                let first = start.at;
                let end = end_of(doc, first, start.frame, s.found.anchor(), k, limits);
                let mut out = vec![trimmed(doc, first..end)];
                continue_quotation(doc, first, &mut out);
                out.retain(|r| !r.is_empty());
                out
            }
            None => Vec::new(),
        },
        Where::Before => before(doc, &s.found),
        Where::Clause => clause(doc, s, k, limits),
        Where::Host => Vec::new(),
    }
}

/// How a content is rendered.
pub fn mode(doc: &Doc, s: &Statement) -> crate::reading::Mode {
    content::mode(doc, &s.content)
}
