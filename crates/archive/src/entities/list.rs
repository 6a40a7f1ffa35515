//! Entities in lists.

use super::InReports;
use super::rows::{bytes, id_of};
use crate::contract::actors::Actor;
use crate::contract::entities::{Entities, Entity, Form, MaybeWhy, NAME, Pair, Place, Role};
use crate::error::Result;
use crate::file::Archive;
use crate::who::Wanted;
use musnad_read::contract::Line;
use musnad_read::mentions::MentionKind;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeSet;

/// Which entities are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedEntities {
    /// The name or a part of it, in any spelling.
    pub name: Option<String>,
    /// Of this kind.
    pub kind: Option<MentionKind>,
    /// Pairs that may be one, of which either is wanted, instead of single entities.
    pub maybe: bool,
    /// How many to leave out at the beginning.
    pub offset: usize,
    /// How many to give at most.
    pub limit: usize,
}

impl Archive {
    /// Entities, or pairs of them that may be one, those first of which most reports speak; behind those that have a
    /// name those of whom only an office or a definite noun is told. The groups have to be there
    /// ([`Archive::group`]).
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn entities(&self, asked: &AskedEntities) -> Result<Entities> {
        list(&self.connection, asked).map_err(|error| self.error(&error))
    }

    /// The full ids of the entities of which a member's id begins so: what an entity is called now, and what it was
    /// called before an earlier report came. No more than `most`.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn entities_like(&self, beginning: &str, most: usize) -> Result<Vec<String>> {
        like(&self.connection, beginning, most).map_err(|error| self.error(&error))
    }

    /// What is known of the entity with this full id; `None` if no report tells of one. The groups have to be there
    /// ([`Archive::group`]).
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn known_entity(&self, id: &str) -> Result<Option<Entity>> {
        let known = || match number(&self.connection, id)? {
            Some(n) => full(&self.connection, n).map(Some),
            None => Ok(None),
        };
        known().map_err(|error: rusqlite::Error| self.error(&error))
    }

    /// Gives the entities of a report's line their ids across reports, where there are groups.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn name_entities(&self, report: i64, line: &mut Line) -> Result<()> {
        let ids = self.global_ids(report)?;
        for (entity, id) in line.entities.iter_mut().zip(ids) {
            entity.global = id;
        }
        Ok(())
    }

    /// The ids of the entities of a report across all reports: that of `e1` in its reading first. Empty where there
    /// are no groups.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn global_ids(&self, report: i64) -> Result<Vec<Option<String>>> {
        global_ids(&self.connection, report).map_err(|error| self.error(&error))
    }
}

fn list(connection: &Connection, asked: &AskedEntities) -> rusqlite::Result<Entities> {
    let mut found = matching(connection, asked)?;
    let mut entities = Entities {
        schema: NAME.to_owned(),
        total: found.len(),
        entities: Vec::new(),
        maybe: Vec::new(),
        found_in: Vec::new(),
    };
    if asked.maybe {
        let wanted: BTreeSet<i64> = found.iter().map(|(n, _)| *n).collect();
        let mut pairs = pairs(connection, |a, b| {
            wanted.contains(&a) || wanted.contains(&b)
        })?;
        entities.total = pairs.len();
        pairs.drain(..asked.offset.min(pairs.len()));
        pairs.truncate(asked.limit);
        entities.maybe = pairs
            .iter()
            .map(|pair| full_pair(connection, pair))
            .collect::<rusqlite::Result<_>>()?;
        return Ok(entities);
    }
    found.drain(..asked.offset.min(found.len()));
    found.truncate(asked.limit);
    entities.entities = found
        .iter()
        .map(|(n, _)| full(connection, *n))
        .collect::<rusqlite::Result<_>>()?;
    Ok(entities)
}

