//! Days.

use super::calendars::elsewhere_year;
use super::feasts::{feast_day, later};
use super::periods::{month_year, moved};
use super::{Anchor, Anchoring, Clash, Found};
use crate::calendar::Calendar;
use crate::moment::{Moment, When};
use crate::parts::{Month, Parts};
use crate::value::{End, Unit, Value};
use crate::words::Tense;
use jiff::ToSpan;
use jiff::civil::Date;

/// What the parts say of a day; `None` where they name none.
pub(super) fn day(parts: &Parts, anchor: Anchor) -> Option<Found> {
    if let Some(feast) = parts.feast {
        let found = feast_day(parts, feast, anchor);
        return Some(match parts.nth {
            Some((nth, Unit::Day)) => later(found, nth - 1),
            _ => found,
        });
    }
    if parts.nth_weekday.is_some() && parts.weekday.is_some() {
        return nth_weekday(parts, anchor);
    }
    let found = match (parts.day, parts.month) {
        (Some(day), Some(month)) => Some(date(parts, day, month, anchor)),
        (Some(day), None) => Some(day_of_month(parts, day, anchor)),
        (None, _) => None,
    };
    if let Some(found) = found {
        let found = if parts.week_of { week_of(found) } else { found };
        return Some(checked(parts, found, anchor));
    }
    if let Some(by) = parts.relative_day {
        return Some(relative_day(parts, by, anchor));
    }
    if parts.elsewhere == Some(Unit::Day) {
        let told = anchor.told.of(Unit::Day);
        let told = match parts.step {
            Some(step) => told.and_then(|day| day.checked_add(step.days()).ok()),
            None => told.filter(|_| parts.same),
        };
        return Some(told.map_or_else(Found::unknown_day, |d| Found::day(d, Anchoring::Told)));
    }
    parts
        .weekday
        .filter(|_| parts.month.is_none())
        .map(|weekday| weekday_alone(parts, weekday, anchor))
}

/// «15 مايو 2015», «12 رمضان».
pub(super) fn date(parts: &Parts, day: i32, month: Month, anchor: Anchor) -> Found {
    let day = i8::try_from(day).unwrap_or(i8::MAX);
    if month.calendar != Calendar::Gregorian {
        let Some((year, anchoring)) = elsewhere_year(parts, month, anchor) else {
            return Found::unknown_day();
        };
        let year = on_its_side(parts, month, day, year, anchor).unwrap_or(year);
        return match month.calendar.day(year, month.n, day) {
            Some(date) => Found::day(date, anchoring),
            None => no_such_day(month, year, anchoring),
        };
    }
    let (year, anchoring) = nearest_year(parts, day, month, anchor);
    let Some(known) = year else {
        let when = When::SomeDay {
            year,
            month: Some(month.n),
            day: Some(day),
        };
        return Found::of(when, anchoring);
    };
    match Date::new(known, month.n, day) {
        Ok(date) => Found {
            clash: parts.months_clash.then_some(Clash::Names),
            ..Found::day(date, anchoring)
        },
        Err(_) => no_such_day(month, known, anchoring),
    }
}

/// The year in which a day of another calendar's month lies on the side that is pointed to: «عيد الفطر الماضي», in a
/// report of the same month.
fn on_its_side(parts: &Parts, month: Month, day: i8, year: i16, anchor: Anchor) -> Option<i16> {
    let (by, published) = parts
        .direction
        .filter(|by| *by != 0)
        .zip(anchor.published)?;
    let fits = |year: &i16| {
        let date = month.calendar.day(*year, month.n, day);
        date.is_some_and(|date| {
            if by < 0 {
                date < published
            } else {
                date > published
            }
        })
    };
    let years = if by < 0 {
        [year + 1, year]
    } else {
        [year - 1, year]
    };
    years.into_iter().find(fits)
}

/// The year of a day of a month. A weekday beside it chooses among the years around the report's.
fn nearest_year(parts: &Parts, day: i8, month: Month, anchor: Anchor) -> (Option<i16>, Anchoring) {
    let (year, anchoring) = month_year(parts, month, anchor);
    let (Some(found), Some(published)) = (year, anchor.published) else {
        return (year, anchoring);
    };
    // «30 نوفمبر المقبل», said in November
    let turned = parts
        .direction
        .filter(|by| *by != 0 && parts.relative.is_none());
    if let Some(by) = turned.filter(|_| month.n == published.month()) {
        let behind = day < published.day();
        return (
            Some(published.year() - i16::from(by < 0 && !behind) + i16::from(by > 0 && behind)),
            anchoring,
        );
    }
    if anchoring != Anchoring::Nearest {
        return (year, anchoring);
    }
    let on = |year: i16| Date::new(year, month.n, day).ok();
    let fits = |year: &i16| {
        on(*year).is_some_and(|d| Some(d.weekday().to_monday_one_offset()) == parts.weekday)
    };
    if parts.weekday.is_some() && !fits(&found) {
        let other = [published.year(), published.year() - 1, published.year() + 1]
            .into_iter()
            .find(fits);
        return (other.or(year), anchoring);
    }
    (year, anchoring)
}

