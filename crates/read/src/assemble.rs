//! From candidates to statements: which reading of a cue wins, and how far each content goes.
//!
//! In this order: [`choose`] keeps the best candidate for each cue; [`opens`] says where each begins,
//! connectives included, and whether it ends the content that runs before it; with these stops known,
//! the content of each is measured: behind its cue ([`extent`]), before it, or around it ([`clause`]).

mod choose;
mod clause;
mod extent;
mod opens;
mod stops;

use crate::content;
use crate::doc::Doc;
use crate::matcher::Candidate;
use crate::reading::Mode;
use crate::rule::Where;
use choose::choose;
use clause::clause;
use extent::{after_cue, before};
use opens::open;
use std::ops::Range;
use stops::Stops;

/// A candidate that won, with its content.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The candidate.
    pub found: Candidate,
    /// Token ranges of its content; empty for hops that belong to another statement.
    pub content: Vec<Range<usize>>,
    /// The token at which a content that runs before it has to stop.
    opens: usize,
    /// Whether it stops a content that runs before it.
    closes: bool,
}

/// A candidate that became no statement, and why.
pub type Lost = (Candidate, &'static str);

/// What came of all candidates.
pub struct Assembly {
    /// In text order.
    pub statements: Vec<Statement>,
    /// Lost against another, or too weak.
    pub lost: Vec<Lost>,
}

/// Chooses among candidates and measures the contents.
pub fn assemble(doc: &Doc, candidates: Vec<Candidate>) -> Assembly {
    let (chosen, mut lost) = choose(doc, candidates);
    let mut statements: Vec<Statement> = chosen.into_iter().map(|c| open(doc, c)).collect();
    statements.sort_by_key(|s| (s.found.extent.start, s.found.anchor()));
    let stops = Stops::of(&statements);
    for (k, s) in statements.iter_mut().enumerate() {
        s.content = measure(doc, &s.found, k, &stops);
    }
    let mut kept = Vec::new();
    for s in statements {
        let empty = s.content.iter().all(|r| doc.words_in(r.clone()) == 0);
        match s.found.place {
            Where::Host => kept.push(s),
            // «على حد تعبيره» has ended the content before it, and says nothing itself.
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
fn measure(doc: &Doc, c: &Candidate, k: usize, stops: &Stops) -> Vec<Range<usize>> {
    match (c.place, c.start) {
        (Where::Slot, Some(start)) => after_cue(doc, start, c.anchor(), k, stops),
        (Where::Before, _) => before(doc, c),
        (Where::Clause, _) => clause(doc, &c.extent, k, stops),
        (Where::Slot, None) | (Where::Host, _) => Vec::new(),
    }
}

/// How a content is rendered.
pub fn mode(doc: &Doc, s: &Statement) -> Mode {
    content::mode(doc, &s.content)
}
