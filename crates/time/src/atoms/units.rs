//! Units that are pointed at: «العام الماضي», «هذا الأسبوع», «الأيام الثلاثة الماضية», «الأسبوع الثالث», «منتصف الشهر».

use super::{Parsed, Place, direction, stretches, this};
use crate::lexicon::{Count, Edge, Keys, Sense};
use crate::numbers::number;
use crate::parts::{Fixed, Parts};
use crate::value::{Amount, Duration, Unit};
use crate::words::{Reading, Words};

/// A phrase around a unit of time.
pub(super) fn phrase(place: &Place, i: usize) -> Parsed {
    edge(place, i)
        .or_else(|| weekend(place, i))
        .or_else(|| stretches::last_or_first(place, i))
        .or_else(|| stretches::counted(place, i))
        .or_else(|| pointed(place, i))
}

/// «منتصف نوفمبر», «بداية الأسبوع المقبل», «بقية الشهر», «طوال العام», «وقت سابق من الأسبوع الحالي».
fn edge(place: &Place, i: usize) -> Parsed {
    let words = place.words;
    let (edge, _, next) = place.find(i, |s| match s {
        Sense::Edge(edge) | Sense::Within(edge) => Some(edge),
        _ => None,
    })?;
    if place.before.edge.is_some() {
        return None;
    }
    if edge == Edge::Whole {
        return throughout(words, next);
    }
    // «بداية من الاثنين» says when it begins; «وقت سابق من الشهر», «بقية من العام» say which part.
    let within = words.find(i, |s| matches!(s, Sense::Within(_)).then_some(()));
    let of = words.particle(next, Keys::FROM.or(Keys::IN));
    let of = of.filter(|_| edge == Edge::Rest || within.is_some());
    let before = Parts {
        edge: Some(edge),
        ..Parts::default()
    };
    let inside = Place {
        words,
        before: &before,
        first: false,
    };
    let (parts, end) = super::atom(&inside, of.unwrap_or(next))?;
    // «آخر الليل» is no day.
    if parts.only_hours() && within.is_none() && parts.hour.is_none() {
        return None;
    }
    let stretch = matches!(parts.fixed, Some(Fixed::Stretch { .. }));
    if parts.has_day() && !parts.has_period() || parts.only_hours() || stretch {
        return Some((parts, end));
    }
    let period = parts.has_period() || parts.nth.is_some() || parts.weekend || parts.step.is_some();
    let merged = before.merge(&parts).filter(|_| period)?;
    Some((merged, end))
}

