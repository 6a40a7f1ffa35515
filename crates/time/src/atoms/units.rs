//! Units that are pointed at: «العام الماضي», «هذا الأسبوع», «الأيام الثلاثة الماضية», «الأسبوع الثالث», «منتصف الشهر».

use super::{Parsed, Place, direction, this};
use crate::lexicon::{Count, Edge, Keys, Sense};
use crate::numbers::number;
use crate::parts::{Fixed, Parts};
use crate::value::{Amount, Duration, Unit};
use crate::words::{Reading, Words};

/// A phrase around a unit of time.
pub(super) fn phrase(place: &Place, i: usize) -> Parsed {
    edge(place, i)
        .or_else(|| weekend(place, i))
        .or_else(|| last_or_first(place, i))
        .or_else(|| counted(place, i))
        .or_else(|| pointed(place, i))
}

/// «منتصف نوفمبر», «بداية الأسبوع المقبل», «بقية الشهر», «طوال العام», «وقت سابق من الأسبوع الحالي».
fn edge(place: &Place, i: usize) -> Parsed {
    let words = place.words;
    if place.before.edge.is_some() {
        return None;
    }
    let (edge, _, next) = place.find(i, |s| match s {
        Sense::Edge(edge) | Sense::Within(edge) => Some(edge),
        _ => None,
    })?;
    // «بداية من الاثنين» says when it begins; «وقت سابق من الشهر», «بقية من العام» say which part.
    let part_of = edge == Edge::Rest
        || words
            .find(i, |s| matches!(s, Sense::Within(_)).then_some(()))
            .is_some();
    let at = words
        .particle(next, Keys::FROM.or(Keys::IN))
        .filter(|_| part_of)
        .unwrap_or(next);
    if edge == Edge::Whole
        && let Some(((unit, Count::One), reading, end)) = words.find_bare(at, Sense::unit)
        && direction(words, end).is_none()
        && number(words, end).is_none()
    {
        let _ = reading;
        return Some((
            Parts::fixed(Fixed::Duration(Duration::of(Amount::whole(1), unit))),
            end,
        ));
    }
    let before = Parts {
        edge: Some(edge),
        ..Parts::default()
    };
    let inside = Place {
        words,
        before: &before,
        first: false,
    };
    let (parts, end) = super::atom(&inside, at)?;
    if parts.has_day() && !parts.has_period() || parts.only_hours() {
        return Some((parts, end));
    }
    if matches!(parts.fixed, Some(Fixed::Stretch { .. })) {
        return Some((parts, end));
    }
    let period = parts.has_period() || parts.nth.is_some() || parts.weekend;
    before
        .merge(&parts)
        .filter(|_| period)
        .map(|parts| (parts, end))
}

/// «عطلة نهاية الأسبوع».
fn weekend(place: &Place, i: usize) -> Parsed {
    let (_, _, next) = place.find(i, |s| (s == Sense::Weekend).then_some(()))?;
    let turned = direction(place.words, next);
    let parts = Parts {
        weekend: true,
        relative: Some((Unit::Week, turned.map_or(0, |((by, ..), _)| by))),
        ..Parts::default()
    };
    Some((parts, turned.map_or(next, |(_, end)| end)))
}

/// «آخر ثلاث سنوات», «آخر يوم».
fn last_or_first(place: &Place, i: usize) -> Parsed {
    let words = place.words;
    let at = words
        .particle_or_and(i, Keys::LAST)
        .filter(|_| place.first)?;
    if let Some((n, next)) = number(words, at).filter(|(n, _)| !n.ordinal && !n.conjunction)
        && let Some(((unit, _), _, end)) = words.find_bare(next, Sense::unit)
    {
        let amount = Amount::Hundredths(u32::try_from(n.hundredths).ok()?);
        return Some((
            Parts::fixed(Fixed::Stretch {
                amount,
                unit,
                by: -1,
            }),
            end,
        ));
    }
    let ((unit, count), reading, end) = words.find_bare(at, Sense::unit)?;
    let stretch = |amount| Fixed::Stretch {
        amount,
        unit,
        by: -1,
    };
    match count {
        Count::Two if !reading.definite => Some((Parts::fixed(stretch(Amount::whole(2))), end)),
        Count::One if !reading.definite => {
            let parts = Parts {
                nth: Some((-1, unit)),
                ..Parts::default()
            };
            Some((parts, end))
        }
        _ => None,
    }
}

