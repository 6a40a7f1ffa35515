//! How far a figure can be trusted.

use crate::figures::{Counts, Figure};
use crate::rng::SplitMix64;

const DRAWS: usize = 1000;
const SEED: u64 = 2026;

/// An interval of F1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Interval {
    /// The 2.5th percentile.
    pub low: f64,
    /// The 97.5th percentile.
    pub high: f64,
}

/// The 95% percentile-bootstrap intervals (Efron, 1979) of every figure's F1, in the order of
/// [`Figure::ALL`]. Whole reports are drawn, because errors within one report hang together.
pub fn intervals(reports: &[Counts]) -> [Interval; Figure::ALL.len()] {
    let mut rng = SplitMix64::new(SEED);
    let draws: Vec<Counts> = (0..DRAWS)
        .map(|_| Counts::sum((0..reports.len()).map(|_| &reports[rng.below(reports.len())])))
        .collect();
    Figure::ALL.map(|figure| {
        let mut f1: Vec<f64> = draws.iter().map(|draw| draw[figure].f1()).collect();
        f1.sort_by(f64::total_cmp);
        Interval {
            low: f1[DRAWS * 25 / 1000],
            high: f1[DRAWS * 975 / 1000],
        }
    })
}

/// The 95% percentile-bootstrap interval of the difference of a figure's F1, `second` less `first`, of
/// two readings of the same reports; each draw takes the same reports of both.
pub fn difference(first: &[Counts], second: &[Counts], figure: Figure) -> Interval {
    let mut rng = SplitMix64::new(SEED);
    let mut differences: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let drawn: Vec<usize> = first.iter().map(|_| rng.below(first.len())).collect();
            let f1 = |of: &[Counts]| Counts::sum(drawn.iter().map(|&i| &of[i]))[figure].f1();
            f1(second) - f1(first)
        })
        .collect();
    differences.sort_by(f64::total_cmp);
    Interval {
        low: differences[DRAWS * 25 / 1000],
        high: differences[DRAWS * 975 / 1000],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Count;

    #[test]
    fn equal_reports_leave_no_doubt_and_unequal_ones_do() {
        let report = |right| {
            let mut counts = Counts::default();
            counts[Figure::Cue] = Count {
                right,
                predicted: 10,
                gold: 10,
            };
            counts
        };
        let cue = |reports: &[Counts]| intervals(reports)[Figure::Cue as usize];
        assert_eq!(
            cue(&[report(5); 8]),
            Interval {
                low: 0.5,
                high: 0.5
            }
        );
        let mixed = cue(&[report(0), report(10), report(5), report(5)]);
        assert!(mixed.low < 0.5 && mixed.high > 0.5, "{mixed:?}");
        assert_eq!(mixed, cue(&[report(0), report(10), report(5), report(5)]));
    }
    #[test]
    fn the_same_reading_twice_does_not_differ() {
        let report = |right| {
            let mut counts = Counts::default();
            counts[Figure::Cue] = Count {
                right,
                predicted: 10,
                gold: 10,
            };
            counts
        };
        let (worse, better) = ([0, 3, 5].map(report), [1, 5, 5].map(report));
        let none = difference(&worse, &worse, Figure::Cue);
        assert_eq!((none.low, none.high), (0.0, 0.0));
        let gain = difference(&worse, &better, Figure::Cue);
        assert!(gain.low >= 0.0 && gain.high <= 0.2 + 1e-9, "{gain:?}");
    }
}