/// «طوال العام» is a length; «طيلة العامين الماضيين», «طوال عام 2015» are what stands behind it.
fn throughout(words: &Words, i: usize) -> Parsed {
    let ((unit, count), _, end) = words.find_bare(i, Sense::unit)?;
    let alone = direction(words, end).is_none() && number(words, end).is_none();
    let length = Duration::of(Amount::whole(1), unit);
    (count == Count::One && alone).then(|| (Parts::fixed(Fixed::Duration(length)), end))
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

/// A definite noun of time and what stands behind it.
pub(super) fn pointed(place: &Place, i: usize) -> Parsed {
    let words = place.words;
    if let Some((_, _, at)) =
        place.find(i, |s| matches!(s, Sense::That | Sense::Same).then_some(()))
    {
        let ((unit, count), reading, next) = words.find_bare(at, Sense::unit)?;
        let told = reading.definite && count == Count::One && unit >= Unit::Day;
        return told.then(|| (same(unit), next));
    }
    let pointed = this(place, i);
    let ((unit, count), reading, next) = words.find(pointed.unwrap_or(i), |s| match s {
        Sense::SplitYear => Some((Unit::Year, Count::One)),
        _ => s.unit(),
    })?;
    let bare = !reading.conjunction && reading.preposition.is_none();
    let fits = place.fits(reading.conjunction, reading.preposition);
    if !(bare || pointed.is_none() && fits) {
        return None;
    }
    let bare_week = (unit, count, reading.definite) == (Unit::Week, Count::One, false);
    if bare_week && pointed.is_none() {
        return week_of(place, next);
    }
    if !reading.definite {
        return None;
    }
    match count {
        Count::One => single(
            place,
            &Noun {
                unit,
                reading,
                at: i,
                next,
                pointed: pointed.is_some(),
            },
        ),
        Count::Two => {
            let ((by, anaphoric, _), next) = direction(words, next)?;
            stretches::stretch(Amount::whole(2), unit, by, anaphoric).map(|parts| (parts, next))
        }
        Count::Many => stretches::several(words, unit, next),
    }
}

/// «نفس العام», «العام ذاته».
fn same(unit: Unit) -> Parts {
    Parts {
        same: true,
        ..elsewhere(unit)
    }
}

fn elsewhere(unit: Unit) -> Parts {
    Parts {
        elsewhere: Some(unit),
        ..Parts::default()
    }
}

/// A definite unit in the singular.
struct Noun {
    unit: Unit,
    reading: Reading,
    /// Where it begins, and the index behind it.
    at: usize,
    next: usize,
    /// «هذا» stands before it.
    pointed: bool,
}

fn relative(unit: Unit, by: i32) -> Parts {
    Parts {
        relative: Some((unit, by)),
        ..Parts::default()
    }
}

/// «العام الماضي», «هذا الأسبوع», «القرن التاسع عشر», «الأسبوع الأول», «العام نفسه», «العام».
fn single(place: &Place, noun: &Noun) -> Parsed {
    let (words, unit, next) = (place.words, noun.unit, noun.next);
    let before = noun.at.checked_sub(1);
    if unit == Unit::Year && before.is_some_and(|k| words.is(k, Sense::General)) {
        return None;
    }
    if unit == Unit::Century
        && let Some(found) = super::years::century(words, next)
    {
        return Some(found);
    }
    if let Some(found) = split_year(words, noun).or_else(|| turned(words, unit, next)) {
        return Some(found);
    }
    if let Some((_, _, end)) = words.find_bare(next, |s| (s == Sense::Same).then_some(())) {
        return (unit >= Unit::Day).then(|| (same(unit), end));
    }
    if noun.pointed {
        // «هذا العقد» is a contract, unless it has a beginning or end.
        if unit == Unit::Decade && place.before.edge.is_none() {
            return None;
        }
        return (unit >= Unit::Day).then(|| (relative(unit, 0), next));
    }
    if let Some(found) = in_a_row(words, noun) {
        return Some(found);
    }
    // «الموسم الأول» is somebody's first one.
    if words.is(next - 1, Sense::SplitYear) {
        return alone(place, noun);
    }
    let follows = || nth(words, unit, next).or_else(|| week_in(place, noun));
    follows().or_else(|| alone(place, noun))
}

/// «العام الدراسي المقبل», «الموسم الرياضي الحالي», «هذا الموسم».
fn split_year(words: &Words, noun: &Noun) -> Parsed {
    let adjective = words.find_bare(noun.next, |s| (s == Sense::OfSplitYear).then_some(()));
    let adjective = adjective
        .filter(|(_, r, _)| r.definite)
        .map(|(_, _, next)| next);
    let season = words
        .find(noun.next - 1, |s| (s == Sense::SplitYear).then_some(()))
        .is_some();
    let next = match adjective {
        Some(next) => next,
        None if season => noun.next,
        None => return None,
    };
    let fresh = words.find_bare(next, |s| (s == Sense::New).then_some(()));
    let fresh = fresh.filter(|(_, r, _)| r.definite).map(|(_, _, end)| end);
    // «الموسم السياحي» without more is no time.
    let told = noun.pointed || fresh.is_some() || direction(words, next).is_some();
    if adjective.is_none() && !told {
        return None;
    }
    let parts = |by| Parts {
        split_year: true,
        ..relative(Unit::Year, by)
    };
    match direction(words, next) {
        Some(((by, false, _), end)) => Some((parts(by), end)),
        _ => Some((parts(0), fresh.unwrap_or(next))),
    }
}

/// «العام الماضي», «الأسبوع الأخير من يوليو», «الساعة الماضية», «الشهر التالي».
fn turned(words: &Words, unit: Unit, next: usize) -> Parsed {
    let ((by, anaphoric, vague), end) = direction(words, next)?;
    // «الأسبوع الأخير من يوليو» is its last, «الأسبوع الأخير» the one before the report's.
    if vague && words.particle(end, Keys::FROM).is_some() {
        let parts = Parts {
            nth: Some((-1, unit)),
            ..Parts::default()
        };
        return Some((parts, end));
    }
    let parts = match unit {
        Unit::Second | Unit::Minute | Unit::Hour if by == 0 => return None,
        Unit::Second | Unit::Minute | Unit::Hour => Parts::fixed(Fixed::Stretch {
            amount: Amount::whole(1),
            unit,
            by,
        }),
        // «اليوم التالي للفيضان» is counted from what is told of.
        _ if anaphoric => Parts {
            step: (!words.text(end).starts_with('ل')).then_some(by),
            ..elsewhere(unit)
        },
        _ => relative(unit, by),
    };
    Some((parts, end))
}

/// «الأسبوع الثالث», «اليوم الأول».
fn nth(words: &Words, unit: Unit, next: usize) -> Parsed {
    let (n, end) = number(words, next)?;
    let counts = matches!(
        unit,
        Unit::Day | Unit::Week | Unit::Month | Unit::Year | Unit::Decade
    );
    if !counts || !n.ordinal || !n.definite || n.conjunction || n.preposition {
        return None;
    }
    let parts = Parts {
        nth: Some((if n.last() { -1 } else { n.within(1, 53)? }, unit)),
        ..Parts::default()
    };
    Some((parts, end))
}

/// «لليوم الرابع على التوالي», «للعام الثاني على التوالي»: up to that of the report.
fn in_a_row(words: &Words, noun: &Noun) -> Parsed {
    let (_, end) =
        nth(words, noun.unit, noun.next).filter(|_| noun.reading.preposition == Some('ل'))?;
    let row = words.find_bare(end, |s| (s == Sense::Row).then_some(()));
    let end = match row {
        Some((_, _, end)) => end,
        // «لليوم الأول من الشهر» is counted from that.
        None if words.particle(end, Keys::FROM).is_some() => return None,
        None => end,
    };
    let today = Parts {
        relative_day: Some(0),
        ..Parts::default()
    };
    Some(match noun.unit {
        Unit::Day => (today, end),
        unit => (relative(unit, 0), end),
    })
}

/// «الأسبوع في 15 سبتمبر».
fn week_in(place: &Place, noun: &Noun) -> Parsed {
    let at = place.words.particle(noun.next, Keys::IN)?;
    (noun.unit == Unit::Week).then(|| week_of(place, at))?
}

/// «مرتين في اليوم», «رحلة في الأسبوع»: as often in each.
fn a_unit(place: &Place, noun: &Noun) -> Parsed {
    let before = noun.at.checked_sub(1).map_or("", |k| place.words.text(k));
    let short = matches!(noun.unit, Unit::Day | Unit::Week);
    let by = noun.reading.preposition == Some('ب')
        && matches!(noun.unit, Unit::Week | Unit::Month)
        && !place.words.text(noun.next).starts_with("ال");
    let each = place.first && (before == "في" && short || by);
    let once = Duration::of(Amount::whole(1), noun.unit);
    each.then(|| (Parts::fixed(Fixed::Every(once)), noun.next))
}

/// «في الشهر», «نهاية الأسبوع», «خلال العام»: «الأمين العام» has an adjective.
fn alone(place: &Place, noun: &Noun) -> Parsed {
    if let Some(found) = a_unit(place, noun) {
        return Some(found);
    }
    let edge = place.before.edge.is_some();
    let season = place.words.is(noun.next - 1, Sense::SplitYear);
    if season && !edge {
        return None;
    }
    let led = edge || place.is_led(noun.at) && noun.reading.preposition != Some('ك');
    let year = Keys::IN.or(Keys::FROM).or(Keys::SINCE);
    let fits = match noun.unit {
        Unit::Week | Unit::Month => led || place.first && noun.at == 0,
        Unit::Year => led && !place.first || edge || place.words.after_particle(noun.at, year),
        Unit::Decade | Unit::Century => led && !place.first || edge,
        _ => false,
    };
    let parts = Parts {
        split_year: season,
        ..relative(noun.unit, 0)
    };
    fits.then_some((parts, noun.next))
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
