//! So many units before or after that of the report, or from the beginning of a period: «الأيام الثلاثة الماضية»,
//! «آخر ثلاث سنوات», «الأشهر الستة الأولى من العام».

use super::{Parsed, Place, direction};
use crate::lexicon::{Count, Keys, Sense};
use crate::numbers::number;
use crate::parts::{Fixed, Parts};
use crate::value::{Amount, Unit};
use crate::words::Words;

/// «آخر ثلاث سنوات», «آخر يوم».
pub(super) fn last_or_first(place: &Place, i: usize) -> Parsed {
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
pub(super) fn counted(place: &Place, i: usize) -> Parsed {
    let words = place.words;
    let (amount, at) = match number(words, i) {
        // «10 بالمئة الأسبوع الماضي»
        Some((n, _)) if n.whole() == Some(100) && n.definite && n.preposition => return None,
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

pub(super) fn stretch(amount: Amount, unit: Unit, by: i32, anaphoric: bool) -> Option<Parts> {
    // «السنوات السابقة» all lie behind, «العامين السابقين» before a time of the text.
    if anaphoric && amount != Amount::Some {
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

/// «الأيام الثلاثة الماضية», «السنوات الخمس الأخيرة», «الأشهر القليلة المقبلة», «الأيام الماضية».
pub(super) fn several(words: &Words, unit: Unit, next: usize) -> Parsed {
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
    if let Some(found) = amount.and_then(|amount| firsts(words, amount, unit, at)) {
        return Some(found);
    }
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

/// «الأشهر الستة الأولى من العام»: «الأولى» behind the number, and a period that follows.
fn firsts(words: &Words, amount: Amount, unit: Unit, i: usize) -> Parsed {
    let (n, end) = number(words, i).filter(|(n, _)| n.ordinal && n.definite && !n.conjunction)?;
    let count = amount.count().filter(|count| (1..=12).contains(count))?;
    let sign = if n.last() { -1 } else { 1 };
    let fits =
        (n.last() || n.whole() == Some(1)) && matches!(unit, Unit::Day | Unit::Week | Unit::Month);
    let parts = Parts {
        firsts: Some((sign * count, unit)),
        ..Parts::default()
    };
    (fits && words.particle(end, Keys::FROM).is_some()).then_some((parts, end))
}
