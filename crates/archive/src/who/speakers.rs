//! Statements by who stands in their chains.

use super::Wanted;
use crate::error::Result;
use crate::file::Archive;
use jiff::civil::Date;
use musnad_read::Kind;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A statement in whose chain a name stands.
#[derive(Clone)]
pub(crate) struct Row {
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
    /// The number of the entity that it is.
    pub entity: Option<i64>,
}

impl Archive {
    /// All statements in whose chain a wanted name stands, or one of these entities under whatever name, in the order
    /// of reports and statements.
    pub(crate) fn speakers(
        &self,
        wanted: Option<&Wanted>,
        entities: &BTreeSet<i64>,
    ) -> Result<Vec<Row>> {
        let mut found: BTreeMap<(i64, usize), Row> = BTreeMap::new();
        // A name is looked at once, however often it speaks.
        let mut meant: HashMap<String, bool> = HashMap::new();
        let mut all = self.heard_of(entities)?;
        if let Some(wanted) = wanted {
            all.extend(self.heard(&wanted.name)?);
        }
        for heard in all {
            let of_entity = heard.entity.is_some_and(|n| entities.contains(&n));
            let is_meant = match (wanted, meant.get(&heard.speaker)) {
                _ if of_entity => true,
                (None, _) => false,
                (_, Some(&known)) => known,
                (Some(wanted), None) => {
                    let is_meant = wanted.is_met_by(&heard.speaker);
                    *meant.entry(heard.speaker.clone()).or_insert(is_meant)
                }
            };
            // An unnamed source is nobody else, whatever its words (law 6).
            if heard.kind == Kind::Anonymous || !is_meant {
                continue;
            }
            let place = (heard.report, heard.statement);
            let row = Row {
                report: heard.report,
                outlet: heard.outlet,
                statement: heard.statement,
                hop: heard.hop,
                name: heard.speaker,
                kind: heard.kind,
                day: heard.said_on.or(heard.published),
                entity: heard.entity,
            };
            let known = found.entry(place).or_insert_with(|| row.clone());
            if known.hop < row.hop {
                *known = row;
            }
        }
        Ok(found.into_values().collect())
    }
}
