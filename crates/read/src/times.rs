//! When the act of saying took place: «أمس», «يوم الثلاثاء», «مساء الاثنين الماضي».
//!
//! Two steps. An expression is read word by word into [`Parts`], by the classes and notes of
//! `time.tsv`; then the parts are counted from the report's date, the surest first: day and month,
//! a relative day, a weekday, a unit of time. Without the report's date the words are found all the
//! same and no day is given.

use crate::doc::Doc;
use crate::lexicon::Classes;
use crate::reading::{Precision, SaidOn};
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use std::ops::Range;

/// What the notes of `time.tsv` say that a word or expression counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeValue {
    /// `weekday=`: 1 is Monday, 7 Sunday (ISO 8601).
    pub weekday: Option<i8>,
    /// `day=`: days from the report's date, −1 for «أمس».
    pub day: Option<i8>,
    /// `day=anaphor`: counted from a day that the text names elsewhere («اليوم ذاته»).
    pub anaphoric: bool,
    /// `dir=`: below 0 the unit lies behind («الماضي»), above 0 ahead («المقبل»).
    pub direction: Option<i8>,
    /// `month=`: 1 to 12 of the Gregorian year.
    pub month: Option<i8>,
    /// `unit=`: «أسبوع», «شهر», «عام».
    pub unit: Option<Precision>,
}

impl TimeValue {
    /// Reads a note column; `None` where it counts nothing.
    ///
    /// # Errors
    /// A sentence saying which value cannot be read.
    pub fn parse(note: &str) -> Result<Option<TimeValue>, String> {
        let mut value = TimeValue::default();
        for (key, text) in note
            .split([' ', ';', ','])
            .filter_map(|w| w.split_once('='))
        {
            match key {
                "weekday" => value.weekday = Some(within(key, text, 1, 7)?),
                "month" => value.month = Some(within(key, text, 1, 12)?),
                "dir" => value.direction = Some(within(key, text, -2, 2)?),
                "day" if text.starts_with("anaphor") => value.anaphoric = true,
                "day" => value.day = Some(within(key, text, -7, 7)?),
                "unit" => value.unit = Some(unit_named(text)?),
                _ => {}
            }
        }
        Ok((value != TimeValue::default()).then_some(value))
    }
}

fn within(key: &str, text: &str, least: i8, most: i8) -> Result<i8, String> {
    text.parse()
        .ok()
        .filter(|n| (least..=most).contains(n))
        .ok_or_else(|| format!("{key}={text} is no number from {least} to {most}"))
}

fn unit_named(text: &str) -> Result<Precision, String> {
    match text {
        "day" => Ok(Precision::Day),
        "week" => Ok(Precision::Week),
        "month" => Ok(Precision::Month),
        "year" => Ok(Precision::Year),
        _ => Err(format!("unit={text} is none of day, week, month, year")),
    }
}

/// The first expression in `range` that dates something, counted from `published`.
pub fn find(doc: &Doc, range: Range<usize>, published: Option<Date>) -> Option<SaidOn> {
    every(doc, range, published).next().map(|(_, said)| said)
}

/// Every expression in `range` that dates something, with its tokens, counted from `published`.
pub fn every(
    doc: &Doc,
    range: Range<usize>,
    published: Option<Date>,
) -> impl Iterator<Item = (Range<usize>, SaidOn)> {
    let mut i = range.start;
    std::iter::from_fn(move || {
        while i < range.end {
            let start = i;
            let Some((end, parts)) = expression(doc, start, range.end) else {
                i += 1;
                continue;
            };
            i = end;
            if let Some((date, precision)) = parts.resolve(published) {
                let said = SaidOn {
                    span: doc.span(start..end),
                    date,
                    precision,
                };
                return Some((start..end, said));
            }
        }
        None
    })
}

/// Whether an expression of time may begin here.
fn opens(doc: &Doc, i: usize) -> bool {
    let c = doc.words.get(i).map(|w| w.classes).unwrap_or_default();
    let phrase = doc.phrases.get(i).copied().flatten();
    !doc.is_mark(i)
        && (c.any(Classes::DATED.without(Classes::MONTH).union(Classes::UNIT))
            || phrase.is_some_and(|(_, c)| c.any(Classes::RELDAY))
            || earlier(doc, i))
}