fn no_such_day(month: Month, year: i16, anchoring: Anchoring) -> Found {
    let value = match month.calendar.month(year, month.n) {
        Some((first, _)) if month.calendar == Calendar::Gregorian => {
            Value::Moment(Moment::month_of(first))
        }
        Some((first, last)) => {
            Value::Interval(End::At(Moment::day(first)), End::At(Moment::day(last)))
        }
        None => Value::Moment(Moment::of(When::Year(Some(year)))),
    };
    Found {
        value,
        anchoring,
        clash: Some(Clash::NoSuchDay),
    }
}

/// «20 من الشهر المقبل», «25 من الشهر نفسه», «الجمعة 15», «يوم 27».
fn day_of_month(parts: &Parts, day: i32, anchor: Anchor) -> Found {
    let day = i8::try_from(day).unwrap_or(i8::MAX);
    let unknown = When::SomeDay {
        year: None,
        month: None,
        day: Some(day),
    };
    let unknown = Found::of(unknown, Anchoring::Unanchored);
    if parts.elsewhere.is_some() {
        let told = anchor.told.of(Unit::Month).filter(|_| parts.same);
        return told.map_or(unknown, |month| day_in(month, day, Anchoring::Told));
    }
    let Some(published) = anchor.published else {
        return unknown;
    };
    if let Some((Unit::Month, by)) = parts.relative {
        let month = first_of_month(by, published);
        return month.map_or(unknown, |month| day_in(month, day, Anchoring::Counted));
    }
    // A weekday tells which of the months around the report is meant.
    let months = [0, -1, 1]
        .into_iter()
        .filter_map(|by| first_of_month(by, published));
    let mut days = months.filter_map(|month| Date::new(month.year(), month.month(), day).ok());
    let same = |date: &Date| Some(date.weekday().to_monday_one_offset()) == parts.weekday;
    days.find(same)
        .map_or(unknown, |date| Found::day(date, Anchoring::Nearest))
}

fn first_of_month(by: i32, published: Date) -> Option<Date> {
    let when = moved(Unit::Month, by, published)?;
    Moment::of(when).bounds().earliest
}

fn day_in(month: Date, day: i8, anchoring: Anchoring) -> Found {
    let (year, n) = (month.year(), month.month());
    let month = Month {
        calendar: Calendar::Gregorian,
        n,
    };
    match Date::new(year, n, day) {
        Ok(date) => Found::day(date, anchoring),
        Err(_) => no_such_day(month, year, anchoring),
    }
}

/// «أسبوع 15 سبتمبر».
fn week_of(found: Found) -> Found {
    match found.value {
        Value::Moment(Moment {
            when: When::Day(date),
            ..
        }) => Found {
            value: Value::Moment(Moment::week_of(date)),
            ..found
        },
        _ => found,
    }
}

/// Notes where a weekday, a relative day or another calendar beside a date says otherwise.
fn checked(parts: &Parts, mut found: Found, anchor: Anchor) -> Found {
    let Value::Moment(Moment {
        when: When::Day(date),
        ..
    }) = found.value
    else {
        return found;
    };
    let counted = date.weekday().to_monday_one_offset();
    if let Some(named) = parts.weekday.filter(|named| *named != counted) {
        found.clash = found.clash.or(Some(Clash::Weekday { named, counted }));
        // Who writes knows what weekday it was.
        if let Some(day) = nearest_to(named, date) {
            found.value = Value::Moment(Moment::day(day));
        }
    }
    if let Some(other) = &parts.other
        && let Some(Value::Moment(Moment {
            when: When::Day(second),
            ..
        })) = day(other, anchor).map(|f| f.value)
    {
        let slack = other
            .month
            .map_or(0, |m| i32::from(m.calendar.slack_days()));
        let apart = date.since(second).map_or(i32::MAX, |s| s.get_days().abs());
        if apart > slack {
            found.clash = found.clash.or(Some(Clash::Names));
        }
    }
    found
}

/// «أمس», «أمس الاثنين»: where the weekday is another one, the report has appeared later than it was written, and the
/// weekday is the surer one.
fn relative_day(parts: &Parts, by: i32, anchor: Anchor) -> Found {
    let Some(date) = anchor
        .published
        .and_then(|day| day.checked_add(by.days()).ok())
    else {
        return parts.weekday.map_or_else(Found::unknown_day, |w| {
            Found::of(When::Weekday(w), Anchoring::Unanchored)
        });
    };
    let counted = date.weekday().to_monday_one_offset();
    let Some(named) = parts.weekday.filter(|named| *named != counted) else {
        return Found::day(date, Anchoring::Counted);
    };
    let meant = if by > 0 {
        nearest_to(named, date)
    } else {
        last(named, date, true)
    };
    Found {
        clash: Some(Clash::Weekday { named, counted }),
        ..Found::day(meant.unwrap_or(date), Anchoring::Counted)
    }
}

