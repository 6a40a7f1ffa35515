//! Feasts.

use super::days::{date, nth_of_month};
use super::periods::month_year;
use super::{Anchor, Found};
use crate::calendar::Calendar;
use crate::lexicon::Feast;
use crate::parts::{Month, Parts};
use crate::value::{End, Value};
use jiff::ToSpan;

/// So many days behind the first day of a feast: «ثالث أيام العيد».
pub(super) fn later(found: Found, days: i32) -> Found {
    let day = found.value.bounds().earliest;
    let moved = day.and_then(|d| d.checked_add(days.days()).ok());
    moved.map_or_else(Found::unknown_day, |d| Found::day(d, found.anchoring))
}

/// «العيد»: the first of Shawwal or the tenth of Dhu al-Hijja.
fn nearest_feast(parts: &Parts, anchor: Anchor) -> Found {
    let Some(published) = anchor.published else {
        return Found::unknown_day();
    };
    let hijri = |n| Month {
        calendar: Calendar::Hijri,
        n,
    };
    let days = [(10, 1), (12, 10)].map(|(month, day)| date(parts, day, hijri(month), anchor));
    let distance = |found: &Found| {
        let day = found.value.bounds().earliest;
        day.and_then(|d| d.since(published).ok())
            .map_or(i32::MAX, |s| s.get_days().abs())
    };
    days.into_iter()
        .min_by_key(distance)
        .unwrap_or_else(Found::unknown_day)
}

pub(super) fn feast_day(parts: &Parts, feast: Feast, anchor: Anchor) -> Found {
    match feast {
        Feast::Unknown => Found::unknown_day(),
        Feast::Nearest => nearest_feast(parts, anchor),
        Feast::Weekday {
            month,
            weekday,
            nth,
        } => {
            let month = Month {
                calendar: Calendar::Gregorian,
                n: month,
            };
            let (year, anchoring) = month_year(parts, month, anchor);
            let date = year.and_then(|y| nth_of_month(y, month.n, weekday, i32::from(nth)));
            date.map_or_else(Found::unknown_day, |date| Found::day(date, anchoring))
        }
        Feast::Fixed {
            calendar,
            month,
            day,
            last,
        } => {
            let month = Month { calendar, n: month };
            let first = date(parts, i32::from(day), month, anchor);
            if day == last {
                return first;
            }
            let end = date(parts, i32::from(last), month, anchor);
            match (first.value, end.value) {
                (Value::Moment(from), Value::Moment(to)) if from != to => Found {
                    value: Value::Interval(End::At(from), End::At(to)),
                    anchoring: first.anchoring,
                    clash: None,
                },
                (value, _) => Found {
                    value,
                    anchoring: first.anchoring,
                    clash: None,
                },
            }
        }
    }
}
