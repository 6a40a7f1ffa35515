//! A text with everything that is counted on top of it.

use crate::fold::Folded;
use crate::quotations::{self, Quotation};
use crate::sentences;
use crate::span::Span;
use crate::tokens::{self, Token};
use std::ops::Range;

/// The text of a report: original, folded view, tokens, sentences, paragraphs, quotation zones.
///
/// Making one never fails and takes time in proportion to the length, whatever the text.
///
/// ```
/// use musnad_report::Text;
///
/// let text = Text::new("أعلنت البلدية إغلاق الجسر.\nوقال د. سامي الحلو: \"لا خطر\".");
/// assert_eq!(text.paragraphs().len(), 2);
/// assert_eq!(text.sentences().len(), 2);
/// let second = text.sentences()[1].clone();
/// assert_eq!(text.slice(text.span_of(second)), "وقال د. سامي الحلو: \"لا خطر\".");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    original: String,
    folded: Folded,
    tokens: Vec<Token>,
    paragraphs: Vec<Range<usize>>,
    sentences: Vec<Range<usize>>,
    quotations: Vec<Quotation>,
}

impl Text {
    /// Reads a text.
    pub fn new(original: impl Into<String>) -> Text {
        let original = original.into();
        let folded = Folded::new(&original);
        let (tokens, starts) = tokens::tokens(&folded);
        let ends = starts.iter().skip(1).copied().chain([tokens.len()]);
        let paragraphs: Vec<_> = starts
            .iter()
            .zip(ends)
            .map(|(&start, end)| start..end)
            .collect();
        let quotations = quotations::quotations(&original, &folded, &tokens, &paragraphs);
        let sentences = sentences::sentences(&folded, &tokens, &paragraphs, &quotations);
        Text {
            original,
            folded,
            tokens,
            paragraphs,
            sentences,
            quotations,
        }
    }

    /// The original, untouched.
    pub fn as_str(&self) -> &str {
        &self.original
    }

    /// The words at `span`, for spans that this text made.
    ///
    /// # Panics
    /// If `span` reaches beyond the text or cuts a character, as slicing a `str` does. For spans that
    /// came from elsewhere there is [`Text::get`].
    pub fn slice(&self, span: Span) -> &str {
        &self.original[span.range()]
    }

    /// The words at `span`, or `None` if it reaches beyond the text or cuts a character.
    pub fn get(&self, span: Span) -> Option<&str> {
        self.original.get(span.range())
    }

    /// The folded view.
    pub fn folded(&self) -> &Folded {
        &self.folded
    }

    /// All tokens, in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The folded form of token `i`.
    ///
    /// # Panics
    /// If there is no such token, as indexing a slice does.
    pub fn word(&self, i: usize) -> &str {
        &self.folded.as_str()[self.tokens[i].folded.range()]
    }

    /// Token `i` as it is written.
    ///
    /// # Panics
    /// If there is no such token, as indexing a slice does.
    pub fn surface(&self, i: usize) -> &str {
        &self.original[self.tokens[i].span.range()]
    }

    /// From the first byte of the first of `tokens` to the last byte of the last; for an empty range
    /// the empty place before the token with which it begins, or the text's end.
    pub fn span_of(&self, tokens: Range<usize>) -> Span {
        let end_of_text = self.original.len();
        let start = self
            .tokens
            .get(tokens.start)
            .map_or(end_of_text, |t| t.span.start);
        let last = tokens.end.min(self.tokens.len());
        if last <= tokens.start {
            return Span::new(start, start);
        }
        Span::new(start, self.tokens[last - 1].span.end)
    }

    /// The token that holds the byte `at` of the original; `None` between two tokens.
    pub fn token_at(&self, at: usize) -> Option<usize> {
        let i = self.tokens.partition_point(|t| t.span.end <= at);
        (self.tokens.get(i)?.span.start <= at).then_some(i)
    }

    /// The tokens of which at least one byte lies in `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.end <= span.start);
        let end = self.tokens.partition_point(|t| t.span.start < span.end);
        start..end.max(start)
    }

    /// Sentences as ranges of tokens: in order, covering all tokens, none across a paragraph's end.
    ///
    /// They end at «.», «!», «؟», but not inside a quotation (see [`Text::sub_sentences`]), an
    /// abbreviation or a number. «؛» and «…» end none.
    pub fn sentences(&self) -> &[Range<usize>] {
        &self.sentences
    }

    /// The sentences inside a range of tokens, such as a long quotation: as [`Text::sentences`], but
    /// quotation marks hold nothing together.
    pub fn sub_sentences(&self, tokens: Range<usize>) -> Vec<Range<usize>> {
        let end = tokens.end.min(self.tokens.len());
        let inside = tokens.start.min(end)..end;
        sentences::sentences(&self.folded, &self.tokens, &[inside], &[])
    }

    /// Paragraphs as ranges of tokens: in order, covering all tokens. A line break ends a paragraph;
    /// blank lines make none.
    pub fn paragraphs(&self) -> &[Range<usize>] {
        &self.paragraphs
    }

    /// The sentence in which a token stands (0 in a text without tokens).
    pub fn sentence_of(&self, token: usize) -> usize {
        range_of(&self.sentences, token)
    }

    /// The paragraph in which a token stands (0 in a text without tokens).
    pub fn paragraph_of(&self, token: usize) -> usize {
        range_of(&self.paragraphs, token)
    }

    /// Quotation zones, in the order of their opening marks.
    pub fn quotations(&self) -> &[Quotation] {
        &self.quotations
    }

    /// The innermost quotation in which a token stands; its marks stand in it.
    pub fn quotation_of(&self, token: usize) -> Option<usize> {
        let at = self.tokens.get(token)?.span.start;
        let mut candidate = self
            .quotations
            .partition_point(|q| q.open <= token)
            .checked_sub(1);
        while let Some(i) = candidate {
            if at < self.quotations[i].span.end {
                return Some(i);
            }
            candidate = self.quotations[i].parent;
        }
        None
    }
}