/// The day of this weekday that is nearest to `day`.
fn nearest_to(weekday: i8, day: Date) -> Option<Date> {
    let behind = last(weekday, day, true);
    let near = behind.filter(|d| day.since(*d).is_ok_and(|s| s.get_days() <= 3));
    near.or_else(|| next(weekday, day, true))
}

/// The last day of this weekday before `day`, or on it.
fn last(weekday: i8, day: Date, on: bool) -> Option<Date> {
    let back = (day.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
    let back = if back == 0 && !on { 7 } else { back };
    day.checked_sub(i32::from(back).days()).ok()
}

/// The next day of this weekday after `day`, or on it.
fn next(weekday: i8, day: Date, on: bool) -> Option<Date> {
    let ahead = (weekday - day.weekday().to_monday_one_offset()).rem_euclid(7);
    let ahead = if ahead == 0 && !on { 7 } else { ahead };
    day.checked_add(i32::from(ahead).days()).ok()
}

/// «الاثنين», «الأحد المقبل», «الجمعة من الأسبوع الماضي».
fn weekday_alone(parts: &Parts, weekday: i8, anchor: Anchor) -> Found {
    let unknown = Found::of(When::Weekday(weekday), Anchoring::Unanchored);
    let Some(published) = anchor.published else {
        return unknown;
    };
    if let Some((Unit::Week, by)) = parts.relative {
        let monday = last(1, published, true)
            .and_then(|d| d.checked_add((by * 7 + i32::from(weekday) - 1).days()).ok());
        return monday.map_or(unknown, |date| Found::day(date, Anchoring::Counted));
    }
    let (date, anchoring) = match parts.direction {
        Some(..0) => (last(weekday, published, false), Anchoring::Counted),
        Some(0) => (next(weekday, published, true), Anchoring::Counted),
        Some(by) => (
            next(weekday, published, false).and_then(|d| d.checked_add(((by - 1) * 7).days()).ok()),
            Anchoring::Counted,
        ),
        None => return nearest(weekday, published, anchor),
    };
    date.map_or(unknown, |date| Found::day(date, anchoring))
}

/// «الاثنين» and no more: the one that the text has told, if it lies on the side of the sentence; else the nearest there.
fn nearest(weekday: i8, published: Date, anchor: Anchor) -> Found {
    let told = anchor.told.weekday(weekday, published);
    let told = told.filter(|day| match anchor.tense {
        Some(Tense::Future) => *day >= published,
        Some(Tense::Past) => *day <= published,
        None => true,
    });
    if let Some(day) = told {
        return Found::day(day, Anchoring::Told);
    }
    let date = if anchor.future() {
        next(weekday, published, true)
    } else {
        last(weekday, published, true)
    };
    let unknown = Found::of(When::Weekday(weekday), Anchoring::Unanchored);
    date.map_or(unknown, |date| Found::day(date, Anchoring::Nearest))
}

/// «أول جمعة من يوليو», «السبت الثاني».
fn nth_weekday(parts: &Parts, anchor: Anchor) -> Option<Found> {
    let (nth, weekday) = (parts.nth_weekday?, parts.weekday?);
    let month = match (parts.month, parts.relative, anchor.published) {
        (Some(month), ..) => {
            let (year, anchoring) = month_year(parts, month, anchor);
            year.map(|y| (y, month.n, anchoring))
        }
        (None, Some((Unit::Month, by)), Some(day)) => match moved(Unit::Month, by, day)? {
            When::Month {
                year: Some(y),
                month: Some(m),
            } => Some((y, m, Anchoring::Counted)),
            _ => None,
        },
        (None, None, Some(day)) => Some((day.year(), day.month(), Anchoring::Nearest)),
        _ => None,
    };
    let Some((year, month, anchoring)) = month else {
        return Some(Found::of(When::Weekday(weekday), Anchoring::Unanchored));
    };
    match nth_of_month(year, month, weekday, nth) {
        Some(date) => Some(Found::day(date, anchoring)),
        None => Some(no_such_day(
            Month {
                calendar: Calendar::Gregorian,
                n: month,
            },
            year,
            anchoring,
        )),
    }
}

pub(super) fn nth_of_month(year: i16, month: i8, weekday: i8, nth: i32) -> Option<Date> {
    let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
    Date::new(year, month, 1)
        .ok()?
        .nth_weekday_of_month(i8::try_from(nth).ok()?, weekday)
        .ok()
}
