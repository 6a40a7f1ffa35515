//! From candidates to statements: which reading of a cue wins, and how far each content goes.
//!
//! In this order: [`choose`] keeps the best candidate for each cue; [`opens`] says where each begins,
//! connectives included, and whether it ends the content that runs before it; with these stops known,
//! the content of each is measured: behind its cue ([`extent`]), before it, or around it ([`clause`]).

pub(crate) mod choose;
mod clause;
mod extent;
mod opens;
pub(crate) mod stops;

use crate::content;
use crate::decide::Desk;
use crate::decide::contents::content;
use crate::decide::cues::cues;
use crate::decide::extents::extent;
use crate::decide::sources::source;
use crate::doc::Doc;
use crate::matcher::Candidate;
use crate::reading::Mode;
use crate::rule::Where;
pub use choose::Lost;
use clause::clause;
use extent::{after_cue, before};
pub(crate) use extent::{continued, trimmed, unmarked};
pub(crate) use opens::back_over_connectives;
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

/// What statements are made of.
pub(crate) struct Found<'f> {
    /// What rules match.
    pub candidates: Vec<Candidate>,
    /// Tokens of the headline.
    pub headline: Option<&'f Range<usize>>,
    /// In which tokens only a rule finds cues; see [`crate::zones::Zones::silent`].
    pub silent: &'f [bool],
}

/// What came of all candidates.
pub struct Assembly {
    /// In text order.
    pub statements: Vec<Statement>,
    /// Lost against another, or too weak.
    pub lost: Vec<Lost>,
}

/// Chooses among candidates and measures the contents.
pub(crate) fn assemble(desk: &mut Desk, found: Found<'_>) -> Assembly {
    let doc = desk.doc;
    let (mut chosen, mut lost) = cues(desk, found.candidates, found.headline, found.silent);
    for c in &mut chosen {
        bound(desk, c);
    }
    let mut statements: Vec<Statement> = chosen.into_iter().map(|c| open(doc, c)).collect();
    statements.sort_by_key(|s| (s.found.extent.start, s.found.anchor()));
    let stops = Stops::of(&statements);
    for (k, s) in statements.iter_mut().enumerate() {
        let proposed = measure(doc, &s.found, k, &stops);
        s.content = match s.found.place {
            Where::Host => proposed,
            _ => content(desk, s, k, &proposed, &stops),
        };
        if let (Some(first), Some(start)) = (s.content.first(), &mut s.found.start) {
            start.at = first.start;
        }
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

/// Asks for the words of each cue and of its source.
fn bound(desk: &mut Desk, c: &mut Candidate) {
    let rule = c.rule.map_or(0, |r| crate::judge::key(&desk.rules[r].id));
    for (n, hop) in c.hops.iter_mut().enumerate() {
        hop.cue = extent(desk, hop.cue.clone());
        hop.source = source(desk, hop, rule ^ n as u64);
    }
    let cues = c.hops.iter().map(|h| h.cue.clone());
    let sources = c
        .hops
        .iter()
        .filter_map(|h| h.source.as_ref())
        .map(|np| np.range.clone());
    for r in cues.chain(sources) {
        c.extent.start = c.extent.start.min(r.start);
        c.extent.end = c.extent.end.max(r.end);
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
