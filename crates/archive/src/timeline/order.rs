//! The entries of a report, and their order.

use super::told::{self, Timed};
use super::wanted::Wanted;
use crate::contract::timeline::Clock;
use crate::held::Held;
use jiff::civil::Date;
use musnad_read::Reading;
use std::cmp::Ordering;

/// A statement and a time of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The report's number in this archive.
    pub report: i64,
    /// The statement's index in the reading.
    pub statement: usize,
    pub time: Option<Timed>,
    /// The first and last day that it can be; an open end is the other one.
    days: Option<(Date, Date)>,
}

impl Entry {
    pub fn new(report: i64, statement: usize, time: Option<Timed>) -> Entry {
        Entry {
            report,
            statement,
            days: time.as_ref().and_then(Timed::days),
            time,
        }
    }

    /// Whether it lies in time.
    pub fn is_dated(&self) -> bool {
        self.days.is_some()
    }

    /// Whether it may lie between these days, both included. What lies nowhere lies in no stretch of time.
    pub fn lies_between(&self, from: Option<Date>, to: Option<Date>) -> bool {
        let (first, last) = match self.days {
            Some(days) => days,
            None => return from.is_none() && to.is_none(),
        };
        from.is_none_or(|from| last >= from) && to.is_none_or(|to| first <= to)
    }

    /// By the first day that it can be, the more exact first; what lies nowhere last, and behind it what has no time at
    /// all; then by report and place.
    pub fn by_time(&self, other: &Entry) -> Ordering {
        let days = |entry: &Entry| (entry.days.is_none(), entry.days);
        // «2026-03-02T09:00» lies behind «2026-03-02» and before «2026-03-02T10:00».
        let edtf = |entry: &Entry| {
            let edtf = entry.time.as_ref().map(Timed::edtf);
            (edtf.is_none(), edtf)
        };
        let place = |entry: &Entry| (entry.report, entry.statement);
        days(self)
            .cmp(&days(other))
            .then_with(|| edtf(self).cmp(&edtf(other)))
            .then_with(|| place(self).cmp(&place(other)))
    }
}

/// The entries of the wanted statements of a report, in the order of the text.
pub(super) fn of(held: &Held, reading: &Reading, clock: Clock, wanted: &Wanted) -> Vec<Entry> {
    let mut entries = Vec::new();
    for statement in 0..reading.attributions.len() {
        if !wanted.is_met(held.n, reading, statement) {
            continue;
        }
        let times = match clock {
            Clock::Event => told::events(reading, statement),
            Clock::Saying => told::saying(reading, statement).into_iter().collect(),
            Clock::Publication => told::publication(held).into_iter().collect(),
            Clock::Capture => told::capture(held).into_iter().collect(),
        };
        match times.is_empty() {
            true => entries.push(Entry::new(held.n, statement, None)),
            false => {
                let entry = |time| Entry::new(held.n, statement, Some(time));
                entries.extend(times.into_iter().map(entry));
            }
        }
    }
    entries
}
