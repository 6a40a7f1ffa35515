//! Which statements are asked for: of whom, of what, of where.

use super::{AskedTimeline, Named};
use crate::contract::entities::{Entity, Place};
use crate::entities::{self, InReports, lying_there};
use crate::error::Result;
use crate::file::Archive;
use crate::who;
use musnad_read::{MentionKind, Reading};
use musnad_report::Span;
use std::collections::BTreeSet;

/// What a statement has to have; nothing where nothing was asked.
pub(super) struct Wanted {
    /// Whom or what is asked for.
    pub entities: Vec<Entity>,
    /// The places that are asked for and spoken of.
    pub places: Vec<Place>,
    entity: Option<Concerned>,
    place: Option<Concerned>,
}

/// Statements that concern something.
struct Concerned {
    /// Those in whose chains it stands, by report and index.
    said: BTreeSet<(i64, usize)>,
    /// What of a report it is: then those of which the content, or the words that name who says it, mention it.
    locals: InReports,
}

impl Wanted {
    pub fn new(archive: &Archive, asked: &AskedTimeline) -> Result<Wanted> {
        let mut wanted = Wanted {
            entities: Vec::new(),
            places: Vec::new(),
            entity: None,
            place: None,
        };
        if let Some(named) = &asked.entity {
            let (entities, concerned) = of_entity(archive, named)?;
            (wanted.entities, wanted.entity) = (entities, Some(concerned));
        }
        if let Some(place) = &asked.place {
            let there = lying_there(&archive.connection, place);
            let (places, locals) = there.map_err(|error| archive.error(&error))?;
            let said = BTreeSet::new();
            (wanted.places, wanted.place) = (places, Some(Concerned { said, locals }));
        }
        Ok(wanted)
    }

    fn all(&self) -> impl Iterator<Item = &Concerned> {
        self.entity.iter().chain(&self.place)
    }

    /// Whether a report has a statement that may be wanted.
    pub fn may_be_in(&self, report: i64) -> bool {
        self.all().all(|concerned| {
            let first = concerned.said.range((report, 0)..).next();
            concerned.locals.contains_key(&report) || first.is_some_and(|(n, _)| *n == report)
        })
    }

    /// Whether a statement is wanted.
    pub fn is_met(&self, report: i64, reading: &Reading, statement: usize) -> bool {
        self.all().all(|concerned| {
            concerned.said.contains(&(report, statement))
                || mentions(reading, statement, concerned.locals.get(&report))
        })
    }
}

fn of_entity(archive: &Archive, named: &Named) -> Result<(Vec<Entity>, Concerned)> {
    let sql = |error| archive.error(&error);
    let name = match named {
        Named::Name(name) => Some(who::Wanted::new(name, false)),
        Named::Id(_) => None,
    };
    let meant = meant(archive, named)?;
    let rows = archive.speakers(name.as_ref(), &meant)?;
    let concerned = Concerned {
        said: rows.iter().map(|row| (row.report, row.statement)).collect(),
        locals: entities::locals_of(&archive.connection, &meant).map_err(sql)?,
    };
    Ok((full(archive, &meant)?, concerned))
}

/// The numbers of those who are meant.
pub(crate) fn meant(archive: &Archive, named: &Named) -> Result<BTreeSet<i64>> {
    let found = match named {
        Named::Name(name) => entities::named(&archive.connection, &who::Wanted::new(name, false)),
        Named::Id(id) => entities::number(&archive.connection, id).map(|n| n.into_iter().collect()),
    };
    found.map_err(|error| archive.error(&error))
}

/// All that is known of them, those first of whom most reports speak.
pub(crate) fn full(archive: &Archive, meant: &BTreeSet<i64>) -> Result<Vec<Entity>> {
    let full = meant
        .iter()
        .map(|&n| entities::full(&archive.connection, n));
    let full = full.collect::<rusqlite::Result<Vec<Entity>>>();
    let mut full = full.map_err(|error| archive.error(&error))?;
    full.sort_by_key(|entity| std::cmp::Reverse(entity.reports));
    Ok(full)
}

/// Whether the content of a statement, or the words that name who says it, mention one of these.
fn mentions(reading: &Reading, statement: usize, locals: Option<&BTreeSet<usize>>) -> bool {
    let (Some(locals), Some(statement)) = (locals, reading.attributions.get(statement)) else {
        return false;
    };
    let sources = statement.chain.iter().filter_map(|hop| hop.source);
    let parts: Vec<Span> = statement.content.iter().copied().chain(sources).collect();
    let is_inside = |&m: &usize| {
        let mention = reading.mentions.get(m);
        mention.is_some_and(|mention| {
            mention.kind != MentionKind::Nationality
                && parts.iter().any(|part| part.contains(mention.span))
        })
    };
    let entities = locals
        .iter()
        .filter_map(|&local| reading.entities.get(local));
    entities.flat_map(|entity| &entity.mentions).any(is_inside)
}
