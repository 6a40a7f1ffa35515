//! Quotation zones: where somebody's words stand between marks.
//!
//! Marks in news are unreliable: straight ones do not say on which side they stand, spaces stray to
//! the wrong side (`قال " نعم"`), curly ones are typed the wrong way round, one of a pair is missing
//! or is of another kind, and a quotation goes on over paragraphs with a new opening mark in each.
//! So marks are read in two steps, a paragraph at a time:
//!
//! 1. For each family of marks the cheapest reading of the whole row is found (open, close, or no
//!    quotation mark at all: `55"`), weighing what stands on either side of a mark, what the character
//!    was made for, and the price of pairs that do not come out. It is a shortest path through as many states as a family can nest: linear.
//! 2. A stack puts the families into one another, and lets a mark of another family close what would
//!    otherwise stay open.

mod evidence;
mod labels;

use crate::fold::Folded;
use crate::span::Span;
use crate::table::table;
use crate::tokens::{Token, TokenKind};
use evidence::Evidence;
use labels::Label;
use std::ops::Range;

/// A zone between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Token index of the opening mark.
    pub open: usize,
    /// Token index of the closing mark; `None` if the quotation is never closed: it then ends with its
    /// paragraph or before the mark that closes the quotation around it.
    pub close: Option<usize>,
    /// Bytes of the original, marks included.
    pub span: Span,
    /// Bytes of the original between the marks, without white space at the ends.
    pub inner: Span,
    /// Index of the quotation in which this one stands.
    pub parent: Option<usize>,
    /// Index of the quotation of the paragraph before, of which this one goes on: that one was not
    /// closed, and this one opens its paragraph with the same kind of mark.
    pub continues: Option<usize>,
    /// Whether a later quotation goes on with this one.
    pub continued: bool,
}

/// Which marks open and close one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// `"` and what looks like it.
    Straight,
    /// “ ” „ ‟
    Curly,
    /// « »
    Guillemet,
    /// 「 」
    Corner,
}

/// Double marks do not close single ones, nor the reverse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// `"`
    Double,
    /// `'`
    Single,
}

/// The side of a quotation that a character was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Open,
    Close,
    Either,
}

/// What a quotation mark is, whatever stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub family: Family,
    pub level: Level,
    pub side: Side,
}

/// All families, in the order of their labels' computation.
const FAMILIES: [(Family, Level); 7] = [
    (Family::Straight, Level::Double),
    (Family::Curly, Level::Double),
    (Family::Guillemet, Level::Double),
    (Family::Corner, Level::Double),
    (Family::Straight, Level::Single),
    (Family::Curly, Level::Single),
    (Family::Guillemet, Level::Single),
];

/// A quotation mark in its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed {
    token: usize,
    mark: Mark,
    evidence: Evidence,
    label: Label,
}

/// Finds the quotations of a text, in the order of their opening marks.
pub(crate) fn quotations(
    original: &str,
    folded: &Folded,
    tokens: &[Token],
    paragraphs: &[Range<usize>],
) -> Vec<Quotation> {
    let mut assembler = Assembler {
        tokens,
        quotations: Vec::new(),
        stack: Vec::new(),
    };
    let mut marks = Vec::new();
    let mut goes_on = None;
    for paragraph in paragraphs {
        marks.clear();
        evidence::collect(original, folded, tokens, paragraph.clone(), &mut marks);
        for (family, level) in FAMILIES {
            labels::label(&mut marks, family, level);
        }
        let first = assembler.quotations.len();
        assembler.read(&marks, paragraph.clone());
        assembler.join(goes_on, first, &marks, paragraph.start);
        goes_on = assembler.unclosed_since(first, &marks);
    }
    assembler.quotations
}

/// `token` as a quotation mark, where it is one.
fn mark_at(original: &str, folded: &Folded, token: &Token) -> Option<Mark> {
    if token.kind != TokenKind::Mark {
        return None;
    }
    if !matches!(
        folded.as_str().as_bytes()[token.folded.start],
        b'"' | b'\'' | 0x80..
    ) {
        return None;
    }
    table().quotation_mark(original[token.span.range()].chars().next()?)
}

/// A quotation that is open.
struct Open {
    index: usize,
    mark: Mark,
    /// Whether the row of its own family holds the mark that closes it.
    has_partner: bool,
}

/// The second step. The stack is never deeper than all families' deepest nesting together
/// ([`labels::DEEPEST`]), so that looking through it takes constant time.
struct Assembler<'a> {
    tokens: &'a [Token],
    quotations: Vec<Quotation>,
    stack: Vec<Open>,
}

