//! Hours and parts of the day.

use super::{Parsed, Place};
use crate::lexicon::{DayPart, Half, Keys, Sense};
use crate::numbers::number;
use crate::parts::{Hour, Parts};
use crate::value::Unit;
use crate::words::{Digits, Reading, Word, Words};

/// «الساعة 4:30 فجرا», «السابعة والنصف مساء», «7:56», «الثامنة إلا ربعا», «مساء 7».
pub(super) fn clock(place: &Place, i: usize) -> Parsed {
    let words = place.words;
    if place.before.hour.is_some() {
        return None;
    }
    if let Some((parts, next)) = minutes_before(words, i) {
        return Some(with_part(words, parts, next));
    }
    let noun = place.find(i, Sense::one(Unit::Hour));
    let noun = noun
        .filter(|(_, definite, _)| *definite)
        .map(|(_, _, next)| next);
    let at = noun.unwrap_or(i);
    let (mut hour, sort, next) = hour_number(words, at, noun.is_some())?;
    let next = minutes(words, next, &mut hour).unwrap_or(next);
    // «11:59 دقيقة»
    let clock = matches!(sort, Sort::Clock);
    let next = minute_noun(words, next).filter(|_| clock).unwrap_or(next);
    let fraction = hour.minute != 0 || hour.second.is_some();
    let (mut parts, mut end) = with_part(words, Parts::default(), next);
    if !fraction {
        // «التاسعة مساء وثلاثة أرباع»
        end = minutes(words, end, &mut hour).unwrap_or(end);
    }
    // «الساعة 9 م», «9:30 م»; «20 م» are metres.
    let letter = words.find_bare(end, |s| match s {
        Sense::DayLetter(part) => Some(part),
        _ => None,
    });
    if let Some((part, _, next)) = letter.filter(|_| clock || noun.is_some()) {
        (parts.day_part, end) = (parts.day_part.or(Some(part)), next);
    }
    parts.hour = Some(hour);
    let sure = match sort {
        Sort::Clock => true,
        _ if noun.is_some() || parts.day_part.is_some() => true,
        Sort::Ordinal => fraction || place.before.day_part.is_some() || closed(place, i, end),
        Sort::Cardinal => {
            words.ends_at(end) && place.before.day_part.is_some()
                || closed(place, i, end) && words.whole(i).is_some_and(|n| n <= 12)
        }
    };
    if let Some((utc, next)) = zone(words, end) {
        (parts.utc, end) = (utc, next);
    }
    sure.then_some((parts, elsewhere(words, end).unwrap_or(end)))
}

/// «بتوقيت غرينتش»: whether it is universal time, and the index behind it.
fn zone(words: &Words, i: usize) -> Option<(bool, usize)> {
    let zone = |s| match s {
        Sense::Zone { utc } => Some(utc),
        _ => None,
    };
    let known = words.find(i, zone).map(|(utc, _, next)| (utc, next));
    // «بتوقيت بكين»
    let named = || (words.text(i) == "بتوقيت" && !words.ends_at(i + 1)).then_some((false, i + 2));
    known.or_else(named)
}

/// «(15,00 ت غ)» behind an hour: the same one in another zone; the index behind it.
fn elsewhere(words: &Words, i: usize) -> Option<usize> {
    let (_, _, next) = hour_number(words, i + 1, true).filter(|_| words.text(i) == "(")?;
    let (_, next) = with_part(words, Parts::default(), next);
    let (_, end) = zone(words, next)?;
    (words.text(end) == ")").then_some(end + 1)
}

/// How an hour is written.
enum Sort {
    /// `7:56`
    Clock,
    /// «السابعة»
    Ordinal,
    /// «7», «سبعة»
    Cardinal,
}

/// «في السابعة.», «عند 7»: an hour and nothing else that the number could count.
fn closed(place: &Place, i: usize, end: usize) -> bool {
    place.words.after_particle(i, Keys::AT.or(Keys::IN)) && place.words.ends_at(end) && place.first
}