/// Numbers, and how many reports speak of each, which orders them.
fn matching(connection: &Connection, asked: &AskedEntities) -> rusqlite::Result<Vec<(i64, i64)>> {
    let kind = asked.kind.map(|kind| serde_json::json!(kind));
    let kind = kind.as_ref().and_then(|kind| kind.as_str());
    let mut select = connection.prepare_cached(
        "SELECT n, reports FROM entity WHERE kind = ?1 OR ?1 IS NULL
         ORDER BY EXISTS (SELECT 1 FROM entity_form WHERE entity = n AND times > 0) DESC,
             reports DESC, mentions DESC, n",
    )?;
    let rows = select.query_map([kind], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut found = rows.collect::<rusqlite::Result<Vec<(i64, i64)>>>()?;
    if let Some(name) = &asked.name {
        let named = named(connection, &Wanted::new(name, false))?;
        found.retain(|(n, _)| named.contains(n));
    }
    Ok(found)
}

/// The entities of which a form of the name is the one that is wanted.
pub(crate) fn named(connection: &Connection, wanted: &Wanted) -> rusqlite::Result<BTreeSet<i64>> {
    let mut found: Option<BTreeSet<i64>> = None;
    let mut select = connection.prepare_cached("SELECT entity FROM entity_stem WHERE stem = ?1")?;
    for stem in wanted.stems() {
        let with = select
            .query_map([stem], |row| row.get(0))?
            .collect::<rusqlite::Result<BTreeSet<i64>>>()?;
        found = Some(match found {
            Some(found) => &found & &with,
            None => with,
        });
    }
    let mut forms = connection.prepare_cached("SELECT form FROM entity_form WHERE entity = ?1")?;
    let mut meant = BTreeSet::new();
    for n in found.unwrap_or_default() {
        let written = forms.query_map([n], |row| row.get::<_, String>(0))?;
        for form in written {
            if wanted.is_met_by(&form?) {
                meant.insert(n);
                break;
            }
        }
    }
    Ok(meant)
}

/// Two entities by their numbers, and why they may be one.
type Numbers = (i64, i64, String);

/// Pairs that may be one, those first of which most reports speak.
fn pairs(
    connection: &Connection,
    is_wanted: impl Fn(i64, i64) -> bool,
) -> rusqlite::Result<Vec<Numbers>> {
    let mut select = connection.prepare_cached(
        "SELECT a, b, reasons FROM entity_maybe
         JOIN entity AS one ON one.n = a JOIN entity AS other ON other.n = b
         ORDER BY min(one.reports, other.reports) DESC, one.reports + other.reports DESC, a, b",
    )?;
    let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    let rows = select.query_map([], row)?;
    let all = rows.collect::<rusqlite::Result<Vec<Numbers>>>()?;
    Ok(all
        .into_iter()
        .filter(|(a, b, _)| is_wanted(*a, *b))
        .collect())
}

fn full_pair(connection: &Connection, (a, b, reasons): &Numbers) -> rusqlite::Result<Pair> {
    let why = |name: &str| serde_json::from_value::<MaybeWhy>(name.into()).ok();
    Ok(Pair {
        a: full(connection, *a)?,
        b: full(connection, *b)?,
        reasons: reasons.split(' ').filter_map(why).collect(),
    })
}

/// Pairs of which an entity is one.
pub(super) fn pairs_of(connection: &Connection, n: i64) -> rusqlite::Result<Vec<Pair>> {
    let pairs = pairs(connection, |a, b| a == n || b == n)?;
    pairs
        .iter()
        .map(|pair| full_pair(connection, pair))
        .collect()
}

/// All that is known of an entity.
pub(crate) fn full(connection: &Connection, n: i64) -> rusqlite::Result<Entity> {
    let mut entity = connection
        .prepare_cached(
            "SELECT id, name, kind, country, place, reports, mentions, first, last,
                (SELECT lies_in FROM entity_member
                 WHERE entity = ?1 AND lies_in IS NOT NULL GROUP BY lies_in ORDER BY count(*) DESC, lies_in)
             FROM entity WHERE n = ?1",
        )?
        .query_row([n], |row| {
            let kind: String = row.get(2)?;
            let (place, lies_in): (Option<String>, Option<String>) = (row.get(4)?, row.get(9)?);
            Ok(Entity {
                id: id_of(&row.get::<_, Vec<u8>>(0)?),
                name: row.get(1)?,
                r#type: serde_json::from_value(kind.into()).unwrap_or(MentionKind::Role),
                country: row.get(3)?,
                place: place.or(lies_in).and_then(|id| Place::of(&id)),
                names: Vec::new(),
                roles: Vec::new(),
                reports: count(row, 5)?,
                mentions: count(row, 6)?,
                first: row.get(7)?,
                last: row.get(8)?,
            })
        })?;
    entity.names = forms(connection, n)?;
    entity.roles = roles(connection, n)?;
    Ok(entity)
}

/// The entity as it stands among those who have a part in events.
pub(crate) fn named_so(connection: &Connection, n: i64) -> rusqlite::Result<Actor> {
    connection
        .prepare_cached("SELECT id, name, kind, country FROM entity WHERE n = ?1")?
        .query_row([n], |row| {
            let kind: String = row.get(2)?;
            Ok(Actor {
                entity: Some(id_of(&row.get::<_, Vec<u8>>(0)?)),
                name: row.get(1)?,
                r#type: MentionKind::named(&kind),
                country: row.get(3)?,
            })
        })
}

fn forms(connection: &Connection, n: i64) -> rusqlite::Result<Vec<Form>> {
    let form = |row: &Row<'_>| {
        Ok(Form {
            form: row.get(0)?,
            times: count(row, 1)?,
        })
    };
    let sql = "SELECT form, times FROM entity_form WHERE entity = ?1 ORDER BY times DESC, form";
    let mut select = connection.prepare_cached(sql)?;
    select.query_map([n], form)?.collect()
}

