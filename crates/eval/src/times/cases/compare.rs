//! Bridges between the cases' conventions and ours; see [`super`].

use jiff::civil::Date;
use musnad_report::{Span, Text};
use musnad_time::{
    Amount, Anchoring, Bounds, Clash, Clock, Duration, End, Expression, Moment, Precision, Unit,
    Value, When, edtf,
};
use serde_json::Value as Json;
use std::ops::Range;

/// Folded function words that may lead a span.
const LEADING: [&str; 12] = [
    "في",
    "الي",
    "عند",
    "من",
    "يوم",
    "ليوم",
    "هذا",
    "ما",
    "خلال",
    "منذ",
    "الفتره",
    "بعد",
];

/// What sort of time a value is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Date,
    Period,
    Time,
    TimePeriod,
    Duration,
    Set,
}

pub(super) fn kind(value: &Value) -> Kind {
    let undated = |m: &Moment| m.when == When::Undated;
    match value {
        Value::Moment(m) if undated(m) => Kind::Time,
        Value::Moment(m)
            if matches!(
                m.when,
                When::Day(_) | When::SomeDay { .. } | When::Weekday(_)
            ) =>
        {
            Kind::Date
        }
        Value::Moment(_) => Kind::Period,
        Value::Interval(End::At(m), _) if undated(m) => Kind::TimePeriod,
        Value::Interval(..) => Kind::Period,
        Value::Duration(_) | Value::Lengths(..) => Kind::Duration,
        Value::Every(_) => Kind::Set,
    }
}

pub(super) fn kind_of(file: &str) -> (Kind, &'static [Kind]) {
    match file
        .trim_end_matches("Extractor")
        .trim_end_matches("Parser")
    {
        "Date" => (Kind::Date, &[Kind::Date, Kind::Period]),
        "DatePeriod" => (Kind::Period, &[Kind::Date, Kind::Period]),
        "Time" => (Kind::Time, &[Kind::Time, Kind::TimePeriod]),
        "TimePeriod" => (Kind::TimePeriod, &[Kind::Time, Kind::TimePeriod]),
        "Duration" => (Kind::Duration, &[Kind::Duration]),
        _ => (Kind::Date, &[Kind::Date, Kind::Period]),
    }
}

/// A span's tokens without function words in front and marks behind.
pub(super) fn core(text: &Text, mut tokens: Range<usize>) -> Range<usize> {
    while tokens.len() > 1 && LEADING.contains(&text.word(tokens.start)) {
        tokens.start += 1;
    }
    while tokens.len() > 1
        && text
            .word(tokens.end - 1)
            .chars()
            .all(|c| c.is_ascii_punctuation() || c == '،')
    {
        tokens.end -= 1;
    }
    tokens
}

/// The tokens of a result, whose offsets count characters.
pub(super) fn wanted(text: &Text, result: &Json) -> Range<usize> {
    let chars = |n: usize| {
        text.as_str()
            .char_indices()
            .nth(n)
            .map_or(text.as_str().len(), |(at, _)| at)
    };
    let start = result["Start"].as_u64().unwrap_or_default() as usize;
    let length = result["Length"].as_u64().unwrap_or_default() as usize;
    core(
        text,
        text.tokens_in(Span::new(chars(start), chars(start + length))),
    )
}

pub(super) fn same(found: &Expression, result: &Json) -> bool {
    let value = &result["Value"];
    let timex = value["Timex"].as_str().unwrap_or_default();
    let resolutions = ["FutureResolution", "PastResolution"].map(|k| &value[k]);
    if same_timex(&found.value, timex) {
        return true;
    }
    resolutions.iter().any(|r| {
        let text = |key: &str| r[key].as_str();
        match result["Type"].as_str().unwrap_or_default() {
            "date" => text("date").is_some_and(|d| same_day(found, d)),
            "daterange" => text("startDate")
                .zip(text("endDate"))
                .is_some_and(|(a, b)| same_range(found, a, b)),
            "time" => text("time").is_some_and(|t| same_time(&found.value, t)),
            "timerange" => text("startTime")
                .zip(text("endTime"))
                .is_some_and(|(a, b)| same_times(&found.value, a, b)),
            "duration" => text("duration").is_some_and(|d| same_length(&found.value, d)),
            _ => false,
        }
    })
}

/// `XXXX-04-22`, `2016-SU`.
fn same_timex(value: &Value, timex: &str) -> bool {
    let seasons = [("SP", "21"), ("SU", "22"), ("FA", "23"), ("WI", "24")];
    let season = seasons.iter().find_map(|(theirs, ours)| {
        let year = timex.strip_suffix(theirs)?.trim_end_matches('-');
        Some(format!(
            "{}-{ours}",
            if year.is_empty() { "XXXX" } else { year }
        ))
    });
    let ours = value.to_string();
    let yearless = season.as_deref().and_then(|s| s.strip_prefix("XXXX"));
    if yearless.is_some_and(|part| ours.trim_end_matches('~').ends_with(part)) {
        return true;
    }
    ours.trim_end_matches('~') == season.as_deref().unwrap_or(timex)
        || timex.replacen("XXXX-WXX", "XXXX-W", 1) == ours
}

