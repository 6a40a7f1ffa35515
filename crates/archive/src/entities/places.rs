//! What concerns a place, or what lies within it.

use super::list::{count, named};
use super::members::apart;
use super::rows::id_of;
use crate::contract::Brief;
use crate::contract::entities::Place;
use crate::contract::places::{About, Found, Mention, NAME, There, Where};
use crate::contract::search::Excerpt;
use crate::error::Result;
use crate::file::Archive;
use crate::who::{Asked, Limits, Open, Pages, Wanted, dated};
use jiff::civil::Date;
use musnad_place::Gazetteer;
use musnad_read::contract::{Attribution, Words};
use musnad_read::mentions::MentionKind;
use musnad_report::Span;
use rusqlite::Connection;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Which place is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedPlace {
    /// Its name in any spelling, its id in the gazetteer, or the ISO 3166-1 code of a country.
    pub place: String,
    /// Of the places that bear the name those of this country, an ISO 3166-1 code.
    pub country: Option<String>,
    /// In reports from this day on.
    pub after: Option<Date>,
    /// Before this day.
    pub before: Option<Date>,
    /// In outlets that have this name, or of which it is a part.
    pub outlet: Option<String>,
    /// How many reports and statements to leave out at the beginning.
    pub offset: usize,
    /// How many of each to give at most.
    pub limit: usize,
}

/// What a report says of something that lies there.
struct Row {
    report: i64,
    local: usize,
    entity: i64,
    place: Option<String>,
    mentions: usize,
    day: Option<Date>,
}

/// What of a report lies there: by its own entities, whose they are across reports, and where.
type Locals<'r> = BTreeMap<usize, &'r Row>;

impl Archive {
    /// What reports say of a place and of what lies within it by the gazetteer, and what lies there that it does not
    /// know but that bears the name. The groups have to be there ([`Archive::group`]).
    ///
    /// # Errors
    /// If a report is damaged, or the archive cannot be read.
    pub fn concerning(&self, asked: &AskedPlace) -> Result<Where> {
        let sql = |error| self.error(&error);
        let targets = targets(asked);
        let known = known(&self.connection).map_err(sql)?;
        let mut rows = rows(&self.connection, asked, &targets, &known).map_err(sql)?;
        let limits = Asked {
            after: asked.after,
            before: asked.before,
            outlet: asked.outlet.clone(),
            ..Asked::default()
        };
        let limits = Limits::new(&limits);
        rows.retain(|(row, outlet)| {
            limits.has_day(row.day) && limits.has_outlet(outlet.as_deref())
        });
        let rows: Vec<Row> = rows.into_iter().map(|(row, _)| row).collect();
        let mut reports: BTreeMap<(bool, Option<Date>, i64), Locals> = BTreeMap::new();
        for row in &rows {
            let of_report = reports
                .entry((row.day.is_none(), row.day, row.report))
                .or_default();
            of_report.insert(row.local, row);
        }
        let entities = entities(&self.connection, &rows).map_err(sql)?;
        let mut pages = Pages::new(self);
        let mut found = Vec::new();
        for ((.., n), locals) in reports.iter().skip(asked.offset).take(asked.limit) {
            if let Some(page) = pages.open(*n)? {
                found.push(found_in(page, locals, &entities));
            }
        }
        let (statements, more_statements) = statements(&mut pages, &reports, asked)?;
        Ok(Where {
            schema: NAME.to_owned(),
            asked: asked.place.clone(),
            places: spoken_of(&targets, &rows, &known),
            there: there(&rows, &entities, &known),
            reports: reports.len(),
            found,
            statements,
            more_statements,
        })
    }
}

/// What of reports lies at a place or within it, and which places that are: as [`Archive::concerning`] finds them.
pub(crate) fn lying_there(
    connection: &Connection,
    place: &str,
) -> rusqlite::Result<(Vec<Place>, super::InReports)> {
    let asked = AskedPlace {
        place: place.to_owned(),
        ..AskedPlace::default()
    };
    let targets = targets(&asked);
    let known = known(connection)?;
    let rows = rows(connection, &asked, &targets, &known)?;
    let rows: Vec<Row> = rows.into_iter().map(|(row, _)| row).collect();
    let mut locals = super::InReports::new();
    for row in &rows {
        locals.entry(row.report).or_default().insert(row.local);
    }
    Ok((spoken_of(&targets, &rows, &known), locals))
}

/// The places of the gazetteer that are asked for.
fn targets(asked: &AskedPlace) -> Vec<musnad_place::Place> {
    let gazetteer = Gazetteer::embedded();
    let written = asked.place.trim();
    let mut found = match gazetteer.place(written) {
        Some(place) => vec![place],
        None => match gazetteer.country(&written.to_ascii_uppercase()) {
            Some(country) => vec![country],
            None => bearers(written),
        },
    };
    if let Some(country) = &asked.country {
        found.retain(|place| place.country.eq_ignore_ascii_case(country));
    }
    found
}

