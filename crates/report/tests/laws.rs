//! The laws of a text, on random Unicode, on random strings rich in what Arabic newspapers do to
//! letters and marks, and on real reports where they are at hand.

use musnad_report::{Span, Text, TokenKind, clitics, fold::fold, language};
use proptest::prelude::*;
use std::ops::Range;
use std::path::PathBuf;

/// Pieces of which hostile Arabic is made.
const PIECES: [&str; 60] = [
    "قال",
    "الجسر",
    "أُ",
    "إ",
    "ب",
    "و",
    "د.",
    "أ.ف.ب",
    ".",
    "..",
    "…",
    "،",
    "؛",
    "؟",
    "!",
    ":",
    "(",
    ")",
    "«",
    "»",
    "“",
    "”",
    "„",
    "\"",
    "″",
    "'",
    "’",
    "‘",
    "`",
    "‹",
    "›",
    "「",
    "」",
    " ",
    " ",
    " ",
    " ",
    "\n",
    "\r\n",
    "\u{a0}",
    "\u{2029}",
    "ـ",
    "ــ",
    "\u{64e}",
    "\u{651}",
    "\u{654}",
    "\u{200c}",
    "\u{200f}",
    "\u{feff}",
    "ﻻ",
    "ﷲ",
    "ﷺ",
    "ﹷ",
    "٢٠",
    "۳٫۵",
    "7",
    "T-4",
    "d'Or",
    "İ",
    "\u{1F600}",
];

fn arabic_like() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..80)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn laws_hold_on_any_unicode(original in any::<String>()) {
        check(&original);
    }

    #[test]
    fn laws_hold_on_arabic_letters_and_marks(original in "[\u{600}-\u{6ff}\u{fb50}-\u{feff} \"«».]{0,60}") {
        check(&original);
    }

    #[test]
    fn laws_hold_on_hostile_arabic(original in arabic_like()) {
        check(&original);
    }

    #[test]
    fn any_span_folds_there_and_back(original in arabic_like(), a in 0..400_usize, b in 0..400_usize) {
        let text = Text::new(original.as_str());
        let span = Span::new(a.min(b), a.max(b));
        let there = text.folded().to_folded(span);
        prop_assert!(text.folded().as_str().get(there.range()).is_some());
        let back = text.folded().to_original(there);
        // What is lost at the ends folds to nothing.
        let whole = span.start.min(original.len())..span.end.min(original.len());
        if let (Some(words), true) = (original.get(whole.clone()), !there.is_empty()) {
            let before = &original[whole.start..whole.end.min(back.start.max(whole.start))];
            let after = &original[back.end.clamp(whole.start, whole.end)..whole.end];
            prop_assert!(vanishes(before) && vanishes(after), "{words:?}: {before:?} {after:?}");
        }
        let from_folded = text.folded().to_original(span);
        prop_assert!(text.get(from_folded).is_some());
        // An empty place inside a letter moves to the letter's start; any other is held.
        let again = text.folded().to_folded(from_folded);
        let end = text.folded().as_str().len();
        let asked = Span::new(span.start.min(end), span.end.min(end));
        prop_assert!(asked.is_empty() || again.contains(asked));
    }

    #[test]
    fn foreign_spans_never_fail(original in arabic_like(), a in 0..400_usize, b in 0..400_usize) {
        let text = Text::new(original);
        let span = Span::new(a.min(b), a.max(b));
        prop_assert!(text.tokens_in(span).end <= text.tokens().len());
        prop_assert!(text.get(text.span_of(span.range())).is_some());
        text.token_at(a);
        text.sub_sentences(span.range());
        prop_assert_eq!(text.quotation_of(text.tokens().len() + a), None);
    }

    #[test]
    fn splits_put_together_are_the_word(word in "[وفبكلاسيتنهمجر]{0,12}|\\PC{0,8}") {
        let word = fold(&word);
        let splits = clitics::splits(&word);
        prop_assert!(splits[0].is_whole());
        for split in &splits {
            let pieces = [&split.conjunction, &split.preposition, &split.article, &split.future];
            let mut at = 0;
            for piece in pieces.into_iter().flatten().chain([&split.stem]).chain(&split.enclitic) {
                prop_assert_eq!(piece.start, at);
                prop_assert!(word.get(piece.clone()).is_some());
                at = piece.end;
            }
            prop_assert_eq!(at, word.len());
        }
        for (i, split) in splits.iter().enumerate() {
            prop_assert!(!splits[..i].contains(split), "twice: {split:?}");
        }
    }
}

/// Whether nothing of `words` is left when they are folded, or only a gap.
fn vanishes(words: &str) -> bool {
    fold(words)
        .trim_matches(|c: char| c == '-' && words.contains('ـ'))
        .is_empty()
}

fn check(original: &str) {
    let text = Text::new(original);
    assert_eq!(text.as_str(), original);
    tokens_and_gaps_rebuild(&text);
    tokens_map_both_ways(&text);
    partition(&text, text.sentences());
    partition(&text, text.paragraphs());
    paragraphs_hold_sentences(&text);
    quotations_nest(&text);
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

#[test]
fn laws_hold_on_real_reports() {
    let shared = std::env::var_os("MUSNAD_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    for folder in ["seeds", "gold/seeds", "gold/dev", "gold/chain"] {
        let Ok(entries) = std::fs::read_dir(shared.join(folder)) else {
            println!("skipped: no {folder} in the shared folder");
            continue;
        };
        let texts = entries.filter_map(Result::ok).map(|entry| entry.path());
        for path in texts.filter(|path| path.extension().is_some_and(|e| e == "txt")) {
            let original = std::fs::read_to_string(&path).expect("a readable text");
            check(&original);
            assert!(language::of(&original).is_arabic(), "{}", path.display());
        }
    }
}
