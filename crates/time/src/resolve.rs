//! From what the words say to what they mean: counted from the day of publication, or left open.

mod days;
mod periods;

use crate::calendar::Calendar;
use crate::compound::Said;
use crate::lexicon::{DayPart, Edge, Half};
use crate::moment::{Clock, Moment, Precision, When};
use crate::parts::{Fixed, Hour, Parts, Year};
use crate::value::{Amount, Duration, End, Unit, Value};
use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// How a value was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
        if moment.precision() >= Precision::Year {
            self.year = Some(first);
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
    let calendar = |parts: &Parts| {
        parts
            .month
            .map(|m| m.calendar)
            .or(parts.year.and_then(|y| y.era))
            .unwrap_or_default()
    };
    match said {
        Said::One(parts) => {
            let found = one(parts, anchor)?;
            Some(Resolved {
                value: found.value,
                anchoring: found.anchoring,
                clash: found.clash,
                calendar: calendar(parts),
            })
        }
        Said::Range(from, to) => {
            let a = before_end(from, to.as_deref(), anchor)?;
            let b = to.as_ref().map(|to| one(to, anchor));
            let (to, anchoring, clash) = match b {
                Some(b) => {
                    let b = b?;
                    (last_of(&b.value)?, b.anchoring, b.clash)
                }
                None => (
                    anchor
                        .published
                        .map_or(End::Open, |day| End::At(Moment::day(day))),
                    Anchoring::Counted,
                    None,
                ),
            };
            let from_end = in_order(from, first_of(&a.value)?, to);
            Some(Resolved {
                value: Value::Interval(from_end, to),
                anchoring: if a.anchoring == Anchoring::Absolute {
                    anchoring
                } else {
                    a.anchoring
                },
                clash: a.clash.or(clash),
                calendar: calendar(from),
            })
        }
    }
}

/// «من ديسمبر إلى مارس» begins in the year before.
fn before_end(from: &Parts, to: Option<&Parts>, anchor: Anchor) -> Option<Found> {
    let found = one(from, anchor)?;
    let end = to
        .and_then(|to| one(to, anchor))
        .and_then(|f| f.value.bounds().latest);
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
        return fixed_value(fixed, anchor);
    }
    let found = days::day(parts, anchor).or_else(|| periods::period(parts, anchor));
    let found = match found {
        Some(found) => with_edge(parts, found, anchor),
        None => return hours_alone(parts, anchor),
    };
    Some(with_hour(parts, found))
}

/// The hour of a day.
fn with_hour(parts: &Parts, mut found: Found) -> Found {
    let clock = parts.hour.and_then(|hour| clock(hour, parts.day_part));
    if let (Value::Moment(moment), Some(clock)) = (&mut found.value, clock) {
        moment.clock = Some(clock);
    }
    found
}

/// «الساعة السابعة», «المساء»: of the day of the report, where that is known.
fn hours_alone(parts: &Parts, anchor: Anchor) -> Option<Found> {
    if let Some(day) = anchor.published {
        let found = Found::day(day, Anchoring::Nearest);
        return (parts.hour.is_some() || parts.day_part.is_some()).then(|| with_hour(parts, found));
    }
    let at = |clock| Moment {
        when: When::Undated,
        clock: Some(clock),
        approximate: false,
    };
    let value = match (parts.hour, parts.day_part) {
        (Some(hour), part) => Value::Moment(at(clock(hour, part)?)),
        (None, Some(part)) if part.half == Half::Midnight => {
            Value::Moment(at(Clock::new(0, 0, None)?))
        }
        (None, Some(part)) => {
            let hour = |h: i8| Clock::new(i32::from(h), 0, None).map(|c| End::At(at(c)));
            Value::Interval(hour(part.from)?, hour(part.to)?)
        }
        (None, None) => return None,
    };
    Some(Found {
        value,
        anchoring: Anchoring::Unanchored,
        clash: None,
    })
}

