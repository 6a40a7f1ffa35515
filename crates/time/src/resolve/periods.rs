//! Periods longer than a day.

use super::calendars::month_elsewhere;
use super::inside::{first_units, nth_decade, nth_unit, nth_week};
use super::{Anchor, Anchoring, Clash, Found};
use crate::calendar::Calendar;
use crate::moment::{Moment, Part, When};
use crate::parts::{Month, Parts, Year};
use crate::value::{End, Unit, Value};
use jiff::Span;
use jiff::civil::Date;

/// How many months ahead a month without a year may lie where nothing tells of what is to come.
const AHEAD: i16 = 2;

/// A unit of which nothing is known.
pub(super) fn unknown(unit: Unit) -> When {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => When::SomeDay {
            year: None,
            month: None,
            day: None,
        },
        Unit::Week => When::Week(None),
        Unit::Month => When::Month {
            year: None,
            month: None,
        },
        Unit::Year | Unit::Decade | Unit::Century => When::Year(None),
    }
}

/// The unit in which a day lies.
pub(super) fn around(unit: Unit, day: Date) -> When {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => When::Day(day),
        Unit::Week => Moment::week_of(day).when,
        Unit::Month => Moment::month_of(day).when,
        Unit::Year => When::Year(Some(day.year())),
        Unit::Decade => When::Decade(day.year().div_euclid(10)),
        Unit::Century => When::Century(day.year().div_euclid(100)),
    }
}

/// The unit that lies `by` units from that of `day`.
pub(super) fn moved(unit: Unit, by: i32, day: Date) -> Option<When> {
    let by = i64::from(by);
    let span = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return None,
        Unit::Day => Span::new().try_days(by),
        Unit::Week => Span::new().try_weeks(by),
        Unit::Month => Span::new().try_months(by),
        Unit::Year => Span::new().try_years(by),
        Unit::Decade => Span::new().try_years(by * 10),
        Unit::Century => Span::new().try_years(by * 100),
    }
    .ok()?;
    // From the middle of the month: one month before the 31st is no other month.
    let day = if unit == Unit::Month {
        day.first_of_month()
    } else {
        day
    };
    day.checked_add(span).ok().map(|day| around(unit, day))
}

/// What the parts say of a period.
pub(super) fn period(parts: &Parts, anchor: Anchor) -> Option<Found> {
    if parts.weekend {
        return weekend(parts, anchor);
    }
    if let Some((nth, Unit::Week)) = parts.nth {
        return nth_week(parts, nth, anchor);
    }
    if let Some((nth, Unit::Decade)) = parts.nth {
        return nth_decade(parts, nth, anchor);
    }
    if let Some((count, unit)) = parts.firsts {
        return first_units(parts, count, unit, anchor);
    }
    if let Some((nth, unit)) = parts.nth {
        return nth_unit(parts, nth, unit, anchor);
    }
    if let Some(decade) = parts.decade {
        return Some(decade_of(parts, decade, anchor));
    }
    if let Some(century) = parts.century {
        return Some(Found::of(When::Century(century), Anchoring::Absolute));
    }
    if let Some(part) = parts.part {
        return Some(part_of_year(parts, part, anchor));
    }
    if let Some(month) = parts.month {
        return month_of(parts, month, anchor);
    }
    if let Some(Unit::Month) = parts.elsewhere
        && let Some((year, anchoring)) = year_told(parts, anchor)
    {
        return same_month(year, anchoring, anchor);
    }
    if let Some(year) = parts.year {
        return year_of(year);
    }
    if let Some(unit) = parts.elsewhere {
        return Some(counted_elsewhere(parts, unit, anchor));
    }
    let (unit, by) = parts.relative?;
    if parts.split_year && parts.year.is_none() {
        return Some(split_year(by, anchor));
    }
    let when = anchor.published.and_then(|day| moved(unit, by, day));
    Some(match when {
        Some(when) => Found::of(when, Anchoring::Counted),
        None => Found::of(unknown(unit), Anchoring::Unanchored),
    })
}

/// «الشهر نفسه من العام الماضي».
fn same_month(year: i16, anchoring: Anchoring, anchor: Anchor) -> Option<Found> {
    let month = anchor.told.of(Unit::Month).or(anchor.published)?.month();
    let when = When::Month {
        year: Some(year),
        month: Some(month),
    };
    Some(Found::of(when, anchoring))
}

