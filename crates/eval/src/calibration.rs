//! How far probabilities can be taken at their word: of what is given with 0.8, four in five should
//! be right.
//!
//! The expected calibration error is the mean, weighted by the number of cases, of the distance
//! between mean probability and share of right cases in each of a number of bins, which are of equal
//! width (Naeini, Cooper and Hauskrecht, 2015) or of equal mass (Nguyen and O'Connor, 2015).

use crate::figures::Figure;
use crate::resolve::Resolved;
use crate::score::{Comparison, PAIR_OVERLAP, counts_in, right_spans};
use std::collections::{BTreeMap, HashSet};

/// How many bins the figures are given for.
pub const BINS: usize = 10;

/// A probability, and whether what it was given for is right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// 0 to 1.
    pub probability: f64,
    /// Whether it is right.
    pub right: bool,
}

/// Cases of like probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// The least probability of a case in it.
    pub low: f64,
    /// The greatest.
    pub high: f64,
    /// How many cases.
    pub cases: usize,
    /// Their mean probability.
    pub mean: f64,
    /// The share of them that is right.
    pub right: f64,
    /// How far that share would be from the mean by chance alone, were every probability perfect: the
    /// mean distance of a sum of independent outcomes from its expectation, by the normal approximation.
    pub chance: f64,
}

/// Bins of equal width, the last one with 1 in it; those without a case are left out.
pub fn equal_width(judged: &[Judged], bins: usize) -> Vec<Bin> {
    let index = |case: &Judged| ((case.probability * bins as f64) as usize).min(bins - 1);
    let mut cases: BTreeMap<usize, Vec<Judged>> = BTreeMap::new();
    for case in judged {
        cases.entry(index(case)).or_default().push(*case);
    }
    cases.values().filter_map(|cases| bin(cases)).collect()
}

/// Bins of as equal numbers of cases as can be, by ascending probability. Cases of one probability
/// are never parted, so that the order in which they came makes no difference; where many are of one
/// probability there are fewer bins.
pub fn equal_mass(judged: &[Judged], bins: usize) -> Vec<Bin> {
    let mut sorted = judged.to_vec();
    sorted.sort_by(|a, b| a.probability.total_cmp(&b.probability));
    let mut out = Vec::new();
    let mut start = 0;
    for k in 1..=bins {
        let mut end = sorted.len() * k / bins;
        while end > start
            && end < sorted.len()
            && sorted[end].probability == sorted[end - 1].probability
        {
            end += 1;
        }
        if end > start {
            out.extend(bin(&sorted[start..end]));
            start = end;
        }
    }
    out
}

fn bin(cases: &[Judged]) -> Option<Bin> {
    let n = cases.len() as f64;
    let variance: f64 = cases
        .iter()
        .map(|c| c.probability * (1.0 - c.probability))
        .sum();
    let probabilities = || cases.iter().map(|case| case.probability);
    Some(Bin {
        low: probabilities().reduce(f64::min)?,
        high: probabilities().reduce(f64::max)?,
        cases: cases.len(),
        mean: probabilities().sum::<f64>() / n,
        right: cases.iter().filter(|case| case.right).count() as f64 / n,
        chance: (2.0 * variance / std::f64::consts::PI).sqrt() / n,
    })
}

/// The expected calibration error of binned cases, 0 to 1; 0 where there is no case.
pub fn expected_error(bins: &[Bin]) -> f64 {
    by_cases(bins, |bin| (bin.mean - bin.right).abs())
}

/// What the expected calibration error of perfect probabilities would be in these bins: so much of it is
/// chance, and the more the fewer cases there are.
pub fn error_of_chance(bins: &[Bin]) -> f64 {
    by_cases(bins, |bin| bin.chance)
}

