//! Units of a period: «الأسبوع الثالث من هذا الشهر», «الأشهر الستة الأولى من العام».

use super::periods::{around, moved, period, unknown};
use super::{Anchor, Anchoring, Found};
use crate::moment::{Moment, When};
use crate::parts::Parts;
use crate::value::{End, Unit, Value};
use jiff::ToSpan;
use jiff::civil::Date;

/// «الأسبوع الثالث من هذا الشهر»: the week of the month's so manieth Thursday, as ISO 8601 counts those of a year.
pub(super) fn nth_week(parts: &Parts, nth: i32, anchor: Anchor) -> Option<Found> {
    let Some((first, last, anchoring)) = whole_period(parts, anchor) else {
        return Some(Found::of(When::Week(None), Anchoring::Unanchored));
    };
    let thursday = |day: Date, step: i32| {
        (0..7)
            .filter_map(|k| day.checked_add((k * step).days()).ok())
            .find(|d| d.weekday().to_monday_one_offset() == 4)
    };
    let day = if nth < 0 {
        thursday(last, -1)?
    } else {
        thursday(first, 1)?
            .checked_add(((nth - 1) * 7).days())
            .ok()?
    };
    (first..=last)
        .contains(&day)
        .then(|| Found::of(Moment::week_of(day).when, anchoring))
}

/// The first and last day of the month or year that the parts name.
fn whole_period(parts: &Parts, anchor: Anchor) -> Option<(Date, Date, Anchoring)> {
    let outer = Parts {
        nth: None,
        firsts: None,
        edge: None,
        ..parts.clone()
    };
    let found = period(&outer, anchor)?;
    let bounds = found.value.bounds();
    Some((bounds.earliest?, bounds.latest?, found.anchoring))
}

/// «العقد الأول من القرن الحالي»; of no century nothing is known.
pub(super) fn nth_decade(parts: &Parts, nth: i32, anchor: Anchor) -> Option<Found> {
    let outer = Parts {
        nth: None,
        edge: None,
        ..parts.clone()
    };
    let century = period(&outer, anchor)?;
    let Value::Moment(Moment {
        when: When::Century(c),
        ..
    }) = century.value
    else {
        return None;
    };
    let nth = i16::try_from(nth).ok().filter(|n| (1..=10).contains(n))?;
    let decade = c.checked_mul(10)?.checked_add(nth - 1)?;
    Some(Found::of(When::Decade(decade), century.anchoring))
}

/// «الأشهر الستة الأولى من العام»: from its first to that one.
pub(super) fn first_units(parts: &Parts, count: i32, unit: Unit, anchor: Anchor) -> Option<Found> {
    let (first, last, anchoring) = whole_period(parts, anchor)?;
    let (from, to) = if count > 0 {
        (Some(around(unit, first)), moved(unit, count - 1, first))
    } else {
        (moved(unit, count + 1, last), Some(around(unit, last)))
    };
    let end = |when| End::At(Moment::of(when));
    Some(Found {
        value: Value::Interval(end(from?), end(to?)),
        anchoring,
        clash: None,
    })
}

/// «اليوم الثالث من الشهر», «الشهر الأول من 2015»; without a period nothing is known.
pub(super) fn nth_unit(parts: &Parts, nth: i32, unit: Unit, anchor: Anchor) -> Option<Found> {
    let Some((first, last, anchoring)) = whole_period(parts, anchor) else {
        return (unit != Unit::Day || nth > 0)
            .then(|| Found::of(unknown(unit), Anchoring::Unanchored));
    };
    let day = match (unit, nth) {
        (_, ..=-1) => last,
        (Unit::Day, n) => first.checked_add((n - 1).days()).ok()?,
        (Unit::Month, n) => first.checked_add((n - 1).months()).ok()?,
        (_, n) => first.checked_add((n - 1).years()).ok()?,
    };
    (first..=last)
        .contains(&day)
        .then(|| Found::of(around(unit, day), anchoring))
}