/// «العام نفسه», «العام السابق».
fn counted_elsewhere(parts: &Parts, unit: Unit, anchor: Anchor) -> Found {
    if let Some(by) = parts.step {
        return stepped(unit, by, anchor);
    }
    match anchor.told.of(unit).filter(|_| parts.same) {
        Some(day) => Found::of(around(unit, day), Anchoring::Told),
        None => Found::of(unknown(unit), Anchoring::Unanchored),
    }
}

/// «العام السابق»: before the one that was told last; a year, where none was told, before that of the report.
fn stepped(unit: Unit, by: i32, anchor: Anchor) -> Found {
    let report = anchor.published.filter(|_| unit == Unit::Year && by < 0);
    let from = anchor.told.of(unit).or(report);
    match from.and_then(|day| moved(unit, by, day)) {
        Some(when) => Found::of(when, Anchoring::Told),
        None => Found::of(unknown(unit), Anchoring::Unanchored),
    }
}

/// «الموسم الحالي», «العام الدراسي المقبل»: it begins in one year and ends in the next. From July on this one is that
/// which begins in the autumn, and so is the next one until it has begun.
fn split_year(by: i32, anchor: Anchor) -> Found {
    let Some(day) = anchor.published else {
        return Found::of(When::Year(None), Anchoring::Unanchored);
    };
    let turns = if by > 0 { 9 } else { 7 };
    let begin = i32::from(day.year()) - i32::from(day.month() < turns) + by;
    let year = |n: i32| End::At(Moment::of(When::Year(i16::try_from(n).ok())));
    Found {
        value: Value::Interval(year(begin), year(begin + 1)),
        anchoring: Anchoring::Counted,
        clash: None,
    }
}

/// The year that the parts tell, counted where it is relative.
pub(super) fn year_told(parts: &Parts, anchor: Anchor) -> Option<(i16, Anchoring)> {
    if let Some(year) = parts.year {
        return Some((year.n, Anchoring::Absolute));
    }
    let (Unit::Year, by) = parts.relative? else {
        return None;
    };
    let year = anchor
        .published?
        .year()
        .checked_add(i16::try_from(by).ok()?)?;
    Some((year, Anchoring::Counted))
}

/// A year in the calendar that stands with it, or, without a month, of the fourteenth and fifteenth Islamic centuries.
fn year_of(year: Year) -> Option<Found> {
    let calendar = year.era.unwrap_or(if (1300..=1460).contains(&year.n) {
        Calendar::Hijri
    } else {
        Calendar::Gregorian
    });
    if calendar == Calendar::Gregorian {
        return Some(Found::of(When::Year(Some(year.n)), Anchoring::Absolute));
    }
    let (first, last) = calendar.year(year.n)?;
    Some(between(first, last, Anchoring::Absolute))
}

pub(super) fn between(first: Date, last: Date, anchoring: Anchoring) -> Found {
    Found {
        value: Value::Interval(End::At(Moment::day(first)), End::At(Moment::day(last))),
        anchoring,
        clash: None,
    }
}

/// «عطلة نهاية الأسبوع»: Friday and Saturday in most countries that write Arabic, Saturday and Sunday in others; the
/// week is what is known.
fn weekend(parts: &Parts, anchor: Anchor) -> Option<Found> {
    let (_, by) = parts.relative?;
    let week = anchor.published.and_then(|day| moved(Unit::Week, by, day));
    Some(
        week.map_or(Found::of(When::Week(None), Anchoring::Unanchored), |when| {
            let mut found = Found::of(when, Anchoring::Counted);
            if let Value::Moment(moment) = &mut found.value {
                *moment = moment.approximately();
            }
            found
        }),
    )
}

/// «التسعينيات»: of the century that is told, or the last ones that have begun.
fn decade_of(parts: &Parts, decade: i16, anchor: Anchor) -> Found {
    let century = match (parts.century, parts.relative, anchor.published) {
        (Some(century), ..) => Some((century, Anchoring::Absolute)),
        (None, Some((_, by)), Some(day)) => i16::try_from(by).ok().map(|by| {
            (
                day.year().div_euclid(100).saturating_add(by),
                Anchoring::Counted,
            )
        }),
        (None, None, Some(day)) => {
            let this = day.year().div_euclid(100);
            let begun = this * 100 + decade <= day.year();
            Some((if begun { this } else { this - 1 }, Anchoring::Nearest))
        }
        // Nobody who writes news means the seventies to come.
        (None, None, None) if decade >= 30 => Some((19, Anchoring::Nearest)),
        _ => None,
    };
    match century {
        Some((century, anchoring)) => Found::of(
            When::Decade(century.saturating_mul(10).saturating_add(decade / 10)),
            anchoring,
        ),
        None => Found::of(When::Year(None), Anchoring::Unanchored),
    }
}