/// The number of an hour; `told`: «الساعة» stands before it.
fn hour_number(words: &Words, i: usize, told: bool) -> Option<(Hour, Sort, usize)> {
    // «الساعة الـ 12,30»
    let article = words.text(i) == "ال" && words.digits(i + 1).is_some();
    let i = if article { i + 1 } else { i };
    let hour = |hour, minute, second| Hour {
        hour,
        minute,
        second,
    };
    match words.digits(i) {
        Some(Digits::Clock {
            hour: h,
            minute,
            second,
        }) => {
            let within = h <= 24 && minute < 60 && second.is_none_or(|s| s < 60);
            return within.then_some((hour(h, minute, second), Sort::Clock, i + 1));
        }
        Some(Digits::Decimal {
            hundredths,
            whole,
            fraction,
        }) => {
            // «الساعة 8.30 مساء»
            let minutes = u32::try_from(whole * 100 + fraction) == Ok(hundredths);
            let within = minutes && whole <= 24 && fraction < 60;
            return within.then_some((hour(whole, fraction, None), Sort::Cardinal, i + 1));
        }
        _ => {}
    }
    // «مساء الاثنين» is an evening, not two o'clock.
    if super::days::is_weekday(words, i) {
        return None;
    }
    let (n, next) = number(words, i)?;
    if n.ordinal {
        let n = n.within(1, 12).filter(|_| n.feminine)?;
        return Some((hour(n, 0, None), Sort::Ordinal, next));
    }
    // «340 مساء», «1140 صباحا», «الساعة 1140 بتوقيت غرينتش»
    let joined = n.within(100, 2359).filter(|n| n % 100 < 60);
    let four = told && n.digits.is_some_and(|len| len >= 3);
    let in_zone = four && zone(words, next).is_some();
    if let Some(n) = joined.filter(|_| in_zone || followed_by_part(words, next)) {
        return Some((hour(n / 100, n % 100, None), Sort::Cardinal, next));
    }
    let n = n.within(0, 24)?;
    Some((hour(n, 0, None), Sort::Cardinal, next))
}

fn followed_by_part(words: &Words, i: usize) -> bool {
    part_behind(words, i).is_some()
}

/// «والنصف», «وربع», «وثلاثة أرباع», «و20 دقيقة», «وخمس», «إلا ربعا»: sets the minutes; the index behind.
fn minutes(words: &Words, i: usize, hour: &mut Hour) -> Option<usize> {
    let mut next = None;
    let mut at = i;
    if let Some((minutes, end)) = and_minutes(words, i) {
        hour.minute += minutes;
        (next, at) = (Some(end), end);
    }
    if let Some(except) = words.particle(at, Keys::EXCEPT)
        && let Some((minutes, end)) =
            fraction(words, except, false).or_else(|| counted_minutes(words, except))
    {
        hour.minute -= minutes;
        next = Some(end);
    }
    if hour.minute < 0 {
        hour.hour = (hour.hour + 23) % 24;
        hour.minute += 60;
    }
    next.filter(|_| hour.minute < 60)
}

fn and_minutes(words: &Words, i: usize) -> Option<(i32, usize)> {
    let apart = words.text(i) == "و";
    let at = if apart { i + 1 } else { i };
    if let Some(found) = fraction(words, at, !apart) {
        return Some(found);
    }
    let (n, next) = number(words, at).filter(|(n, _)| !n.ordinal && (n.conjunction || apart))?;
    let end = minute_noun(words, next);
    let minutes = n
        .within(1, 59)
        .filter(|_| end.is_some() || n.digits.is_none())?;
    Some((minutes, end.unwrap_or(next)))
}

/// A quarter, third or half of an hour in minutes.
fn fraction(words: &Words, i: usize, and: bool) -> Option<(i32, usize)> {
    let (hundredths, reading, next) = words.find(i, |s| match s {
        Sense::Fraction(n) => Some(n),
        _ => None,
    })?;
    let minutes = match hundredths {
        25 => 15,
        33 => 20,
        50 => 30,
        _ => 45,
    };
    (reading.conjunction == and).then_some((minutes, next))
}

/// «ثلاث دقائق», «20 دقيقة»
fn counted_minutes(words: &Words, i: usize) -> Option<(i32, usize)> {
    let (n, next) = number(words, i)?;
    Some((n.within(1, 59)?, minute_noun(words, next)?))
}

fn minute_noun(words: &Words, i: usize) -> Option<usize> {
    let minute = |s| {
        matches!(
            s,
            Sense::Unit {
                unit: Unit::Minute,
                ..
            }
        )
        .then_some(())
    };
    words.find_bare(i, minute).map(|(_, _, next)| next)
}

/// «ثلاث دقائق قبل الثامنة», «ثلاث دقائق حتى الثامنة»
fn minutes_before(words: &Words, i: usize) -> Option<(Parts, usize)> {
    let (before, next) = counted_minutes(words, i)?;
    let at = words.particle(next, Keys::BEFORE.or(Keys::TO))?;
    let (mut hour, sort, next) = hour_number(words, at, false)?;
    let next = match sort {
        Sort::Ordinal => minutes(words, next, &mut hour).unwrap_or(next),
        Sort::Clock | Sort::Cardinal => return None,
    };
    hour.minute -= before;
    if hour.minute < 0 {
        hour.hour = (hour.hour + 23) % 24;
        hour.minute += 60;
    }
    let parts = Parts {
        hour: Some(hour),
        ..Parts::default()
    };
    Some((parts, next))
}

