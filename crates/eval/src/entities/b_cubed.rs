//! B³: precision and recall of clusters, mention by mention.

use rustc_hash::FxHashMap;
use std::hash::Hash;

/// The averages over all mentions (A. Bagga and B. Baldwin, 1998, «Algorithms for Scoring Coreference Chains»).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BCubed {
    /// Of the mentions in a mention's cluster, how many share its gold cluster.
    pub precision: f64,
    /// Of the mentions in a mention's gold cluster, how many share its cluster.
    pub recall: f64,
    /// How many mentions were counted.
    pub mentions: usize,
}

impl BCubed {
    /// The harmonic mean.
    pub fn f1(&self) -> f64 {
        match self.precision + self.recall {
            0.0 => 0.0,
            sum => 2.0 * self.precision * self.recall / sum,
        }
    }
}

/// B³ of pairs (found cluster, gold cluster), one a mention.
pub fn b_cubed<S: Eq + Hash, G: Eq + Hash>(pairs: &[(S, G)]) -> BCubed {
    let mut found: FxHashMap<&S, usize> = FxHashMap::default();
    let mut gold: FxHashMap<&G, usize> = FxHashMap::default();
    let mut both: FxHashMap<(&S, &G), usize> = FxHashMap::default();
    for (s, g) in pairs {
        *found.entry(s).or_default() += 1;
        *gold.entry(g).or_default() += 1;
        *both.entry((s, g)).or_default() += 1;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for ((s, g), &n) in &both {
        // Each of these n mentions has n right companions, itself among them.
        precision += (n * n) as f64 / found[s] as f64;
        recall += (n * n) as f64 / gold[g] as f64;
    }
    let all = pairs.len().max(1) as f64;
    BCubed {
        precision: precision / all,
        recall: recall / all,
        mentions: pairs.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    /// The example of the paper: gold {1…5}, {6, 7}, {8…C}; first answer joins the small with a large one.
    #[test]
    fn the_two_answers_of_the_paper() {
        let gold = [0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 2, 2];
        let first = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1];
        let second = [0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0];
        let pairs = |s: [i32; 12]| s.into_iter().zip(gold).collect::<Vec<_>>();
        // (5·1 + 2·2/7 + 5·5/7) / 12
        let b = b_cubed(&pairs(first));
        assert!(
            close(b.precision, (5.0 + 4.0 / 7.0 + 25.0 / 7.0) / 12.0),
            "{b:?}"
        );
        assert!(close(b.recall, 1.0));
        // (10·5/10 + 2·1) / 12
        let b = b_cubed(&pairs(second));
        assert!(close(b.precision, 7.0 / 12.0), "{b:?}");
        assert!(close(b.recall, 1.0));
    }

    #[test]
    fn a_split_costs_recall_alone() {
        // Gold {a, b, c, d}; found {a, b}, {c}, {d}: recall (2·2/4 + 1/4 + 1/4) / 4.
        let b = b_cubed(&[(0, 0), (0, 0), (1, 0), (2, 0)]);
        assert!(close(b.precision, 1.0));
        assert!(close(b.recall, 0.375));
        assert!(close(b.f1(), 2.0 * 0.375 / 1.375));
    }

    #[test]
    fn nothing_is_no_division_by_nothing() {
        let b = b_cubed::<i32, i32>(&[]);
        assert_eq!((b.f1(), b.mentions), (0.0, 0));
    }
}