/// «في وقت سابق …»: the day stands behind it.
fn earlier(doc: &Doc, i: usize) -> bool {
    doc.f(i).trim_start_matches('و') == "في"
        && doc.f(i + 1) == "وقت"
        && doc
            .words
            .get(i + 2)
            .is_some_and(|w| !w.def && w.classes.any(Classes::RELATIVE.union(Classes::ADJECTIVE)))
}

/// Reads one expression; returns its end and parts.
fn expression(doc: &Doc, start: usize, limit: usize) -> Option<(usize, Parts)> {
    if !opens(doc, start) {
        return None;
    }
    let mut parts = Parts::default();
    let mut end = start;
    let mut i = start;
    if earlier(doc, start) {
        i += 3;
    }
    while i < limit {
        // «الثلاثاء (21 مارس)»: brackets hold the same day, or do not belong here.
        if doc.f(i) == "(" {
            if i + 1 >= limit || Parts::default().take(doc, i + 1) == 0 {
                break;
            }
            i += 1;
        } else if doc.f(i) == ")" {
            i += 1;
            end = i;
        } else {
            match parts.take(doc, i) {
                0 => break,
                taken => i += taken,
            }
            end = i;
        }
    }
    (end > start).then_some((end.min(limit), parts))
}

/// An expression of time as read, before it is counted from a date.
#[derive(Default)]
struct Parts {
    day_offset: Option<i8>,
    anaphoric: bool,
    weekday: Option<i8>,
    direction: i8,
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    unit: Option<Precision>,
}

impl Parts {
    /// Takes what stands here; returns how many tokens, 0 where it does not belong.
    fn take(&mut self, doc: &Doc, i: usize) -> usize {
        if doc.is_number(i) {
            return usize::from(self.number(doc.f(i)));
        }
        if doc.is_mark(i) {
            return 0;
        }
        if let Some((len, _)) = doc.phrases[i].filter(|(_, c)| c.any(Classes::RELDAY)) {
            return self.relative_day(doc, i, len);
        }
        usize::from(self.word(doc, i))
    }

    /// «أول من أمس», «مساء اليوم», «اليوم ذاته»: an expression of several words for one day.
    fn relative_day(&mut self, doc: &Doc, i: usize, len: usize) -> usize {
        let words: Vec<&str> = (i..i + len).map(|k| doc.f(k)).collect();
        let value = value_of(doc, &words.join(" "), &doc.words[i].stem);
        self.day_offset = self.day_offset.or(value.day);
        self.anaphoric |= value.anaphoric;
        len
    }

    fn word(&mut self, doc: &Doc, i: usize) -> bool {
        let w = &doc.words[i];
        let c = w.classes;
        let value = value_of(doc, doc.f(i), &w.stem);
        if c.any(Classes::WEEKDAY) {
            self.weekday = self.weekday.or(value.weekday);
            return self.weekday.is_some();
        }
        if c.any(Classes::RELDAY) {
            self.day_offset = self.day_offset.or(value.day);
            return true;
        }
        if c.any(Classes::DAYPART) {
            return true;
        }
        if c.any(Classes::MONTH) {
            self.month = self.month.or(value.month);
            return self.day.is_some() || self.unit.is_some();
        }
        if c.any(Classes::UNIT) {
            // «ساعة» and «لحظة» count nothing here and end the expression.
            self.unit = self
                .unit
                .or(value.unit.filter(|unit| *unit != Precision::Day));
            return value.unit.is_some();
        }
        if c.any(Classes::RELATIVE) {
            self.direction = value.direction.unwrap_or(self.direction);
            return true;
        }
        false
    }

    fn number(&mut self, text: &str) -> bool {
        let Ok(n) = text.parse::<i16>() else {
            return false;
        };
        if (1900..=2100).contains(&n)
            && (self.month.is_some() || self.unit == Some(Precision::Year))
        {
            self.year = Some(n);
            return true;
        }
        match i8::try_from(n) {
            Ok(day @ 1..=31) if self.day.is_none() => {
                self.day = Some(day);
                true
            }
            _ => false,
        }
    }

