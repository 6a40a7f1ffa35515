//! Pages may write the same words otherwise: gold is carried along exactly, and the engine reads
//! what it read.

mod support {
    pub mod sets;
}

use musnad_eval::robustness::{Variant, rewritten, robustness};
use musnad_eval::set::GoldSet;
use musnad_eval::{Figure, score};
use musnad_read::Engine;
use musnad_report::Span;
use proptest::prelude::*;
use support::sets::present;

/// Variants that look at one character at a time, so that a part is written as it is in the whole.
const BY_LETTER: [Variant; 6] = [
    Variant::NoHamza,
    Variant::NoHamzaAtAll,
    Variant::PersianLetters,
    Variant::StraightQuotes,
    Variant::NoQuotes,
    Variant::DoubledSpaces,
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "قال",
        "أكد",
        "الوزراء",
        "مؤتمر",
        "كل",
        "«نعم»",
        "\"لا\"",
        "“ربما”",
        "»",
        "\"",
        " ",
        "\n",
        "\n\n",
        "،",
        ":",
        "١٢",
        "a",
        "é",
        "😀",
        "َ",
        "ـ",
    ]);
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

fn boundaries(text: &str) -> Vec<usize> {
    (0..=text.len())
        .filter(|&at| text.is_char_boundary(at))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn offsets_lead_forward_from_character_to_character(text in text()) {
        for variant in Variant::ALL {
            let edited = variant.edit(&text);
            let new: Vec<usize> = boundaries(&text)
                .into_iter()
                .map(|at| edited.offsets.new_of(at))
                .collect();
            prop_assert!(new.is_sorted(), "{variant}");
            prop_assert!(new.iter().all(|&at| edited.text.is_char_boundary(at)), "{variant}");
            prop_assert_eq!(new.first(), Some(&0));
            prop_assert_eq!(new.last(), Some(&edited.text.len()));
        }
    }

    #[test]
    fn a_span_leads_to_what_was_written_for_it(text in text(), a: prop::sample::Index, b: prop::sample::Index) {
        let all = boundaries(&text);
        let (a, b) = (all[a.index(all.len())], all[b.index(all.len())]);
        let span = Span::new(a.min(b), a.max(b));
        for variant in BY_LETTER {
            let edited = variant.edit(&text);
            let part = variant.edit(&text[span.range()]).text;
            prop_assert_eq!(&edited.text[edited.offsets.span(span).range()], part, "{}", variant);
        }
    }

    #[test]
    fn what_is_added_can_be_taken_away(text in text()) {
        let without = |text: &str, signs: &str| text.replace(|c| signs.contains(c), "");
        let plain = without(&text, "َـ");
        for (variant, signs) in [
            (Variant::Marks, "\u{64b}\u{64e}\u{64f}\u{650}\u{651}\u{652}"),
            (Variant::Tatweel, "ـ"),
        ] {
            prop_assert_eq!(without(&variant.edit(&plain).text, signs), plain.clone());
        }
    }

    #[test]
    fn a_variant_of_a_variant_is_the_variant(text in text()) {
        let breaks = [Variant::LineAParagraph, Variant::JoinedBody, Variant::JoinedText];
        let doubled = |variant: &Variant| *variant == Variant::DoubledSpaces;
        for variant in BY_LETTER.into_iter().chain(breaks).filter(|v| !doubled(v)) {
            let once = variant.edit(&text).text;
            prop_assert_eq!(&variant.edit(&once).text, &once, "{}", variant);
        }
    }
}

/// `samples`, and `tune` where its articles are.
fn sets() -> Vec<GoldSet> {
    present(&["samples", "tune"])
}

#[test]
fn gold_of_a_variant_against_itself_is_all_right() {
    for doc in sets().iter().flat_map(|set| &set.docs) {
        for variant in Variant::ALL {
            let gold = rewritten(doc, variant).gold;
            assert_eq!(gold.attributions.len(), doc.gold.attributions.len());
            let counts = score(&gold, &gold).counts;
            for figure in Figure::ALL {
                assert_eq!(counts[figure].f1(), 1.0, "{} {variant} {figure}", doc.id);
            }
            let words = |gold: &musnad_eval::resolve::Resolved| -> Vec<usize> {
                gold.attributions
                    .iter()
                    .map(|item| item.words.len())
                    .collect()
            };
            // «بـ«القلعة»» is two words, without the marks one.
            if variant != Variant::NoQuotes {
                assert_eq!(words(&gold), words(&doc.gold), "{} {variant}", doc.id);
            }
        }
    }
}

#[test]
fn the_engine_reads_what_it_read() {
    let engine = Engine::embedded();
    for set in sets() {
        let (plain, falls) = robustness(&engine, &set.docs);
        for fall in falls {
            let variant = fall.variant;
            let by = fall.of(&plain, Figure::Tuple);
            assert!(
                !fall.is_too_far(&plain),
                "{variant}: tuple F1 falls by {by:.3}"
            );
        }
    }
}
