//! Lengths of time, and what is counted by them: «ثلاثة أيام», «قبل يومين», «كل أسبوعين».

use super::{Parsed, Place};
use crate::lexicon::{Count, Keys, Sense};
use crate::numbers::number;
use crate::parts::{Fixed, Parts};
use crate::value::{Amount, Duration, Unit};
use crate::words::{Reading, Words};

/// How much evidence for a length a bare noun has: «شهر» alone is none, «لمدة شهر» is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bare {
    /// No noun without a number.
    No,
    /// Plurals and singulars alike.
    Yes,
}

/// So many words before it «استمر» makes a bare unit a length: «استمرت المواجهات بينهم ساعات».
const LASTING: usize = 4;

/// «عقودا», «أياما», «ساعة ونصف»: lengths by their form.
fn told_alone(words: &Words, i: usize, unit: &Reading, next: usize) -> bool {
    let many = |s: Sense| matches!(s.unit(), Some((_, Count::Many)));
    let adverbial = words.text(i).ends_with('ا') && many(unit.sense) && !unit.definite;
    let half = |s| matches!(s, Sense::Fraction(50)).then_some(());
    let and_half = words
        .find(next, half)
        .is_some_and(|(_, r, _)| r.conjunction);
    adverbial || and_half
}

/// «ثلاثة أيام», «ساعة ونصف», «عامين», «بضع ساعات», «لمدة شهر».
pub(super) fn duration(place: &Place, i: usize) -> Parsed {
    if !place.first {
        return None;
    }
    let words = place.words;
    let (begin, about) = words.about_before(i);
    let led = |keys| words.after_particle(begin, keys);
    let since = led(Keys::SINCE);
    let noun = words.find(i, Sense::unit);
    let for_some = noun.is_some_and(|((_, count), r, _)| {
        count == Count::Many && r.preposition == Some('ل') && !r.definite
    });
    let keys = Keys::DURATION.or(Keys::BEFORE).or(Keys::AFTER);
    let bare = since
        || for_some
        || led(keys)
        || words.text(i.wrapping_sub(1)).ends_with("لمده")
        || words.shortly_before(begin, Sense::Lasts, LASTING)
        || noun.is_some_and(|(_, r, next)| told_alone(words, i, &r, next));
    let (length, next) = length(words, i, if bare { Bare::Yes } else { Bare::No })?;
    let some = length
        .parts()
        .iter()
        .all(|(amount, _)| *amount == Amount::Some);
    if some && !since && led(Keys::IN) && words.future_before(i) {
        // «سيستأنف نشاطه خلال أيام»
        return Some((Parts::fixed(Fixed::Vague(1)), next));
    }
    let now = from_now(words, next)
        .filter(|(now, _)| *now)
        .map(|(_, end)| end);
    if now.is_none() && !since {
        return Some((Parts::fixed(Fixed::Duration(length)), next));
    }
    let ahead = !since && (led(Keys::AFTER) || words.future_before(i));
    let offset = Fixed::Offset {
        length,
        sign: if ahead { 1 } else { -1 },
        about,
    };
    Some((Parts::fixed(offset), now.unwrap_or(next)))
}

/// «من 5 إلى 10 سنوات», «بين سنتين وخمس سنوات», «10 إلى 12 دقيقة»: a number that begins has the unit of the other end.
pub(super) fn lengths(place: &Place, i: usize) -> Parsed {
    if !place.first {
        return None;
    }
    let words = place.words;
    let between = words.particle_or_and(i, Keys::BETWEEN);
    let at = between
        .or_else(|| words.particle_or_and(i, Keys::FROM))
        .unwrap_or(i);
    let least = length(words, at, Bare::No);
    let bare = || number(words, at).filter(|(n, _)| !n.ordinal && !n.conjunction);
    let next = match &least {
        Some((_, next)) => *next,
        None => bare()?.1,
    };
    let dash = words.is_mark(next, &["-"]).then_some(next + 1);
    let and = words
        .text(next)
        .starts_with('و')
        .then_some(next + usize::from(words.text(next) == "و"));
    let to = words.particle_or_and(next, Keys::TO).or(dash);
    let to = to.or(and.filter(|_| between.is_some()))?;
    let (most, end) = length(words, to, Bare::No)?;
    let [(amount, unit)] = most.parts() else {
        return None;
    };
    // «من 5 إلى 6 عقود» are contracts.
    if *unit == Unit::Decade {
        return None;
    }
    let least = match least {
        Some((least, _)) => least,
        None => {
            let n = u32::try_from(bare()?.0.hundredths).ok()?;
            Duration::of(Amount::Hundredths(n), *unit)
        }
    };
    let rises = match (least.parts(), amount) {
        ([(Amount::Hundredths(a), u)], Amount::Hundredths(b)) => u < unit || u == unit && a < b,
        _ => false,
    };
    rises.then(|| (Parts::fixed(Fixed::Lengths(least, most)), end))
}

