//! Years, decades, centuries, and parts of a year.

use super::{Parsed, Place, direction, this};
use crate::calendar::Calendar;
use crate::lexicon::{Edge, Keys, PartKind, Sense};
use crate::moment::Part;
use crate::numbers::number;
use crate::parts::{Parts, Year};
use crate::value::Unit;
use crate::words::Words;
use musnad_report::TokenKind;

/// «عام 2013», «سنة 1436 هـ», «2015» behind a month or a preposition.
pub(super) fn year(place: &Place, i: usize) -> Parsed {
    let words = place.words;
    let noun = place.find(i, Sense::one(Unit::Year));
    // «القانون رقم 35 لسنة 2016»: the number alone is the year.
    let numbered = place.first && i > 0 && words.digits(i - 1).is_some();
    if numbered && noun.is_some() && words.text(i).starts_with('ل') {
        return None;
    }
    let (year, next) = if let Some((_, _, at)) = noun {
        counted_year(words, at)?
    } else {
        let comma = usize::from(
            !place.first && place.before.year.is_none() && words.is_mark(i, &[".", "-", "/"]),
        );
        let (year, next) = year_number(words, i + comma)?;
        let explained = place.before.edge.is_some()
            || place.before.month.is_some()
            || place.before.part.is_some()
            || place.before.feast.is_some()
            || place.before.nth.is_some()
            || place.before.firsts.is_some();
        let conjunction = words.text(i).starts_with(['و', 'ف']);
        if !(explained && !conjunction || place.first && alone(place, i, next, year)) {
            return None;
        }
        (year, next)
    };
    let parts = Parts {
        year: Some(year),
        ..Parts::default()
    };
    Some((parts, next))
}

/// A year without «عام» where an expression begins: «في 2013», «منذ ألفين وأربعة», and no number of things.
fn alone(place: &Place, i: usize, next: usize, year: Year) -> bool {
    let words = place.words;
    let before = i.checked_sub(1);
    let of_law = || {
        let noun = |k| words.find(k, Sense::one(Unit::Year));
        before.is_some_and(|k| noun(k).is_some() || words.is(k, Sense::YearBefore))
    };
    let led = place.is_led(i)
        || of_law()
        || words.text(i.wrapping_sub(1)) == "(" && words.text(next) == ")";
    // «2000», «ألفي عائلة» count; «في العاشر من سبتمبر، ألفين» has a month before it.
    let round = year.n % 100 == 0;
    let counts = words.text(next) == "%"
        || words
            .find_bare(next, |s| {
                matches!(s, Sense::Unit { .. } | Sense::Cardinal(_)).then_some(())
            })
            .is_some();
    let plausible = year.era.is_some()
        || (if words.whole(i).is_some() { 1800 } else { 1500 }..2100).contains(&year.n);
    led && plausible && !counts && (!round || words.ends_at(next)) && !counts_what(words, i, next)
}

/// «إلى 2010 أشخاص», «من 1900 نسمة»: an indefinite noun behind a number of things.
fn counts_what(words: &Words, i: usize, next: usize) -> bool {
    let bound = words.after_particle(i, Keys::FROM.or(Keys::TO));
    let noun = words.get(next).is_some_and(|w| {
        let attached = w.text.starts_with(['و', 'ف', 'ب', 'ل', 'ك']) || w.text.starts_with("ال");
        w.kind == TokenKind::Word && !attached && w.readings.is_empty()
    });
    bound
        && noun
        && !matches!(
            words.text(next),
            "عن" | "ان" | "هو" | "هي" | "ثم" | "لكن" | "كان" | "كانت" | "او"
        )
}

/// A year behind «عام»: any number of three or four digits, or in words; halves are put together («تسعة عشر ثمانية
/// وسبعين»).
fn counted_year(words: &Words, i: usize) -> Option<(Year, usize)> {
    if let Some(found) = year_number(words, i).or_else(|| halves(words, i)) {
        return Some(found);
    }
    let (n, next) = number(words, i)?;
    let n = n
        .within(100, 2999)
        .filter(|_| !n.ordinal && !n.conjunction && !n.definite)?;
    Some(with_era(words, n, next))
}

/// «تسعة عشر وثمانية وسبعين»: 19 and 78.
fn halves(words: &Words, i: usize) -> Option<(Year, usize)> {
    let (first, next) = number(words, i)?;
    let first = first
        .within(10, 20)
        .filter(|_| first.digits.is_none() && !first.ordinal)?;
    let (second, next) = number(words, next)?;
    let second = second
        .within(10, 99)
        .filter(|_| second.digits.is_none() && !second.ordinal)?;
    Some(with_era(words, first * 100 + second, next))
}

/// A number that is likely a year: four digits, or a thousand and more in words.
pub(super) fn year_number(words: &Words, i: usize) -> Option<(Year, usize)> {
    let (n, next) = number(words, i)?;
    let year = n
        .within(1000, 2999)
        .filter(|_| !n.ordinal && n.digits.is_none_or(|len| len == 4))?;
    Some(with_era(words, year, next))
}

/// Takes «م», «هـ», «ميلادي» behind a year.
pub(super) fn with_era(words: &Words, n: i32, next: usize) -> (Year, usize) {
    let era = words.find_bare(next, |s| match s {
        Sense::Era(calendar) => Some(calendar),
        _ => None,
    });
    let n = i16::try_from(n).unwrap_or_default();
    match era {
        Some((calendar, _, end)) => {
            let year = Year {
                n,
                era: Some(calendar),
            };
            (year, end)
        }
        None => (Year { n, era: None }, next),
    }
}

