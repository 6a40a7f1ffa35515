//! Who does what to whom.

use super::select::{Row as Told, Selected, Whom, is_one};
use super::{AskedTold, Telling};
use crate::contract::Brief;
use crate::contract::actors::{Actor, Actors, Counted, Ground, NAME, Row};
use crate::contract::timeline::Clock;
use crate::entities::named_so;
use crate::error::Result;
use crate::file::Archive;
use crate::who::Pages;
use jiff::civil::Date;
use musnad_read::events::{EventType, Part, Party, Status};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Who, what, to whom, and whether both do it.
type Deed = (Whom, EventType, Option<Whom>, bool);

impl Archive {
    /// Who does what to whom, by entities across reports: pairs of an actor and a recipient with all events of a type
    /// that are told of them, those with most first. The groups have to be there ([`Archive::group`]).
    ///
    /// # Errors
    /// If a report is damaged, or the archive cannot be read.
    pub fn actors(&self, asked: &AskedTold) -> Result<Actors> {
        let selected = self.select(false, Clock::Event, asked)?;
        let mut deeds: BTreeMap<Deed, Vec<&Told>> = BTreeMap::new();
        for row in &selected.rows {
            for deed in deeds_of(row, &selected) {
                deeds.entry(deed).or_default().push(row);
            }
        }
        let without = |row: &&Told| row.with(Part::Actor).next().is_none();
        let mut deeds: Vec<(Deed, Vec<&Told>)> = deeds.into_iter().collect();
        deeds.sort_by_key(|(_, rows)| (Reverse(rows.len()), Reverse(reports(rows))));
        let mut pages = Pages::new(self);
        let part = deeds.iter().skip(asked.offset).take(asked.limit);
        let rows = part
            .map(|(deed, told)| row(self, &mut pages, deed, told))
            .collect::<Result<Vec<Row>>>()?;
        Ok(Actors {
            schema: NAME.to_owned(),
            events: selected.rows.len(),
            without_actor: selected.rows.iter().filter(without).count(),
            entities: selected.entities,
            places: selected.places,
            left_out: selected.left_out,
            total: deeds.len(),
            rows,
        })
    }
}

/// What an event says that one does to another, of those who are asked for. Nobody does anything to himself: who
/// stands on both sides there is one who could not be told from another.
fn deeds_of(row: &Told, selected: &Selected) -> BTreeSet<Deed> {
    let Some(kind) = EventType::named(&row.kind) else {
        return BTreeSet::new();
    };
    let actors: BTreeSet<Whom> = row.with(Part::Actor).collect();
    let recipients: BTreeSet<Whom> = row.with(Part::Recipient).collect();
    let is_wanted = |actor: Whom, other: Option<Whom>| {
        let either = [Some(actor), other].into_iter().flatten();
        is_one(&selected.actor, actor)
            && (selected.recipient.is_none()
                || other.is_some_and(|other| is_one(&selected.recipient, other)))
            && either
                .into_iter()
                .any(|whom| is_one(&selected.entity, whom))
    };
    let mut deeds = BTreeSet::new();
    for &actor in &actors {
        if recipients.is_empty() && actors.len() == 1 && is_wanted(actor, None) {
            deeds.insert((actor, kind, None, false));
        }
        for &other in recipients.iter().filter(|&&other| other != actor) {
            if is_wanted(actor, Some(other)) {
                deeds.insert((actor, kind, Some(other), false));
            }
        }
        if !recipients.is_empty() {
            continue;
        }
        // Each pair once, whoever is asked for first.
        for &other in actors.iter().filter(|&&other| other > actor) {
            let pairs = [(actor, other), (other, actor)];
            let wanted = pairs.into_iter().find(|(a, b)| is_wanted(*a, Some(*b)));
            deeds.extend(wanted.map(|(a, b)| (a, kind, Some(b), true)));
        }
    }
    deeds
}

fn reports(rows: &[&Told]) -> usize {
    rows.iter()
        .map(|row| row.report)
        .collect::<BTreeSet<_>>()
        .len()
}

fn row(
    archive: &Archive,
    pages: &mut Pages<'_>,
    (actor, kind, recipient, together): &Deed,
    told: &[&Told],
) -> Result<Row> {
    let mut told = told.to_vec();
    told.sort_by_key(|row| (row.published.is_none(), row.published, row.report, row.n));
    let mut statuses: BTreeMap<Status, usize> = BTreeMap::new();
    for status in told.iter().filter_map(|row| Status::named(&row.status)) {
        *statuses.entry(status).or_default() += 1;
    }
    let counted = |(status, events)| Counted { status, events };
    let mut statuses: Vec<Counted> = statuses.into_iter().map(counted).collect();
    statuses.sort_by_key(|counted| Reverse(counted.events));
    let days = || told.iter().filter_map(|row| row.published);
    let written = |day: Option<Date>| day.map(|day| day.to_string());
    let mut grounds = Vec::new();
    for row in &told {
        let Some(page) = pages.open(row.report)? else {
            continue;
        };
        if let Some(event) = Telling::of(page).event(row.n) {
            let report = Brief::from(&page.held);
            grounds.push(Ground { report, event });
        }
    }
    Ok(Row {
        actor: shown(archive, pages, *actor)?,
        r#type: *kind,
        recipient: match recipient {
            Some(recipient) => Some(shown(archive, pages, *recipient)?),
            None => None,
        },
        together: *together,
        statuses,
        events: told.len(),
        reports: reports(&told),
        first: written(days().min()),
        last: written(days().max()),
        grounds,
    })
}

fn shown(archive: &Archive, pages: &mut Pages<'_>, whom: Whom) -> Result<Actor> {
    let nobody = |name: String| Actor {
        entity: None,
        name,
        r#type: None,
        country: None,
    };
    let (report, party) = match whom {
        Whom::Known(n) => {
            return named_so(&archive.connection, n).map_err(|error| archive.error(&error));
        }
        Whom::Here(report, party) => (report, party),
    };
    let page = pages.open(report)?;
    let name = page.and_then(|page| match party {
        Party::Entity(n) => page.reading.entities.get(n).map(|e| e.name.clone()),
        Party::Group(n) => page.reading.groups.get(n).map(|g| g.name.clone()),
    });
    Ok(nobody(name.unwrap_or_default()))
}