/// «3 أيام القادمة», «الـ24 ساعة الماضية», «الثلاثة عقود القادمة», «بضعة الأيام الماضية».
fn counted(place: &Place, i: usize) -> Parsed {
    let words = place.words;
    let (amount, at) = match number(words, i) {
        Some((n, at)) if !n.ordinal && n.hundredths > 0 && (place.first || !n.conjunction) => {
            (Amount::Hundredths(u32::try_from(n.hundredths).ok()?), at)
        }
        _ => {
            let (_, _, at) = place.find(i, |s| (s == Sense::Few).then_some(()))?;
            (Amount::Some, at)
        }
    };
    let ((unit, _), _, next) = words.find_bare(at, Sense::unit)?;
    let ((by, anaphoric, _), next) = direction(words, next)?;
    stretch(amount, unit, by, anaphoric).map(|parts| (parts, next))
}

fn stretch(amount: Amount, unit: Unit, by: i32, anaphoric: bool) -> Option<Parts> {
    if anaphoric {
        return Some(Parts {
            elsewhere: Some(unit),
            ..Parts::default()
        });
    }
    Some(Parts::fixed(Fixed::Stretch {
        amount,
        unit,
        by: by.signum(),
    }))
}

/// A definite noun of time and what stands behind it.
fn pointed(place: &Place, i: usize) -> Parsed {
    let words = place.words;
    if let Some((_, _, at)) =
        place.find(i, |s| matches!(s, Sense::That | Sense::Same).then_some(()))
    {
        let ((unit, count), reading, next) = words.find_bare(at, Sense::unit)?;
        return (reading.definite && count == Count::One && unit >= Unit::Day)
            .then(|| (elsewhere(unit), next));
    }
    let pointed = this(place, i);
    let ((unit, count), reading, next) = words.find(pointed.unwrap_or(i), Sense::unit)?;
    if !(if pointed.is_some() {
        !reading.conjunction && reading.preposition.is_none()
    } else {
        place.fits(reading.conjunction, reading.preposition)
    }) {
        return None;
    }
    let bare_month = (unit, count, reading.definite) == (Unit::Week, Count::One, false);
    if bare_month && pointed.is_none() {
        return week_of(place, next);
    }
    if !reading.definite {
        return None;
    }
    match count {
        Count::One => single(place, i, unit, reading, next, pointed.is_some()),
        Count::Two => {
            let ((by, anaphoric, _), next) = direction(words, next)?;
            stretch(Amount::whole(2), unit, by, anaphoric).map(|parts| (parts, next))
        }
        Count::Many => several(words, unit, next),
    }
}

fn elsewhere(unit: Unit) -> Parts {
    Parts {
        elsewhere: Some(unit),
        ..Parts::default()
    }
}