fn part_of_year(parts: &Parts, part: Part, anchor: Anchor) -> Found {
    let told = year_told(parts, anchor);
    let turned = parts.direction.zip(anchor.published);
    let (year, anchoring) = match (told, turned) {
        (Some((year, anchoring)), _) => (Some(year), anchoring),
        (None, Some((by, day))) => (
            side(by, day, |year| {
                Moment::of(When::Part {
                    year: Some(year),
                    part,
                })
            }),
            Anchoring::Counted,
        ),
        (None, None) => match anchor.published {
            // In January, winter is that which began in the year before.
            Some(day) => {
                let begun = |year: &i16| {
                    let bounds = Moment::of(When::Part {
                        year: Some(*year),
                        part,
                    })
                    .bounds();
                    bounds.earliest <= Some(day) && Some(day) <= bounds.latest
                };
                let now = [day.year(), day.year() - 1].into_iter().find(begun);
                // «أرباح الربع الرابع» in January: that of the year before.
                let ahead = Moment::of(When::Part {
                    year: Some(day.year()),
                    part,
                })
                .bounds()
                .earliest
                    > Some(day);
                let back = i16::from(ahead && part.is_counted() && !anchor.future());
                (now.or(Some(day.year() - back)), Anchoring::Nearest)
            }
            None => (None, Anchoring::Unanchored),
        },
    };
    Found::of(When::Part { year, part }, anchoring)
}

/// The year in which a part or month lies on the side of `day` that a direction points to.
fn side(by: i32, day: Date, of: impl Fn(i16) -> Moment) -> Option<i16> {
    let this = day.year();
    let bounds = |year| of(year).bounds();
    match by {
        0 => Some(this),
        ..0 => [this, this - 1]
            .into_iter()
            .find(|y| bounds(*y).latest.is_some_and(|last| last < day)),
        _ => [this, this + 1]
            .into_iter()
            .find(|y| bounds(*y).earliest.is_some_and(|first| first >= day)),
    }
}

fn month_of(parts: &Parts, month: Month, anchor: Anchor) -> Option<Found> {
    if month.calendar != Calendar::Gregorian {
        return month_elsewhere(parts, month, anchor);
    }
    let (year, anchoring) = month_year(parts, month, anchor);
    let when = When::Month {
        year,
        month: Some(month.n),
    };
    let mut found = Found::of(when, anchoring);
    found.clash = parts.months_clash.then_some(Clash::Names);
    Some(found)
}

/// The year of a month or of a day of it: told, pointed at, or the nearest on the side of the sentence.
pub(super) fn month_year(parts: &Parts, month: Month, anchor: Anchor) -> (Option<i16>, Anchoring) {
    if let Some((year, anchoring)) = year_told(parts, anchor) {
        return (Some(year), anchoring);
    }
    if let (Some(Unit::Year), true, Some(day)) =
        (parts.elsewhere, parts.same, anchor.told.of(Unit::Year))
    {
        return (Some(day.year()), Anchoring::Told);
    }
    if let (Some(Unit::Year), Some(by)) = (parts.elsewhere, parts.step)
        && let Value::Moment(Moment {
            when: When::Year(year),
            ..
        }) = stepped(Unit::Year, by, anchor).value
    {
        return (year, Anchoring::Told);
    }
    let Some(day) = anchor.published.filter(|_| parts.elsewhere.is_none()) else {
        return (None, Anchoring::Unanchored);
    };
    let of = |year| {
        Moment::of(When::Month {
            year: Some(year),
            month: Some(month.n),
        })
    };
    if let Some(by) = parts.direction {
        return (side(by, day, of), Anchoring::Counted);
    }
    // The nearest one; a sentence of what is to come looks further ahead, the others further back.
    let ahead = i16::from((month.n - day.month()).rem_euclid(12));
    let reach = if anchor.future() { 11 } else { AHEAD };
    let passed = month.n < day.month();
    let year = if ahead <= reach {
        day.year() + i16::from(passed)
    } else {
        day.year() - i16::from(!passed)
    };
    (Some(year), Anchoring::Nearest)
}
