//! Days by name, and adverbs.

use super::{Parsed, Place, direction, this};
use crate::lexicon::{Count, Keys, Sense};
use crate::numbers::number;
use crate::parts::{Fixed, Parts};
use crate::value::Unit;
use crate::words::Words;

/// «الاثنين», «يوم الجمعة», «هذا يوم الجمعة», «الأحد المقبل», «أول جمعة», «السبت الثاني», «الخميس 21».
pub(super) fn weekday(place: &Place, i: usize) -> Parsed {
    let words = place.words;
    let mut parts = Parts::default();
    let mut at = i;
    if let Some(next) = this(place, i) {
        (parts.direction, at) = (Some(0), next);
    } else if let Some((nth, next)) = nth_before(place, i) {
        (parts.nth_weekday, at) = (Some(nth), next);
    }
    let noun = day_noun(place, at, i);
    let at = noun.unwrap_or(at);
    let (day, reading, next) = words.find(at, |s| match s {
        Sense::Weekday(day) => Some(day),
        _ => None,
    })?;
    if !place.fits(reading.conjunction, reading.preposition) && at == i {
        return None;
    }
    // «يوم واحد» is no Sunday with «و».
    if at > i && (reading.conjunction || reading.preposition.is_some()) {
        return None;
    }
    // «أحد» is anybody, «هذا أحد الأسباب» one of them, «خميس» a man; «الأحد», «يوم أحد», «أول أحد» are days.
    if !reading.definite && noun.is_none() && parts.nth_weekday.is_none() {
        return None;
    }
    parts.weekday = Some(day);
    if let Some(((by, anaphoric, _), next)) = direction(words, next) {
        parts.direction = parts.direction.or((!anaphoric).then_some(by));
        return Some((parts, next));
    }
    Some(nth_or_day_behind(words, parts, next))
}

/// Whether a weekday with its article stands here: «الاثنين» is one before it is a number.
pub(super) fn is_weekday(words: &Words, i: usize) -> bool {
    let weekday = words.find(i, |s| matches!(s, Sense::Weekday(_)).then_some(()));
    weekday.is_some_and(|(_, reading, _)| reading.definite)
}

/// «يوم», before the name of a day.
pub(super) fn day_noun(place: &Place, i: usize, first: usize) -> Option<usize> {
    let noun = |s| {
        matches!(
            s,
            Sense::Unit {
                unit: Unit::Day,
                count: Count::One | Count::Two
            }
        )
        .then_some(())
    };
    let (_, reading, next) = place.words.find(i, noun)?;
    // «اليوم الثلاثاء» is today and a weekday.
    (!reading.definite && (i > first || place.fits(reading.conjunction, reading.preposition)))
        .then_some(next)
}

/// «أول», «آخر», «ثاني» before a weekday without article.
fn nth_before(place: &Place, i: usize) -> Option<(i32, usize)> {
    let words = place.words;
    let last = words.particle_or_and(i, Keys::LAST).filter(|_| place.first);
    let (n, next) = match last {
        Some(next) => (-1, next),
        None => {
            let (n, next) = number(words, i).filter(|(n, _)| n.ordinal && !n.definite)?;
            (n.within(1, 5)?, next)
        }
    };
    let noun = |s| {
        matches!(
            s,
            Sense::Unit {
                unit: Unit::Day,
                count: Count::One
            } | Sense::Weekday(_)
        )
        .then_some(())
    };
    words
        .find_bare(next, noun)
        .filter(|(_, r, _)| !r.definite)?;
    Some((n, next))
}