impl Assembler<'_> {
    fn read(&mut self, marks: &[Placed], paragraph: Range<usize>) {
        self.stack.clear();
        for placed in marks {
            match placed.label {
                Label::Open { has_partner } => self.open(placed, has_partner),
                Label::Close => self.close(placed),
                Label::None => {}
            }
        }
        while let Some(open) = self.stack.pop() {
            self.end(open.index, paragraph.end);
        }
    }

    fn open(&mut self, placed: &Placed, has_partner: bool) {
        let span = self.tokens[placed.token].span;
        let parent = self.stack.last().map(|open| open.index);
        self.stack.push(Open {
            index: self.quotations.len(),
            mark: placed.mark,
            has_partner,
        });
        self.quotations.push(Quotation {
            open: placed.token,
            close: None,
            span,
            inner: Span::new(span.end, span.end),
            parent,
            continues: None,
            continued: false,
        });
    }

    /// Closes the innermost quotation of the mark's family, or one that would stay open otherwise. A
    /// mark that closes nothing is passed over.
    fn close(&mut self, placed: &Placed) {
        let same = |open: &Open| {
            open.mark.family == placed.mark.family && open.mark.level == placed.mark.level
        };
        let mixed = |open: &Open| !open.has_partner && open.mark.level == placed.mark.level;
        let Some(depth) = self
            .stack
            .iter()
            .rposition(same)
            .or_else(|| self.stack.iter().rposition(mixed))
        else {
            return;
        };
        for open in self.stack.split_off(depth + 1).into_iter().rev() {
            self.end(open.index, placed.token);
        }
        if let Some(open) = self.stack.pop() {
            self.quotations[open.index].close = Some(placed.token);
            self.end(open.index, placed.token);
        }
    }

    /// Sets the spans of a quotation whose inside ends before token `end`.
    fn end(&mut self, open: usize, end: usize) {
        let quotation = &mut self.quotations[open];
        let mark = self.tokens[quotation.open].span;
        quotation.inner = match end - quotation.open {
            1 => Span::new(mark.end, mark.end),
            _ => {
                let first = self.tokens[quotation.open + 1].span.start;
                Span::new(first, self.tokens[end - 1].span.end)
            }
        };
        let last = quotation
            .close
            .map_or(quotation.inner.end, |close| self.tokens[close].span.end);
        quotation.span = Span::new(mark.start, last);
    }

    /// Joins the first quotation of a paragraph to the open one of the paragraph before.
    fn join(
        &mut self,
        before: Option<(usize, Mark)>,
        first: usize,
        marks: &[Placed],
        start: usize,
    ) {
        let (Some((before, mark)), Some(opening)) = (before, marks.first()) else {
            return;
        };
        let Some(quotation) = self.quotations.get_mut(first).filter(|q| q.open == start) else {
            return;
        };
        if opening.mark.family == mark.family && opening.mark.level == mark.level {
            quotation.continues = Some(before);
            self.quotations[before].continued = true;
        }
    }

    /// The outermost quotation of the paragraph that begins with quotation `first` which is still open
    /// at its end, and its mark.
    fn unclosed_since(&self, first: usize, marks: &[Placed]) -> Option<(usize, Mark)> {
        let outermost = self.quotations[first..]
            .iter()
            .rposition(|q| q.parent.is_none())?;
        let quotation = &self.quotations[first + outermost];
        if quotation.close.is_some() {
            return None;
        }
        let placed = marks
            .binary_search_by_key(&quotation.open, |placed| placed.token)
            .ok()?;
        Some((first + outermost, marks[placed].mark))
    }
}

#[cfg(test)]
mod tests {
    use crate::text::Text;

    /// Each quotation as it stands, an unclosed one with `~` behind it, one that stands in another
    /// with `>` before it.
    fn zones(original: &str) -> Vec<String> {
        let text = Text::new(original);
        let show = |q: &super::Quotation| {
            let nested = if q.parent.is_some() { ">" } else { "" };
            let unclosed = if q.close.is_none() { "~" } else { "" };
            format!("{nested}{}{unclosed}", text.slice(q.span))
        };
        text.quotations().iter().map(show).collect()
    }

    #[test]
    fn pairs() {
        for (original, expected) in [
            ("قال «نعم» ثم «لا»", vec!["«نعم»", "«لا»"]),
            ("قال \"نعم\" ثم \"لا\"", vec!["\"نعم\"", "\"لا\""]),
            ("قال: 'نعم' ومضى", vec!["'نعم'"]),
            (
                "قال «إن \"الجسر\" آمن» اليوم",
                vec!["«إن \"الجسر\" آمن»", ">\"الجسر\""],
            ),
            ("قال «\"الجسر\" آمن»", vec!["«\"الجسر\" آمن»", ">\"الجسر\""]),
            ("«قال «نعم» أمس»", vec!["«قال «نعم» أمس»", ">«نعم»"]),
            ("", vec![]),
        ] {
            assert_eq!(zones(original), expected, "{original}");
        }
    }

