//! The laws of a text, on random Unicode, on random strings rich in what Arabic newspapers do to
//! letters and marks, and on real reports where they are at hand.

mod check;

use check::check;
use musnad_report::{Span, Text, clitics, fold::fold, language};
use proptest::prelude::*;
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