/// An hour of twelve in its half of the day.
fn clock(hour: Hour, part: Option<DayPart>) -> Option<Clock> {
    let h = hour.hour;
    let counted = match part.map(|p| p.half) {
        Some(Half::Am) if h == 12 => 0,
        Some(Half::Pm) if (1..12).contains(&h) => h + 12,
        Some(Half::Noon) if (1..10).contains(&h) => h + 12,
        Some(Half::Night) if (6..12).contains(&h) => h + 12,
        Some(Half::Night | Half::Midnight) if h == 12 => 0,
        _ => h,
    };
    Clock::new(counted, hour.minute, hour.second)
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

fn fixed_value(fixed: &Fixed, anchor: Anchor) -> Option<Found> {
    let (value, anchoring) = match fixed {
        Fixed::Duration(length) => (Value::Duration(length.clone()), Anchoring::Absolute),
        Fixed::Every(length) => (Value::Every(length.clone()), Anchoring::Absolute),
        Fixed::Vague(by) => (open(anchor, *by), Anchoring::Counted),
        Fixed::Offset {
            length,
            sign,
            about,
        } => {
            let mut found = offset(length, *sign, anchor);
            if let (true, Value::Moment(moment)) = (about, &mut found.value) {
                *moment = moment.approximately();
            }
            return Some(found);
        }
        Fixed::Stretch { amount, unit, by } => return stretch(*amount, *unit, *by, anchor),
    };
    let anchoring = if anchor.published.is_none() && matches!(fixed, Fixed::Vague(_)) {
        Anchoring::Unanchored
    } else {
        anchoring
    };
    Some(Found {
        value,
        anchoring,
        clash: None,
    })
}

/// An interval that is open on one side and ends at the report on the other.
fn open(anchor: Anchor, by: i32) -> Value {
    let day = anchor.published.map_or(
        End::At(Moment::of(When::SomeDay {
            year: None,
            month: None,
            day: None,
        })),
        |day| End::At(Moment::day(day)),
    );
    if by < 0 {
        Value::Interval(End::Open, day)
    } else {
        Value::Interval(day, End::Open)
    }
}

/// So many of each unit as a span of the calendar; `None` where a part is no whole number or too long.
fn span_of(length: &Duration) -> Option<Span> {
    let mut span = Span::new();
    for &(amount, unit) in length.parts() {
        let n = i64::from(amount.count()?);
        let half = matches!(amount, Amount::Hundredths(h) if h % 100 != 0);
        span = match unit {
            Unit::Second | Unit::Minute | Unit::Hour => span,
            Unit::Day => span.try_days(n).ok()?,
            Unit::Week => span.try_weeks(n).ok()?,
            Unit::Month => span.try_months(n).ok()?,
            Unit::Year if half => span.try_years(n).ok()?.months(6),
            Unit::Year => span.try_years(n).ok()?,
            Unit::Decade => span.try_years(n * 10).ok()?,
            Unit::Century => span.try_years(n * 100).ok()?,
        };
    }
    Some(span)
}

/// «قبل يومين», «بعد ثلاثة أشهر»: in the precision of the finest unit.
fn offset(length: &Duration, sign: i32, anchor: Anchor) -> Found {
    let finest = length.finest().unwrap_or(Unit::Day);
    let Some(day) = anchor.published else {
        return Found::of(periods::unknown(finest), Anchoring::Unanchored);
    };
    let vague = || Found {
        value: open(anchor, sign),
        anchoring: Anchoring::Counted,
        clash: None,
    };
    let Some(span) = span_of(length) else {
        return vague();
    };
    let moved = if sign < 0 {
        day.checked_sub(span)
    } else {
        day.checked_add(span)
    };
    let Ok(moved) = moved else { return vague() };
    let when = match finest {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => When::Day(moved),
        unit => periods::around(unit, moved),
    };
    Found::of(when, Anchoring::Counted)
}

/// «الأيام الثلاثة الماضية»: the units that end before the report's, or begin after it.
fn stretch(amount: Amount, unit: Unit, by: i32, anchor: Anchor) -> Option<Found> {
    let unanchored = |value| Found {
        value,
        anchoring: Anchoring::Unanchored,
        clash: None,
    };
    let Some(published) = anchor.published else {
        return Some(unanchored(open(anchor, if by == 0 { -1 } else { by })));
    };
    let counted = |value| Found {
        value,
        anchoring: Anchoring::Counted,
        clash: None,
    };
    let (Some(n), true) = (amount.count(), unit > Unit::Hour) else {
        // Hours are counted from an hour that is not known: the days that they can lie in.
        let hours = amount.count().filter(|_| unit <= Unit::Hour && by < 0);
        let days = hours.map(|h| if unit == Unit::Hour { (h + 23) / 24 } else { 1 });
        let from = days.and_then(|d| published.checked_sub(d.days()).ok());
        return Some(counted(match from {
            Some(from) => {
                Value::Interval(End::At(Moment::day(from)), End::At(Moment::day(published)))
            }
            None => open(anchor, if by == 0 { -1 } else { by }),
        }));
    };
    if by == 0 || n == 0 {
        return Some(Found::of(
            periods::around(unit, published),
            Anchoring::Counted,
        ));
    }
    if let Some(years) = [(Unit::Decade, 10), (Unit::Century, 100)]
        .iter()
        .find(|(u, _)| *u == unit)
        .and_then(|(_, y)| n.checked_mul(*y))
    {
        // «العقدين الماضيين» are the last twenty years, no decades of the calendar.
        let now = End::At(Moment::of(periods::around(Unit::Year, published)));
        let then = End::At(Moment::of(periods::moved(
            Unit::Year,
            years * by.signum(),
            published,
        )?));
        return Some(counted(if by < 0 {
            Value::Interval(then, now)
        } else {
            Value::Interval(now, then)
        }));
    }
    let end = |k: i32| periods::moved(unit, k, published).map(|when| End::At(Moment::of(when)));
    let (first, last) = if by < 0 {
        (end(-n)?, end(-1)?)
    } else {
        (end(1)?, end(n)?)
    };
    Some(counted(if n == 1 {
        periods::moved(unit, by, published).map(|w| Value::Moment(Moment::of(w)))?
    } else {
        Value::Interval(first, last)
    }))
}
