//! Reads what [`Value`] writes: the forms of EDTF (ISO 8601-2) and ISO 8601 that this crate uses.

use crate::moment::{Clock, Moment, Part, When};
use crate::value::{Amount, Duration, End, Unit, Value};
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// Reads a value; `None` where the text is none of the forms that [`Value`] writes.
///
/// ```
/// use musnad_time::edtf::parse;
///
/// let value = parse("2015-05-03/2015-05-05").unwrap();
/// assert_eq!(value.to_string(), "2015-05-03/2015-05-05");
/// assert!(parse("2015-13").is_none());
/// ```
pub fn parse(text: &str) -> Option<Value> {
    if let Some(length) = text.strip_prefix("R/") {
        return Some(Value::Every(duration(length)?));
    }
    if let Some((least, most)) = text
        .split_once('/')
        .filter(|(least, _)| least.starts_with('P'))
    {
        return Some(Value::Lengths(duration(least)?, duration(most)?));
    }
    if text.starts_with('P') {
        return Some(Value::Duration(duration(text)?));
    }
    match text.split_once('/') {
        Some((from, to)) => Some(Value::Interval(end(from)?, end(to)?)),
        None => Some(Value::Moment(moment(text)?)),
    }
}

fn end(text: &str) -> Option<End> {
    match text {
        ".." => Some(End::Open),
        _ => Some(End::At(moment(text)?)),
    }
}

fn moment(text: &str) -> Option<Moment> {
    let (text, approximate) = match text.strip_suffix('~') {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let (day, clock) = match text.split_once('T') {
        Some((day, hour)) => (day, Some(clock(hour)?)),
        None => (text, None),
    };
    let when = match (day, clock) {
        ("", Some(_)) => When::Undated,
        _ => when(day)?,
    };
    Some(Moment {
        when,
        clock,
        approximate,
    })
}

fn when(text: &str) -> Option<When> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let mut parts = digits.split('-');
    let year = parts.next()?;
    let (second, third) = (parts.next(), parts.next());
    if year.len() != 4 || parts.next().is_some() {
        return None;
    }
    let Some(second) = second else {
        return whole_years(sign, year);
    };
    let year = unknown_or(year, 4)?.map(|y| sign * y);
    if let Some(week) = second.strip_prefix('W') {
        return week_or_weekday(year, week, third);
    }
    let Some(day) = third else {
        return within_year(year, second);
    };
    let month = within(unknown_or(second, 2)?, 12)?;
    let day = within(unknown_or(day, 2)?, 31)?;
    match (year, month, day) {
        (Some(y), Some(m), Some(d)) => Date::new(y, m, d).ok().map(When::Day),
        _ => Some(When::SomeDay { year, month, day }),
    }
}

/// `1999`, `199X`, `19XX`, `XXXX`.
fn whole_years(sign: i16, year: &str) -> Option<When> {
    if let Some(century) = year.strip_suffix("XX").filter(|c| !c.contains('X')) {
        return Some(When::Century(sign * century.parse::<i16>().ok()?));
    }
    if let Some(decade) = year.strip_suffix('X').filter(|d| !d.contains('X')) {
        return Some(When::Decade(sign * decade.parse::<i16>().ok()?));
    }
    Some(When::Year(unknown_or(year, 4)?.map(|y| sign * y)))
}

/// `2014-05`, `2014-22`, `2014-XX`.
fn within_year(year: Option<i16>, part: &str) -> Option<When> {
    let code = unknown_or(part, 2)?;
    let named = code.and_then(|c| Part::from_code(u8::try_from(c).ok()?));
    match named {
        Some(part) => Some(When::Part { year, part }),
        None => Some(When::Month {
            year,
            month: within(code, 12)?,
        }),
    }
}

/// `2015-W29`, `XXXX-WXX`, `XXXX-W-4`.
fn week_or_weekday(year: Option<i16>, week: &str, weekday: Option<&str>) -> Option<When> {
    match (year, week, weekday) {
        (None, "", Some(day)) => {
            let day = within(unknown_or(day, 1)?, 7)??;
            Some(When::Weekday(day))
        }
        (None, "XX", None) => Some(When::Week(None)),
        (Some(year), week, None) => {
            let week = within(unknown_or(week, 2)?, 53)??;
            ISOWeekDate::new(year, week, Weekday::Monday).ok()?;
            Some(When::Week(Some((year, week))))
        }
        _ => None,
    }
}

/// `Some(None)` for X, the number otherwise; `None` where it is neither.
fn unknown_or(text: &str, digits: usize) -> Option<Option<i16>> {
    if text.len() != digits {
        return None;
    }
    if text.bytes().all(|b| b == b'X') {
        return Some(None);
    }
    text.bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| text.parse().ok())
}

/// A number from 1 to `most`, or none told; `None` where it is beyond.
fn within(number: Option<i16>, most: i16) -> Option<Option<i8>> {
    match number {
        None => Some(None),
        Some(n) if (1..=most).contains(&n) => Some(i8::try_from(n).ok()),
        Some(_) => None,
    }
}

fn clock(text: &str) -> Option<Clock> {
    if let Some(local) = text.strip_suffix('Z') {
        return clock(local).filter(|c| !c.utc()).map(Clock::in_utc);
    }
    let mut parts = text
        .split(':')
        .map(|n| n.parse::<i32>().ok().filter(|_| n.len() == 2));
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = match parts.next() {
        Some(second) => Some(second?),
        None => None,
    };
    Clock::new(hour, minute, second).filter(|_| parts.next().is_none())
}

fn duration(text: &str) -> Option<Duration> {
    let mut rest = text.strip_prefix('P')?;
    let (mut found, mut clock) = (Duration::default(), false);
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('T').filter(|_| !clock) {
            (rest, clock) = (after, true);
            continue;
        }
        let at = rest.find(|c: char| c.is_ascii_alphabetic() && c != 'X')?;
        let unit = match (&rest[at..=at], clock) {
            ("Y", false) => Unit::Year,
            ("M", false) => Unit::Month,
            ("W", false) => Unit::Week,
            ("D", false) => Unit::Day,
            ("H", true) => Unit::Hour,
            ("M", true) => Unit::Minute,
            ("S", true) => Unit::Second,
            _ => return None,
        };
        if !found.push(amount(&rest[..at])?, unit) {
            return None;
        }
        rest = &rest[at + 1..];
    }
    (!found.parts().is_empty()).then_some(found)
}

fn amount(text: &str) -> Option<Amount> {
    if text == "X" {
        return Some(Amount::Some);
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits: u32 = fraction.parse().ok()?;
    let hundredths = match fraction.len() {
        1 => digits * 10,
        2 => digits,
        _ => return None,
    };
    let whole: u32 = whole.parse().ok()?;
    Some(Amount::Hundredths(
        whole.checked_mul(100)?.checked_add(hundredths)?,
    ))
}