    #[test]
    fn straight_marks_with_stray_spaces() {
        for (original, expected) in [
            ("قال \" لدى كل واحد رأي\"", vec!["\" لدى كل واحد رأي\""]),
            ("قال \"نعم \"", vec!["\"نعم \""]),
            ("قال \" نعم \" وأضاف \" لا \"", vec!["\" نعم \"", "\" لا \""]),
            ("\"نعم \"وأضاف \"لا\"", vec!["\"نعم \"", "\"لا\""]),
            ("قال\"نعم\"وأضاف", vec!["\"نعم\""]),
            ("و\"نعم\" بـ\"الجسر\"", vec!["\"نعم\"", "\"الجسر\""]),
            (
                "\"قال \"نعم\" ومضى\"",
                vec!["\"قال \"نعم\" ومضى\"", ">\"نعم\""],
            ),
        ] {
            assert_eq!(zones(original), expected, "{original}");
        }
    }

    #[test]
    fn marks_that_do_not_match() {
        for (original, expected) in [
            ("قال «نعم\" ومضى", vec!["«نعم\""]),
            ("قال \"نعم» ومضى", vec!["\"نعم»"]),
            ("قال ”نعم“ ثم “لا”", vec!["”نعم“", "“لا”"]),
            ("قال ”نعم” ومضى", vec!["”نعم”"]),
            ("قال ’نعم‘ ومضى", vec!["’نعم‘"]),
            ("قال »نعم« ومضى", vec!["»نعم«"]),
            ("قال „نعم“ ومضى", vec!["„نعم“"]),
            ("نعم» ومضى", vec![]),
            ("قال نعم\" ومضى", vec![]),
            ("قال «نعم ومضى\nثم عاد", vec!["«نعم ومضى~"]),
            ("قال «نعم \"لا» ومضى\" اليوم", vec!["«نعم \"لا»", ">\"لا~"]),
            ("قال «", vec![]),
            ("نظام “الجسر 10″ وقال “نعم”", vec!["“الجسر 10″", "“نعم”"]),
            ("قال ″نعم″ ومضى", vec!["″نعم″"]),
            ("«»", vec!["«»"]),
        ] {
            assert_eq!(zones(original), expected, "{original}");
        }
    }

    #[test]
    fn not_every_mark_is_a_quotation_mark() {
        for (original, expected) in [
            ("شاشة 55\" جديدة وقال \"نعم\"", vec!["\"نعم\""]),
            ("شاشة 55″ جديدة", vec![]),
            ("سجل في الدقيقة 90' هدفا", vec![]),
            ("فيلم The workers' Day في القاعة", vec![]),
            ("كتاب ‘Abd al-Salam في السوق", vec![]),
            ("don't Côte d'Ivoire it’s", vec![]),
        ] {
            assert_eq!(zones(original), expected, "{original}");
        }
    }

    #[test]
    fn quotations_over_paragraphs() {
        let text = Text::new("قال: «الجسر آمن.\n«ولن نغلقه.\n«أبدا». ومضى\n«نعم»");
        let joined: Vec<_> = text
            .quotations()
            .iter()
            .map(|q| (q.continues, q.continued, q.close.is_some()))
            .collect();
        assert_eq!(
            joined,
            [
                (None, true, false),
                (Some(0), true, false),
                (Some(1), false, true),
                (None, false, true)
            ]
        );
    }

    #[test]
    fn innermost_quotation_of_a_token() {
        let text = Text::new("قال «إن \"الجسر\" آمن» اليوم");
        let of: Vec<_> = (0..text.tokens().len())
            .map(|i| text.quotation_of(i))
            .collect();
        assert_eq!(
            of,
            [
                None,
                Some(0),
                Some(0),
                Some(1),
                Some(1),
                Some(1),
                Some(0),
                Some(0),
                None
            ]
        );
    }

    #[test]
    fn millions_of_marks_take_moments() {
        for mark in [
            "\"",
            "«",
            "»",
            "'\"",
            "« \" “ ",
            "ـ\"",
            "د. \"",
            "ا.",
            "\"\n",
        ] {
            let text = Text::new(mark.repeat(300_000));
            assert!(text.quotations().len() <= text.tokens().len());
        }
    }
}
