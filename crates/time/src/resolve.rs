//! From what the words say to what they mean: counted from the day of publication, or left open.

mod calendars;
mod days;
mod hours;
mod lengths;
mod periods;

use crate::calendar::Calendar;
use crate::compound::Said;
use crate::lexicon::Edge;
use crate::moment::{Moment, When};
use crate::parts::{Parts, Year};
use crate::value::{End, Unit, Value};
use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a value was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Anchoring {
    /// The words tell all of it: «5 مايو 2015».
    Absolute,
    /// Counted from the day of publication: «أمس», «الشهر الماضي».
    Counted,
    /// The words leave open which one, and the nearest to the day of publication was taken, on the side on which the
    /// sentence tells what happened or will happen: «الاثنين», «في مايو».
    Nearest,
    /// The time that the text told last: «في اليوم نفسه», «ذلك العام».
    Told,
    /// Nothing to count from, or counted from a time that stands elsewhere in the text. The value holds what is known.
    Unanchored,
}

/// Two parts of an expression that cannot both be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Clash {
    /// The weekday (1 is Monday) that is named is not that of the day: «أمس الاثنين» in a report of a Wednesday. The
    /// value is the day that the weekday gives, except beside a full date.
    Weekday {
        /// The one that is named.
        named: i8,
        /// That of the day.
        counted: i8,
    },
    /// Dates of two calendars, or two names of a month, that are not the same.
    Names,
    /// A day that the month does not have: «31 نوفمبر». The value is the month.
    NoSuchDay,
}

/// From where expressions are counted.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Anchor {
    pub(crate) published: Option<Date>,
    /// The sentence tells of what is to come.
    pub(crate) future: bool,
    /// What the text told last.
    pub(crate) told: Told,
}

/// The times that the text told last, from which «نفس اليوم», «ذلك العام» are counted.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Told {
    day: Option<Date>,
    month: Option<Date>,
    year: Option<Date>,
}

impl Told {
    /// Keeps a value for what follows it.
    pub(crate) fn note(&mut self, value: &Value) {
        let bounds = value.bounds();
        if bounds.earliest.map(Date::year) == bounds.latest.map(Date::year) {
            self.year = bounds.earliest.or(self.year);
        }
        let Value::Moment(moment) = value else { return };
        let Some(first) = moment.bounds().earliest else {
            return;
        };
        if matches!(moment.when, When::Day(_)) {
            self.day = Some(first);
        }
        if matches!(moment.when, When::Day(_) | When::Month { .. }) {
            self.month = Some(first);
        }
    }

    /// A day in the last one told of this unit.
    fn of(self, unit: Unit) -> Option<Date> {
        match unit {
            Unit::Month => self.month,
            Unit::Year => self.year,
            _ => self.day,
        }
    }
}

/// What an expression means.
#[derive(Clone, Debug)]
pub(crate) struct Resolved {
    pub(crate) value: Value,
    pub(crate) anchoring: Anchoring,
    pub(crate) clash: Option<Clash>,
    pub(crate) calendar: Calendar,
}

/// What part of an expression means before its hour is added.
#[derive(Clone, Debug)]
struct Found {
    value: Value,
    anchoring: Anchoring,
    clash: Option<Clash>,
}

impl Found {
    fn of(when: When, anchoring: Anchoring) -> Found {
        Found {
            value: Value::Moment(Moment::of(when)),
            anchoring,
            clash: None,
        }
    }

    fn day(date: Date, anchoring: Anchoring) -> Found {
        Found::of(When::Day(date), anchoring)
    }

    fn unknown_day() -> Found {
        let when = When::SomeDay {
            year: None,
            month: None,
            day: None,
        };
        Found::of(when, Anchoring::Unanchored)
    }
}

/// What `said` means; `None` where it means no time after all.
pub(crate) fn resolve(said: &Said, anchor: Anchor) -> Option<Resolved> {
    let (parts, found) = match said {
        Said::One(parts) => (parts, one(parts, anchor)?),
        Said::Range(from, to) => (from, range(from, to, anchor)?),
    };
    let era = || parts.year.and_then(|year| year.era);
    Some(Resolved {
        value: found.value,
        anchoring: found.anchoring,
        clash: found.clash,
        calendar: parts
            .month
            .map(|m| m.calendar)
            .or_else(era)
            .unwrap_or_default(),
    })
}