/// «قبل يومين», «بعد أسبوع», «بعد أسبوعين من الآن»; «قبل يومين من الاقتراع» is counted from that and is a length, and
/// so is «بعد عام» in a sentence that tells of no time to come.
pub(super) fn offset(place: &Place, i: usize) -> Parsed {
    if !place.first {
        return None;
    }
    let words = place.words;
    let behind = words
        .particle_or_and(i, Keys::BEFORE)
        .map(|next| (-1, next));
    let (sign, next) =
        behind.or_else(|| words.particle_or_and(i, Keys::AFTER).map(|next| (1, next)))?;
    let about = words.particle(next, Keys::ABOUT);
    let at = about.or_else(|| words.particle(next, Keys::MORE));
    let (length, next) = length(words, at.unwrap_or(next), Bare::Yes)?;
    // «قبل يومين من الاقتراع», «عاد بعد عام»: lengths, counted from what is told of.
    let next = match from_now(words, next) {
        Some((true, end)) => end,
        Some((false, _)) => return None,
        None if sign > 0 && i > 0 && !words.future_before(i) => return None,
        None => next,
    };
    let offset = Fixed::Offset {
        length,
        sign,
        about: about.is_some(),
    };
    Some((Parts::fixed(offset), next))
}

/// What «من» behind a length counts it from: `true` for «من الآن», with the index behind it; `false` for an event.
fn from_now(words: &Words, i: usize) -> Option<(bool, usize)> {
    if words.particle(i, Keys::IN).is_some() && words.text(i + 1) == "المستقبل" {
        return Some((true, i + 2));
    }
    let only = usize::from(words.text(i) == "فقط");
    let of = words.particle(i + only, Keys::FROM)?;
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
    // «كل أحد» is everybody.
    let anybody = named == at && words.text(at) == "احد";
    if let Some((_, _, next)) = words.find_bare(named, weekday).filter(|_| !anybody) {
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
    if let Some((more, end)) = and_half(words, next)
        && let Amount::Hundredths(h) = &mut amount
    {
        (*h, next) = (*h + more, end);
    }
    let mut found = in_smaller_units(amount, unit);
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

/// «نصف ساعة» is thirty minutes, «عام ونصف» a year and six months; other fractions stay.
fn in_smaller_units(amount: Amount, unit: Unit) -> Duration {
    let smaller = match unit {
        Unit::Hour => Some((Unit::Minute, 60)),
        Unit::Minute => Some((Unit::Second, 60)),
        Unit::Year => Some((Unit::Month, 12)),
        _ => None,
    };
    let (Amount::Hundredths(h), Some((small, count))) = (amount, smaller) else {
        return Duration::of(amount, unit);
    };
    let part = h % 100 * count;
    if part == 0 || part % 100 != 0 {
        return Duration::of(amount, unit);
    }
    let mut found = Duration::of(Amount::Hundredths(part), small);
    if h >= 100 {
        found.push(Amount::whole(h / 100), unit);
    }
    found
}

/// «ونصف», «والنصف», «وربع» behind a unit: hundredths of it.
fn and_half(words: &Words, i: usize) -> Option<(u32, usize)> {
    let apart = words.text(i) == "و";
    let (hundredths, reading, next) = words.find(i + usize::from(apart), |s| match s {
        Sense::Fraction(n) => Some(n),
        _ => None,
    })?;
    let fits = reading.conjunction != apart && reading.preposition.is_none();
    // «ساعة ونصف الساعة»
    let unit = words.find_bare(next, |s| {
        matches!(s.unit(), Some((_, Count::One))).then_some(())
    });
    let again = unit.filter(|(_, r, _)| r.definite);
    fits.then_some((hundredths, again.map_or(next, |(_, _, end)| end)))
}

/// A number of one unit.
fn one_length(words: &Words, i: usize, bare: Bare, goes_on: bool) -> Option<(Amount, Unit, usize)> {
    let unit_noun = Sense::unit;
    if let Some(found) = numbered(words, i) {
        return Some(found);
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

/// «ثلاثة أيام», «الأربع وعشرين ساعة», «3.5 سنوات».
fn numbered(words: &Words, i: usize) -> Option<(Amount, Unit, usize)> {
    let (n, at) = number(words, i).filter(|(n, _)| n.hundredths > 0 && !n.ordinal)?;
    let ((unit, count), reading, next) = words.find_bare(at, Sense::unit)?;
    let written = match n.digits {
        Some(len) => len < 4,
        // «الآلاف اليوم», «19 ألفا سنة 2012» count something else.
        None => !reading.definite && (!n.definite || n.within(2, 99).is_some()),
    };
    let year = (unit, count) == (Unit::Year, Count::One)
        && super::years::year_number(words, next).is_some();
    // «500 عقد» are contracts; «3 أيام القادمة» is a stretch.
    let likely = unit != Unit::Decade || n.hundredths <= 1000;
    let fits = written && likely && !year && super::direction(words, next).is_none();
    let amount = Amount::Hundredths(u32::try_from(n.hundredths).ok()?);
    fits.then_some((amount, unit, next))
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
    // «عقد» is a contract and an event as well.
    let told = words.ends_at(next) || words.particle(next, Keys::FROM).is_some();
    if unit == Unit::Decade && count == Count::One && !told {
        return None;
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
    // «أيام الأسبوع», «عقود التسلح» are of something.
    let of =
        count == Count::Many && words.text(next).starts_with("ال") && words.text(next) != "الي";
    if bare == Bare::No || named || of {
        return None;
    }
    match count {
        Count::One => Some((Amount::whole(1), unit, next)),
        Count::Many => Some((Amount::Some, unit, next)),
        Count::Two => None,
    }
}