/// The places of a name: those that are usually called so, else those that have it among other names.
fn bearers(written: &str) -> Vec<musnad_place::Place> {
    let all = Gazetteer::embedded().named(written);
    let asked = musnad_place::key(written);
    let usual = all
        .iter()
        .filter(|place| musnad_place::key(place.name()) == asked);
    let usual: Vec<_> = usual.copied().collect();
    if usual.is_empty() { all } else { usual }
}

/// The places of the gazetteer at which something lies, by their ids: looked up together, as the towns lie in one long
/// table.
type Known = HashMap<String, musnad_place::Place>;

fn known(connection: &Connection) -> rusqlite::Result<Known> {
    let mut select = connection
        .prepare_cached("SELECT DISTINCT lies_in FROM entity_member WHERE lies_in IS NOT NULL")?;
    let ids = select.query_map([], |row| row.get(0))?;
    let ids = ids.collect::<rusqlite::Result<Vec<String>>>()?;
    let places = Gazetteer::embedded().places(ids.iter().map(String::as_str));
    let known = places.into_iter().map(|(id, place)| (id.to_owned(), place));
    Ok(known.collect())
}

/// The ids of a place and of all that holds it.
fn chain(known: &Known, id: &str) -> Vec<&'static str> {
    let Some(place) = known.get(id) else {
        return Vec::new();
    };
    let holders = Gazetteer::embedded().holders(place);
    std::iter::once(place.id)
        .chain(holders.iter().map(|p| p.id))
        .collect()
}

/// The members that lie there, each with its outlet.
fn rows(
    connection: &Connection,
    asked: &AskedPlace,
    targets: &[musnad_place::Place],
    known: &Known,
) -> rusqlite::Result<Vec<(Row, Option<String>)>> {
    let ids: BTreeSet<&str> = targets.iter().map(|place| place.id).collect();
    let by_name = match asked.country {
        None => named(connection, &Wanted::new(&asked.place, false))?,
        Some(_) => BTreeSet::new(),
    };
    let mut select = connection.prepare_cached(
        "SELECT member.report, local, member.entity, lies_in, member.mentions, entity.kind, facet.day, outlet.text
         FROM entity_member AS member JOIN entity ON entity.n = member.entity
         JOIN facet ON facet.report = member.report
         LEFT JOIN label AS outlet ON outlet.n = facet.outlet
         WHERE entity.kind IN ('place', 'facility') ORDER BY member.report, local",
    )?;
    let mut lies: HashMap<String, bool> = HashMap::new();
    let mut found = Vec::new();
    let mut all = select.query([])?;
    while let Some(row) = all.next()? {
        let (entity, place): (i64, Option<String>) = (row.get(2)?, row.get(3)?);
        let is_there = match &place {
            Some(place) => *lies
                .entry(place.clone())
                .or_insert_with(|| chain(known, place).iter().any(|id| ids.contains(id))),
            None => by_name.contains(&entity),
        };
        if !is_there {
            continue;
        }
        let day: Option<String> = row.get(6)?;
        let row_there = Row {
            report: row.get(0)?,
            local: count(row, 1)?,
            entity,
            place,
            mentions: count(row, 4)?,
            day: day.and_then(|day| day.parse().ok()),
        };
        found.push((row_there, row.get(7)?));
    }
    Ok(found)
}

/// The ids and names of the entities.
fn entities(
    connection: &Connection,
    rows: &[Row],
) -> rusqlite::Result<HashMap<i64, (String, String)>> {
    let mut select = connection.prepare_cached("SELECT id, name FROM entity WHERE n = ?1")?;
    let numbers: BTreeSet<i64> = rows.iter().map(|row| row.entity).collect();
    let one = |n: i64| {
        select.query_row([n], |row| {
            let id: Vec<u8> = row.get(0)?;
            Ok((n, (id_of(&id), row.get(1)?)))
        })
    };
    numbers.into_iter().map(one).collect()
}

/// Those of the places that are asked for that rows lie in, that of which most reports speak first.
fn spoken_of(targets: &[musnad_place::Place], rows: &[Row], known: &Known) -> Vec<Place> {
    let mut reports: BTreeMap<&str, BTreeSet<i64>> = BTreeMap::new();
    for row in rows {
        let place = row.place.as_deref();
        for id in place.map(|id| chain(known, id)).unwrap_or_default() {
            reports.entry(id).or_default().insert(row.report);
        }
    }
    let count = |place: &musnad_place::Place| reports.get(place.id).map_or(0, BTreeSet::len);
    let mut spoken: Vec<_> = targets.iter().filter(|place| count(place) > 0).collect();
    spoken.sort_by_key(|place| (Reverse(count(place)), place.id));
    spoken.into_iter().map(Place::from).collect()
}

