//! Lengths of time, and what is counted by them: «ثلاثة أيام», «قبل يومين», «كل أسبوعين».

use super::{Parsed, Place};
use crate::lexicon::{Count, Keys, Sense};
use crate::numbers::number;
use crate::parts::{Fixed, Parts};
use crate::value::{Amount, Duration, Unit};
use crate::words::Words;

/// How much evidence for a length a bare noun has: «شهر» alone is none, «لمدة شهر» is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bare {
    /// No noun without a number.
    No,
    /// Plurals and singulars alike.
    Yes,
}

/// «ثلاثة أيام», «ساعة ونصف», «عامين», «بضع ساعات», «لمدة شهر».
pub(super) fn duration(place: &Place, i: usize) -> Parsed {
    if !place.first {
        return None;
    }
    let led = place.words.after_particle(i, Keys::DURATION)
        || place.words.text(i.wrapping_sub(1)).ends_with("لمده");
    let (length, next) = length(place.words, i, if led { Bare::Yes } else { Bare::No })?;
    match from_now(place.words, next) {
        Some((true, end)) => {
            let sign = if place.words.after_particle(i, Keys::AFTER) || place.words.future_before(i)
            {
                1
            } else {
                -1
            };
            let offset = Fixed::Offset {
                length,
                sign,
                anchored: true,
            };
            Some((Parts::fixed(offset), end))
        }
        _ => Some((Parts::fixed(Fixed::Duration(length)), next)),
    }
}

/// «قبل يومين», «بعد أسبوع», «منذ ثلاثة أشهر», «بعد أسبوعين من الآن».
pub(super) fn offset(place: &Place, i: usize) -> Parsed {
    if !place.first {
        return None;
    }
    let words = place.words;
    let behind = words
        .particle_or_and(i, Keys::BEFORE)
        .or_else(|| words.particle_or_and(i, Keys::SINCE))
        .map(|next| (-1, next));
    let (sign, next) =
        behind.or_else(|| words.particle_or_and(i, Keys::AFTER).map(|next| (1, next)))?;
    let next = words.particle(next, Keys::ABOUT).unwrap_or(next);
    let (length, next) = length(words, next, Bare::Yes)?;
    let (anchored, next) = match from_now(words, next) {
        Some((now, end)) => (now, if now { end } else { next }),
        None => (true, next),
    };
    let offset = Fixed::Offset {
        length,
        sign,
        anchored,
    };
    Some((Parts::fixed(offset), next))
}

/// What «من» behind a length counts it from: `true` for «من الآن», with the index behind it; `false` for an event.
fn from_now(words: &Words, i: usize) -> Option<(bool, usize)> {
    if words.particle(i, Keys::IN).is_some() && words.text(i + 1) == "المستقبل" {
        return Some((true, i + 2));
    }
    let of = words.particle(i, Keys::FROM)?;
    match words.particle(of, Keys::NOW) {
        Some(end) => Some((true, end)),
        None => Some((false, of)),
    }
}

/// «كل جمعة», «كل يومين», «كل ثلاثة أشهر», «سنويا».
pub(super) fn every(place: &Place, i: usize) -> Parsed {
    if !place.first {
        return None;
    }
    let words = place.words;
    let once = |unit| Parts::fixed(Fixed::Every(Duration::of(Amount::whole(1), unit)));
    if let Some((unit, _, next)) = place.find(i, |s| match s {
        Sense::EveryAdverb(unit) => Some(unit),
        _ => None,
    }) {
        return Some((once(unit), next));
    }
    let (_, definite, at) = place.find(i, |s| (s == Sense::Each).then_some(()))?;
    if definite {
        return None;
    }
    let day = Sense::one(Unit::Day);
    let named = words.find_bare(at, day).map_or(at, |(_, _, next)| next);
    let weekday = |s| matches!(s, Sense::Weekday(_)).then_some(());
    if let Some((_, _, next)) = words.find_bare(named, weekday) {
        return Some((once(Unit::Week), next));
    }
    let part = |s| matches!(s, Sense::DayPart(_)).then_some(());
    if let Some((_, _, next)) = words.find_bare(at, part).filter(|(_, r, _)| !r.definite) {
        return Some((once(Unit::Day), next));
    }
    let month = |s| matches!(s, Sense::Month { .. } | Sense::Season(_)).then_some(());
    if let Some((_, _, next)) = words.find_bare(at, month).filter(|(_, r, _)| !r.definite) {
        return Some((once(Unit::Year), next));
    }
    let (length, next) = length(words, at, Bare::Yes)
        .filter(|(l, _)| l.parts().iter().all(|(a, _)| *a != Amount::Some))?;
    let definite = words
        .find_bare(at, |s| matches!(s, Sense::Unit { .. }).then_some(()))
        .is_some_and(|(_, r, _)| r.definite);
    (!definite).then_some((Parts::fixed(Fixed::Every(length)), next))
}