fn range_of(ranges: &[Range<usize>], token: usize) -> usize {
    ranges
        .partition_point(|r| r.start <= token)
        .saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surfaces(original: &str) -> Vec<String> {
        let text = Text::new(original);
        (0..text.tokens().len())
            .map(|i| text.surface(i).to_owned())
            .collect()
    }

    fn sentences(original: &str) -> Vec<String> {
        let text = Text::new(original);
        let span = |range: &Range<usize>| text.slice(text.span_of(range.clone())).to_owned();
        text.sentences().iter().map(span).collect()
    }

    #[test]
    fn words_keep_what_belongs_inside() {
        for (original, expected) in [
            ("قالت (أ.ف.ب).", vec!["قالت", "(", "أ.ف.ب", ")", "."]),
            ("قال د. سامي", vec!["قال", "د.", "سامي"]),
            ("«أ.b»", vec!["«", "أ.", "b", "»"]),
            ("في الفقرة د.", vec!["في", "الفقرة", "د", "."]),
            (
                "عام 1436 هـ. وأضاف",
                vec!["عام", "1436", "هـ", ".", "وأضاف"],
            ),
            ("06:35 3.5 1,200 ٣٫٥", vec!["06:35", "3.5", "1,200", "٣٫٥"]),
            (
                "T-4 e-mail don't d'Ivoire T4",
                vec!["T-4", "e-mail", "don't", "d'Ivoire", "T4"],
            ),
            (
                "قطري-تركي عام2015م",
                vec!["قطري", "-", "تركي", "عام", "2015", "م"],
            ),
            ("نعم... لا.. ثم…", vec!["نعم", "...", "لا", "..", "ثم", "…"]),
            ("قال.وأضاف", vec!["قال", ".", "وأضاف"]),
            ("قــال ـ كِتابٌ", vec!["قــال", "ـ", "كِتابٌ"]),
            ("55%", vec!["55", "%"]),
        ] {
            assert_eq!(surfaces(original), expected, "{original}");
        }
    }

    #[test]
    fn sentences_of_newswire() {
        for (original, expected) in [
            (
                "أعلن د. سامي ذلك. وأضاف",
                vec!["أعلن د. سامي ذلك.", "وأضاف"],
            ),
            ("متى؟! لا أحد يعلم", vec!["متى؟!", "لا أحد يعلم"]),
            (
                "أغلق الجسر.. ثم فتح؛ هكذا… قيل",
                vec!["أغلق الجسر.. ثم فتح؛ هكذا… قيل"],
            ),
            (
                "سطر أول\nسطر ثان\n\nثالث",
                vec!["سطر أول", "سطر ثان", "ثالث"],
            ),
            (
                "قال «نعم. لا. ربما» ومضى. ثم عاد",
                vec!["قال «نعم. لا. ربما» ومضى.", "ثم عاد"],
            ),
            (
                "قال «لن نغلقه.» وأضاف «أبدا»",
                vec!["قال «لن نغلقه.»", "وأضاف «أبدا»"],
            ),
            ("لن نغلقه.\" وأضاف", vec!["لن نغلقه.\"", "وأضاف"]),
            ("1. إغلاق الجسر. 2. فتحه", vec!["1. إغلاق الجسر.", "2. فتحه"]),
            (
                "قال «لن نغلقه. نعم\nعاد. ومضى",
                vec!["قال «لن نغلقه. نعم", "عاد.", "ومضى"],
            ),
        ] {
            assert_eq!(sentences(original), expected, "{original}");
        }
    }

    #[test]
    fn sub_sentences_see_into_quotations() {
        let text = Text::new("قال «نعم. لا. ربما» ومضى.");
        assert_eq!(text.sub_sentences(0..text.tokens().len()).len(), 3);
        assert_eq!(text.sub_sentences(900..902), []);
    }

    #[test]
    fn places_are_found_from_both_sides() {
        let text = Text::new("قال الوزير\nنعم");
        assert_eq!(text.token_at(0), Some(0));
        assert_eq!(text.token_at(6), None, "a space");
        assert_eq!(text.tokens_in(Span::new(5, 8)), 0..2);
        assert_eq!(text.tokens_in(Span::new(6, 6)), 1..1);
        assert_eq!(text.slice(text.span_of(0..2)), "قال الوزير");
        assert!(text.span_of(3..9).is_empty());
        assert_eq!((text.paragraph_of(1), text.paragraph_of(2)), (0, 1));
        assert_eq!(text.get(Span::new(1, 2)), None, "inside a letter");
        assert!(!text.tokens()[0].space_before && text.tokens()[2].space_before);
    }
}