/// An entity and where it lies, and the reports and mentions of it.
type Here<'r> = (i64, Option<&'r str>);
type Spoken = (BTreeSet<i64>, usize);

/// What lies there, that of which most reports speak first.
fn there(rows: &[Row], entities: &HashMap<i64, (String, String)>, known: &Known) -> Vec<There> {
    let mut sums: BTreeMap<Here, Spoken> = BTreeMap::new();
    for row in rows {
        let (reports, mentions) = sums.entry((row.entity, row.place.as_deref())).or_default();
        reports.insert(row.report);
        *mentions += row.mentions;
    }
    let one = |((entity, place), (reports, mentions)): (Here, Spoken)| {
        let (id, name) = entities.get(&entity)?;
        Some(There {
            entity: id.clone(),
            name: name.clone(),
            place: place.and_then(|id| known.get(id)).map(Place::from),
            reports: reports.len(),
            mentions,
        })
    };
    let mut there: Vec<There> = sums.into_iter().filter_map(one).collect();
    there.sort_by(|a, b| {
        (Reverse(a.reports), Reverse(a.mentions), &a.entity).cmp(&(
            Reverse(b.reports),
            Reverse(b.mentions),
            &b.entity,
        ))
    });
    there
}

/// The mentions of what lies there, each with its entity of the report.
fn mentions<'p>(page: &'p Open, locals: &Locals) -> Vec<(usize, &'p Words)> {
    let of = |entity: &str| {
        locals
            .keys()
            .find(|local| entity == format!("e{}", **local + 1))
    };
    let all = page.line.mentions.iter();
    all.filter(|mention| mention.r#type != MentionKind::Nationality)
        .filter_map(|mention| Some((*of(mention.entity.as_ref()?)?, &mention.span)))
        .collect()
}

fn found_in(page: &Open, locals: &Locals, entities: &HashMap<i64, (String, String)>) -> Found {
    let mention = |(local, words): (usize, &Words)| {
        let row = locals.get(&local)?;
        Some(Mention {
            entity: entities.get(&row.entity)?.0.clone(),
            place: row.place.clone(),
            words: words.clone(),
        })
    };
    let mentions: Vec<Mention> = mentions(page, locals)
        .into_iter()
        .filter_map(mention)
        .collect();
    let spans = mentions
        .iter()
        .map(|m| Span::new(m.words.start, m.words.end));
    Found {
        report: Brief::from(&page.held),
        snippet: Excerpt::of(&page.report.text, &apart(spans.collect())),
        mentions,
    }
}

/// A part of the statements that speak of it, and whether there may be more.
fn statements(
    pages: &mut Pages<'_>,
    reports: &BTreeMap<(bool, Option<Date>, i64), Locals>,
    asked: &AskedPlace,
) -> Result<(Vec<About>, bool)> {
    let most = asked.offset.saturating_add(asked.limit);
    let (mut found, mut more) = (Vec::new(), false);
    for ((.., n), locals) in reports {
        if found.len() >= most {
            more = true;
            break;
        }
        if let Some(page) = pages.open(*n)? {
            found.extend(of_page(page, locals));
        }
    }
    more |= found.len() > most;
    found.truncate(most);
    found.drain(..asked.offset.min(found.len()));
    Ok((found, more))
}

/// The statements of a page in whose words, or in the words that name who says them, what lies there is mentioned.
fn of_page(page: &Open, locals: &Locals) -> Vec<About> {
    let mentions = mentions(page, locals);
    let about = |n: usize, attribution: &Attribution| {
        let sources = attribution
            .chain
            .iter()
            .filter_map(|hop| hop.source.as_ref());
        let parts: Vec<&Words> = attribution.content.iter().chain(sources).collect();
        let inside = |words: &Words| {
            parts
                .iter()
                .any(|part| part.start <= words.start && words.end <= part.end)
        };
        let hits = mentions.iter().map(|(_, words)| *words);
        let hits: Vec<Words> = hits.filter(|words| inside(words)).cloned().collect();
        let statement = page
            .reading
            .attributions
            .get(n)
            .filter(|_| !hits.is_empty())?;
        let (date, dated_by) = dated(statement, page.held.published.map(|d| d.date));
        Some(About {
            report: Brief::from(&page.held),
            attribution: attribution.clone(),
            hits,
            date,
            dated_by,
        })
    };
    let all = page.line.attributions.iter().enumerate();
    all.filter_map(|(n, attribution)| about(n, attribution))
        .collect()
}
