//! Statements by who stands in their chains.

use super::Wanted;
use crate::error::Result;
use crate::file::Archive;
use jiff::civil::Date;
use musnad_read::{Attribution, Kind, Who};

/// A statement in whose chain a name stands.
pub(super) struct Row {
    /// The report's number in this archive.
    pub report: i64,
    /// The report's outlet.
    pub outlet: Option<String>,
    /// The statement's index in the reading.
    pub statement: usize,
    /// The hop's index in the chain; of several of that name the one nearest to the origin.
    pub hop: usize,
    /// The name.
    pub name: String,
    /// What sort of source.
    pub kind: Kind,
    /// When it was said, else when the report was published.
    pub day: Option<Date>,
}

/// How many reports are looked at in one go.
const BATCH: usize = 512;

impl Archive {
    /// All statements in whose chain a wanted name stands, in the order of reports and statements.
    pub(super) fn speakers(&self, wanted: &Wanted) -> Result<Vec<Row>> {
        let (mut rows, mut after) = (Vec::new(), 0);
        loop {
            let batch = self.held_after(after, BATCH)?;
            let Some(last) = batch.last() else {
                return Ok(rows);
            };
            after = last.n;
            for held in &batch {
                let reading = self.shown(held)?.reading;
                for (statement, attribution) in reading.attributions.iter().enumerate() {
                    let Some((hop, name)) = hop_of(attribution, wanted) else {
                        continue;
                    };
                    let said_on = attribution
                        .said_on
                        .as_ref()
                        .and_then(|said_on| said_on.date);
                    rows.push(Row {
                        report: held.n,
                        outlet: held.outlet.clone(),
                        statement,
                        hop,
                        name: name.to_owned(),
                        kind: attribution.chain[hop].kind,
                        day: said_on.or(held.published.map(|dated| dated.date)),
                    });
                }
            }
        }
    }
}

/// The hop nearest to the origin whose source has a wanted name.
pub(super) fn hop_of<'a>(
    attribution: &'a Attribution,
    wanted: &Wanted,
) -> Option<(usize, &'a str)> {
    let hops = attribution.chain.iter().enumerate().rev();
    let mut named = hops.filter_map(|(i, hop)| match &hop.who {
        Who::Named { name, .. } => Some((i, name.as_str())),
        // An unnamed source is nobody else, whatever its words (law 6).
        Who::Unnamed { .. } | Who::Unknown => None,
    });
    named.find(|(_, name)| wanted.is_met_by(name))
}
