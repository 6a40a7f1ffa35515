//! Whole expressions: phrases that belong together, and ranges.

use crate::atoms::{Place, atom, bare_day};
use crate::calendar::Calendar;
use crate::lexicon::{Keys, Sense};
use crate::parts::{Hour, Parts, Year};
use crate::value::Unit;
use crate::words::Words;

/// How many days or months a list may have: the time that a text takes must not grow with the square of its length.
const LONGEST_LIST: usize = 12;

/// How many phrases one time may be told by: a weekday, a day, a month, a year, an hour, each twice.
const MOST_PHRASES: usize = 12;

/// What an expression says.
#[derive(Clone, Debug)]
pub(crate) enum Said {
    /// One time.
    One(Box<Parts>),
    /// From one to another.
    Range(Box<Parts>, Box<Parts>),
}

/// The expression at `i`, with the index behind it.
pub(crate) fn expression(words: &Words, i: usize) -> Option<(Said, usize)> {
    let (said, end) = one_calendar(words, i)?;
    // «7-9 محرم 1437هـ الموافق 20-22 أكتوبر 2015م»
    if let Said::Range(from, _) = &said
        && let Some(at) = words.particle(end, Keys::ON)
        && let Some((Said::Range(other, to), end)) = one_calendar(words, at)
    {
        let civil = |p: &Parts| p.month.is_some_and(|m| m.calendar == Calendar::Gregorian);
        let first = civil(from) && !civil(&other);
        return Some((if first { said } else { Said::Range(other, to) }, end));
    }
    Some((said, end))
}

fn one_calendar(words: &Words, i: usize) -> Option<(Said, usize)> {
    if let Some(found) = led_range(words, i, &Parts::default())
        .or_else(|| list(words, i))
        .or_else(|| in_stretch(words, i))
    {
        return Some(found);
    }
    if let Some((parts, next)) = compound(words, i) {
        if let Some((to, end)) = range_end(words, next, &parts, false) {
            let (from, to) = share(parts, to);
            return Some((range(from, to), end));
        }
        // «الأسبوع المقبل بين الأربعاء والجمعة», «نوفمبر بين 15 و19», «الثلاثاء من السادسة إلى السابعة مساء»
        if (parts.has_period() || parts.has_day())
            && let Some((Said::Range(from, to), end)) = led_range(words, next, &parts)
            && (from.only_hours() == parts.has_day())
            && let (Some(from), Some(to)) = (within(&from, &parts), within(&to, &parts))
        {
            return Some((range(from, to), end));
        }
        return Some((Said::One(Box::new(parts)), next));
    }
    bare_range(words, i)
}

/// A day of a period that stands before it.
fn within(day: &Parts, period: &Parts) -> Option<Parts> {
    let day = match day.bare {
        Some(n) if n <= 31 => Parts {
            bare: None,
            day: Some(n),
            ..day.clone()
        },
        _ => day.clone(),
    };
    period.merge(&day)
}

/// «19-20 نوفمبر», «4 - 5 مساء», «2014-2018»: the first number has no sense of its own.
fn bare_range(words: &Words, i: usize) -> Option<(Said, usize)> {
    let (from, next) = bare_day(words, i)?;
    let joined = words.is_mark(next, &["-", "/"]) || words.particle(next, Keys::TO).is_some();
    let (to, end) = range_end(words, next, &from, false).filter(|_| joined)?;
    if to.bare.is_some() {
        let (from, to) = both_bare(&from, &to)?;
        return Some((range(from, to), era(words, end)));
    }
    let (from, to) = share(from, to);
    (from.bare.is_none() && to.bare.is_none()).then(|| (range(from, to), end))
}

/// «العام المالي 1436/1437», «موسم 2014/2015», «سنوات 2013-2020».
fn in_stretch(words: &Words, i: usize) -> Option<(Said, usize)> {
    let (stretch, reading, next) = words.find(i, |s| match s {
        Sense::SplitYear => Some(true),
        _ if Sense::one(Unit::Year)(s).is_some() => Some(true),
        Sense::YearsOf => Some(false),
        _ => None,
    })?;
    let ranged = |at| led_range(words, at, &Parts::default()).or_else(|| bare_range(words, at));
    // «العام المالي 1436/1437»
    let adjective = words.text(next).starts_with("ال") && reading.definite && stretch;
    ranged(next).or_else(|| ranged(next + 1).filter(|_| adjective))
}