fn roles(connection: &Connection, n: i64) -> rusqlite::Result<Vec<Role>> {
    let role = |row: &Row<'_>| {
        Ok(Role {
            words: row.get(0)?,
            first: row.get(1)?,
            last: row.get(2)?,
            reports: count(row, 3)?,
        })
    };
    let mut select = connection.prepare_cached(
        "SELECT words, first, last, reports FROM entity_role WHERE entity = ?1
         ORDER BY first IS NULL, first, last, words",
    )?;
    select.query_map([n], role)?.collect()
}

pub(super) fn count(row: &Row<'_>, column: usize) -> rusqlite::Result<usize> {
    let number: i64 = row.get(column)?;
    usize::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, number))
}

/// The number of the entity that has a member of this id.
pub(crate) fn number(connection: &Connection, id: &str) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT entity FROM entity_member WHERE id = ?1")?
        .query_row([bytes(id)], |row| row.get(0))
        .optional()
}

/// What of which report these entities are.
pub(crate) fn locals_of(
    connection: &Connection,
    entities: &BTreeSet<i64>,
) -> rusqlite::Result<InReports> {
    let mut select =
        connection.prepare_cached("SELECT report, local FROM entity_member WHERE entity = ?1")?;
    let mut locals = InReports::new();
    for n in entities {
        let mut rows = select.query([n])?;
        while let Some(row) = rows.next()? {
            locals
                .entry(row.get(0)?)
                .or_default()
                .insert(count(row, 1)?);
        }
    }
    Ok(locals)
}

fn like(connection: &Connection, beginning: &str, most: usize) -> rusqlite::Result<Vec<String>> {
    let (first, last) = (format!("{beginning:0<16}"), format!("{beginning:f<16}"));
    let mut select = connection.prepare_cached(
        "SELECT DISTINCT entity.id FROM entity_member JOIN entity ON entity.n = entity_member.entity
         WHERE entity_member.id BETWEEN ?1 AND ?2 ORDER BY entity.id LIMIT ?3",
    )?;
    let values = params![bytes(&first), bytes(&last), most as i64];
    let rows = select.query_map(values, |row| row.get::<_, Vec<u8>>(0))?;
    rows.map(|id| Ok(id_of(&id?))).collect()
}

fn global_ids(connection: &Connection, report: i64) -> rusqlite::Result<Vec<Option<String>>> {
    let mut select = connection.prepare_cached(
        "SELECT local, entity.id FROM entity_member JOIN entity ON entity.n = entity_member.entity
         WHERE report = ?1 ORDER BY local",
    )?;
    let mut ids = Vec::new();
    let mut rows = select.query([report])?;
    while let Some(row) = rows.next()? {
        ids.resize(count(row, 0)?, None);
        ids.push(Some(id_of(&row.get::<_, Vec<u8>>(1)?)));
    }
    Ok(ids)
}
