//! Fits a conditional random field: FTRL-Proximal (McMahan et al. 2013) on one sentence after the other, in an
//! order that a fixed seed shuffles. Its steps per weight suit features of which most are rare, what wins too
//! little stays 0, and it needs six passes where L-BFGS needs hundreds: with twenty labels and a million
//! features each pass counts.

use musnad_eval::rng::SplitMix64;
use musnad_read::mentions::crf::{Crf, Lattice};
use musnad_read::mentions::tags;
use std::collections::HashMap;

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    /// Passes over all sentences.
    pub passes: usize,
    /// Length of steps.
    pub rate: f32,
    /// What makes the first steps shorter.
    pub first: f32,
    /// How strongly weights are drawn to 0.
    pub shrink: f32,
    /// How much a weight has to win to be other than 0.
    pub sparse: f32,
    /// Features that are seen at fewer tokens than this are left out.
    pub rarest: u32,
    /// At each step the word itself is left out of one token in so many, so that what stands around it is learnt
    /// from (feature bagging, Sutton, Sindelar and McCallum 2006); 0 for none.
    pub masked: usize,
}

/// Sentences with their features and their labels.
#[derive(Clone, Debug, Default)]
pub struct Lessons {
    features: Vec<u32>,
    /// What each is of: the word itself (0), what stands around it (1), other things (2).
    groups: Vec<u8>,
    /// Where each token's features end.
    ends: Vec<usize>,
    labels: Vec<u8>,
    /// Where each sentence ends, in tokens.
    sentences: Vec<usize>,
}

impl Lessons {
    /// Adds a token to the sentence that is being written.
    pub fn token(&mut self, features: [&[u32]; 2], groups: [usize; 2], label: u8) {
        let start = self.features.len();
        self.features.extend(features.into_iter().flatten());
        let group = |n: usize| u8::from(n >= groups[0]) + u8::from(n >= groups[1]);
        self.groups
            .extend((0..self.features.len() - start).map(group));
        self.ends.push(self.features.len());
        self.labels.push(label);
    }

    /// Ends the sentence.
    pub fn end(&mut self) {
        if self.sentences.last().copied().unwrap_or(0) < self.labels.len() {
            self.sentences.push(self.labels.len());
        }
    }

    /// How many tokens there are.
    pub fn tokens(&self) -> usize {
        self.labels.len()
    }

    fn of(&self, token: usize) -> &[u32] {
        let start = if token == 0 { 0 } else { self.ends[token - 1] };
        &self.features[start..self.ends[token]]
    }

    fn groups(&self, token: usize) -> &[u8] {
        let start = if token == 0 { 0 } else { self.ends[token - 1] };
        &self.groups[start..self.ends[token]]
    }

    /// Features seen often enough, in the order of their numbers; those of each token become places among
    /// them.
    fn keep(&mut self, rarest: u32) -> Vec<u32> {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        for feature in &self.features {
            *counts.entry(*feature).or_default() += 1;
        }
        let mut kept: Vec<u32> = counts
            .iter()
            .filter(|(_, n)| **n >= rarest)
            .map(|(f, _)| *f)
            .collect();
        kept.sort_unstable();
        let places: HashMap<u32, u32> = kept
            .iter()
            .enumerate()
            .map(|(n, f)| (*f, n as u32))
            .collect();
        let (mut features, mut groups, mut ends) = (Vec::new(), Vec::new(), Vec::new());
        for token in 0..self.labels.len() {
            for (feature, group) in self.of(token).iter().zip(self.groups(token)) {
                if let Some(place) = places.get(feature) {
                    features.push(*place);
                    groups.push(*group);
                }
            }
            ends.push(features.len());
        }
        (self.features, self.groups, self.ends) = (features, groups, ends);
        kept
    }
}

/// Weights, and what their next values are made of.
#[derive(Clone, Debug)]
struct Slopes {
    weights: Vec<f32>,
    /// The sum of the slopes, less what the steps have taken of them.
    sums: Vec<f32>,
    squares: Vec<f32>,
}

impl Slopes {
    fn new(len: usize) -> Slopes {
        Slopes {
            weights: vec![0.0; len],
            sums: vec![0.0; len],
            squares: vec![0.0; len],
        }
    }

    fn step(&mut self, at: usize, slopes: &[f32], recipe: &Recipe) {
        let weights = &mut self.weights[at..at + slopes.len()];
        let sums = &mut self.sums[at..at + slopes.len()];
        let squares = &mut self.squares[at..at + slopes.len()];
        for (((w, z), n), g) in weights.iter_mut().zip(sums).zip(squares).zip(slopes) {
            let before = n.sqrt();
            *n += g * g;
            let after = n.sqrt();
            *z += g - (after - before) / recipe.rate * *w;
            let beyond = (z.abs() - recipe.sparse).max(0.0).copysign(*z);
            *w = -beyond / ((recipe.first + after) / recipe.rate + recipe.shrink);
        }
    }
}

/// So small an error of a token teaches nothing.
const NOTHING: f32 = 1e-3;

