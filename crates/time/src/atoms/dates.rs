//! Months, and days of them.

use super::{Parsed, Place, direction, this};
use crate::calendar::Calendar;
use crate::lexicon::{Keys, Sense};
use crate::numbers::{Number, number};
use crate::parts::{Month, Parts};
use crate::value::Unit;
use crate::words::{Digits, Words};

/// «15 مايو», «الرابع من مايو», «20 من الشهر القادم», «يناير 1», «مايو الحادي عشر».
pub(super) fn day_and_month(place: &Place, i: usize) -> Parsed {
    day_first(place, i).or_else(|| month_first(place, i))
}

fn day_first(place: &Place, i: usize) -> Parsed {
    let words = place.words;
    let noun = super::days::day_noun(place, i, i);
    let at = noun.unwrap_or(i);
    // «الاثنين» is a day of the week before it is a number.
    if super::days::is_weekday(words, at) {
        return None;
    }
    let (n, mut next) = number(words, at)?;
    let day = day_of_month(&n).filter(|_| place.first || !n.conjunction)?;
    while words.is_mark(next, &[".", "-", "/", ",", "،"])
        && words.particle(next + 1, Keys::FROM).is_none()
    {
        next += 1;
    }
    let of = words.particle(next, Keys::FROM);
    let at = of.unwrap_or(next);
    // «فاز 2-صفر»: صفر is nought as well.
    if words.is_mark(next - 1, &["-"]) && is_ambiguous(words, at) {
        return None;
    }
    // «الأولى في نوفمبر», «للمرة الثانية مايو» are no days: a feminine ordinal needs «من».
    // nor is «الإنسان الأول مارس الفن».
    let counts =
        !n.ordinal || of.is_some() || !(n.feminine || n.definite && is_ambiguous(words, at));
    if let Some((month, clash, next)) = named_month(words, at).filter(|_| counts) {
        let parts = Parts {
            day: Some(day),
            month: Some(month),
            months_clash: clash,
            ..Parts::default()
        };
        return Some(turned(words, parts, next));
    }
    let at = of
        .or_else(|| words.particle(next, Keys::IN))
        .unwrap_or(next);
    if place
        .words
        .is_mark(next.saturating_sub(1), &[".", "-", "/", ",", "،"])
    {
        return None;
    }
    let (by, next) = relative_month(words, at)?;
    let parts = Parts {
        day: Some(day),
        relative: Some((Unit::Month, by)),
        ..Parts::default()
    };
    Some((parts, next))
}

/// Takes the direction behind a month: «8 مارس الحالي».
fn turned(words: &Words, parts: Parts, next: usize) -> (Parts, usize) {
    match direction(words, next) {
        Some(((by, false, _), end)) => (
            Parts {
                direction: Some(by),
                ..parts
            },
            end,
        ),
        _ => (parts, next),
    }
}

/// «يناير 1» where nothing is counted by the number; «مايو الحادي عشر».
fn month_first(place: &Place, i: usize) -> Parsed {
    let words = place.words;
    let (month, clash, mut next) = named_month(words, i).filter(|_| {
        place.first
            || !words
                .get(i)
                .is_some_and(|w| w.readings.iter().all(|r| r.conjunction))
    })?;
    if words.is_mark(next, &["-"]) {
        if is_ambiguous(words, i) {
            return None;
        }
        next += 1;
    }
    let (n, next) = number(words, next)?;
    let day = day_of_month(&n).filter(|_| !n.conjunction && !n.preposition)?;
    let closed = words.ends_at(next)
        || words.text(next) == "-"
        || super::years::year_number(words, next).is_some()
        || words.particle(next, Keys::FROM).is_some();
    (if n.digits.is_some() {
        closed
    } else {
        n.definite
    })
    .then_some(())?;
    let parts = Parts {
        day: Some(day),
        month: Some(month),
        months_clash: clash,
        ..Parts::default()
    };
    Some((parts, next))
}

/// A number that can be a day of a month. «الأشهر الثلاثة من يوليو» counts months: of words with the article, only
/// ordinals and what is above ten («الخامسة عشرة», «العشرين») are days.
fn day_of_month(n: &Number) -> Option<i32> {
    n.within(1, 31).filter(|day| {
        n.digits
            .map_or(n.ordinal || !n.definite || *day > 10, |len| {
                (1..=2).contains(&len)
            })
    })
}

/// «الشهر القادم», «هذا الشهر», «الشهر الجاري»: how many months from the report's.
fn relative_month(words: &Words, i: usize) -> Option<(i32, usize)> {
    let month = Sense::one(Unit::Month);
    let this = words
        .find_bare(i, |s| (s == Sense::This).then_some(()))
        .map(|(_, _, next)| next);
    let (_, reading, next) = words.find_bare(this.unwrap_or(i), month)?;
    if !reading.definite {
        return None;
    }
    match direction(words, next) {
        Some(((by, false, _), next)) => Some((by, next)),
        Some(_) => None,
        // «25 من الشهر نفسه» is counted from a month of the text.
        None if words.is(next, Sense::Same) => None,
        None => Some((0, next)),
    }
}

