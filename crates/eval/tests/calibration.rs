//! What a reading says of how sure it is can be taken at its word.

mod support {
    pub mod sets;
}

use musnad_eval::Figure;
use musnad_eval::calibration::{BINS, Judged, equal_mass, error_of_chance, expected_error, judged};
use musnad_eval::reader::outcomes;
use musnad_read::Engine;
use std::collections::BTreeMap;
use support::sets::present;

/// How much worse than chance makes them all probabilities of a figure may be.
const ALLOWED: f64 = 0.05;
/// With fewer cases, chance alone may say anything.
const ENOUGH: usize = 100;

#[test]
fn probabilities_are_what_they_say() {
    let engine = Engine::embedded();
    let mut figures: BTreeMap<Figure, Vec<Judged>> = BTreeMap::new();
    for set in present(&["samples", "tune", "dev"]) {
        for (doc, outcome) in set.docs.iter().zip(outcomes(&engine, &set.docs)) {
            for (figure, case) in judged(&outcome.predicted, &doc.gold) {
                figures.entry(figure).or_default().push(case);
            }
        }
    }
    assert!(figures.contains_key(&Figure::Tuple) && figures.contains_key(&Figure::Who));
    for (figure, cases) in figures.into_iter().filter(|(_, c)| c.len() >= ENOUGH) {
        let bins = equal_mass(&cases, BINS);
        let (error, chance) = (expected_error(&bins), error_of_chance(&bins));
        assert!(
            error <= chance + ALLOWED,
            "{figure}: {error:.3}, by chance {chance:.3}"
        );
    }
}
