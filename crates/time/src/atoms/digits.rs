//! Dates in digits: `17/5/2015`, `2015-05-17`, `7 / يوليو / 2015`, `3/2015`.

use super::{Parsed, Place};
use crate::calendar::Calendar;
use crate::lexicon::Keys;
use crate::parts::{Month, Parts, Year};
use crate::words::{Digits, Words};

/// One part of such a date.
#[derive(Clone, Copy, Debug)]
enum Field {
    Number { n: i32, len: usize },
    Named(Month),
}

/// A date of two or three parts with a mark between them.
pub(super) fn date(place: &Place, i: usize) -> Parsed {
    let words = place.words;
    let attached = matches!(words.text(i), "ب" | "ل" | "و" | "في")
        && words.get(i + 1).is_some_and(|w| !w.space_before);
    let noun = super::days::day_noun(place, i, i);
    let at = if attached && place.first {
        i + 1
    } else {
        noun.unwrap_or(i)
    };
    let (fields, mark, next) = fields(words, at)?;
    let (parts, next) = match fields[..] {
        [a, b, c] => (three(a, b, c)?, next),
        [a, b] => two(place, a, b, mark, next)?,
        _ => return None,
    };
    let Some(year) = parts.year else {
        return Some((parts, next));
    };
    let (year, next) = super::years::with_era(words, i32::from(year.n), next);
    let year = Year {
        era: year.era.or_else(|| presumed_era(year.n)),
        ..year
    };
    let month = parts.month.map(|m| Month {
        calendar: if m.calendar == Calendar::Gregorian {
            year.era.unwrap_or_default()
        } else {
            m.calendar
        },
        ..m
    });
    let parts = Parts {
        year: Some(year),
        month,
        ..parts
    };
    Some((parts, next))
}

/// «12/9/1436» in digits alone is of the Islamic calendar: nobody dates news of the fourteenth and fifteenth centuries.
fn presumed_era(year: i16) -> Option<Calendar> {
    (1300..=1460).contains(&year).then_some(Calendar::Hijri)
}

/// The parts, the mark between them, and the index behind.
fn fields(words: &Words, i: usize) -> Option<(Vec<Field>, &'static str, usize)> {
    let (first, mut next) = field(words, i)?;
    let mark = *["/", "-", "."].iter().find(|m| words.text(next) == **m)?;
    let mut found = vec![first];
    while found.len() < 3 && words.text(next) == mark {
        // Hyphens with spaces join ranges: «2013 - 2015».
        if mark == "-" && words.get(next + 1).is_some_and(|w| w.space_before) {
            break;
        }
        let Some((field, end)) = field(words, next + 1) else {
            break;
        };
        found.push(field);
        next = end;
    }
    (found.len() > 1).then_some((found, mark, next))
}

fn field(words: &Words, i: usize) -> Option<(Field, usize)> {
    if let Some(Digits::Whole { n, len }) = words.digits(i) {
        return Some((Field::Number { n, len }, i + 1));
    }
    let (month, _, next) = super::dates::named_month(words, i)?;
    Some((Field::Named(month), next))
}

fn three(a: Field, b: Field, c: Field) -> Option<Parts> {
    use Field::{Named, Number};
    match (a, b, c) {
        (Number { n: year, len: 4 }, Named(month), Number { n: day, .. }) => {
            parts(day, month, year)
        }
        (Number { n: day, .. }, Named(month), Number { n: year, len }) => {
            parts(day, month, full_year(year, len)?)
        }
        (Number { n: year, len: 4 }, Number { n: month, .. }, Number { n: day, .. }) => {
            numbered(day, month, year)
        }
        (Number { n: a, .. }, Number { n: b, .. }, Number { n: year, len }) => {
            let year = full_year(year, len)?;
            // Day before month is the custom; month before day where it must be.
            numbered(a, b, year).or_else(|| numbered(b, a, year))
        }
        _ => None,
    }
}

/// Two digits are a year of this half-century or of the one before.
fn full_year(year: i32, len: usize) -> Option<i32> {
    match len {
        4 => Some(year),
        2 if year < 50 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

fn numbered(day: i32, month: i32, year: i32) -> Option<Parts> {
    let n = i8::try_from(month).ok().filter(|n| (1..=12).contains(n))?;
    let month = Month {
        calendar: Calendar::Gregorian,
        n,
    };
    parts(day, month, year)
}

fn parts(day: i32, month: Month, year: i32) -> Option<Parts> {
    let n = i16::try_from(year)
        .ok()
        .filter(|n| (1000..3000).contains(n))?;
    (1..=31).contains(&day).then(|| Parts {
        day: Some(day),
        month: Some(month),
        year: Some(Year { n, era: None }),
        ..Parts::default()
    })
}

/// `3/2015` is a month; `4/22` a day where one side can only be one, or where «في» leads to it: scores and fractions
/// look alike.
fn two(place: &Place, a: Field, b: Field, mark: &str, next: usize) -> Parsed {
    let (Field::Number { n: a, len: first }, Field::Number { n: b, len: second }) = (a, b) else {
        return None;
    };
    let month = |n: i32| {
        i8::try_from(n)
            .ok()
            .filter(|n| (1..=12).contains(n))
            .map(|n| Month {
                calendar: Calendar::Gregorian,
                n,
            })
    };
    let of_year = match (first, second) {
        (4, 1 | 2) => Some((a, month(b)?)),
        (1 | 2, 4) => Some((b, month(a)?)),
        _ => None,
    };
    if let Some((year, month)) = of_year {
        let n = i16::try_from(year)
            .ok()
            .filter(|n| (1000..2200).contains(n))?;
        let parts = Parts {
            month: Some(month),
            year: Some(Year { n, era: None }),
            ..Parts::default()
        };
        return Some((parts, next));
    }
    day_of_month(place, a, b, mark, next)
}

fn day_of_month(place: &Place, a: i32, b: i32, mark: &str, next: usize) -> Parsed {
    let words = place.words;
    let (day, month) = if (1..=12).contains(&b) && a <= 31 {
        (a, b)
    } else {
        (b, a)
    };
    let n = i8::try_from(month).ok().filter(|n| (1..=12).contains(n))?;
    let led = place
        .words
        .after_particle(next - 3, Keys::IN.or(Keys::ON).or(Keys::AT))
        || !place.first;
    let only_date = (13..=31).contains(&day) && mark == "/";
    // «11/12, 2016»
    let comma = usize::from(words.is_mark(next, &[",", "،"]));
    let year = match words.digits(next + comma).filter(|_| comma > 0) {
        Some(Digits::Whole { n, len: 4 }) => Some(n),
        _ => None,
    };
    if !(1..=31).contains(&day)
        || !(year.is_some() && mark == "/" || led && day > 12 || only_date || led && mark == "/")
    {
        return None;
    }
    let parts = Parts {
        day: Some(day),
        month: Some(Month {
            calendar: Calendar::Gregorian,
            n,
        }),
        year: year
            .and_then(|n| i16::try_from(n).ok())
            .map(|n| Year { n, era: None }),
        ..Parts::default()
    };
    let end = if parts.year.is_some() { next + 2 } else { next };
    Some((parts, end))
}