/// The mean over bins, weighted by their cases.
fn by_cases(bins: &[Bin], of: impl Fn(&Bin) -> f64) -> f64 {
    let cases: usize = bins.iter().map(|bin| bin.cases).sum();
    match cases {
        0 => 0.0,
        _ => {
            bins.iter()
                .map(|bin| bin.cases as f64 * of(bin))
                .sum::<f64>()
                / cases as f64
        }
    }
}

/// The mean squared distance of probability and outcome (Brier, 1950), 0 to 1; 0 where there is no
/// case. It rewards telling right from wrong as well as calibration.
pub fn brier(judged: &[Judged]) -> f64 {
    let squared = |case: &Judged| (case.probability - f64::from(u8::from(case.right))).powi(2);
    match judged.len() {
        0 => 0.0,
        n => judged.iter().map(squared).sum::<f64>() / n as f64,
    }
}

/// A figure for which a prediction counts, and whether it is right there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The place of the prediction among all predictions of its report.
    pub prediction: usize,
    /// The figure.
    pub figure: Figure,
    /// Whether the scorer counts it as right.
    pub right: bool,
}

/// For every prediction the figures in whose precision it counts, and where it is right. Predictions
/// that found optional gold are neither right nor wrong, and left out.
pub fn counted(predicted: &Resolved, gold: &Resolved) -> Vec<Counted> {
    let comparison = Comparison::new(predicted, gold);
    let mut right: HashSet<(usize, Figure)> = HashSet::new();
    for pair in &comparison.pairs {
        let (p, g) = (
            &comparison.predicted[pair.predicted],
            &comparison.gold[pair.gold],
        );
        let mut figures = right_spans(p, g);
        if pair.overlap >= PAIR_OVERLAP {
            figures.extend(comparison.right_fields(p, g));
        }
        if p.origin().cue == g.origin().cue {
            figures.push(Figure::Cue);
        }
        right.extend(figures.into_iter().map(|figure| (pair.predicted, figure)));
    }
    let places = comparison.predicted.iter().zip(&comparison.places);
    let counted = places.enumerate().flat_map(|(i, (item, &prediction))| {
        let figures = Figure::ALL.into_iter().filter(|f| counts_in(item, *f));
        let right = &right;
        figures.map(move |figure| Counted {
            prediction,
            figure,
            right: right.contains(&(i, figure)),
        })
    });
    counted.collect()
}

