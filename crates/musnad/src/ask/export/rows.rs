//! One row a statement: the columns of csv and parquet.

use musnad_read::contract::{Attribution, Document, Line};
use serde::Serialize;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words, or nothing where they are not known.
    Text(Option<String>),
    /// A number, or nothing where there is none.
    Number(Option<i64>),
    /// A share of 1.
    Share(f32),
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// [`Cell::Text`].
    Text,
    /// [`Cell::Number`].
    Number,
    /// [`Cell::Share`].
    Share,
}

/// The columns, in their order.
pub const COLUMNS: [(&str, Sort); 21] = [
    ("report", Sort::Text),
    ("outlet", Sort::Text),
    ("title", Sort::Text),
    ("url", Sort::Text),
    ("path", Sort::Text),
    ("record", Sort::Number),
    ("published", Sort::Text),
    ("attribution", Sort::Text),
    ("origin", Sort::Text),
    ("origin_kind", Sort::Text),
    ("chain", Sort::Text),
    ("cue", Sort::Text),
    ("stance", Sort::Text),
    ("mode", Sort::Text),
    ("said_on", Sort::Text),
    ("precision", Sort::Text),
    ("content", Sort::Text),
    ("start", Sort::Number),
    ("end", Sort::Number),
    ("inside", Sort::Text),
    ("confidence", Sort::Share),
];

/// One statement, by [`COLUMNS`].
pub type Row = [Cell; COLUMNS.len()];

/// The rows of a report: one a statement.
pub fn of(line: &Line) -> Vec<Row> {
    let row = |attribution| row(&line.document, attribution);
    line.attributions.iter().map(row).collect()
}

fn row(document: &Document, a: &Attribution) -> Row {
    let text = |words: &str| Cell::Text(Some(words.to_owned()));
    let known = |words: &Option<String>| Cell::Text(words.clone());
    let number = |n: Option<usize>| Cell::Number(n.and_then(|n| i64::try_from(n).ok()));
    let origin = a.chain.last();
    let chain: Vec<&str> = a.chain.iter().map(|hop| hop.who.as_str()).collect();
    let content: Vec<&str> = a.content.iter().map(|words| words.text.as_str()).collect();
    let said_on = a.said_on.as_ref();
    [
        text(&document.id),
        known(&document.outlet),
        known(&document.title),
        known(&document.url),
        known(&document.path),
        Cell::Number(document.record.and_then(|n| i64::try_from(n).ok())),
        known(&document.published),
        text(&a.id),
        Cell::Text(origin.map(|hop| hop.who.clone())),
        Cell::Text(origin.and_then(|hop| name(hop.kind))),
        text(&chain.join(" < ")),
        Cell::Text(origin.map(|hop| hop.cue.text.clone())),
        Cell::Text(name(a.stance)),
        Cell::Text(name(a.mode)),
        Cell::Text(said_on.and_then(|said_on| said_on.iso.clone())),
        Cell::Text(said_on.and_then(|said_on| name(said_on.precision))),
        text(&content.join(" […] ")),
        number(a.content.first().map(|words| words.start)),
        number(a.content.last().map(|words| words.end)),
        known(&a.inside),
        Cell::Share(a.confidence),
    ]
}

/// The name that the contract gives to a value.
pub fn name(value: impl Serialize) -> Option<String> {
    let value = serde_json::to_value(value).ok()?;
    value.as_str().map(str::to_owned)
}