/// «مايو», «شهر مايو», «هذا يناير», «نوفمبر الماضي», where the words around it show that it is no other word.
pub(super) fn month(place: &Place, i: usize) -> Parsed {
    let words = place.words;
    let pointed = this(place, i);
    let at = pointed.unwrap_or(i);
    let (month, clash, next) = named_month(words, at)?;
    let reading = words.get(at)?.readings.first()?;
    if !place.fits(reading.conjunction, reading.preposition) {
        return None;
    }
    let turned = direction(words, next).filter(|((_, anaphoric, _), _)| !anaphoric);
    let dated = turned.is_some()
        || super::years::year_number(words, next).is_some()
        || words.is_mark(next, &["،", ","]) && super::years::year_number(words, next + 1).is_some();
    let sure = pointed.is_some()
        || dated
        || noun_of_month(words, at).is_some()
        || !is_ambiguous(words, at)
        || place.is_led(at)
            && reading.preposition.is_none()
            && month.calendar != Calendar::SolarHijri
        || place.before.edge.is_some();
    if !sure {
        return None;
    }
    let mut parts = Parts {
        month: Some(month),
        months_clash: clash,
        direction: pointed.map(|_| 0),
        ..Parts::default()
    };
    let Some(((by, ..), next)) = turned else {
        return Some((parts, next));
    };
    parts.direction = Some(by);
    Some((parts, next))
}

/// The index behind «شهر».
fn noun_of_month(words: &Words, i: usize) -> Option<usize> {
    let noun = Sense::one(Unit::Month);
    words.find(i, noun).map(|(_, _, next)| next)
}

/// A month by name, doubled or not: «نوفمبر», «شهر نوفمبر», «نوفمبر (تشرين الثاني)», «نوفمبر/ تشرين الثاني»; whether
/// its two names clash; and the index behind it.
pub(super) fn named_month(words: &Words, i: usize) -> Option<(Month, bool, usize)> {
    let named = |s| match s {
        Sense::Month {
            calendar, month, ..
        } => Some(Month { calendar, n: month }),
        _ => None,
    };
    // «الشهر الفضيل» is a name as a whole.
    let noun = noun_of_month(words, i).filter(|_| words.find(i, named).is_none());
    let at = noun.unwrap_or(i);
    let (month, reading, next) = if at > i {
        words.find_bare(at, named)?
    } else {
        words.find(at, named)?
    };
    // «الإبان» is no month of Iran: names of months have no article but that which is theirs.
    if reading.article {
        return None;
    }
    let gregorian =
        |(m, _, next): (Month, _, usize)| (m.calendar == Calendar::Gregorian).then_some((m, next));
    let mark = words.text(next);
    let joined = match mark {
        "(" | "/" | "-" => {
            let second = words.find_bare(next + 1, named).and_then(gregorian);
            match mark {
                "(" => second
                    .filter(|(_, end)| words.text(*end) == ")")
                    .map(|(m, end)| (m, end + 1)),
                _ => second,
            }
        }
        _ => words
            .find_bare(next, named)
            .and_then(gregorian)
            .filter(|(m, _)| *m == month),
    };
    match joined.filter(|_| month.calendar == Calendar::Gregorian) {
        // «مايو - يونيو» is a range of months, not two names of one.
        Some((second, _)) if second != month && mark != "(" => Some((month, false, next)),
        Some((second, end)) => Some((month, second != month, end)),
        None => Some((month, false, next)),
    }
}

/// «مارس» is a verb too, «رمضان» a man's name.
fn is_ambiguous(words: &Words, i: usize) -> bool {
    let doubtful = |s| match s {
        Sense::Month {
            ambiguous,
            calendar,
            ..
        } => Some(ambiguous || calendar != Calendar::Gregorian),
        _ => None,
    };
    words.find(i, doubtful).is_some_and(|(doubt, ..)| doubt)
}

/// A number that a range explains: «3» of «من 3 إلى 5 مايو», «2011» of «بين 2011 و2013».
pub(crate) fn bare_day(words: &Words, i: usize) -> Option<(Parts, usize)> {
    if let Some(Digits::Clock { .. }) = words.digits(i) {
        return None;
    }
    let (n, next) = number(words, i)?;
    let parts = Parts {
        bare: Some(n.within(1, 2999)?),
        ..Parts::default()
    };
    (!n.last()).then_some((parts, next))
}
