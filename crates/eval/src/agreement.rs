//! How far two readers of the same reports agree.
//!
//! The second reading is scored against the first as if it were a prediction. A figure's F1 is the
//! same whichever of the two is taken for gold, except where the scorer is not symmetrical (a name
//! fuller than gold's is right); it is what is called agreement for spans, of which there is no fixed
//! number to be agreed upon by chance (Hripcsak and Rothschild, 2005).

use crate::bootstrap::{Interval, intervals};
use crate::figures::{Counts, Figure};
use crate::score::score;
use crate::set::GoldSet;
use std::collections::BTreeMap;

/// The agreement of two readings.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// How many reports were read twice, and the sum over them.
    pub all: (usize, Counts),
    /// 95% intervals of F1, in the order of [`Figure::ALL`]; whole reports are drawn.
    pub intervals: [Interval; Figure::ALL.len()],
    /// The same as `all` for the reports of each set of which some were read twice.
    pub parts: Vec<(String, usize, Counts)>,
}

/// A report of the second reading of which there is no first.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("«{0}» was read a second time and stands in no set that is there")]
pub struct NoFirstReading(pub String);

/// Compares a second reading with the first ones, which are sets with their names.
///
/// # Errors
/// When a report stands in none of the sets.
pub fn agreement(
    first: &[(&str, &GoldSet)],
    second: &GoldSet,
) -> Result<Agreement, NoFirstReading> {
    let mut per_report = Vec::new();
    let mut parts: BTreeMap<usize, Vec<Counts>> = BTreeMap::new();
    for doc in &second.docs {
        let (part, gold) = first
            .iter()
            .enumerate()
            .find_map(|(part, (_, set))| {
                Some((part, set.docs.iter().find(|first| first.id == doc.id)?))
            })
            .ok_or_else(|| NoFirstReading(doc.id.clone()))?;
        let counts = score(&doc.gold, &gold.gold).counts;
        per_report.push(counts);
        parts.entry(part).or_default().push(counts);
    }
    Ok(Agreement {
        all: (per_report.len(), Counts::sum(&per_report)),
        intervals: intervals(&per_report),
        parts: parts
            .into_iter()
            .map(|(part, counts)| (first[part].0.to_owned(), counts.len(), Counts::sum(&counts)))
            .collect(),
    })
}