    /// Counts from the date of publication. `None`: the words date nothing after all.
    fn resolve(&self, published: Option<Date>) -> Option<(Option<Date>, Precision)> {
        if let (Some(day), Some(month)) = (self.day, self.month) {
            let year = self.year.or(published.map(Date::year));
            let date = year.and_then(|y| Date::new(y, month, day).ok());
            return Some((date, Precision::Day));
        }
        let clash = |days: i8, weekday: i8| {
            let counted = shift(published, i32::from(days).days());
            counted.is_some_and(|d| d.weekday().to_monday_one_offset() != weekday)
        };
        // «أمس الثلاثاء» in a report that appeared a day late: the named day is the surer one.
        let overruled =
            matches!((self.day_offset, self.weekday), (Some(d), Some(w)) if clash(d, w));
        if let Some(days) = self.day_offset.filter(|_| !overruled) {
            return Some((shift(published, i32::from(days).days()), Precision::Day));
        }
        if self.anaphoric {
            return Some((None, Precision::Day));
        }
        if let Some(weekday) = self.weekday {
            let date = published.and_then(|d| self.nearest(d, weekday));
            return Some((date, Precision::Day));
        }
        self.unit.and_then(|unit| self.past_unit(unit, published))
    }

    /// The weekday that the report means: the last one, today included unless it is «الماضي»;
    /// the next one where it is «المقبل».
    fn nearest(&self, published: Date, weekday: i8) -> Option<Date> {
        let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
        let back = published.weekday().since(weekday).rem_euclid(7);
        let days = match (self.direction, back) {
            (1.., _) => 7 - back,
            (..=-1, 0) => -7,
            _ => -back,
        };
        shift(Some(published), i32::from(days).days())
    }

    /// «الأسبوع الماضي», «عام 2014»; a unit alone dates nothing.
    fn past_unit(
        &self,
        unit: Precision,
        published: Option<Date>,
    ) -> Option<(Option<Date>, Precision)> {
        if let Some(year) = self.year {
            return Some((Date::new(year, 1, 1).ok(), Precision::Year));
        }
        if self.direction >= 0 {
            return None;
        }
        let back = match unit {
            Precision::Year => 1.year(),
            Precision::Month => 1.month(),
            Precision::Week | Precision::Day => 1.week(),
        };
        Some((shift(published, -back), unit))
    }
}

/// What a form counts, or else the stem that is left of it: «وأمس», «الأمس».
fn value_of(doc: &Doc, form: &str, stem: &str) -> TimeValue {
    let lexicon = doc.lexicon;
    let unprefixed = form.strip_prefix(['و', 'ف', 'ب', 'ل']).unwrap_or(form);
    [form, unprefixed, stem]
        .into_iter()
        .find_map(|f| lexicon.time_value(f))
        .unwrap_or_default()
}

fn shift(date: Option<Date>, by: Span) -> Option<Date> {
    date.and_then(|d| d.checked_add(by).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Engine;
    use jiff::civil::date;
    use musnad_report::Text;
    use std::sync::LazyLock;

    static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::embedded);

    /// The expression found in `words`, as its text and its date counted from Wednesday 9 March 2016.
    fn found(words: &str) -> Option<(String, String, Precision)> {
        let text = Text::new(words);
        let doc = Doc::new(&text, &ENGINE.language().lexicon);
        let said = find(&doc, 0..doc.len(), Some(date(2016, 3, 9)))?;
        let iso = said.date.map_or_else(String::new, |d| d.to_string());
        Some((text.slice(said.span).to_owned(), iso, said.precision))
    }

    #[test]
    fn days_are_counted_from_the_report() {
        for (words, expression, iso) in [
            ("قال اليوم إن", "اليوم", "2016-03-09"),
            ("قالت أمس إن", "أمس", "2016-03-08"),
            ("أعلن الثلاثاء أن", "الثلاثاء", "2016-03-08"),
            ("أعلن الأربعاء أن", "الأربعاء", "2016-03-09"),
            ("أعلن الأربعاء الماضي أن", "الأربعاء الماضي", "2016-03-02"),
            ("أعلن مساء الجمعة أن", "مساء الجمعة", "2016-03-04"),
            ("أعلن يوم الاثنين أن", "يوم الاثنين", "2016-03-07"),
        ] {
            let expected = (expression.to_owned(), iso.to_owned(), Precision::Day);
            assert_eq!(found(words), Some(expected), "{words}");
        }
    }

    #[test]
    fn words_without_a_time_date_nothing() {
        assert_eq!(found("قال الوزير إن الجسر سيفتح"), None);
        assert_eq!(found(""), None);
    }

    #[test]
    fn without_the_reports_date_a_weekday_stays_one() {
        let text = Text::new("أعلن الثلاثاء أن");
        let doc = Doc::new(&text, &ENGINE.language().lexicon);
        let said = find(&doc, 0..doc.len(), None).expect("a weekday");
        assert_eq!((text.slice(said.span), said.date), ("الثلاثاء", None));
    }
}