/// «التسعينيات»; the century that is meant stands behind it or is the last one that was told.
pub(super) fn decade(place: &Place, i: usize) -> Parsed {
    let (n, _, next) = place.find(i, |s| match s {
        Sense::Decade(n) => Some(n),
        _ => None,
    })?;
    let parts = Parts {
        decade: Some(n),
        ..Parts::default()
    };
    Some((parts, next))
}

/// «صيف 2014», «هذا الصيف», «الربيع القادم»; «الربع الأول», «النصف الثاني».
pub(super) fn season(place: &Place, i: usize) -> Parsed {
    part_of_year(place, i).or_else(|| named_season(place, i))
}

fn named_season(place: &Place, i: usize) -> Parsed {
    let words = place.words;
    let pointed = this(place, i);
    let noun = |s| (s == Sense::PartNoun(PartKind::Season)).then_some(());
    let at = pointed.unwrap_or(i);
    let (at, counted) = match place.find(at, noun) {
        Some((_, false, at)) => (at, true),
        _ => (at, false),
    };
    let (part, reading, next) = words.find(at, |s| match s {
        Sense::Season(part) => Some(part),
        _ => None,
    })?;
    if !place.fits(reading.conjunction, reading.preposition) {
        return None;
    }
    let turned =
        direction(words, next).filter(|((_, anaphoric, _), _)| !anaphoric && reading.definite);
    let noun_of_year = Sense::one(Unit::Year);
    let this_year = words.find_bare(next, |s| (s == Sense::This).then_some(()));
    let at_year = this_year.map_or(next, |(_, _, end)| end);
    let dated =
        year_number(words, next).is_some() || words.find_bare(at_year, noun_of_year).is_some();
    // «وصيف» is a runner-up, «ربيع» a man; «الربيع العربي» is none of the four.
    let open = words.ends_at(next)
        || words.particle(next, Keys::FROM.or(Keys::TO)).is_some()
        || place.is_led(at) && reading.definite;
    if !(turned.is_some()
        || dated
        || pointed.is_some()
        || counted
        || place.before.edge.is_some()
        || open && !reading.conjunction)
    {
        return None;
    }
    let mut parts = Parts {
        part: Some(part),
        direction: pointed.map(|_| 0),
        ..Parts::default()
    };
    let Some(((by, ..), next)) = turned else {
        return Some((parts, next));
    };
    parts.direction = Some(by);
    Some((parts, next))
}

/// «الربع الأول», «النصف الثاني» of a year, which must be told: a half may be one of a game.
fn part_of_year(place: &Place, i: usize) -> Parsed {
    let words = place.words;
    let (kind, definite, next) = place.find(i, |s| match s {
        Sense::PartNoun(kind) => Some(kind),
        _ => None,
    })?;
    let (n, next) = number(words, next)
        .filter(|(n, _)| n.ordinal && n.definite && definite && !n.conjunction)?;
    let nth = if n.last() {
        4
    } else {
        u8::try_from(n.whole()?).ok()?
    };
    let part = match kind {
        PartKind::Quarter => Part::quarter(nth)?,
        PartKind::Half => Part::half(nth)?,
        PartKind::Season => return None,
    };
    let of = words
        .particle(next, Keys::FROM.or(Keys::IN))
        .unwrap_or(next);
    let after = Place {
        words,
        before: &Parts::default(),
        first: true,
    };
    let unit = super::units::pointed(&after, of);
    let half = kind == PartKind::Half;
    let whole = unit
        .as_ref()
        .filter(|(parts, _)| half && is_other_period(parts));
    if let Some((period, end)) = whole {
        // «النصف الثاني من القرن الماضي»: the later part of it.
        let edge = Some(if nth == 1 { Edge::Start } else { Edge::End });
        let parts = Parts {
            edge,
            ..period.clone()
        };
        return Some((parts, *end));
    }
    let relative = unit.and_then(|(parts, _)| parts.relative);
    let this = relative.is_some_and(|(unit, _)| unit == Unit::Year);
    let written = year(&after, of).is_some() || year_number(words, of).is_some();
    let parts = Parts {
        part: Some(part),
        ..Parts::default()
    };
    // «أرباح الربع الثاني»; a half may be one of a game.
    let quarter = kind == PartKind::Quarter && place.first;
    (this || written || quarter || place.before.year.is_some() || place.before.edge.is_some())
        .then_some((parts, next))
}

/// A century or month, of which a half has no sign of its own in EDTF.
fn is_other_period(parts: &Parts) -> bool {
    let unit = parts.relative.map(|(unit, _)| unit);
    parts.century.is_some() || matches!(unit, Some(Unit::Century | Unit::Month | Unit::Decade))
}

/// «القرن التاسع عشر», «القرن العشرين», «القرن الـ19».
pub(super) fn century(words: &Words, i: usize) -> Parsed {
    let (n, next) = number(words, i).filter(|(n, _)| n.definite && !n.conjunction)?;
    let parts = Parts {
        century: Some(i16::try_from(n.within(1, 30)? - 1).ok()?),
        ..Parts::default()
    };
    let era = words.find_bare(next, |s| match s {
        Sense::Era(calendar) => Some(calendar),
        _ => None,
    });
    match era {
        Some((Calendar::Gregorian, _, next)) => Some((parts, next)),
        Some(_) => None,
        None => Some((parts, next)),
    }
}
