//! Lengths, and what is counted by them from the report.

use super::{Anchor, Anchoring, Found, periods};
use crate::moment::{Moment, When};
use crate::parts::Fixed;
use crate::value::{Amount, Duration, End, Unit, Value};
use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// What a fixed part means.
pub(super) fn value(fixed: &Fixed, anchor: Anchor) -> Option<Found> {
    let (value, anchoring) = match fixed {
        Fixed::Duration(length) => (Value::Duration(length.clone()), Anchoring::Absolute),
        Fixed::Lengths(least, most) => (
            Value::Lengths(least.clone(), most.clone()),
            Anchoring::Absolute,
        ),
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
            Unit::Decade => span.try_years(years_of(amount, 10)?).ok()?,
            Unit::Century => span.try_years(years_of(amount, 100)?).ok()?,
        };
    }
    Some(span)
}

/// «ربع قرن» is twenty-five years.
fn years_of(amount: Amount, each: i64) -> Option<i64> {
    match amount {
        Amount::Hundredths(h) => Some(i64::from(h) * each / 100),
        Amount::Some => None,
    }
}

/// «قبل يومين», «بعد ثلاثة أشهر»: in the precision of the finest unit; of a part of a century, in years.
fn offset(length: &Duration, sign: i32, anchor: Anchor) -> Found {
    let part = |(amount, unit): &(Amount, Unit)| {
        *unit >= Unit::Decade && matches!(amount, Amount::Hundredths(h) if h % 100 != 0)
    };
    let finest = match length.finest() {
        Some(_) if length.parts().iter().any(part) => Unit::Year,
        finest => finest.unwrap_or(Unit::Day),
    };
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
    let vague = open(anchor, if by == 0 { -1 } else { by });
    let Some(published) = anchor.published else {
        return Some(found(vague, Anchoring::Unanchored));
    };
    let value = match amount.count() {
        None => vague,
        Some(n) if unit <= Unit::Hour => hours(n, unit, by, published).unwrap_or(vague),
        Some(n) if by == 0 || n == 0 => Value::Moment(Moment::of(periods::around(unit, published))),
        Some(1) => Value::Moment(Moment::of(periods::moved(unit, by, published)?)),
        Some(n) if unit >= Unit::Year => years(n, unit, by, published)?,
        Some(n) => units(n, unit, by, published)?,
    };
    Some(found(value, Anchoring::Counted))
}

fn found(value: Value, anchoring: Anchoring) -> Found {
    Found {
        value,
        anchoring,
        clash: None,
    }
}

/// «الساعات الـ24 الماضية»: counted from an hour that is not known, so the days in which they can lie.
fn hours(n: i32, unit: Unit, by: i32, published: Date) -> Option<Value> {
    let days = if unit == Unit::Hour {
        n.checked_add(23)? / 24
    } else {
        1
    };
    let day = |date| End::At(Moment::day(date));
    Some(if by < 0 {
        Value::Interval(
            day(published.checked_sub(days.days()).ok()?),
            day(published),
        )
    } else {
        Value::Interval(
            day(published),
            day(published.checked_add(days.days()).ok()?),
        )
    })
}

/// «العقدين الماضيين» are the last twenty years, no decades of the calendar; «السنوات الثلاث الماضية» reach up to now.
fn years(n: i32, unit: Unit, by: i32, published: Date) -> Option<Value> {
    let each = match unit {
        Unit::Century => 100,
        Unit::Decade => 10,
        _ => 1,
    };
    let years = n.checked_mul(each)?.checked_mul(by.signum())?;
    let now = End::At(Moment::of(periods::around(Unit::Year, published)));
    let then = End::At(Moment::of(periods::moved(Unit::Year, years, published)?));
    Some(if by < 0 {
        Value::Interval(then, now)
    } else {
        Value::Interval(now, then)
    })
}

/// Whole units of the calendar.
fn units(n: i32, unit: Unit, by: i32, published: Date) -> Option<Value> {
    let end = |k: i32| periods::moved(unit, k, published).map(|when| End::At(Moment::of(when)));
    let (first, last) = if by < 0 { (-n, -1) } else { (1, n) };
    Some(Value::Interval(end(first)?, end(last)?))
}
