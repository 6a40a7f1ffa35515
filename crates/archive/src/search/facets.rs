//! Counts of what was found, by outlet, month, speaker, stance and kind.

use super::evaluate::Match;
use super::statements::each_hop;
use rusqlite::Connection;
use std::collections::HashMap;
use std::hash::Hash;

/// How many values a facet lists.
const LISTED: usize = 20;

/// A value, and in how many of the reports found it occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// A name as it is written, a month (`2016-12`), or a stance or kind by its name in the reading's
    /// contract.
    pub value: String,
    /// Reports.
    pub reports: usize,
}

/// Over all reports found: the commonest values, those with equal counts in the order of their
/// letters; no more than 20 each, but for months, which are all there and in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Outlets.
    pub outlet: Vec<Count>,
    /// Months of publication.
    pub month: Vec<Count>,
    /// Who is made to say something.
    pub speaker: Vec<Count>,
    /// Stances of statements.
    pub stance: Vec<Count>,
    /// Kinds of speakers.
    pub kind: Vec<Count>,
}

/// Counts reports by value; reports come in order.
struct Counter<V>(HashMap<V, (i64, usize)>);

impl<V: Eq + Hash> Counter<V> {
    fn new() -> Counter<V> {
        Counter(HashMap::new())
    }

    fn see(&mut self, value: V, report: i64) {
        let (last, reports) = self.0.entry(value).or_insert((report - 1, 0));
        if *last != report {
            (*last, *reports) = (report, *reports + 1);
        }
    }
}

impl Counter<i64> {
    /// The commonest, by name.
    fn listed(self, connection: &Connection) -> rusqlite::Result<Vec<Count>> {
        let mut counts: Vec<(usize, i64)> = self
            .0
            .into_iter()
            .map(|(label, (_, n))| (n, label))
            .collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        // Names of equal counts at the end of the list are compared, and no others are fetched.
        let least = counts.get(LISTED - 1).map_or(0, |(n, _)| *n);
        counts.retain(|(n, _)| *n >= least);
        let mut text = connection.prepare_cached("SELECT text FROM label WHERE n = ?1")?;
        let mut listed = Vec::with_capacity(counts.len());
        for (reports, label) in counts {
            let value = text.query_row([label], |row| row.get(0))?;
            listed.push(Count { value, reports });
        }
        listed.sort_by(|a, b| {
            b.reports
                .cmp(&a.reports)
                .then_with(|| a.value.cmp(&b.value))
        });
        listed.truncate(LISTED);
        Ok(listed)
    }
}

/// `found` is in the order of numbers; `days` and outlets as [`facts`](super::facts) gives them.
pub(super) fn count(
    connection: &Connection,
    found: &[Match],
    facts: &HashMap<i64, super::Facts>,
) -> rusqlite::Result<Facets> {
    let (mut outlets, mut months) = (Counter::new(), Counter::new());
    for (report, _) in found {
        let Some(facts) = facts.get(report) else {
            continue;
        };
        if let Some(outlet) = facts.outlet {
            outlets.see(outlet, *report);
        }
        if let Some(month) = facts.day.as_ref().and_then(|day| day.get(..7)) {
            months.see(month, *report);
        }
    }
    let (mut speakers, mut stances, mut kinds) = (Counter::new(), Counter::new(), Counter::new());
    each_hop(connection, found, |hop| {
        if let Some(speaker) = hop.speaker {
            speakers.see(speaker, hop.report);
        }
        stances.see(hop.stance, hop.report);
        kinds.see(hop.kind, hop.report);
    })?;
    let mut month: Vec<Count> = months
        .0
        .into_iter()
        .map(|(month, (_, reports))| Count {
            value: month.to_owned(),
            reports,
        })
        .collect();
    month.sort_by(|a, b| a.value.cmp(&b.value));
    Ok(Facets {
        outlet: outlets.listed(connection)?,
        month,
        speaker: speakers.listed(connection)?,
        stance: stances.listed(connection)?,
        kind: kinds.listed(connection)?,
    })
}
