//! Months of other calendars, in days of the Gregorian one.

use super::periods::{between, unknown, year_told};
use super::{Anchor, Anchoring, Found};
use crate::calendar::Calendar;
use crate::parts::{Month, Parts};
use crate::value::Unit;
use jiff::civil::Date;

/// A month of another calendar: the days that it has in the Gregorian one.
pub(super) fn month_elsewhere(parts: &Parts, month: Month, anchor: Anchor) -> Option<Found> {
    let (first, last, anchoring) = match elsewhere_year(parts, month, anchor) {
        Some((year, anchoring)) => {
            let (first, last) = month.calendar.month(year, month.n)?;
            (first, last, anchoring)
        }
        None => return Some(Found::of(unknown(Unit::Month), Anchoring::Unanchored)),
    };
    Some(between(first, last, anchoring))
}

/// The year of another calendar in which a month or day is meant.
pub(super) fn elsewhere_year(
    parts: &Parts,
    month: Month,
    anchor: Anchor,
) -> Option<(i16, Anchoring)> {
    let calendar = month.calendar;
    if let Some((year, anchoring)) = year_told(parts, anchor) {
        let era = parts.year.map(|y| y.era);
        // «رمضان 2001», «رمضان العام الماضي»: the year is Gregorian.
        let own = year <= 1700 && era.is_some_and(|era| era != Some(Calendar::Gregorian));
        if own {
            return Some((year, anchoring));
        }
        let near = calendar.year_of(Date::new(year, 7, 1).ok()?);
        let begins = |first: Date, _| first.year() == year;
        let years = [near, near - 1, near + 1];
        return year_where(years, month, begins).map(|y| (y, anchoring));
    }
    let day = anchor.published?;
    let this = calendar.year_of(day);
    let counted = |years, test: &dyn Fn(Date, Date) -> bool| {
        year_where(years, month, test).map(|y| (y, Anchoring::Counted))
    };
    match parts.direction {
        Some(0) => Some((this, Anchoring::Counted)),
        Some(..0) => counted([this, this - 1, this - 2], &|_, last| last < day),
        Some(_) => counted([this, this + 1, this + 2], &|first, _| first > day),
        None => {
            let nearest = calendar.nearest_month(month.n, day);
            nearest.map(|(year, ..)| (year, Anchoring::Nearest))
        }
    }
}

/// The first of these years in which the first and last day of a month pass a test.
fn year_where(years: [i16; 3], month: Month, test: impl Fn(Date, Date) -> bool) -> Option<i16> {
    let days = |year: i16| month.calendar.month(year, month.n);
    years
        .into_iter()
        .find(|y| days(*y).is_some_and(|(first, last)| test(first, last)))
}
