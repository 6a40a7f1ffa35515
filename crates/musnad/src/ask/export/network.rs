//! A graph as two tables, of nodes and of edges: the columns of graphml and gexf.

use super::rows::name;
use musnad_link::graph::{Edge, Ground, Node, Relation, Scope};
use musnad_report::Span;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// How many.
    Count(usize),
    /// A measure.
    Measure(f64),
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// [`Cell::Text`].
    Text,
    /// [`Cell::Count`].
    Count,
    /// [`Cell::Measure`].
    Measure,
}

/// What is told of a node, in this order.
pub const OF_NODES: [(&str, Sort); 7] = [
    ("name", Sort::Text),
    ("kind", Sort::Text),
    ("scope", Sort::Text),
    ("country", Sort::Text),
    ("place", Sort::Text),
    ("latitude", Sort::Measure),
    ("longitude", Sort::Measure),
];

/// What is told of an edge, in this order.
pub const OF_EDGES: [(&str, Sort); 11] = [
    ("relation", Sort::Text),
    ("statements", Sort::Count),
    ("stances", Sort::Text),
    ("event", Sort::Text),
    ("statuses", Sort::Text),
    ("on_word_of", Sort::Text),
    ("first_published", Sort::Text),
    ("last_published", Sort::Text),
    ("weight", Sort::Count),
    ("content_spans", Sort::Text),
    ("word_spans", Sort::Text),
];

/// The cells of a node, by [`OF_NODES`]; what is not known is absent.
pub fn of_node(node: &Node) -> [Option<Cell>; OF_NODES.len()] {
    let place = node.place.as_ref();
    [
        Some(Cell::Text(node.name.clone())),
        Some(Cell::Text(node.kind.clone())),
        Some(Cell::Text(scope(node.scope).to_owned())),
        node.country.clone().map(Cell::Text),
        place.map(|place| Cell::Text(place.id.clone())),
        place.map(|place| Cell::Measure(place.latitude)),
        place.map(|place| Cell::Measure(place.longitude)),
    ]
}

/// The cells of an edge, by [`OF_EDGES`]; what is not known is absent.
pub fn of_edge(edge: &Edge) -> [Option<Cell>; OF_EDGES.len()] {
    let event = match edge.relation {
        Relation::ActsOn(event) | Relation::ActsWith(event) => Some(event),
        Relation::Cites | Relation::SpeaksOf => None,
    };
    let of_event = |text: String| event.map(|_| Cell::Text(text));
    let stances = counted(edge.stances());
    let days = edge.published();
    let statements = edge.grounds.len();
    [
        Some(Cell::Text(relation(edge.relation).to_owned())),
        Some(Cell::Count(statements)),
        event.is_none().then_some(Cell::Text(stances)),
        event.map(|event| Cell::Text(event.name().to_owned())),
        of_event(counted(edge.statuses())),
        of_event(words_of(edge)),
        days.map(|(first, _)| Cell::Text(first.to_owned())),
        days.map(|(_, last)| Cell::Text(last.to_owned())),
        Some(Cell::Count(statements)),
        Some(Cell::Text(places(edge, |ground| &ground.content))),
        Some(Cell::Text(places(edge, |ground| &ground.words))),
    ]
}

/// The name of a relation.
pub fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Cites => "cites",
        Relation::SpeaksOf => "speaks_of",
        Relation::ActsOn(_) => "acts_on",
        Relation::ActsWith(_) => "acts_with",
    }
}

/// `state 2, deny 1`.
fn counted<T: serde::Serialize>(counts: Vec<(T, usize)>) -> String {
    let counts = counts
        .into_iter()
        .filter_map(|(value, times)| Some(format!("{} {times}", name(value)?)));
    counts.collect::<Vec<String>>().join(", ")
}

/// `REPORT/EVENT:STATEMENT` of each event, or `REPORT/EVENT:author`, with spaces between: on whose word it is told.
fn words_of(edge: &Edge) -> String {
    let word = |ground: &Ground| {
        let word = ground.on_word_of.as_deref().unwrap_or("author");
        format!("{}/{}:{word}", ground.report, ground.statement)
    };
    edge.grounds
        .iter()
        .map(word)
        .collect::<Vec<String>>()
        .join(" ")
}

fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Archive => "archive",
        Scope::Publisher => "publisher",
        Scope::Report => "report",
    }
}

/// `REPORT/STATEMENT:START-END,START-END` of each statement or event, with spaces between.
fn places(edge: &Edge, spans: impl Fn(&Ground) -> &Vec<Span>) -> String {
    let place = |ground: &Ground| {
        let spans = spans(ground).iter();
        let spans: Vec<String> = spans
            .map(|span| format!("{}-{}", span.start, span.end))
            .collect();
        format!("{}/{}:{}", ground.report, ground.statement, spans.join(","))
    };
    let places: Vec<String> = edge.grounds.iter().map(place).collect();
    places.join(" ")
}