/// «من 3 إلى 5 مايو», «بين 2011 و2013», «بين عامي 2011 و2013», «من الأربعاء إلى الجمعة».
fn led_range(words: &Words, i: usize, context: &Parts) -> Option<(Said, usize)> {
    let between = words.particle_or_and(i, Keys::BETWEEN);
    let at = between.or_else(|| words.particle_or_and(i, Keys::FROM))?;
    let years = words.find_bare(at, |s| (s == Sense::YearsOf).then_some(()));
    let (from, next) = one_end(words, years.map_or(at, |(_, _, next)| next))?;
    let (to, end) = if between.is_some() {
        and_end(words, next).or_else(|| range_end(words, next, &from, true))?
    } else {
        // «من 7-9 محرم»: the range begins behind «من».
        range_end(words, next, &from, true).filter(|_| !words.is_mark(next, &["-"]))?
    };
    let (mut from, mut to) = share(from, to);
    if from.bare.is_some() && to.bare.is_some() && context == &Parts::default() {
        (from, to) = both_bare(&from, &to)?;
    }
    let length = from.fixed.is_some() || to.fixed.is_some();
    if length || from.only_unknown() || to.only_unknown() {
        return None;
    }
    Some((range(from, to), end))
}

/// «يومي 8 و9 مارس», «20 و21 نوفمبر», «السبت والأحد», «أشهر يوليو وأغسطس وسبتمبر 2015»: from the first to the last.
fn list(words: &Words, i: usize) -> Option<(Said, usize)> {
    let noun = words.find(i, |s| {
        matches!(s, Sense::DaysOf | Sense::MonthsOf).then_some(())
    });
    let at = noun.map_or(i, |(_, _, next)| next);
    let (from, mut next) = one_end(words, at)?;
    for _ in 0..LONGEST_LIST {
        let (to, end) = and_end(words, next)?;
        let goes_on = and_end(words, end).is_some_and(|(more, _)| same_sort(&to, &more));
        if to.bare.is_some() || goes_on {
            next = end;
            continue;
        }
        let listed = if from.bare.is_some() {
            from.bare.is_some_and(|n| n <= 31) && to.day.is_some() && to.has_period()
        } else {
            same_sort(&from, &to) && (noun.is_some() || from.weekday.is_some())
        };
        let (from, to) = share(from, to);
        return (listed && from.bare.is_none()).then(|| (range(from, to), end));
    }
    None
}

/// Both are weekdays, days of a month, or months.
fn same_sort(a: &Parts, b: &Parts) -> bool {
    let sort = |p: &Parts| {
        let plain = p.hour.is_none() && p.relative_day.is_none() && p.fixed.is_none();
        let months = p.month.is_some() && p.weekday.is_none() && p.edge.is_none();
        let weekday = p.weekday.is_some() && p.month.is_none();
        (plain && (months || weekday)).then_some((weekday, p.day.is_some()))
    };
    sort(a).is_some() && sort(a) == sort(b)
}

fn range(from: Parts, to: Parts) -> Said {
    Said::Range(Box::new(from), Box::new(to))
}

/// «بين 2011 و2013»: two numbers that can only be years.
fn both_bare(from: &Parts, to: &Parts) -> Option<(Parts, Parts)> {
    let year = |parts: &Parts| {
        let n = i16::try_from(parts.bare?).ok().filter(likely_year)?;
        Some(Parts {
            bare: None,
            year: Some(Year { n, era: None }),
            ..Parts::default()
        })
    };
    let (a, b) = (year(from)?, year(to)?);
    (from.bare < to.bare).then_some((a, b))
}

impl Parts {
    fn only_unknown(&self) -> bool {
        *self == Parts::default()
    }
}

/// A year of the last two centuries, or of the fifteenth Islamic one.
fn likely_year(n: &i16) -> bool {
    (1800..2100).contains(n) || (1400..=1460).contains(n)
}

/// Takes «م», «هـ» behind two years.
fn era(words: &Words, i: usize) -> usize {
    let era = words.find_bare(i, |s| matches!(s, Sense::Era(_)).then_some(()));
    era.map_or(i, |(_, _, next)| next)
}