/// «الأحد الأول»: which one of its month; «الخميس 21», «الجمعة في الثانية والعشرين»: which day of it.
fn nth_or_day_behind(words: &Words, parts: Parts, next: usize) -> (Parts, usize) {
    let led = words.particle(next, Keys::IN);
    let found = number(words, led.unwrap_or(next));
    let Some((n, end)) = found.filter(|(n, _)| !n.conjunction && !n.preposition) else {
        return (parts, next);
    };
    // «الثلاثاء الخامس من مايو» goes on with a date.
    let month = words.particle(end, Keys::FROM).unwrap_or(end);
    let (Some(day), false) = (
        n.within(1, 31),
        super::dates::named_month(words, month).is_some(),
    ) else {
        return (parts, next);
    };
    let closed = words.ends_at(end) || words.particle(end, Keys::TO.or(Keys::FROM)).is_some();
    let short = n.digits.is_none_or(|len| len <= 2);
    if led.is_none() && n.ordinal && n.definite && day <= 5 && parts.nth_weekday.is_none() {
        let nth_weekday = Some(day);
        return (
            Parts {
                nth_weekday,
                ..parts
            },
            end,
        );
    }
    let told = led.is_some() || !n.ordinal && (n.digits.is_some() || n.definite);
    if told && closed && short {
        return (
            Parts {
                day: Some(day),
                ..parts
            },
            end,
        );
    }
    (parts, next)
}

/// «أمس», «أول من أمس», «اليوم», «هذا اليوم», «يوم غد», «ذلك اليوم».
pub(super) fn relative_day(place: &Place, i: usize) -> Parsed {
    let words = place.words;
    let day = |s| match s {
        Sense::Day(by) => Some(Some(by)),
        Sense::OtherDay => Some(None),
        _ => None,
    };
    let noun = day_noun(place, i, i).filter(|next| words.find_bare(*next, day).is_some());
    let (by, _, next) = match noun {
        Some(at) => {
            let (by, reading, next) = words.find_bare(at, day)?;
            (by, reading.definite, next)
        }
        None => place.find(i, day)?,
    };
    // «مرتين في اليوم»: of each day.
    let each = words.text(i) == "اليوم" && i > 0 && words.text(i - 1) == "في" && place.first;
    if each || words.particle_or_and(i, Keys::NOW).is_some() {
        return None;
    }
    // «اليوم التالي», «اليوم الأول» are days of their own.
    let turned = by == Some(0)
        && (direction(words, next).is_some()
            || number(words, next)
                .is_some_and(|(n, _)| n.ordinal && n.definite && !n.conjunction && !n.preposition));
    if turned || words.is(next, Sense::Which) {
        return None;
    }
    let same = words.find_bare(next, |s| (s == Sense::Same).then_some(()));
    let parts = match (by, same) {
        (Some(by), None) => Parts {
            relative_day: Some(by),
            ..Parts::default()
        },
        _ => Parts {
            elsewhere: Some(Unit::Day),
            same: !words.text(next.saturating_sub(1)).ends_with("التالي"),
            step: (words.text(next - 1).ends_with("التالي") && !words.text(next).starts_with('ل'))
                .then_some(1),
            ..Parts::default()
        },
    };
    Some((parts, same.map_or(next, |(_, _, end)| end)))
}

/// «يوم 27», «في 22.», «في الثاني والعشرين.»: a day of which the month is not told.
pub(super) fn day_number(place: &Place, i: usize) -> Parsed {
    let words = place.words;
    let noun = day_noun(place, i, i);
    let (n, next) = number(words, noun.unwrap_or(i))?;
    let day = n
        .within(1, 31)
        .filter(|_| n.digits.is_none_or(|len| (1..=2).contains(&len)) && !n.last())?;
    let led = place.first && words.after_particle(i, Keys::IN);
    // Numbers up to 12 are rather hours, things counted follow a number; «للثاني» is a rank, «الثامنة عشرة» an age.
    let sure = match noun {
        Some(_) => n.digits.is_some(),
        None => {
            led && words.ends_at(next)
                && (n.digits.is_some() && day > 12
                    || n.definite && !n.feminine && (n.ordinal || day > 12))
        }
    };
    let parts = Parts {
        day: Some(day),
        ..Parts::default()
    };
    sure.then_some((parts, next))
}

