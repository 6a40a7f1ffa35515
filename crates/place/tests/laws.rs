//! Laws of choosing places.

use musnad_place::{Clues, Gazetteer, choose, key};
use proptest::prelude::*;

/// Names, generic words, what is attached to them, and anything else.
fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "حلب",
            "الرياض",
            "محافظة",
            "مدينة",
            "وبدمشق",
            "للرقة",
            "طرابلس",
            "لبنان",
            "البحر",
            "السلام",
        ])
        .prop_map(str::to_owned),
        "[ا-ي]{1,8}",
        ".{0,6}",
    ];
    prop::collection::vec(piece, 1..4).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #[test]
    fn every_mention_has_its_answer_and_every_answer_its_probability(mentions in prop::collection::vec(words(), 0..8)) {
        let named: Vec<&str> = mentions.iter().map(String::as_str).collect();
        let choices = choose(Gazetteer::embedded(), &named, &Clues::default());
        prop_assert_eq!(choices.len(), named.len());
        for choice in choices.into_iter().flatten() {
            prop_assert!(choice.probability > 0.0 && choice.probability <= 1.0);
            prop_assert!(choice.rivals.iter().all(|r| r.id != choice.place.id));
            prop_assert!((-90.0..=90.0).contains(&choice.place.latitude));
            prop_assert!((-180.0..=180.0).contains(&choice.place.longitude));
        }
    }

    #[test]
    fn a_key_is_its_own_key(name in ".{0,20}") {
        let once = key(&name);
        prop_assert!(!once.contains("  "));
        prop_assert_eq!(once.trim(), once.as_str());
    }

    #[test]
    fn marks_on_letters_do_not_matter(name in "[ا-ي]{2,9}") {
        let marked: String = name.chars().flat_map(|c| [c, '\u{64e}']).collect();
        prop_assert_eq!(key(&marked), key(&name));
    }
}