fn one_end(words: &Words, i: usize) -> Option<(Parts, usize)> {
    let found = compound(words, i);
    let bare = bare_day(words, i);
    match (found, bare) {
        (Some((_, a)), Some((parts, b))) if b > a => Some((parts, b)),
        (Some(found), _) => Some(found),
        (None, bare) => bare,
    }
}

/// «و19», «والجمعة» behind «بين».
fn and_end(words: &Words, i: usize) -> Option<(Parts, usize)> {
    let apart = words.text(i) == "و";
    if !apart && !words.text(i).starts_with('و') {
        return None;
    }
    one_end(words, if apart { i + 1 } else { i })
}

/// «إلى 5 مايو», «حتى الآن», «- 20».
fn range_end(words: &Words, i: usize, from: &Parts, led: bool) -> Option<(Parts, usize)> {
    if from.fixed.is_some() {
        return None;
    }
    let dash = words.is_mark(
        i,
        if from.bare.is_some()
            || from.year.is_some() && from.month.is_none()
            || from.weekday.is_some() && from.day_part.is_some()
        {
            &["-", "/"]
        } else {
            &["-"]
        },
    );
    let dash = dash.then_some(i + 1);
    // «من الأحد وحتى الثلاثاء», but «في 2013 وحتى نهاية العام» is two times.
    let to = if led {
        words.particle_or_and(i, Keys::TO)
    } else {
        words.particle(i, Keys::TO)
    };
    let at = dash.or(to)?;
    let (to, next) = one_end(words, at)?;
    let like = to.fixed.is_none() && alike(from, &to);
    // «بعد الظهر إلى 4 أشخاص» counts persons.
    let year = from.year.is_some() && to.bare.is_some_and(|n| n >= 1000);
    // «عام 1343/1924» is one year in two calendars.
    let (a, b) = (
        from.year.map_or(0, |y| i32::from(y.n)),
        to.bare.unwrap_or(0),
    );
    let calendars = year && b - a > 300;
    let number = to.bare.is_some() && from.bare.is_none() && !year && !words.ends_at(next);
    (like && !number && !calendars).then_some((to, next))
}

/// Whether both ends can be ends of one range.
fn alike(from: &Parts, to: &Parts) -> bool {
    let bare = from.bare.is_some() || to.bare.is_some();
    let hours = from.only_hours() == to.only_hours();
    let bare_day = |a: &Parts, b: &Parts| {
        a.bare.is_none_or(|n| {
            if b.has_day() {
                n <= 31
            } else if b.only_hours() {
                n <= 24
            } else if b.year.is_some() {
                n >= 1000
            } else {
                b.has_period() || b.bare.is_some()
            }
        })
    };
    bare && bare_day(from, to) && bare_day(to, from) || !bare && hours
}

/// Gives each end what only the other tells: the month of «3 إلى 5 مايو», the evening of «5 إلى 6 مساء».
fn share(mut from: Parts, mut to: Parts) -> (Parts, Parts) {
    explain(&mut from, &to);
    explain(&mut to, &from);
    if from.day.is_some() && from.month.is_none() && from.relative.is_none() {
        (from.month, from.relative, from.direction) = (to.month, to.relative, to.direction);
    }
    if from.month.is_some() && from.year.is_none() && from.relative.is_none() {
        from.year = to.year;
        from.relative = to.relative.filter(|(unit, _)| *unit == Unit::Year);
    }
    let weekdays = from.weekday.is_some() && to.weekday.is_some();
    if weekdays && !from.has_period() && from.day.is_none() && from.direction.is_none() {
        from.relative = to.relative;
    }
    let rises = from
        .hour
        .zip(to.hour)
        .is_some_and(|(a, b)| a.hour <= b.hour);
    if rises {
        from.day_part = from.day_part.or(to.day_part);
        to.day_part = to.day_part.or(from.day_part);
    }
    (from, to)
}

/// A number becomes what the other end is: a day, an hour, a year.
fn explain(end: &mut Parts, other: &Parts) {
    let Some(n) = end.bare else { return };
    let mut explained = Parts::default();
    if other.hour.is_some() && n <= 24 {
        explained.hour = Some(Hour {
            hour: n,
            minute: 0,
            second: None,
        });
    } else if other.day.is_some() && n <= 31 {
        explained.day = Some(n);
    } else if other.year.is_some() && other.month.is_none() && n >= 1000 {
        explained.year = i16::try_from(n).ok().map(|n| Year { n, era: None });
    } else {
        return;
    }
    *end = explained;
}

