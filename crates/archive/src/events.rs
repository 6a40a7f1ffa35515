//! Events and arrangements across reports: when, who does what to whom, and what lasts. They are found by rows of the
//! index (`told`, `told_part`), told apart by whom the groups of entities take their parties for, and shown from the
//! readings, with all spans. People and things without a name are nobody outside of their report and never one with
//! others (law 6).

mod actors;
mod arrangements;
mod select;
mod shown;

use crate::contract::Brief;
use crate::contract::timeline::{Clock, DatedEvent, NAME, Timeline};
use crate::error::Result;
use crate::file::Archive;
use crate::timeline::Named;
use crate::who::Pages;
use jiff::civil::Date;
use musnad_read::events::{Sort, Status};
use select::Row;
pub use shown::Telling;

/// Which events or arrangements are wanted; all of those where nothing is asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AskedTold {
    /// What may lie on this day or later.
    pub from: Option<Date>,
    /// What may lie on this day or earlier.
    pub to: Option<Date>,
    /// Of any of these types or kinds; of all where there is none.
    pub sorts: Vec<Sort>,
    /// Of any of these statuses; of all where there is none.
    pub statuses: Vec<Status>,
    /// Done by them.
    pub actor: Option<Named>,
    /// Done to or against them; or with them, where all are told as actors.
    pub recipient: Option<Named>,
    /// In which they have any part.
    pub entity: Option<Named>,
    /// At this place or at what lies within it: a name in any spelling, an id of the gazetteer, or a country's
    /// ISO 3166-1 code.
    pub place: Option<String>,
    /// In outlets that have this name, or of which it is a part.
    pub outlet: Option<String>,
    /// At least so sure, 0 to 1.
    pub least: Option<f32>,
    /// How many to leave out at the beginning.
    pub offset: usize,
    /// How many to give at most.
    pub limit: usize,
}

impl Archive {
    /// Events in the order of the clock of publication, or else of their own; those that lie nowhere in time last. The
    /// groups have to be there ([`Archive::group`]).
    ///
    /// # Errors
    /// If a report is damaged, or the archive cannot be read.
    pub fn events(&self, clock: Clock, asked: &AskedTold) -> Result<Timeline> {
        let mut selected = self.select(false, clock, asked)?;
        selected.rows.sort_by(|a, b| order(clock, a, b));
        let rows = &selected.rows;
        let dated = rows.iter().filter(|row| row.days(clock).is_some()).count();
        let mut pages = Pages::new(self);
        let mut events = Vec::new();
        for row in rows.iter().skip(asked.offset).take(asked.limit) {
            let Some(page) = pages.open(row.report)? else {
                continue;
            };
            if let Some(event) = Telling::of(page).event(row.n) {
                let report = Brief::from(&page.held);
                events.push(DatedEvent { report, event });
            }
        }
        Ok(Timeline {
            schema: NAME.to_owned(),
            clock,
            undated: rows.len() - dated,
            dated,
            entities: selected.entities,
            places: selected.places,
            entries: Vec::new(),
            events,
        })
    }
}

/// As statements stand in a timeline: by the first day that it can be, the more exact first; then by report and place.
fn order(clock: Clock, a: &Row, b: &Row) -> std::cmp::Ordering {
    let days = |row: &Row| (row.days(clock).is_none(), row.days(clock));
    let edtf = |row: &Row| (row.edtf.is_none(), row.edtf.clone());
    days(a)
        .cmp(&days(b))
        .then_with(|| edtf(a).cmp(&edtf(b)))
        .then_with(|| (a.report, a.n).cmp(&(b.report, b.n)))
}
