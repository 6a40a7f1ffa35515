//! Dates of metadata: the day as it is written there.

use crate::table;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

const FORMS: &str = include_str!("../data/date_forms.tsv");
const MONTHS: &str = include_str!("../data/months.tsv");

/// Name and number; «كانون الثاني» before any shorter name that begins like it.
static MONTHS_LONGEST_FIRST: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let mut months: Vec<_> = table::rows(MONTHS).map(|row| (row[0], row[1])).collect();
    months.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    months
});

/// Forms in the order in which they are tried.
static FORM_LIST: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| table::rows(FORMS).map(|row| row[0]).collect());

/// The day that a metadata date names, as written there: an offset from UTC moves nothing, because
/// relative days in the text («أمس») count from the writer's own day. A number of 9 or 10 digits
/// is a Unix time in seconds, one of 13 digits in milliseconds, both in UTC. `None` where the form
/// is not known, where the day is not told (`2031-03`), and for years before 1800 or after 2199.
pub fn parse(written: &str) -> Option<Date> {
    let plain = plain(written);
    let date =
        unix_time(&plain).or_else(|| FORM_LIST.iter().find_map(|form| by_form(form, &plain)))?;
    (1800..2200).contains(&date.year()).then_some(date)
}

/// First words of the names of months: «كانون».
static FIRST_WORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let names = MONTHS_LONGEST_FIRST.iter();
    names
        .filter_map(|(name, _)| name.split(' ').next())
        .collect()
});

/// Whether a folded word is the name of a month, or its first part.
pub(crate) fn is_month(word: &str) -> bool {
    FIRST_WORDS.contains(word)
}

fn unix_time(plain: &str) -> Option<Date> {
    let number: i64 = plain
        .parse()
        .ok()
        .filter(|_| plain.bytes().all(|b| b.is_ascii_digit()))?;
    let time = match plain.len() {
        9 | 10 => Timestamp::from_second(number),
        13 => Timestamp::from_millisecond(number),
        _ => return None,
    };
    Some(time.ok()?.to_zoned(TimeZone::UTC).date())
}

fn by_form(form: &str, plain: &str) -> Option<Date> {
    let (parsed, length) = BrokenDownTime::parse_prefix(form, plain).ok()?;
    let ends = plain
        .as_bytes()
        .get(length)
        .is_none_or(|byte| *byte == b' ');
    parsed.to_date().ok().filter(|_| ends)
}

/// Digits in ASCII, month names as `M` and number, other words as spaces, spaces single.
fn plain(written: &str) -> String {
    let folded: String = written.chars().map(fold).collect();
    let mut out = String::new();
    let mut rest = folded.as_str();
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !is_letter(c)).unwrap_or(rest.len());
        let length = match month(rest, &rest[..word]) {
            Some((name, number)) => {
                push_month(&mut out, number);
                name.len()
            }
            None if word > 0 => {
                out.push(' ');
                word
            }
            None => {
                out.push(first);
                first.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    let parts: Vec<&str> = out
        .split([' ', ',', '،', '(', ')'])
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" ")
}

/// The month that a text begins with, and with this word.
fn month(text: &str, word: &str) -> Option<&'static (&'static str, &'static str)> {
    let mut months = MONTHS_LONGEST_FIRST.iter();
    is_month(word)
        .then(|| months.find(|(name, _)| begins_with_word(text, name)))
        .flatten()
}

/// «21 تموز/يوليو 2031» names one month twice; it is kept once.
fn push_month(out: &mut String, number: &str) {
    let month = format!("M{number}");
    let before = out.trim_end_matches(['/', '-', '(', ' ']).len();
    if out[..before].ends_with(&month) {
        out.truncate(before);
    } else {
        out.push_str(&month);
    }
}

fn begins_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word)
        .is_some_and(|tail| !tail.starts_with(is_letter))
}

/// Whether a digit can stand in a date: ours, those of the Arab East, those of Iran.
pub(crate) fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '٠'..='٩' | '۰'..='۹')
}

/// Most letters are Arabic, and the tables of Unicode find those slowly.
fn is_letter(c: char) -> bool {
    match c {
        '\u{620}'..='\u{64a}' => true,
        _ if c.is_ascii() => c.is_ascii_alphabetic(),
        _ => c.is_alphabetic(),
    }
}

fn fold(c: char) -> char {
    match c {
        '٠'..='٩' => digit(c, '٠'),
        '۰'..='۹' => digit(c, '۰'),
        'أ' | 'إ' | 'آ' => 'ا',
        _ if c.is_whitespace() => ' ',
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(c as u32 - zero as u32, 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn every_form_of_the_table_reads_its_example() {
        for row in table::rows(FORMS) {
            let expected = if row[1].contains("29") {
                date(2031, 3, 29)
            } else {
                date(2031, 3, 9)
            };
            assert_eq!(parse(row[1]), Some(expected), "{row:?}");
        }
    }

    #[test]
    fn months_by_name() {
        for written in [
            "الأحد 9 مارس 2031",
            "٩ آذار ٢٠٣١",
            "9 آذار/مارس 2031 - 18:20",
            "۰۹/۰۳/۲۰۳۱",
            "9 mars 2031",
        ] {
            assert_eq!(parse(written), Some(date(2031, 3, 9)), "{written}");
        }
        assert_eq!(
            parse("11 كانون الثاني (يناير) 2031"),
            Some(date(2031, 1, 11))
        );
    }

    #[test]
    fn the_day_is_the_writers() {
        for written in [
            "2031-03-09 23:59:59",
            "2031-03-09T00:10:00+14:00",
            "2031-03-09T235900",
        ] {
            assert_eq!(parse(written), Some(date(2031, 3, 9)), "{written}");
        }
        assert_eq!(parse("1930847999"), Some(date(2031, 3, 9)));
        assert_eq!(parse("1930847999000"), Some(date(2031, 3, 9)));
    }

    #[test]
    fn what_is_no_day_is_none() {
        for written in [
            "",
            "2031-03",
            "2031",
            "31/02/2031",
            "5 شوال 1452",
            "null",
            "0001-01-01",
            "12345",
        ] {
            assert_eq!(parse(written), None, "{written}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_not(written in "\\PC{0,40}") {
            let _ = parse(&written);
        }
    }
}