/// Phrases that say one time together: «الثلاثاء 5 مايو 2015», «مساء أمس (الاثنين)», «5 مايو الموافق 16 رجب».
fn compound(words: &Words, i: usize) -> Option<(Parts, usize)> {
    grown(words, i, |parts, at| {
        joined(words, parts, at).or_else(|| with_other_date(words, parts, at))
    })
}

/// The phrase at `i` with what `more` finds behind it, as long as it finds anything.
fn grown(
    words: &Words,
    i: usize,
    more: impl Fn(&Parts, usize) -> Option<(Parts, usize)>,
) -> Option<(Parts, usize)> {
    let nothing = Parts::default();
    let start = Place {
        words,
        before: &nothing,
        first: true,
    };
    let (mut parts, mut next) = atom(&start, i)?;
    for _ in 0..MOST_PHRASES {
        let Some((joined, end)) = more(&parts, next) else {
            break;
        };
        (parts, next) = (joined, end);
    }
    Some((parts, next))
}

/// «الموافق 5 مايو 2015», «- 2 شوال 1436»: the same day once more.
fn with_other_date(words: &Words, parts: &Parts, i: usize) -> Option<(Parts, usize)> {
    let dash = words.is_mark(i, &["-", "/"]);
    let at = words.particle(i, Keys::ON).or(dash.then_some(i + 1))?;
    let (other, end) = grown(words, at, |parts, at| joined(words, parts, at))?;
    let merged = parts.merge(&other).filter(|_| parts.other.is_none())?;
    (!dash || merged.other.is_some()).then_some((merged, end))
}

/// What goes on behind a phrase, with it.
fn joined(words: &Words, parts: &Parts, i: usize) -> Option<(Parts, usize)> {
    let place = Place {
        words,
        before: parts,
        first: false,
    };
    let next =
        |at: usize| atom(&place, at).and_then(|(more, end)| Some((parts.merge(&more)?, more, end)));
    if let Some((merged, _, end)) = next(i) {
        return Some((merged, end));
    }
    if words.text(i) == "(" {
        let (merged, more, end) = next(i + 1)?;
        return (words.text(end) == ")" && more.has_day()).then_some((merged, end + 1));
    }
    if words.is_mark(i, &[",", "،"]) {
        let (merged, more, end) = next(i + 1)?;
        return goes_on_after_comma(parts, &more).then_some((merged, end));
    }
    if let Some(at) = words.particle(i, Keys::FROM) {
        let (merged, more, end) = next(at)?;
        // «الثلاثاء من الأسبوع المقبل», but «الأسبوع المقبل من الثلاثاء إلى الخميس».
        let smaller =
            parts.has_period() && !more.has_period() || more.only_hours() && parts.hour.is_none();
        return (!smaller).then_some((merged, end));
    }
    if let Some(at) = words.particle(i, Keys::AT.or(Keys::BEGIN)) {
        let (merged, more, end) = next(at)?;
        return more.hour.is_some().then_some((merged, end));
    }
    let at = words.particle(i, Keys::IN)?;
    // «أمس في حوالي الساعة السابعة»
    let at = words.particle(at, Keys::AT).unwrap_or(at);
    let (merged, more, end) = next(at)?;
    goes_on_after_in(parts, &more).then_some((merged, end))
}

/// «الأربعاء، 22 يناير», «العاشر من سبتمبر، 2000», «الثلاثاء، الساعة الخامسة».
fn goes_on_after_comma(parts: &Parts, more: &Parts) -> bool {
    let date = (parts.weekday.is_some() || parts.relative_day.is_some()) && more.has_date()
        || parts.relative_day.is_some() && more.weekday.is_some();
    let year = parts.month.is_some() && more.year.is_some() && !more.has_day();
    date || year
}

/// «أول جمعة في هذا الشهر», «أمس في الساعة الخامسة», «8 في الليل».
fn goes_on_after_in(parts: &Parts, more: &Parts) -> bool {
    let nth = parts.nth.is_some()
        || parts.nth_weekday.is_some()
        || parts.part.is_some()
        || parts.bare.is_some();
    nth && more.has_period()
        || more.hour.is_some() && parts.has_day()
        || more.day_part.is_some() && parts.hour.is_some()
}