/// The weights under which these labels are likely.
pub fn fit(mut lessons: Lessons, labels: usize, recipe: &Recipe) -> Crf {
    let kept = lessons.keep(recipe.rarest);
    let mut rows = Slopes::new(kept.len() * labels);
    let mut moves = Slopes::new((labels + 1) * labels);
    for a in 0..=labels {
        for b in 0..labels {
            if !tags::may_follow((a < labels).then_some(a), b) {
                moves.weights[a * labels + b] = FORBIDDEN;
            }
        }
    }
    let mut rng = SplitMix64::new(20_261_122);
    let mut order: Vec<usize> = (0..lessons.sentences.len()).collect();
    for pass in 0..recipe.passes {
        for n in (1..order.len()).rev() {
            order.swap(n, rng.below(n + 1));
        }
        let mut loss = 0.0;
        for &sentence in &order {
            loss += learn(
                &lessons,
                sentence,
                labels,
                (&mut rows, &mut moves),
                recipe,
                &mut rng,
            );
        }
        eprintln!(
            "pass {}: {:.4} a token",
            pass + 1,
            loss / lessons.tokens() as f64
        );
    }
    let rows = kept.iter().zip(rows.weights.chunks_exact(labels));
    let rows: Vec<(u32, Vec<f32>)> = rows
        .filter(|(_, row)| row.iter().any(|w| w.abs() > TOO_LITTLE))
        .map(|(key, row)| (*key, row.to_vec()))
        .collect();
    eprintln!("{} features kept of {}", rows.len(), kept.len());
    Crf::new(labels, &rows, moves.weights)
}

/// What a label that may not follow weighs.
const FORBIDDEN: f32 = -1e4;
/// A feature of which no weight is greater is left out.
const TOO_LITTLE: f32 = 0.05;

/// One step down on one sentence; how unlikely its labels were before.
fn learn(
    lessons: &Lessons,
    sentence: usize,
    n: usize,
    (rows, moves): (&mut Slopes, &mut Slopes),
    recipe: &Recipe,
    rng: &mut SplitMix64,
) -> f64 {
    let start = if sentence == 0 {
        0
    } else {
        lessons.sentences[sentence - 1]
    };
    let tokens = start..lessons.sentences[sentence];
    let mut active: Vec<Vec<u32>> = Vec::with_capacity(tokens.len());
    for t in tokens.clone() {
        let masked = recipe.masked > 0 && rng.one_in(recipe.masked);
        let all = lessons.of(t).iter().zip(lessons.groups(t));
        let seen = all.filter(|(_, group)| !(masked && **group == 0));
        active.push(seen.map(|(f, _)| *f).collect());
    }
    let mut scores = vec![0.0; tokens.len() * n];
    for (features, score) in active.iter().zip(scores.chunks_exact_mut(n)) {
        for &f in features {
            let at = f as usize * n;
            for (s, w) in score.iter_mut().zip(&rows.weights[at..at + n]) {
                *s += w;
            }
        }
    }
    let lattice = Lattice::new(n, &moves.weights, &scores);
    let labels = &lessons.labels[tokens];
    let mut right = 0.0;
    let mut slopes = vec![0.0; n];
    let mut bends = vec![0.0_f32; (n + 1) * n];
    for (t, &label) in labels.iter().enumerate() {
        let label = usize::from(label);
        right += f64::from(scores[t * n + label]);
        let before = if t == 0 {
            n
        } else {
            usize::from(labels[t - 1])
        };
        right += f64::from(moves.weights[before * n + label]);
        let mut error = 0.0_f32;
        for (l, slope) in slopes.iter_mut().enumerate() {
            *slope = lattice.probability(t, l) - f32::from(u8::from(l == label));
            error = error.max(slope.abs());
        }
        bends[before * n + label] -= 1.0;
        lattice.pairs(t, &mut bends);
        if error < NOTHING {
            continue;
        }
        for &f in &active[t] {
            rows.step(f as usize * n, &slopes, recipe);
        }
    }
    for (k, bend) in bends.iter().enumerate() {
        if *bend != 0.0 && moves.weights[k] > FORBIDDEN / 2.0 {
            moves.step(k, &[*bend], recipe);
        }
    }
    lattice.total - right
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECIPE: Recipe = Recipe {
        passes: 20,
        rate: 0.5,
        first: 1.0,
        shrink: 0.1,
        sparse: 0.0,
        rarest: 1,
        masked: 0,
    };

    /// Feature 10 says that a name begins, 11 that it goes on, 12 says nothing.
    fn lessons() -> Lessons {
        let mut all = Lessons::default();
        for _ in 0..10 {
            for (feature, label) in [(12, 0), (10, 1), (11, 2), (12, 0)] {
                all.token([&[feature, 12], &[]], [0, 0], label);
            }
            all.end();
        }
        all
    }

    #[test]
    fn what_tells_the_labels_is_learnt_and_the_weights_are_the_same_each_time() {
        let crf = fit(lessons(), 3, &RECIPE);
        let mut scores = vec![0.0; 9];
        for (feature, score) in [10, 11, 12].iter().zip(scores.chunks_exact_mut(3)) {
            crf.add(&[*feature, 12], score);
        }
        let found = crf.decode(&mut scores);
        assert_eq!(found.labels, [1, 2, 0]);
        assert!(found.probabilities.iter().all(|p| *p > 0.5), "{found:?}");
        assert_eq!(fit(lessons(), 3, &RECIPE), crf);
    }

    #[test]
    fn rare_features_are_left_out() {
        let mut all = lessons();
        all.token([&[99], &[]], [0, 0], 0);
        all.end();
        assert_eq!(all.keep(2), [10, 11, 12]);
    }
}
