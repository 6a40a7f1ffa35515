//! Numbers in digits and words: «27», «خمسة وعشرين», «ألفين وثمانية عشر», «الحادي والعشرين».

use crate::lexicon::Sense;
use crate::words::{Digits, Words};

/// A number as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    /// Hundredths of it; of an ordinal −100 is the last.
    pub(crate) hundredths: i64,
    pub(crate) ordinal: bool,
    /// An ordinal of feminine form: the hours are.
    pub(crate) feminine: bool,
    pub(crate) definite: bool,
    /// Written in digits, with so many of them.
    pub(crate) digits: Option<usize>,
    /// «و» stands before it.
    pub(crate) conjunction: bool,
    /// «ب» or «ل» stands before it.
    pub(crate) preposition: bool,
}

impl Number {
    /// The number, if it is a whole one.
    pub(crate) fn whole(&self) -> Option<i32> {
        (self.hundredths % 100 == 0)
            .then(|| i32::try_from(self.hundredths / 100).ok())
            .flatten()
    }

    /// A number within these bounds.
    pub(crate) fn within(&self, least: i32, most: i32) -> Option<i32> {
        self.whole().filter(|n| (least..=most).contains(n))
    }

    /// Whether it is «الأخير».
    pub(crate) fn last(&self) -> bool {
        self.ordinal && self.hundredths < 0
    }
}

/// The number at `i` and the index behind it.
pub(crate) fn number(words: &Words, i: usize) -> Option<(Number, usize)> {
    digits(words, i)
        .or_else(|| ordinal(words, i))
        .or_else(|| cardinal(words, i))
}

fn digits(words: &Words, i: usize) -> Option<(Number, usize)> {
    // «الـ27» is the word «ال» and a number; «ل» and «و» are written so as well.
    let attached = words.text(i);
    let glued = matches!(attached, "ال" | "و" | "وال" | "ب" | "ل" | "لل" | "بال")
        && words.get(i + 1).is_some_and(|w| {
            matches!(attached, "و" | "ال" | "وال" | "بال" | "لل") || !w.space_before
        });
    let at = if glued { i + 1 } else { i };
    let (hundredths, len) = match words.digits(at)? {
        Digits::Whole { n, len } => (i64::from(n) * 100, len),
        Digits::Decimal { hundredths, .. } => (i64::from(hundredths), 0),
        Digits::Clock { .. } => return None,
    };
    let attached = if glued { attached } else { "" };
    let number = Number {
        hundredths,
        ordinal: false,
        feminine: false,
        definite: attached.ends_with("ال") || attached == "لل",
        digits: Some(len),
        conjunction: attached.starts_with('و'),
        preposition: attached.starts_with(['ب', 'ل']),
    };
    Some((number, at + 1))
}

/// «الحادي والعشرين», «السابعة عشرة», «أول», «الأخير».
fn ordinal(words: &Words, i: usize) -> Option<(Number, usize)> {
    let ((n, feminine, compound), reading, mut next) = words.find(i, |s| match s {
        Sense::Ordinal {
            n,
            feminine,
            compound,
        } => Some((n, feminine, compound)),
        _ => None,
    })?;
    let mut total = n;
    let tens = |s| match s {
        Sense::Cardinal(n) if (10..=90).contains(&n) && n % 10 == 0 => Some(n),
        _ => None,
    };
    if let Some((n, r, after)) = words.find(next, tens).filter(|_| total > 0) {
        // «الثامنة والعشرين» is 28, «الثامنة وعشرين دقيقة» is an hour.
        let one = n == 10 || r.definite == reading.definite;
        if one && (n == 10) != r.conjunction && r.preposition.is_none() && total < 10 {
            (total, next) = (total + n, after);
        }
    }
    if compound && total < 10 {
        return None;
    }
    let number = Number {
        hundredths: i64::from(total) * 100,
        ordinal: true,
        feminine,
        definite: reading.definite,
        digits: None,
        conjunction: reading.conjunction,
        preposition: reading.preposition.is_some(),
    };
    Some((number, next))
}

/// «خمسة وعشرين», «ثلاثة آلاف», «ألف وتسعمائة وثمانية وسبعين».
fn cardinal(words: &Words, i: usize) -> Option<(Number, usize)> {
    let cardinal = |s| match s {
        Sense::Cardinal(n) => Some(n),
        _ => None,
    };
    let (n, first, mut next) = words.find(i, cardinal)?;
    let mut total = n;
    while let Some((n, reading, after)) = words.find(next, cardinal) {
        let joined = if reading.preposition.is_some() {
            None
        } else if reading.conjunction {
            adds(total, n).then(|| total + n)
        } else {
            multiplied(total, n)
        };
        let Some(joined) = joined else { break };
        (total, next) = (joined, after);
    }
    let number = Number {
        hundredths: i64::from(total) * 100,
        ordinal: false,
        feminine: false,
        definite: first.definite,
        digits: None,
        conjunction: first.conjunction,
        preposition: first.preposition.is_some(),
    };
    Some((number, next))
}

/// Whether «و» and `n` go on with a number: smaller ones follow greater ones, but units come before tens.
fn adds(total: i32, n: i32) -> bool {
    let below = total % 1000;
    match n {
        1000.. => false,
        100..=999 => below == 0,
        20..=99 if n % 10 == 0 => below % 100 < 10,
        10..=99 => below % 100 == 0,
        _ => below % 100 == 0,
    }
}

/// «ثلاثة آلاف», «ثلاث مئة», «خمسة عشر».
fn multiplied(total: i32, n: i32) -> Option<i32> {
    match (total % 100, n) {
        (2..=999, 1000) if total < 1000 => Some(total * 1000),
        (3..=9, 100) => Some(total - total % 100 + total % 100 * 100),
        (1..=9, 10) => Some(total + 10),
        _ => None,
    }
}