/// Lengths joined by «و», a comma or nothing: «عام واحد وشهر و21 يوما».
fn length(words: &Words, i: usize, bare: Bare) -> Option<(Duration, usize)> {
    let (mut amount, unit, mut next) = one_length(words, i, bare, false)?;
    if let Some(end) = and_half(words, next)
        && let Amount::Hundredths(h) = &mut amount
    {
        *h += end.0;
        next = end.1;
    }
    let mut found = Duration::of(amount, unit);
    // «بين ستة أشهر وعام» are two lengths.
    if words.after_particle(i, Keys::BETWEEN) {
        return Some((found, next));
    }
    loop {
        let apart = words.text(next) == "و" || words.is_mark(next, &[",", "،"]);
        let at = if apart { next + 1 } else { next };
        let joined = apart || words.text(at).starts_with('و');
        let more = one_length(words, at, if joined { Bare::Yes } else { Bare::No }, true);
        // «شهرين، عامين» are two lengths; what goes on is another unit.
        match more {
            Some((amount, unit, end)) if amount != Amount::Some && found.push(amount, unit) => {
                next = end
            }
            _ => return Some((found, next)),
        }
    }
}

/// «ونصف», «والنصف», «وربع» behind a unit: hundredths of it.
fn and_half(words: &Words, i: usize) -> Option<(u32, usize)> {
    let (hundredths, reading, next) = words.find(i, |s| match s {
        Sense::Fraction(n) => Some(n),
        _ => None,
    })?;
    (reading.conjunction && reading.preposition.is_none()).then_some((hundredths, next))
}

/// A number of one unit.
fn one_length(words: &Words, i: usize, bare: Bare, goes_on: bool) -> Option<(Amount, Unit, usize)> {
    let unit_noun = Sense::unit;
    let fits = |next: usize| super::direction(words, next).is_none();
    let about = words.particle(i, Keys::ABOUT).unwrap_or(i);
    if let Some((n, at)) = number(words, about).filter(|(n, _)| !n.definite && n.hundredths >= 0)
        && let Some(((unit, _), _, next)) = words.find_bare(at, unit_noun)
        && (!n.ordinal)
        && n.hundredths > 0
        && n.digits.is_none_or(|len| len < 4)
    {
        // «500 عقد» are contracts.
        let likely = unit != Unit::Decade || n.hundredths <= 1000;
        let amount = Amount::Hundredths(u32::try_from(n.hundredths).ok()?);
        return Some((amount, unit, next)).filter(|_| fits(next) && likely);
    }
    if let Some((hundredths, r, at)) = words.find(i, |s| match s {
        Sense::Fraction(n) => Some(n),
        _ => None,
    }) && !r.definite
        && let Some(((unit, Count::One), _, next)) = words.find_bare(at, unit_noun)
    {
        return Some((Amount::Hundredths(hundredths), unit, next));
    }
    if let Some((_, r, at)) = words.find(i, |s| (s == Sense::Few).then_some(()))
        && !r.definite
        && let Some(((unit, Count::Many), r, next)) = words.find_bare(at, unit_noun)
        && !r.definite
    {
        return Some((Amount::Some, unit, next));
    }
    noun_alone(words, i, bare, goes_on)
}

/// «يومين», «شهر كامل», «سنوات طويلة», and where a length is expected «شهر», «أيام».
fn noun_alone(words: &Words, i: usize, bare: Bare, goes_on: bool) -> Option<(Amount, Unit, usize)> {
    let ((unit, count), reading, next) = words.find(i, Sense::unit)?;
    if reading.definite || goes_on && !reading.conjunction && bare == Bare::No {
        return None;
    }
    if count == Count::Two {
        return Some((Amount::whole(2), unit, next));
    }
    let whole = |s| matches!(s, Sense::Whole | Sense::Cardinal(1)).then_some(());
    if let Some((_, r, end)) = words.find_bare(next, whole).filter(|_| count == Count::One) {
        return (!r.definite).then_some((Amount::whole(1), unit, end));
    }
    let few = |s| (s == Sense::FewAdjective).then_some(());
    if let Some((_, r, end)) = words.find_bare(next, few).filter(|_| count == Count::Many) {
        return (!r.definite).then_some((Amount::Some, unit, end));
    }
    // «عام 2013» is a year; «يوم الاثنين», «شهر مايو» are names.
    let named = number(words, next).is_some_and(|(n, _)| !n.conjunction)
        || words
            .find_bare(next, |s| {
                matches!(
                    s,
                    Sense::Weekday(_) | Sense::Month { .. } | Sense::Day(_) | Sense::Feast(_)
                )
                .then_some(())
            })
            .is_some();
    if bare == Bare::No || named {
        return None;
    }
    match count {
        Count::One => Some((Amount::whole(1), unit, next)),
        Count::Many => Some((Amount::Some, unit, next)),
        Count::Two => None,
    }
}
