//! Which events and arrangements meet what is asked, by their rows in the index.

use super::AskedTold;
use crate::contract::entities::{Entity, Place};
use crate::contract::timeline::Clock;
use crate::entities::{InReports, lying_there};
use crate::error::Result;
use crate::file::Archive;
use crate::search::told;
use crate::timeline::{Named, full, meant};
use crate::who::{Asked, Limits};
use jiff::civil::Date;
use musnad_read::events::{Part, Party};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// Who has a part, across reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Whom {
    /// The entity with this number.
    Known(i64),
    /// Somebody who is known in the report with this number alone.
    Here(i64, Party),
}

/// An event or arrangement, and what its report is known by.
pub(super) struct Row {
    pub report: i64,
    pub n: usize,
    pub kind: String,
    pub status: String,
    days: Option<(Date, Date)>,
    pub edtf: Option<String>,
    pub published: Option<Date>,
    pub parts: Vec<(String, Whom)>,
    place: Option<usize>,
    confidence: f64,
    outlet: Option<String>,
}

impl Row {
    /// The days between which it lies by a clock.
    pub fn days(&self, clock: Clock) -> Option<(Date, Date)> {
        match clock {
            Clock::Publication => self.published.map(|day| (day, day)),
            Clock::Event | Clock::Saying | Clock::Capture => self.days,
        }
    }

    /// Those who have a part of this name.
    pub fn with(&self, part: Part) -> impl Iterator<Item = Whom> {
        let named = told::name(part);
        let parts = self.parts.iter().filter(move |(own, _)| own == named);
        parts.map(|(_, whom)| *whom)
    }

    /// Those to or against whom it is done; where all are told as actors, these.
    fn affected(&self) -> impl Iterator<Item = Whom> {
        let told = self.with(Part::Recipient).next().is_some();
        let part = if told { Part::Recipient } else { Part::Actor };
        self.with(part)
    }
}

/// What meets it, and what was asked for.
pub(super) struct Selected {
    pub rows: Vec<Row>,
    pub entities: Vec<Entity>,
    pub places: Vec<Place>,
    /// How many are not sure enough.
    pub left_out: usize,
    pub actor: Option<BTreeSet<i64>>,
    pub recipient: Option<BTreeSet<i64>>,
    pub entity: Option<BTreeSet<i64>>,
}

/// Whether somebody is one of those who are asked for.
pub(super) fn is_one(of: &Option<BTreeSet<i64>>, whom: Whom) -> bool {
    match (of, whom) {
        (None, _) => true,
        (Some(of), Whom::Known(n)) => of.contains(&n),
        (Some(_), Whom::Here(..)) => false,
    }
}

impl Archive {
    /// The events, or arrangements, that meet what is asked, by report and place.
    pub(super) fn select(
        &self,
        lasting: bool,
        clock: Clock,
        asked: &AskedTold,
    ) -> Result<Selected> {
        let sql = |error| self.error(&error);
        let mut entities: Vec<Entity> = Vec::new();
        let mut known = |named: &Option<Named>| -> Result<Option<BTreeSet<i64>>> {
            let Some(named) = named else { return Ok(None) };
            let meant = meant(self, named)?;
            for entity in full(self, &meant)? {
                if !entities.iter().any(|known| known.id == entity.id) {
                    entities.push(entity);
                }
            }
            Ok(Some(meant))
        };
        let (actor, recipient) = (known(&asked.actor)?, known(&asked.recipient)?);
        let entity = known(&asked.entity)?;
        let (places, there) = match &asked.place {
            Some(place) => lying_there(&self.connection, place).map_err(sql)?,
            None => Default::default(),
        };
        let mut selected = Selected {
            rows: rows(&self.connection, lasting).map_err(sql)?,
            entities,
            places,
            left_out: 0,
            actor,
            recipient,
            entity,
        };
        let mut rows = std::mem::take(&mut selected.rows);
        rows.retain(|row| {
            selected.concerns(row)
                && is_asked(asked, clock, row)
                && (asked.place.is_none() || lies_there(&there, row))
        });
        let outlets = Asked {
            outlet: asked.outlet.clone(),
            ..Asked::default()
        };
        let outlets = Limits::new(&outlets);
        rows.retain(|row| outlets.has_outlet(row.outlet.as_deref()));
        let before = rows.len();
        rows.retain(|row| asked.least.is_none_or(|least| is_sure(row, least)));
        selected.left_out = before - rows.len();
        selected.rows = rows;
        Ok(selected)
    }
}

