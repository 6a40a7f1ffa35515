//! From what the words say to what they mean: counted from the day of publication, or left open.

mod calendars;
mod days;
mod feasts;
mod hours;
mod inside;
mod lengths;
mod periods;

use crate::calendar::Calendar;
use crate::compound::Said;
use crate::lexicon::Edge;
use crate::moment::{Moment, When};
use crate::parts::{Parts, Year};
use crate::value::{End, Unit, Value};
use crate::words::Tense;
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
    /// Of what the sentence tells, where that is known.
    pub(crate) tense: Option<Tense>,
    /// What the text told last.
    pub(crate) told: Told,
}

impl Anchor {
    /// The sentence tells of what is to come.
    fn future(self) -> bool {
        self.tense == Some(Tense::Future)
    }
}

/// The times that the text told last, from which «نفس اليوم», «ذلك العام» are counted.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Told {
    day: Option<Date>,
    month: Option<Date>,
    year: Option<Date>,
    /// The last day of each weekday, Monday first, that was told beyond doubt.
    weekdays: [Option<Date>; 7],
    /// The day of which the sentence speaks.
    sentence: Option<Date>,
    /// Months or a part of one year, of this paragraph.
    period: Option<(Moment, Moment)>,
}

impl Told {
    /// Keeps a value for what follows it.
    pub(crate) fn note(&mut self, resolved: &Resolved) {
        let value = &resolved.value;
        let sure = matches!(resolved.anchoring, Anchoring::Absolute | Anchoring::Counted);
        if let Some(day) = value.day().filter(|_| sure) {
            let n = day.weekday().to_monday_zero_offset();
            self.weekdays[usize::try_from(n).unwrap_or_default()] = Some(day);
        }
        let bounds = value.bounds();
        if bounds.earliest.map(Date::year) == bounds.latest.map(Date::year) {
            self.year = bounds.earliest.or(self.year);
        }
        self.period = period_of_year(value).or(self.period);
        let Value::Moment(moment) = value else { return };
        let Some(first) = moment.bounds().earliest else {
            return;
        };
        if matches!(moment.when, When::Day(_)) {
            self.day = Some(first);
            self.sentence = Some(first);
        }
        if matches!(moment.when, When::Day(_) | When::Month { .. }) {
            self.month = Some(first);
        }
    }

    /// Forgets what only a paragraph is about.
    pub(crate) fn begin_paragraph(&mut self) {
        self.period = None;
        self.sentence = None;
    }

    /// Forgets what only a sentence is about.
    pub(crate) fn begin_sentence(&mut self) {
        self.sentence = None;
    }

    /// The day of this weekday (1 is Monday) that was told, if it is near the report: «السبت المقبل», and then «مباراة
    /// السبت».
    fn weekday(self, weekday: i8, published: Date) -> Option<Date> {
        let n = usize::try_from(weekday - 1).ok()?;
        let near = |day: &Date| day.since(published).is_ok_and(|s| s.get_days().abs() <= 8);
        self.weekdays.get(n).copied()?.filter(near)
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

/// The first and last of the months, quarters or halves of one year that a value names.
fn period_of_year(value: &Value) -> Option<(Moment, Moment)> {
    let (from, to) = match value {
        Value::Moment(moment) => (*moment, *moment),
        Value::Interval(End::At(from), End::At(to)) => (*from, *to),
        _ => return None,
    };
    let part =
        |m: &Moment| !m.approximate && matches!(m.when, When::Month { .. } | When::Part { .. });
    (part(&from) && part(&to)).then_some((from, to))
}

/// The same in another year: «الربع الأول مقارنة بالفترة نفسها من العام الماضي».
fn in_year((from, to): (Moment, Moment), year: i16) -> Value {
    let moved = |m: Moment| {
        let when = match m.when {
            When::Month { month, .. } => When::Month {
                year: Some(year),
                month,
            },
            When::Part { part, .. } => When::Part {
                year: Some(year),
                part,
            },
            other => other,
        };
        Moment { when, ..m }
    };
    if from == to {
        Value::Moment(moved(from))
    } else {
        Value::Interval(End::At(moved(from)), End::At(moved(to)))
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
        Value::Duration(_) | Value::Lengths(..) | Value::Every(_) => None,
    }
}

fn last_of(value: &Value) -> Option<End> {
    match value {
        Value::Moment(moment) => Some(End::At(*moment)),
        Value::Interval(_, to) => Some(*to),
        Value::Duration(_) | Value::Lengths(..) | Value::Every(_) => None,
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
    if let (true, Value::Interval(End::At(first), End::At(last))) = (parts.split_year, &found.value)
    {
        // A season begins in its first year and ends in its second: «نهاية الموسم».
        let edge = match parts.edge {
            Some(Edge::Start) => first,
            Some(Edge::End) => last,
            _ => return found,
        };
        found.value = Value::Moment(edge.approximately());
        return found;
    }
    match parts.edge {
        Some(Edge::Same) => {
            if let Value::Moment(moment) = &mut found.value {
                let (told, when) = (anchor.told.period, moment.when);
                *moment = moment.approximately();
                if let (Some(told), When::Year(Some(year))) = (told, when) {
                    found.value = in_year(told, year);
                }
            }
        }
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
        Some(Edge::Whole | Edge::Within) | None => {}
    }
    found
}
