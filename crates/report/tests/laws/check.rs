//! What holds of every text; the fuzz target `text` checks the same.

use musnad_report::{Span, Text, TokenKind, fold::fold, language};
use std::ops::Range;

/// Panics where a law of a text does not hold on this one.
pub fn check(original: &str) {
    let text = Text::new(original);
    assert_eq!(text.as_str(), original);
    tokens_and_gaps_rebuild(&text);
    tokens_map_both_ways(&text);
    partition(&text, text.sentences());
    partition(&text, text.paragraphs());
    paragraphs_hold_sentences(&text);
    quotations_nest(&text);
    assert_eq!(
        fold(original),
        text.folded().as_str(),
        "without the way back"
    );
    assert_eq!(fold(&fold(original)), fold(original), "folding twice");
    language::of(original);
}

fn tokens_and_gaps_rebuild(text: &Text) {
    let mut end = 0;
    let mut rebuilt = String::new();
    for (i, token) in text.tokens().iter().enumerate() {
        assert!(token.span.start >= end && !token.span.is_empty());
        let gap = text.slice(Span::new(end, token.span.start));
        let space = fold(gap).contains(char::is_whitespace);
        assert_eq!(token.space_before, space && i > 0, "{gap:?}");
        assert!(
            fold(gap)
                .trim_matches(|c: char| c.is_whitespace() || c == '-')
                .is_empty(),
            "{gap:?}"
        );
        rebuilt.push_str(gap);
        rebuilt.push_str(text.surface(i));
        end = token.span.end;
    }
    rebuilt.push_str(text.slice(Span::new(end, text.as_str().len())));
    assert_eq!(rebuilt, text.as_str());
}

fn tokens_map_both_ways(text: &Text) {
    for (i, token) in text.tokens().iter().enumerate() {
        assert!(!token.folded.is_empty());
        assert_eq!(
            text.folded().to_original(token.folded),
            token.span,
            "token {i}"
        );
        assert!(
            text.folded().to_folded(token.span).contains(token.folded),
            "token {i}"
        );
        assert_eq!(text.token_at(token.span.start), Some(i));
        assert_eq!(text.token_at(token.span.end - 1), Some(i));
        assert_eq!(text.tokens_in(token.span), i..i + 1);
        assert_eq!(text.span_of(i..i + 1), token.span);
        if token.kind == TokenKind::Word && token.is_arabic() {
            assert!(!text.word(i).contains(['ـ', 'أ', 'ى', '\u{64e}']));
        }
    }
}

fn partition(text: &Text, ranges: &[Range<usize>]) {
    let mut at = 0;
    for range in ranges {
        assert_eq!(range.start, at);
        assert!(range.end > range.start);
        at = range.end;
    }
    assert_eq!(at, text.tokens().len());
}

fn paragraphs_hold_sentences(text: &Text) {
    for (i, sentence) in text.sentences().iter().enumerate() {
        let paragraph = &text.paragraphs()[text.paragraph_of(sentence.start)];
        assert!(paragraph.start <= sentence.start && sentence.end <= paragraph.end);
        assert_eq!(
            (
                text.sentence_of(sentence.start),
                text.sentence_of(sentence.end - 1)
            ),
            (i, i)
        );
    }
    for paragraph in text.paragraphs() {
        assert!(!fold(text.slice(text.span_of(paragraph.clone()))).contains('\n'));
    }
}

fn quotations_nest(text: &Text) {
    let all = text.quotations();
    for (i, q) in all.iter().enumerate() {
        assert!(text.get(q.span).is_some() && text.get(q.inner).is_some());
        assert!(q.span.contains(q.inner), "{q:?}");
        assert_eq!(q.span.start, text.tokens()[q.open].span.start);
        let last = text.tokens_in(q.span).end - 1;
        assert_eq!(text.paragraph_of(q.open), text.paragraph_of(last));
        match q.close {
            Some(close) => assert_eq!(close, last),
            None => assert!(q.span.end == q.inner.end),
        }
        assert!(i == 0 || all[i - 1].open < q.open);
        if let Some(parent) = q.parent {
            assert!(
                parent < i && all[parent].inner.contains(q.span),
                "{q:?} in {:?}",
                all[parent]
            );
        }
        for other in &all[..i] {
            assert!(!other.span.overlaps(q.span) || other.span.contains(q.span));
        }
        if let Some(before) = q.continues {
            assert!(all[before].continued && all[before].close.is_none());
            assert_eq!(
                text.paragraph_of(all[before].open) + 1,
                text.paragraph_of(q.open)
            );
        }
        assert_eq!(
            q.continued,
            all.iter().any(|other| other.continues == Some(i))
        );
    }
    for token in 0..text.tokens().len() {
        let span = text.tokens()[token].span;
        let innermost = all.iter().rposition(|q| q.span.contains(span));
        assert_eq!(text.quotation_of(token), innermost, "token {token}");
    }
}
