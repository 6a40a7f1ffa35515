//! When the act of saying took place: «أمس», «يوم الثلاثاء», «مساء الاثنين الماضي», counted from
//! the report's date. Without that date a weekday stays a weekday.

use crate::doc::Doc;
use crate::lexicon::Classes;
use crate::reading::{Precision, SaidOn};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// A day expression as read, before it is counted from a date.
#[derive(Default)]
struct Parts {
    relative_day: Option<i32>,
    weekday: Option<Weekday>,
    last: bool,
    next: bool,
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    unit: Option<Precision>,
}

/// The first expression in `range` that dates something, counted from `published`.
pub fn find(doc: &Doc, range: Range<usize>, published: Option<Date>) -> Option<SaidOn> {
    let mut i = range.start;
    while i < range.end {
        if let Some((end, parts)) = expression(doc, i, range.end) {
            let begin = i;
            let span = doc.span(begin..end);
            if let Some((date, precision)) = resolve(&parts, published) {
                return Some(SaidOn {
                    span,
                    date,
                    precision,
                });
            }
            i = end;
            continue;
        }
        i += 1;
    }
    None
}

fn opens(doc: &Doc, i: usize) -> bool {
    let c = doc.words.get(i).map(|w| w.classes).unwrap_or_default();
    !doc.is_mark(i)
        && (c.any(
            Classes::WEEKDAY
                .union(Classes::RELDAY)
                .union(Classes::DAYPART),
        ) || c.any(Classes::UNIT)
            || earlier(doc, i))
}

/// «في وقت سابق …»
fn earlier(doc: &Doc, i: usize) -> bool {
    doc.f(i).trim_start_matches('و') == "في"
        && doc.f(i + 1) == "وقت"
        && matches!(doc.f(i + 2), "سابق" | "لاحق" | "متاخر")
}

/// Reads one expression; returns its end and parts.
fn expression(doc: &Doc, start: usize, limit: usize) -> Option<(usize, Parts)> {
    if !opens(doc, start) {
        return None;
    }
    let mut p = Parts::default();
    let mut end = start;
    let mut i = start;
    if earlier(doc, start) {
        i += 3;
    }
    while i < limit {
        if matches!(doc.f(i), "(" | ")") {
            let dated = i + 1 < limit && take(doc, i + 1, &mut Parts::default());
            if doc.f(i) == "(" && !dated {
                break;
            }
            i += 1;
            if doc.f(i - 1) == ")" {
                end = i;
            }
            continue;
        }
        if !take(doc, i, &mut p) {
            break;
        }
        i += 1;
        end = i;
    }
    (end > start).then_some((end, p))
}

/// Takes one word into the parts.
fn take(doc: &Doc, i: usize, p: &mut Parts) -> bool {
    if doc.is_number(i) {
        return number(doc.f(i), p);
    }
    if doc.is_mark(i) {
        return false;
    }
    let w = &doc.words[i];
    let c = w.classes;
    let stem = &*w.stem;
    let form = doc.f(i);
    if c.any(Classes::WEEKDAY) {
        p.weekday = p.weekday.or(weekday(form));
        return p.weekday.is_some();
    }
    if c.any(Classes::RELDAY) {
        p.relative_day = p.relative_day.or(match stem {
            "اليوم" | "يوم" => Some(0),
            "غدا" | "غد" => Some(1),
            "امس" | "البارحه" | "بارحه" => Some(-1),
            _ => None,
        });
        return true;
    }
    if c.any(Classes::DAYPART) {
        return true;
    }
    if matches!(stem, "اول" | "الاول") && p.relative_day == Some(-1) {
        p.relative_day = Some(-2);
        return true;
    }
    if c.any(Classes::MONTH) {
        let n = doc.lexicon.month(form).or_else(|| doc.lexicon.month(stem));
        p.month = p.month.or(n.map(|n| n as i8));
        return p.day.is_some() || p.unit.is_some();
    }
    if c.any(Classes::UNIT) {
        return unit(stem, p);
    }
    if c.any(Classes::RELATIVE) {
        p.last |= matches!(stem, "ماضي" | "فايت" | "منصرم" | "سابق" | "الماضي");
        p.next |= matches!(stem, "مقبل" | "قادم" | "المقبل");
        return true;
    }
    false
}

fn unit(stem: &str, p: &mut Parts) -> bool {
    match stem {
        "يوم" | "اليوم" => {}
        "اسبوع" => p.unit = Some(Precision::Week),
        "شهر" => p.unit = Some(Precision::Month),
        "عام" | "سنه" => p.unit = Some(Precision::Year),
        _ => return false,
    }
    true
}

fn number(text: &str, p: &mut Parts) -> bool {
    let Ok(n) = text.parse::<i16>() else {
        return false;
    };
    if (1900..=2100).contains(&n) && (p.month.is_some() || p.unit == Some(Precision::Year)) {
        p.year = Some(n);
        return true;
    }
    if (1..=31).contains(&n) && p.day.is_none() {
        p.day = Some(n as i8);
        return true;
    }
    false
}

fn weekday(form: &str) -> Option<Weekday> {
    let bare = form.strip_prefix('و').unwrap_or(form);
    Some(match bare {
        "الاثنين" => Weekday::Monday,
        "الثلاثاء" => Weekday::Tuesday,
        "الاربعاء" => Weekday::Wednesday,
        "الخميس" => Weekday::Thursday,
        "الجمعه" => Weekday::Friday,
        "السبت" => Weekday::Saturday,
        "الاحد" => Weekday::Sunday,
        _ => return None,
    })
}

/// Counts from the date of publication. `None`: the words date nothing after all.
fn resolve(p: &Parts, published: Option<Date>) -> Option<(Option<Date>, Precision)> {
    if let (Some(day), Some(month)) = (p.day, p.month) {
        let year = p.year.or(published.map(|d| d.year()));
        return Some((
            year.and_then(|y| Date::new(y, month, day).ok()),
            Precision::Day,
        ));
    }
    if let Some(days) = p.relative_day {
        return Some((shift(published, days), Precision::Day));
    }
    if let Some(weekday) = p.weekday {
        let date = published.and_then(|d| {
            let back = d.weekday().since(weekday).rem_euclid(7);
            let back = if p.last && back == 0 { 7 } else { back };
            let days = if p.next {
                7 - i32::from(back)
            } else {
                -i32::from(back)
            };
            shift(Some(d), days)
        });
        return Some((date, Precision::Day));
    }
    let unit = p.unit?;
    if let Some(year) = p.year {
        return Some((Date::new(year, 1, 1).ok(), Precision::Year));
    }
    if !p.last {
        return None;
    }
    let back = match unit {
        Precision::Year => 1.year(),
        Precision::Month => 1.month(),
        Precision::Week | Precision::Day => 1.week(),
    };
    Some((published.and_then(|d| d.checked_sub(back).ok()), unit))
}

fn shift(date: Option<Date>, days: i32) -> Option<Date> {
    date.and_then(|d| d.checked_add(days.days()).ok())
}