/// «العام الماضي», «هذا الأسبوع», «القرن التاسع عشر», «الأسبوع الأول», «العام نفسه»; «العام» alone where it can be no
/// adjective.
fn single(
    place: &Place,
    i: usize,
    unit: Unit,
    reading: Reading,
    next: usize,
    pointed: bool,
) -> Parsed {
    let words = place.words;
    if unit == Unit::Year
        && i.checked_sub(1)
            .is_some_and(|k| words.is(k, Sense::General))
    {
        return None;
    }
    let relative = |by| Parts {
        relative: Some((unit, by)),
        ..Parts::default()
    };
    if unit == Unit::Century
        && let Some(found) = super::years::century(words, next)
    {
        return Some(found);
    }
    if let Some(((by, anaphoric, vague), end)) = direction(words, next) {
        // «الأسبوع الأخير من يوليو» is its last, «الأسبوع الأخير» the one before the report's.
        if vague && words.particle(end, Keys::FROM).is_some() {
            let parts = Parts {
                nth: Some((-1, unit)),
                ..Parts::default()
            };
            return Some((parts, end));
        }
        if unit < Unit::Day {
            return Some((
                Parts::fixed(Fixed::Stretch {
                    amount: Amount::whole(1),
                    unit,
                    by,
                }),
                end,
            ))
            .filter(|_| by != 0);
        }
        return Some((
            if anaphoric {
                elsewhere(unit)
            } else {
                relative(by)
            },
            end,
        ));
    }
    if let Some((_, _, end)) = words.find_bare(next, |s| (s == Sense::Same).then_some(())) {
        return (unit >= Unit::Day).then(|| (elsewhere(unit), end));
    }
    if pointed {
        return (unit >= Unit::Day).then(|| (relative(0), next));
    }
    if let Some((n, end)) = number(words, next)
        .filter(|(n, _)| n.ordinal && n.definite && !n.conjunction && !n.preposition)
        && matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year)
    {
        let parts = Parts {
            nth: Some((if n.last() { -1 } else { n.within(1, 53)? }, unit)),
            ..Parts::default()
        };
        return Some((parts, end));
    }
    // «الأسبوع في 15 سبتمبر»
    if unit == Unit::Week
        && let Some(at) = words.particle(next, Keys::IN)
        && let Some(found) = week_of(place, at)
    {
        return Some(found);
    }
    // «الأمين العام» has an adjective; «في العام», «نهاية الأسبوع» have a noun.
    let noun = place.before.edge.is_some() || place.is_led(i) && reading.preposition != Some('ك');
    let alone = match unit {
        Unit::Week | Unit::Month => {
            noun || place.first && place.words.get(i).is_some_and(|_| i == 0)
        }
        Unit::Year | Unit::Decade | Unit::Century => {
            place.before.edge.is_some()
                || noun && !place.first
                || noun
                    && unit == Unit::Year
                    && words.after_particle(i, Keys::IN.or(Keys::FROM).or(Keys::SINCE))
        }
        _ => false,
    };
    alone.then(|| (relative(0), next))
}

/// «أسبوع 15 سبتمبر».
fn week_of(place: &Place, i: usize) -> Parsed {
    let inside = Place {
        words: place.words,
        before: &Parts::default(),
        first: false,
    };
    let (date, next) = super::dates::day_and_month(&inside, i)?;
    Some((
        Parts {
            week_of: true,
            ..date
        },
        next,
    ))
}

/// «الأيام الثلاثة الماضية», «السنوات الخمس الأخيرة», «الأشهر القليلة المقبلة», «الأيام الماضية».
fn several(words: &Words, unit: Unit, next: usize) -> Parsed {
    let few = |s| (s == Sense::FewAdjective).then_some(());
    let counted = |i: usize| match words.find_bare(i, few) {
        Some((_, _, end)) => Some((Amount::Some, end)),
        None => number(words, i)
            .filter(|(n, _)| !n.ordinal && !n.conjunction && n.hundredths > 0)
            .and_then(|(n, end)| {
                Some((Amount::Hundredths(u32::try_from(n.hundredths).ok()?), end))
            }),
    };
    let (amount, at) = counted(next).map_or((None, next), |(amount, at)| (Some(amount), at));
    let ((by, anaphoric, vague), end) = direction(words, at)?;
    // «الأيام الماضية الثلاثة»
    let (amount, end) = match amount {
        Some(amount) => (amount, end),
        None => counted(end)
            .filter(|_| !vague)
            .unwrap_or((Amount::Some, end)),
    };
    stretch(amount, unit, by, anaphoric).map(|parts| (parts, end))
}