fn range(from: &Parts, to: &Parts, anchor: Anchor) -> Option<Found> {
    let (first, last) = (before_end(from, to, anchor)?, one(to, anchor)?);
    let end = last_of(&last.value)?;
    let begin = in_order(from, first_of(&first.value)?, end);
    let absolute = first.anchoring == Anchoring::Absolute;
    Some(Found {
        value: Value::Interval(begin, end),
        anchoring: if absolute {
            last.anchoring
        } else {
            first.anchoring
        },
        clash: first.clash.or(last.clash),
    })
}

/// «من ديسمبر إلى مارس» begins in the year before.
fn before_end(from: &Parts, to: &Parts, anchor: Anchor) -> Option<Found> {
    let found = one(from, anchor)?;
    let end = one(to, anchor).and_then(|f| f.value.bounds().latest);
    let (Some(begin), Some(end)) = (found.value.bounds().earliest, end) else {
        return Some(found);
    };
    let open =
        from.month.is_some() && from.relative.is_none() && found.anchoring == Anchoring::Nearest;
    if begin <= end || !open {
        return Some(found);
    }
    let year = Year {
        n: begin.year() - 1,
        era: None,
    };
    let earlier = Parts {
        year: Some(year),
        ..from.clone()
    };
    one(&earlier, anchor).map(|f| Found {
        anchoring: found.anchoring,
        ..f
    })
}

/// «الجمعة حتى الأحد القادم» begins on the Friday before that Sunday.
fn in_order(said: &Parts, from: End, to: End) -> End {
    let (End::At(a), End::At(b)) = (from, to) else {
        return from;
    };
    let (When::Day(first), When::Day(last), Some(_)) = (a.when, b.when, said.weekday) else {
        return from;
    };
    if first <= last && last.since(first).is_ok_and(|s| s.get_days() < 7) || said.has_date() {
        return from;
    }
    let back = (last.weekday().to_monday_one_offset() - first.weekday().to_monday_one_offset())
        .rem_euclid(7);
    last.checked_sub(i32::from(back).days())
        .map_or(from, |day| {
            End::At(Moment {
                when: When::Day(day),
                ..a
            })
        })
}

fn first_of(value: &Value) -> Option<End> {
    match value {
        Value::Moment(moment) => Some(End::At(*moment)),
        Value::Interval(from, _) => Some(*from),
        Value::Duration(_) | Value::Every(_) => None,
    }
}

fn last_of(value: &Value) -> Option<End> {
    match value {
        Value::Moment(moment) => Some(End::At(*moment)),
        Value::Interval(_, to) => Some(*to),
        Value::Duration(_) | Value::Every(_) => None,
    }
}

fn one(parts: &Parts, anchor: Anchor) -> Option<Found> {
    if let Some(fixed) = &parts.fixed {
        return lengths::value(fixed, anchor);
    }
    let found = days::day(parts, anchor).or_else(|| periods::period(parts, anchor));
    let found = match found {
        Some(found) => with_edge(parts, found, anchor),
        None => return hours::alone(parts, anchor),
    };
    Some(hours::with_hour(parts, found))
}

/// «منتصف», «نهاية», «بقية» of a period.
fn with_edge(parts: &Parts, mut found: Found, anchor: Anchor) -> Found {
    match parts.edge {
        Some(Edge::Start | Edge::Middle | Edge::End) => {
            if let Value::Moment(moment) = &mut found.value {
                *moment = moment.approximately();
            }
        }
        Some(Edge::Rest) => {
            if let (Some(first), Some(last)) = (anchor.published, found.value.bounds().latest)
                && first <= last
            {
                found.value =
                    Value::Interval(End::At(Moment::day(first)), End::At(Moment::day(last)));
            }
        }
        Some(Edge::Whole) | None => {}
    }
    found
}