/// «أول أيام شهر رمضان», «ثالث أيام العيد».
pub(super) fn nth_day_of(place: &Place, i: usize) -> Parsed {
    let words = place.words;
    let (n, next) = number(words, i).filter(|(n, _)| n.ordinal && !n.definite)?;
    let day = n
        .within(1, 30)
        .filter(|_| place.fits(n.conjunction, n.preposition.then_some('ل')))?;
    let days = |s: Sense| (s.unit() == Some((Unit::Day, Count::Many))).then_some(());
    let (_, reading, at) = words.find_bare(next, days)?;
    if reading.definite {
        return None;
    }
    let of_month = super::dates::named_month(words, at).map(|(month, clash, end)| {
        let parts = Parts {
            day: Some(day),
            month: Some(month),
            months_clash: clash,
            ..Parts::default()
        };
        (parts, end)
    });
    of_month.or_else(|| {
        let inside = Place {
            words,
            before: &Parts::default(),
            first: false,
        };
        let (parts, end) = feast(&inside, at)?;
        let nth = Some((day, Unit::Day));
        Some((Parts { nth, ..parts }, end))
    })
}

/// «عيد الفطر», «رأس السنة الهجرية», «إجازة العيد».
pub(super) fn feast(place: &Place, i: usize) -> Parsed {
    let words = place.words;
    if let Some((_, false, at)) = place.find(i, |s| (s == Sense::Holiday).then_some(()))
        && day_noun(place, at, i).is_none()
    {
        let inside = Place {
            words,
            before: &Parts::default(),
            first: false,
        };
        return feast(&inside, at);
    }
    let noun = day_noun(place, i, i);
    let feast = |s| match s {
        Sense::Feast(feast) => Some(feast),
        _ => None,
    };
    let (feast, _, next) = match place.find(i, feast) {
        Some(found) => found,
        None => {
            let (feast, reading, next) = words.find_bare(noun?, feast)?;
            (feast, reading.definite, next)
        }
    };
    let parts = Parts {
        feast: Some(feast),
        ..Parts::default()
    };
    match direction(words, next).filter(|((_, anaphoric, _), _)| !anaphoric) {
        Some(((by, ..), next)) => Some((
            Parts {
                direction: Some(by),
                ..parts
            },
            next,
        )),
        None => Some((parts, next)),
    }
}

/// «مؤخرا», «الآونة الأخيرة», «الفترة المقبلة».
pub(super) fn vague(place: &Place, i: usize) -> Parsed {
    if !place.first {
        return None;
    }
    let words = place.words;
    if let Some((by, _, next)) = place.find(i, |s| match s {
        Sense::Vague(by) => Some(by),
        _ => None,
    }) {
        // «وأخيرا» counts up.
        // «أورد حديثا عن فلان» tells what was said.
        let said =
            words.text(i) == "حديثا" && matches!(words.text(next), "عن" | "مع" | "حول" | "الي");
        if words.text(i) == "واخيرا" || said {
            return None;
        }
        return Some((Parts::fixed(Fixed::Vague(by)), next));
    }
    let (_, definite, next) = place.find(i, |s| (s == Sense::Stretch).then_some(()))?;
    let few = |s| (s == Sense::FewAdjective).then_some(());
    let few = words.find_bare(next, few);
    // «منذ فترة طويلة»
    if let (false, Some((_, _, end))) = (definite, few) {
        let since = words.after_particle(i, Keys::SINCE);
        return since.then(|| (Parts::fixed(Fixed::Vague(-1)), end));
    }
    let next = few.map_or(next, |(_, _, end)| end);
    let ((by, anaphoric, _), next) = direction(words, next).filter(|_| definite)?;
    (by != 0 && !anaphoric).then_some((Parts::fixed(Fixed::Vague(by)), next))
}