impl Selected {
    /// Whether those who are asked for have the parts that are asked for.
    fn concerns(&self, row: &Row) -> bool {
        let any = |of, mut parts: Box<dyn Iterator<Item = Whom> + '_>| {
            Option::is_none(of) || parts.any(|whom| is_one(of, whom))
        };
        any(&self.actor, Box::new(row.with(Part::Actor)))
            && any(&self.recipient, Box::new(row.affected()))
            && any(
                &self.entity,
                Box::new(row.parts.iter().map(|(_, whom)| *whom)),
            )
    }
}

fn is_asked(asked: &AskedTold, clock: Clock, row: &Row) -> bool {
    let of_sort = asked.sorts.is_empty() || asked.sorts.iter().any(|sort| sort.name() == row.kind);
    let of_status =
        asked.statuses.is_empty() || asked.statuses.iter().any(|s| s.name() == row.status);
    let in_time = match row.days(clock) {
        Some((first, last)) => {
            asked.from.is_none_or(|from| last >= from) && asked.to.is_none_or(|to| first <= to)
        }
        // What lies nowhere lies in no stretch of time.
        None => asked.from.is_none() && asked.to.is_none(),
    };
    of_sort && of_status && in_time
}

fn lies_there(there: &InReports, row: &Row) -> bool {
    let locals = there.get(&row.report);
    locals.is_some_and(|locals| row.place.is_some_and(|place| locals.contains(&place)))
}

/// Figures beyond the third are noise, as in contracts.
fn is_sure(row: &Row, least: f32) -> bool {
    (row.confidence * 1000.0).round() >= (f64::from(least) * 1000.0).round()
}

fn rows(connection: &Connection, lasting: bool) -> rusqlite::Result<Vec<Row>> {
    let mut select = connection.prepare_cached(
        "SELECT told.report, told.n, kind, status, first, last, edtf, place, confidence, facet.day, outlet.text
         FROM told JOIN facet ON facet.report = told.report
         LEFT JOIN label AS outlet ON outlet.n = facet.outlet
         WHERE lasting = ?1 ORDER BY told.report, told.n",
    )?;
    let day = |day: Option<String>| day.and_then(|day| day.parse().ok());
    let index = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
    let row = |row: &rusqlite::Row<'_>| {
        let (first, last) = (day(row.get(4)?), day(row.get(5)?));
        Ok(Row {
            report: row.get(0)?,
            n: index(row.get(1)?),
            kind: row.get(2)?,
            status: row.get(3)?,
            days: first.zip(last),
            edtf: row.get(6)?,
            place: row.get::<_, Option<i64>>(7)?.map(index),
            confidence: row.get(8)?,
            published: day(row.get(9)?),
            outlet: row.get(10)?,
            parts: Vec::new(),
        })
    };
    let found = select.query_map([lasting], row)?;
    let mut found = found.collect::<rusqlite::Result<Vec<Row>>>()?;
    let mut select = connection.prepare_cached(
        "SELECT told_part.report, n, part, member.entity, told_part.entity, people FROM told_part
         LEFT JOIN entity_member AS member
             ON member.report = told_part.report AND member.local = told_part.entity
         WHERE lasting = ?1 ORDER BY told_part.report, n, argument",
    )?;
    let mut parts = select.query([lasting])?;
    let mut at = 0;
    while let Some(part) = parts.next()? {
        let (report, n): (i64, usize) = (part.get(0)?, index(part.get(1)?));
        while found
            .get(at)
            .is_some_and(|row| (row.report, row.n) < (report, n))
        {
            at += 1;
        }
        let own = found
            .get_mut(at)
            .filter(|row| (row.report, row.n) == (report, n));
        let (Some(own), Some(whom)) = (own, whom(report, part)?) else {
            continue;
        };
        own.parts.push((part.get(2)?, whom));
    }
    Ok(found)
}

fn whom(report: i64, part: &rusqlite::Row<'_>) -> rusqlite::Result<Option<Whom>> {
    let index = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
    let (known, entity, people): (Option<i64>, Option<i64>, Option<i64>) =
        (part.get(3)?, part.get(4)?, part.get(5)?);
    let here = || {
        let people = people.map(|people| Party::Group(index(people)));
        people.or(entity.map(|entity| Party::Entity(index(entity))))
    };
    Ok(known
        .map(Whom::Known)
        .or_else(|| here().map(|party| Whom::Here(report, party))))
}
