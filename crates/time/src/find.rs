//! Finds the expressions of a stretch of text.

use crate::calendar::Calendar;
use crate::clocks::PublicationTime;
use crate::compound::{Said, expression};
use crate::lexicon::{Sense, lexicon};
use crate::parts::{Fixed, Parts};
use crate::resolve::{Anchor, Anchoring, Clash, Told, resolve};
use crate::value::{Unit, Value};
use crate::words::Words;
use jiff::civil::Date;
use musnad_report::{Span, Text, TokenKind};
use std::ops::Range;

/// How many tokens before a range are read for what they say about it.
const CONTEXT: usize = 16;

/// An expression of time: where it is written, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Bytes of the original text: whole words, as they are written between spaces.
    pub span: Span,
    /// What it means.
    pub value: Value,
    /// How that was found.
    pub anchoring: Anchoring,
    /// What in it cannot be true together.
    pub clash: Option<Clash>,
    /// The calendar in which it is written; [`Calendar::slack_days`] says how far the value may be off.
    pub calendar: Calendar,
}

/// All expressions of time in `tokens` of a text, in order and without overlap, counted from `published`; without that
/// day nothing relative is counted. Takes time in proportion to the number of tokens.
///
/// ```
/// use jiff::civil::date;
/// use musnad_report::Text;
/// use musnad_time::PublicationTime;
///
/// let text = Text::new("أعلن المرصد مساء أمس الثلاثاء أن الجسر أغلق قبل يومين.");
/// let published = PublicationTime(date(2015, 7, 22));
/// let found = musnad_time::find(&text, 0..text.tokens().len(), Some(published));
/// let values: Vec<_> = found.iter().map(|e| (text.slice(e.span), e.value.to_string())).collect();
/// assert_eq!(values[0], ("مساء أمس الثلاثاء", "2015-07-21".to_owned()));
/// assert_eq!(values[1], ("قبل يومين", "2015-07-20".to_owned()));
/// ```
pub fn find(
    text: &Text,
    tokens: Range<usize>,
    published: Option<PublicationTime>,
) -> Vec<Expression> {
    let published = published.map(PublicationTime::day);
    let tokens = tokens.start.min(text.tokens().len())..tokens.end.min(text.tokens().len());
    let mut found = Vec::new();
    let (mut start, mut told) = (tokens.start, Told::default());
    while start < tokens.end {
        let paragraph = &text.paragraphs()[text.paragraph_of(start)];
        let end = paragraph.end.min(tokens.end).max(start + 1);
        // What stands before the range says whether «مارس» is a month and the sentence of what is to come.
        let from = start.saturating_sub(CONTEXT).max(paragraph.start);
        let words = Words::read(lexicon(), text, from..end);
        told.begin_paragraph();
        found.extend(in_words(&words, start - from, published, &mut told).map(
            |(range, resolved)| {
                let tokens = from + range.start..from + range.end;
                Expression {
                    span: text.span_of(tokens.clone()),
                    tokens,
                    value: resolved.value,
                    anchoring: resolved.anchoring,
                    clash: resolved.clash,
                    calendar: resolved.calendar,
                }
            },
        ));
        start = end;
    }
    found
}

fn in_words<'w>(
    words: &'w Words<'w>,
    first: usize,
    published: Option<Date>,
    told: &'w mut Told,
) -> impl Iterator<Item = (Range<usize>, crate::resolve::Resolved)> + 'w {
    let mut i = first;
    std::iter::from_fn(move || {
        while i < words.len() {
            let start = i;
            i += 1;
            if words.is_mark(start, &[".", "؟", "!", "؛", ";"]) {
                told.begin_sentence();
            }
            if !may_begin(words, start) {
                continue;
            }
            let Some((said, end)) = expression(words, start) else {
                continue;
            };
            if is_name(words, start, end, &said) {
                // «خطبة الجمعة أمس» goes on with a day.
                if !matches!(&said, Said::One(parts) if parts.weekday.is_some()) {
                    i = end.max(i);
                }
                continue;
            }
            if is_age(words, start, end, &said) {
                i = end.max(i);
                continue;
            }
            let anchor = Anchor {
                published,
                tense: words.tense_before(start),
                told: *told,
            };
            let Some(resolved) = resolve(&said, anchor) else {
                continue;
            };
            i = end.max(i);
            told.note(&resolved);
            return Some((start..end, resolved));
        }
        None
    })
}

/// Whether anything at `i` is of interest to the grammar.
fn may_begin(words: &Words, i: usize) -> bool {
    words.get(i).is_some_and(|w| {
        w.digits.is_some()
            || !w.readings.is_empty()
            || w.kind == TokenKind::Word && words.digits(i + 1).is_some()
    })
}

/// «صحيفة اليوم», «حركة 6 أبريل»: the time is part of a name.
fn is_name(words: &Words, i: usize, end: usize, said: &Said) -> bool {
    let named = |sense| match sense {
        Sense::NameBefore | Sense::EventBefore | Sense::OutletBefore => Some(sense),
        _ => None,
    };
    let before = i.checked_sub(1).and_then(|k| words.find(k, named));
    // «صرح لـ"اليوم"»: the newspaper.
    let apart = (words.text(i.wrapping_sub(1)), words.text(end));
    let told = words.text(i.wrapping_sub(2)) == "ل";
    let quoted = told && matches!(apart, ("\"", "\"") | ("(", ")"));
    if let (true, Said::One(parts)) = (quoted, said)
        && **parts == today()
    {
        return true;
    }
    // «الحزب أمس» is a party, and a day: a name's noun has no article.
    let Said::One(parts) = said else { return false };
    before.is_some_and(|(name, reading, _)| match name {
        Sense::OutletBefore => words.text(i) == "اليوم" && **parts == today(),
        Sense::EventBefore => !reading.article && parts.has_date() && parts.weekday.is_none(),
        _ => !reading.article,
    })
}

fn today() -> Parts {
    Parts {
        relative_day: Some(0),
        ..Parts::default()
    }
}

/// «يبلغ من العمر 45 عاما», «(45 عاما)».
fn is_age(words: &Words, start: usize, end: usize, said: &Said) -> bool {
    let Said::One(parts) = said else { return false };
    let years = match &parts.fixed {
        Some(Fixed::Duration(length) | Fixed::Lengths(length, _)) => {
            matches!(length.finest(), Some(Unit::Year | Unit::Month))
        }
        _ => false,
    };
    let after = (end..end + 2).any(|k| words.is(k, Sense::Age));
    // «في الثمانينات من العمر»
    if !years {
        return (parts.decade.is_some() || parts.nth.is_some()) && after;
    }
    let marks = (words.text(start.wrapping_sub(1)), words.text(end));
    // «(45 عاما)», «بلال الساري – 45 عاما –», «بلال الساري، 45 عاما، إن»
    let apart =
        marks.0 == "(" || marks.1 == ")" || matches!(marks, ("-", "-") | ("،" | ",", "،" | ","));
    // «ذو الـ45 عاما»
    let definite = words.text(start).starts_with("ال");
    let before = (start.saturating_sub(5)..start).any(|k| words.is(k, Sense::Age));
    let led = start > 0 && words.is(start - 1, Sense::AgeBefore);
    apart || definite || before || led || after
}