fn same_day(found: &Expression, day: &str) -> bool {
    if day.starts_with("0001") {
        return found.clash == Some(Clash::NoSuchDay) || found.value.bounds() == Bounds::default();
    }
    let Ok(day) = day.parse::<Date>() else {
        return false;
    };
    let theirs = Bounds {
        earliest: Some(day),
        latest: Some(day),
    };
    let bounds = found.value.bounds();
    let coarser = kind(&found.value) == Kind::Period && bounds != Bounds::default();
    bounds == theirs || coarser && bounds.contain(theirs)
}

fn same_range(found: &Expression, start: &str, end: &str) -> bool {
    let (Ok(start), Ok(end)) = (start.parse::<Date>(), end.parse::<Date>()) else {
        return false;
    };
    let bounds = found.value.bounds();
    let last_day = end.yesterday().unwrap_or(end).max(start);
    let equal =
        bounds.earliest == Some(start) && [Some(end), Some(last_day)].contains(&bounds.latest);
    let theirs = Bounds {
        earliest: Some(start),
        latest: Some(last_day),
    };
    let wide = match &found.value {
        Value::Moment(m) => {
            m.approximate || found.anchoring == Anchoring::Counted && m.precision() < Precision::Day
        }
        Value::Interval(from, to) => *from == End::Open || *to == End::Open,
        _ => false,
    };
    equal
        || wide && bounds.contain(theirs)
        || near(&found.value, start, end)
        || single_of(&found.value, start, last_day)
}

/// «بعد 3 أسابيع» is the week, or day, with which their range begins or ends.
fn single_of(value: &Value, start: Date, last: Date) -> bool {
    let bounds = value.bounds();
    let (Some(a), Some(b), Value::Moment(m)) = (bounds.earliest, bounds.latest, value) else {
        return false;
    };
    let reaches = |day: Date| (a..=b).contains(&day);
    !m.approximate && (reaches(start) || reaches(last) || last.tomorrow().is_ok_and(reaches))
}

/// Whether both ends of a counted range lie within a unit of theirs.
fn near(value: &Value, start: Date, end: Date) -> bool {
    let Value::Interval(End::At(from), End::At(to)) = value else {
        return false;
    };
    let years = from
        .bounds()
        .latest
        .zip(to.bounds().latest)
        .map_or(0, |(a, b)| b.year() - a.year());
    let days = match from.precision() {
        Precision::Year if years >= 10 => 3653,
        Precision::Decade => 3653,
        Precision::Year => 366,
        Precision::Month => 31,
        Precision::Week => 7,
        _ => 1,
    };
    let close = |a: Option<Date>, b: Date| {
        a.and_then(|a| a.since(b).ok())
            .is_some_and(|s| s.get_days().abs() <= days)
    };
    close(from.bounds().earliest, start) && close(to.bounds().latest, end)
}

fn clock(text: &str) -> Option<Clock> {
    match edtf::parse(&format!("T{text}"))? {
        Value::Moment(m) => m.clock,
        _ => None,
    }
}

fn at(clock: Option<Clock>) -> Option<(i8, i8, i8)> {
    clock.map(|c| (c.hour(), c.minute(), c.second().unwrap_or(0)))
}

fn ends(value: &Value) -> Option<(Option<Clock>, Option<Clock>)> {
    match value {
        Value::Interval(End::At(a), End::At(b)) => Some((a.clock, b.clock)),
        _ => None,
    }
}

fn same_time(value: &Value, time: &str) -> bool {
    let theirs = at(clock(time));
    match value {
        Value::Moment(m) => at(m.clock) == theirs,
        _ => ends(value).is_some_and(|(a, b)| at(a) <= theirs && theirs <= at(b)),
    }
}

fn same_times(value: &Value, start: &str, end: &str) -> bool {
    let (a, b) = (at(clock(start)), at(clock(end)));
    match ends(value) {
        Some((from, to)) if to.is_some_and(|t| t.hour() == 0) => at(from) < b,
        Some((from, to)) => {
            (at(from), at(to)) == (a, b)
                || at(from) < b
                    && a < at(to)
                    && from.is_some_and(|c| {
                        c.minute() == 0 && [3, 6, 9, 12, 15, 16, 18, 20].contains(&c.hour())
                    })
        }
        None => false,
    }
}

fn seconds(length: &Duration) -> f64 {
    let of = |unit| match unit {
        Unit::Second => 1.0,
        Unit::Minute => 60.0,
        Unit::Hour => 3600.0,
        Unit::Day => 86_400.0,
        Unit::Week => 604_800.0,
        Unit::Month => 2_592_000.0,
        Unit::Year => 31_536_000.0,
        Unit::Decade => 315_360_000.0,
        Unit::Century => 3_153_600_000.0,
    };
    let hundredths = |amount| match amount {
        Amount::Hundredths(h) => f64::from(h),
        Amount::Some => f64::NAN,
    };
    length
        .parts()
        .iter()
        .map(|(amount, unit)| hundredths(*amount) / 100.0 * of(*unit))
        .sum()
}

fn same_length(value: &Value, theirs: &str) -> bool {
    match (value, theirs.parse::<f64>()) {
        (Value::Duration(length), Ok(theirs)) => (seconds(length) - theirs).abs() <= theirs * 0.02,
        _ => false,
    }
}
