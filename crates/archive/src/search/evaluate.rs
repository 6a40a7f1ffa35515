//! Which reports a query means.

use super::fts;
use super::statements::{self, Conditions};
use musnad_search::{Filter, Name, Node, Query};
use rusqlite::{Connection, params_from_iter};
use std::collections::BTreeSet;

/// A report's number, and how well it fits: higher is better, 0 where no word was asked for.
pub(crate) type Match = (i64, f64);

/// How much more a word in the title counts than one in the body.
const TITLE_WEIGHT: f64 = 5.0;

/// All reports that `query` means, in the order of their numbers.
pub(crate) fn evaluate(connection: &Connection, query: &Query) -> rusqlite::Result<Vec<Match>> {
    node(connection, query.root(), false)
}

fn node(connection: &Connection, of: &Node, in_title: bool) -> rusqlite::Result<Vec<Match>> {
    if let Some(expression) = fts::expression(of, in_title) {
        return words(connection, &expression);
    }
    match of {
        Node::And(nodes) => and(connection, &nodes.iter().collect::<Vec<_>>(), in_title),
        Node::Or(nodes) => {
            let mut found = Vec::new();
            for of in nodes {
                found = union(found, node(connection, of, in_title)?);
            }
            Ok(found)
        }
        Node::Not(inner) => {
            let found = node(connection, inner, in_title)?;
            Ok(without(everything(connection)?, &found))
        }
        Node::InTitle(inner) => node(connection, inner, true),
        leaf => and(connection, &[leaf], in_title),
    }
}

/// All of `nodes`: words in one expression, conditions on a statement together, the others by
/// themselves.
fn and(connection: &Connection, nodes: &[&Node], in_title: bool) -> rusqlite::Result<Vec<Match>> {
    let (expression, rest) = fts::all_of(nodes, in_title);
    let filters = rest.iter().filter_map(|node| match node {
        Node::Filter(filter) => Some(filter),
        _ => None,
    });
    let (of_statement, of_report): (Vec<&Filter>, Vec<&Filter>) =
        filters.partition(|filter| filter.is_of_statement());
    let mut found = None;
    if let Some(expression) = expression {
        narrow(&mut found, words(connection, &expression)?);
    }
    if !of_report.is_empty() {
        narrow(&mut found, by_facet(connection, &of_report)?);
    }
    let is_other = |node: &&&Node| !matches!(node, Node::Filter(_) | Node::Not(_));
    for other in rest.iter().filter(is_other) {
        narrow(&mut found, node(connection, other, in_title)?);
    }
    if !of_statement.is_empty() {
        let Some(conditions) = Conditions::new(connection, &of_statement)? else {
            return Ok(Vec::new());
        };
        found = Some(statements::meeting(connection, &conditions, found)?);
    }
    let mut found = match found {
        Some(found) => found,
        None => everything(connection)?,
    };
    for other in &rest {
        if let Node::Not(inner) = other {
            found = without(found, &node(connection, inner, in_title)?);
        }
    }
    Ok(found)
}

/// Leaves of what was found what is in `by` too; all of it where nothing was looked for before.
fn narrow(found: &mut Option<Vec<Match>>, by: Vec<Match>) {
    *found = Some(match found.take() {
        Some(found) => both(found, &by),
        None => by,
    });
}

fn words(connection: &Connection, expression: &str) -> rusqlite::Result<Vec<Match>> {
    let mut select = connection.prepare_cached(
        "SELECT rowid, -bm25(words, ?2, ?2, 1.0, 1.0) FROM words WHERE words MATCH ?1 ORDER BY rowid",
    )?;
    let rows = select.query_map((expression, TITLE_WEIGHT), |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    rows.collect()
}

fn everything(connection: &Connection) -> rusqlite::Result<Vec<Match>> {
    let mut select = connection.prepare_cached("SELECT report FROM facet ORDER BY report")?;
    select
        .query_map([], |row| Ok((row.get(0)?, 0.0)))?
        .collect()
}

/// Reports by day and outlet. One without a date is neither before nor after.
fn by_facet(connection: &Connection, filters: &[&Filter]) -> rusqlite::Result<Vec<Match>> {
    let mut sql = "SELECT report FROM facet WHERE 1".to_owned();
    let mut days = Vec::new();
    for filter in filters {
        match filter {
            Filter::After(date) => {
                sql.push_str(" AND day >= ?");
                days.push(date.first_day().to_string());
            }
            Filter::Before(date) => {
                sql.push_str(" AND day < ?");
                days.push(date.first_day().to_string());
            }
            Filter::Outlet(name) => {
                let labels = labels(connection, name)?;
                let labels: Vec<String> = labels.iter().map(i64::to_string).collect();
                sql.push_str(&format!(" AND outlet IN ({})", labels.join(",")));
            }
            Filter::Speaker(_) | Filter::Kind(_) | Filter::Stance(_) => {}
        }
    }
    sql.push_str(" ORDER BY report");
    let mut select = connection.prepare(&sql)?;
    let rows = select.query_map(params_from_iter(days), |row| Ok((row.get(0)?, 0.0)))?;
    rows.collect()
}

/// The names that `name` means.
pub(crate) fn labels(connection: &Connection, name: &Name) -> rusqlite::Result<BTreeSet<i64>> {
    let mut found: Option<BTreeSet<i64>> = None;
    let mut select = connection.prepare_cached("SELECT label FROM label_word WHERE stem = ?1")?;
    for word in &name.words {
        let stem = musnad_search::stem(word);
        let with = select
            .query_map([stem], |row| row.get(0))?
            .collect::<rusqlite::Result<BTreeSet<i64>>>()?;
        found = Some(match found {
            Some(found) => &found & &with,
            None => with,
        });
    }
    let mut found = found.unwrap_or_default();
    if name.exact {
        let mut text = connection.prepare_cached("SELECT text FROM label WHERE n = ?1")?;
        let mut meant = BTreeSet::new();
        for label in found {
            let text: String = text.query_row([label], |row| row.get(0))?;
            if name.is_met_by(&text) {
                meant.insert(label);
            }
        }
        found = meant;
    }
    Ok(found)
}

/// What is in both; it fits as well as in the two together.
fn both(a: Vec<Match>, b: &[Match]) -> Vec<Match> {
    let mut b = b.iter().copied().peekable();
    let mut in_both = |(n, score): Match| {
        while b.next_if(|(other, _)| *other < n).is_some() {}
        b.next_if(|(other, _)| *other == n)
            .map(|(_, more)| (n, score + more))
    };
    a.into_iter().filter_map(&mut in_both).collect()
}

fn union(a: Vec<Match>, b: Vec<Match>) -> Vec<Match> {
    let mut all = [a, b].concat();
    all.sort_by_key(|(n, _)| *n);
    all.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    all
}

fn without(a: Vec<Match>, b: &[Match]) -> Vec<Match> {
    let mut b = b.iter().peekable();
    a.into_iter()
        .filter(|(n, _)| {
            while b.next_if(|(other, _)| other < n).is_some() {}
            b.peek().is_none_or(|(other, _)| other != n)
        })
        .collect()
}
