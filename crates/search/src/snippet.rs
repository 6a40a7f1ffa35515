//! The piece of a text that shows best what was found in it.

use musnad_report::{Span, Text};
use std::collections::HashSet;
use std::ops::Range;

/// A piece of a text and what was found in it. All spans are bytes of the text, so that a page marks
/// them in the original and breaks no word's joined letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The piece: whole words, within one paragraph.
    pub span: Span,
    /// The hits that lie in it.
    pub hits: Vec<Span>,
    /// Whether its first sentence begins before it.
    pub cut_before: bool,
    /// Whether its last sentence goes on after it.
    pub cut_after: bool,
}

/// The piece of `text`, of about `width` characters at most, in which most different words of `hits`
/// stand; where several have as many, the one with more hits, then the first. It begins with a
/// sentence where that leaves room for a hit. Without hits it is the text's beginning. `hits` are as
/// [`Query::hits`](crate::Query::hits) gives them: in order.
pub fn snippet(text: &Text, hits: &[Span], width: usize) -> Snippet {
    let starts = hits.iter().filter_map(|hit| text.token_at(hit.start));
    let windows = starts.map(|token| window(text, first_token(text, token, width), width));
    let mut best: Option<(Score, Range<usize>)> = None;
    for tokens in windows {
        let score = score(text, text.span_of(tokens.clone()), hits);
        if best.as_ref().is_none_or(|(old, _)| score > *old) {
            best = Some((score, tokens));
        }
    }
    let tokens = best.map_or_else(|| window(text, 0, width), |(_, tokens)| tokens);
    let span = text.span_of(tokens.clone());
    let inside = hits_in(hits, span);
    let sentence = |token: usize| text.sentences()[text.sentence_of(token)].clone();
    let is_empty = tokens.is_empty();
    Snippet {
        span,
        hits: hits[inside].to_vec(),
        cut_before: !is_empty && sentence(tokens.start).start < tokens.start,
        cut_after: !is_empty && sentence(tokens.end - 1).end > tokens.end,
    }
}

/// Different words, then hits.
type Score = (usize, usize);

fn score(text: &Text, span: Span, hits: &[Span]) -> Score {
    let inside = hits_in(hits, span);
    let words: HashSet<&str> = hits[inside.clone()]
        .iter()
        .filter_map(|hit| text.token_at(hit.start))
        .map(|token| text.word(token))
        .collect();
    (words.len(), inside.len())
}

fn hits_in(hits: &[Span], span: Span) -> Range<usize> {
    let start = hits.partition_point(|hit| hit.start < span.start);
    let end = hits.partition_point(|hit| hit.end <= span.end);
    start..end.max(start)
}

/// Where a piece that shows `token` begins: with its sentence, or, where that is too far, a quarter
/// of the width before it.
fn first_token(text: &Text, token: usize, width: usize) -> usize {
    let sentence = text.sentences()[text.sentence_of(token)].start;
    let end = text.tokens()[token].span.end;
    let chars = |from: usize| characters(text, Span::new(text.tokens()[from].span.start, end));
    // A character has a byte at least, four at most: no need to count what is plainly too far.
    let near = |from: usize| end - text.tokens()[from].span.start <= 4 * width;
    if near(sentence) && chars(sentence) <= width * 3 / 4 {
        return sentence;
    }
    let back = |&from: &usize| near(from) && chars(from) <= width / 4;
    (sentence..token)
        .rev()
        .take_while(back)
        .last()
        .unwrap_or(token)
}

/// As many tokens from `first` on as `width` and the paragraph allow, one at least.
fn window(text: &Text, first: usize, width: usize) -> Range<usize> {
    let Some(paragraph) = text.paragraphs().get(text.paragraph_of(first)) else {
        return 0..0;
    };
    let mut end = (first + 1).min(paragraph.end);
    let mut length = characters(text, text.span_of(first..end));
    while end < paragraph.end {
        let before = text.tokens()[end - 1].span.end;
        length += characters(text, Span::new(before, text.tokens()[end].span.end));
        if length > width {
            break;
        }
        end += 1;
    }
    first..end
}

fn characters(text: &Text, span: Span) -> usize {
    text.slice(span).chars().count()
}