/// Every probability that a reading gives, by the figure that it is for: that of a whole attribution
/// is for its tuple. It is right where the scorer counts that figure as right.
pub fn judged(predicted: &Resolved, gold: &Resolved) -> Vec<(Figure, Judged)> {
    let judged = counted(predicted, gold).into_iter().filter_map(|case| {
        let probabilities = &predicted.attributions[case.prediction].probabilities;
        let probability = *probabilities.get(&case.figure)?;
        let right = case.right;
        Some((case.figure, Judged { probability, right }))
    });
    judged.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotations::{Annotations, Attribution, Hop, Quote};

    fn cases(cases: &[(f64, bool)]) -> Vec<Judged> {
        let judged = |&(probability, right)| Judged { probability, right };
        cases.iter().map(judged).collect()
    }

    #[test]
    fn bins_of_equal_width_are_counted_by_hand() {
        let judged = cases(&[
            (0.05, false),
            (0.15, true),
            (0.17, false),
            (0.95, true),
            (1.0, true),
        ]);
        let bins = equal_width(&judged, 10);
        let sizes: Vec<usize> = bins.iter().map(|bin| bin.cases).collect();
        assert_eq!(sizes, [1, 2, 2]);
        assert_eq!(
            (bins[1].low, bins[1].high, bins[1].right),
            (0.15, 0.17, 0.5)
        );
        // (1 × 0.05 + 2 × |0.16 − 0.5| + 2 × |0.975 − 1|) / 5
        assert!((expected_error(&bins) - 0.156).abs() < 1e-12);
    }

    #[test]
    fn bins_of_equal_mass_are_counted_by_hand() {
        let judged = cases(&[(0.9, true), (0.2, false), (0.6, true), (0.4, false)]);
        let bins = equal_mass(&judged, 2);
        assert_eq!(bins.len(), 2);
        assert_eq!((bins[0].low, bins[0].high, bins[0].right), (0.2, 0.4, 0.0));
        // (2 × |0.3 − 0| + 2 × |0.75 − 1|) / 4
        assert!((expected_error(&bins) - 0.275).abs() < 1e-12);
    }

    #[test]
    fn cases_of_one_probability_stay_together() {
        let mut judged = cases(&[
            (0.5, true),
            (0.5, false),
            (0.5, true),
            (0.5, true),
            (0.9, true),
        ]);
        let bins = equal_mass(&judged, 5);
        let sizes: Vec<usize> = bins.iter().map(|bin| bin.cases).collect();
        assert_eq!(sizes, [4, 1]);
        judged.reverse();
        assert_eq!(equal_mass(&judged, 5), bins);
    }

    #[test]
    fn perfect_probabilities_have_no_error() {
        let judged = cases(&[(1.0, true), (0.0, false), (1.0, true)]);
        assert_eq!(expected_error(&equal_width(&judged, BINS)), 0.0);
        assert_eq!(brier(&judged), 0.0);
        // (0.25 + 0.01) / 2
        assert!((brier(&cases(&[(0.5, true), (0.1, false)])) - 0.13).abs() < 1e-12);
    }

    #[test]
    fn a_probability_is_right_where_its_figure_is() {
        let text = "أعلن الوزير أن السد آمن، وقال خبير إن الماء قليل";
        let item = |cue: &str, source: &str, content: &str, probability| Attribution {
            chain: vec![Hop {
                cue: Some(Quote::First(cue.to_owned())),
                source: Some(Quote::First(source.to_owned())),
                ..Hop::default()
            }],
            content: vec![Quote::First(content.to_owned())],
            probabilities: [(Figure::Tuple, probability), (Figure::Source, 0.5)].into(),
            ..Attribution::default()
        };
        let resolved = |attributions| {
            let annotations = Annotations {
                attributions,
                ..Annotations::default()
            };
            Resolved::new(text, &annotations).unwrap()
        };
        let gold = resolved(vec![
            item("أعلن", "الوزير", "أن السد آمن", 0.0),
            item("وقال", "خبير", "إن الماء قليل", 0.0),
        ]);
        let predicted = resolved(vec![
            item("أعلن", "الوزير", "أن السد آمن", 0.9),
            item("وقال", "خبير", "الماء قليل", 0.4),
        ]);
        let of = |figure| -> Vec<Judged> {
            let judged = judged(&predicted, &gold).into_iter();
            judged
                .filter(|case| case.0 == figure)
                .map(|case| case.1)
                .collect()
        };
        assert_eq!(of(Figure::Tuple), cases(&[(0.9, true), (0.4, false)]));
        assert_eq!(of(Figure::Source), cases(&[(0.5, true), (0.5, true)]));
    }

    #[test]
    fn chance_alone_is_an_error_too() {
        // 100 cases of 0.5: the standard deviation of the share is 0.05, its mean distance √(2/π) of it.
        let half: Vec<(f64, bool)> = (0..100).map(|n| (0.5, n % 2 == 0)).collect();
        let bins = equal_mass(&cases(&half), BINS);
        assert!((error_of_chance(&bins) - 0.039_894).abs() < 1e-6);
        assert_eq!(expected_error(&bins), 0.0);
        assert_eq!(
            error_of_chance(&equal_mass(&cases(&[(1.0, true)]), BINS)),
            0.0
        );
    }

    #[test]
    fn no_case_is_no_error() {
        assert_eq!(expected_error(&equal_mass(&[], BINS)), 0.0);
        assert_eq!(expected_error(&equal_width(&[], BINS)), 0.0);
        assert_eq!(brier(&[]), 0.0);
    }
}