/// Takes the parts of the day behind an hour: «مساء», «بعد الظهر», «في الليل», «ظهرا وقت الغداء».
fn with_part(words: &Words, mut parts: Parts, mut next: usize) -> (Parts, usize) {
    while let Some((part, end)) = part_behind(words, next) {
        parts.day_part = parts.day_part.or(Some(part));
        next = end;
    }
    (parts, next)
}

fn part_behind(words: &Words, i: usize) -> Option<(DayPart, usize)> {
    let at = words.particle(i, Keys::IN.or(Keys::FROM)).unwrap_or(i);
    let (part, reading, next) = words.find_bare(at, |s| match s {
        Sense::DayPart(part) | Sense::DayAdverb(part) => Some(part),
        _ => None,
    })?;
    // «في ليل» is no «في الليل»; «السادسة من مساء الأحد» goes on with the day.
    let day = |s| matches!(s, Sense::Day(_) | Sense::Weekday(_)).then_some(());
    let goes_on = || words.find_bare(next, day).is_some();
    (at == i || reading.definite || goes_on()).then_some((part, next))
}

/// «مساء أمس», «فجر الثلاثاء», «المساء», «ليلا», «الصباح الباكر», «وقت متأخر من الليل».
pub(super) fn day_part(place: &Place, i: usize) -> Parsed {
    let words = place.words;
    let named = |sense| match sense {
        Sense::DayPart(part) | Sense::DayAdverb(part) => Some(part),
        _ => None,
    };
    let stage = |sense| matches!(sense, Sense::Within(_)).then_some(());
    let within = place
        .find(i, stage)
        .filter(|_| words.find(i, named).is_none());
    let within = within.map(|(_, _, next)| words.particle(next, Keys::FROM).unwrap_or(next));
    let at = within.unwrap_or(i);
    let (part, reading, next) = words.find(at, named)?;
    let bare = !reading.conjunction && reading.preposition.is_none();
    let fits = within.is_none() && place.fits(reading.conjunction, reading.preposition);
    if !(bare || fits) || reading.definite && is_other(words, at, &reading, next) {
        return None;
    }
    let edge = words.find_bare(next, |s| (s == Sense::DayEdge).then_some(()));
    let next = edge.map_or(next, |(_, _, end)| end);
    let first =
        || number(words, next).filter(|(n, _)| n.ordinal && n.definite && n.whole() == Some(1));
    let next = match within {
        // «ساعات الصباح الأولى»
        Some(_) => first().map_or(next, |(_, end)| end),
        None => next,
    };
    // «في المساء», «ليلا» say no time that one could look up.
    let hour = reading.len > 1 && matches!(part.half, Half::Midnight | Half::Noon);
    let named = within.is_some() || hour;
    let joined = place.before.has_day() || place.before.hour.is_some();
    let parts = Parts {
        day_part: Some(part),
        ..Parts::default()
    };
    (named || joined || leads_to_day(place, next)).then_some((parts, next))
}

/// «الليلة», «الليلة الماضية» are days; «قال للصباح», «العصر الحديث» are no times.
fn is_other(words: &Words, i: usize, reading: &Reading, next: usize) -> bool {
    let day = words.find(i, |s| matches!(s, Sense::Day(_)).then_some(()));
    let adjective = |w: &Word| w.text.starts_with("ال") && w.readings.is_empty();
    let described = words.get(next).is_some_and(adjective);
    day.is_some() || described || reading.preposition == Some('ل')
}

/// «مساء» alone is a common word; with a day or hour behind it, it is a part of that day.
fn leads_to_day(place: &Place, i: usize) -> bool {
    let inside = Place {
        words: place.words,
        before: &Parts::default(),
        first: false,
    };
    let day = super::days::weekday(&inside, i)
        .or_else(|| super::days::relative_day(&inside, i))
        .or_else(|| super::dates::day_and_month(&inside, i))
        .or_else(|| super::digits::date(&inside, i))
        .or_else(|| super::days::feast(&inside, i))
        .or_else(|| super::days::day_number(&inside, i));
    let hour_noun = Sense::one(Unit::Hour);
    if place
        .words
        .find_bare(i, hour_noun)
        .is_some_and(|(_, r, _)| r.definite)
    {
        return true;
    }
    let hour = || {
        hour_number(place.words, i, false).is_some_and(|(_, sort, next)| match sort {
            Sort::Clock => true,
            Sort::Ordinal | Sort::Cardinal => {
                place.words.ends_at(next) || followed_by_part(place.words, next)
            }
        })
    };
    day.is_some() || hour()
}
