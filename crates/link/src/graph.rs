//! Who cites whom, and who speaks of whom: a directed graph over the entities of reports.
//!
//! *Citing* goes against the way that words took: «نقلت وكالة يراع عن وزير الري» is an edge from whoever published the
//! report to the agency, and one from the agency to the minister. What stands in the words of somebody is cited by him
//! or her, not by the publisher. *Speaking of* goes from the origin of a statement to what its content mentions.
//!
//! *Acting* goes from the actor of an event to its recipient, an edge a type of PLOVER ([`Gathering::put_events`]).
//!
//! Every edge holds the statements, or events, that it rests on, each with its spans (law 5). Two that are one across reports are
//! one node; a source that no entity is known for stays with its report, and an unnamed one («مصادر مطلعة») is a node
//! of its own wherever it is written (law 6). Nobody is an edge's end where nobody is given («قيل إن»), and nobody
//! cites or speaks of himself. The graph is a function of the set of reports (law 3).

mod gather;
#[cfg(test)]
mod tests;

pub use gather::Gathering;

use musnad_read::Stance;
use musnad_read::events::{EventType, Status};
use musnad_report::Span;
use std::cmp::Reverse;

/// Nodes by their ids, and edges by their ends and relation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    /// In the order of ids.
    pub nodes: Vec<Node>,
    /// In the order of their sources, targets, and relations.
    pub edges: Vec<Edge>,
}

/// Somebody or something that cites, is cited, speaks or is spoken of.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Within the archive's graphs: an entity's id; or one made of the publisher's name, or of the report and statement
    /// that alone know it. Letters, digits, `.` and `-` (an NMTOKEN of XML).
    pub id: String,
    /// What it is called.
    pub name: String,
    /// How far it is known.
    pub scope: Scope,
    /// What it is, as contracts name the kinds of mentions, or, of what is no entity, of sources.
    pub kind: String,
    /// ISO 3166-1 code of the country that it is or belongs to.
    pub country: Option<String>,
    /// Where it lies, of places and facilities that the gazetteer knows.
    pub place: Option<Point>,
}

/// How far a node is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// One across all reports.
    Archive,
    /// Who published a report, by the name that comes with it.
    Publisher,
    /// In one report alone.
    Report,
}

/// A place of the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Its id there: `wof:421202163`.
    pub id: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// What an edge says of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The source has words from the target.
    Cites,
    /// The source's words mention the target.
    SpeaksOf,
    /// The source does this to or against the target.
    ActsOn(EventType),
    /// Source and target do this with one another, or together: which is which says nothing.
    ActsWith(EventType),
}

/// That somebody cites, speaks of, or does something to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// The id of who does.
    pub source: String,
    /// The id of whom.
    pub target: String,
    /// What.
    pub relation: Relation,
    /// The statements, or events, that it rests on, by report and place; never empty.
    pub grounds: Vec<Ground>,
}

/// A statement or an event that an edge rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// The report's id.
    pub report: String,
    /// The statement's id, or the event's in its report: `v1`.
    pub statement: String,
    /// The day on which the report was published, ISO 8601.
    pub published: Option<String>,
    /// What is done with what is said; `None` of an event.
    pub stance: Option<Stance>,
    /// How far an event got.
    pub status: Option<Status>,
    /// The id of the statement on whose word an event is told; `None`: the report's own author.
    pub on_word_of: Option<String>,
    /// Where what is said, or the word that tells the event, stands, in bytes of the report's text.
    pub content: Vec<Span>,
    /// The words that make the edge: of citing the cue and the written source, of speaking the mentions, of acting the
    /// words that name both.
    pub words: Vec<Span>,
}

impl Edge {
    /// How many statements there are of each stance, the most frequent first.
    pub fn stances(&self) -> Vec<(Stance, usize)> {
        counted(self.grounds.iter().filter_map(|ground| ground.stance))
    }

    /// How many events there are of each status, the most frequent first.
    pub fn statuses(&self) -> Vec<(Status, usize)> {
        counted(self.grounds.iter().filter_map(|ground| ground.status))
    }

    /// The days of the first and of the last report, of those whose day is known.
    pub fn published(&self) -> Option<(&str, &str)> {
        let days = || self.grounds.iter().filter_map(|g| g.published.as_deref());
        Some((days().min()?, days().max()?))
    }
}

/// How often each is there, the most frequent first, then those that come first.
fn counted<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut counts: Vec<(T, usize)> = Vec::new();
    for one in all {
        match counts.iter_mut().find(|(own, _)| *own == one) {
            Some((_, times)) => *times += 1,
            None => counts.push((one, 1)),
        }
    }
    counts.sort_by_key(|(_, times)| Reverse(*times));
    counts
}
