//! A log-linear model: each option's weight is the sum of its features' weights, its probability the
//! softmax over the options (a conditional maximum-entropy model, Berger et al. 1996).

use super::{Answer, Case, Features, Judge, Question, Verdict, Weighed};
use rustc_hash::FxHashMap;

/// Bits of a feature's place in the table of weights.
const BITS: u32 = 20;

/// What begins a file of weights.
const MAGIC: &[u8; 8] = b"MUSNADM1";

/// Weights of all features of all questions.
#[derive(Clone, Debug)]
pub struct Model {
    weights: Vec<f32>,
}

/// A file of weights that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// It does not begin like one.
    #[error("this is no file of weights of this version; `cargo xtask train` makes one")]
    Magic,
    /// It ends early or its numbers make no sense.
    #[error("the file of weights is cut short or damaged; `cargo xtask train` makes it anew")]
    Damaged,
}

/// The place of a feature in the table of weights; `cargo xtask train` counts in the same places.
pub fn place(question: Question, feature: u32) -> usize {
    let salted =
        (feature ^ (question as u32 + 1).wrapping_mul(0x9E37_79B1)).wrapping_mul(0x85EB_CA6B);
    (salted >> (32 - BITS)) as usize
}

impl Model {
    /// How many places the table has.
    pub const PLACES: usize = 1 << BITS;

    /// A model with these weights, one a place.
    pub fn new(weights: Vec<f32>) -> Model {
        debug_assert_eq!(weights.len(), Model::PLACES);
        Model { weights }
    }

    /// Reads a file of weights: the magic, the scale (f32), the count (u32), then for each weight other
    /// than 0 the gap to its place (LEB128) and its value (i16, in units of the scale), little-endian.
    ///
    /// # Errors
    /// If it is none, or is damaged.
    pub fn parse(bytes: &[u8]) -> Result<Model, ModelError> {
        let bytes = bytes.strip_prefix(MAGIC).ok_or(ModelError::Magic)?;
        let (scale, bytes) = bytes.split_first_chunk().ok_or(ModelError::Damaged)?;
        let (count, mut bytes) = bytes.split_first_chunk().ok_or(ModelError::Damaged)?;
        let scale = f32::from_le_bytes(*scale);
        let mut weights = vec![0.0; Model::PLACES];
        let mut at = 0_usize;
        for _ in 0..u32::from_le_bytes(*count) {
            at += read_gap(&mut bytes).ok_or(ModelError::Damaged)?;
            let (value, rest) = bytes.split_first_chunk().ok_or(ModelError::Damaged)?;
            bytes = rest;
            *weights.get_mut(at).ok_or(ModelError::Damaged)? =
                f32::from(i16::from_le_bytes(*value)) * scale;
        }
        match bytes {
            [] => Ok(Model { weights }),
            _ => Err(ModelError::Damaged),
        }
    }

    /// Writes what [`Model::parse`] reads; weights are rounded to a part in 32,767 of the largest.
    pub fn to_bytes(&self) -> Vec<u8> {
        let largest = self.weights.iter().fold(0.0_f32, |m, w| m.max(w.abs()));
        let scale = if largest > 0.0 {
            largest / f32::from(i16::MAX)
        } else {
            1.0
        };
        let rounded = self.weights.iter().map(|w| (w / scale).round() as i16);
        let kept: Vec<(usize, i16)> = rounded.enumerate().filter(|(_, w)| *w != 0).collect();
        let mut out = MAGIC.to_vec();
        out.extend(scale.to_le_bytes());
        out.extend((kept.len() as u32).to_le_bytes());
        let mut last = 0;
        for (at, value) in kept {
            write_gap(&mut out, at - last);
            out.extend(value.to_le_bytes());
            last = at;
        }
        out
    }

    /// The weight at a place.
    pub fn weight(&self, place: usize) -> f32 {
        self.weights[place]
    }

    /// The weight of an option.
    fn score(&self, question: Question, features: &[u32]) -> f32 {
        features
            .iter()
            .map(|&f| self.weights[place(question, f)])
            .sum()
    }
}

fn read_gap(bytes: &mut &[u8]) -> Option<usize> {
    let mut gap = 0;
    for shift in [0, 7, 14, 21] {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        gap |= usize::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Some(gap);
        }
    }
    None
}

fn write_gap(out: &mut Vec<u8>, mut gap: usize) {
    while gap >= 0x80 {
        out.push((gap & 0x7F) as u8 | 0x80);
        gap >>= 7;
    }
    out.push(gap as u8);
}

/// A judge that decides by a model.
#[derive(Debug)]
pub struct Trained<'m> {
    model: &'m Model,
    features: Features,
    scores: Vec<f32>,
    explains: bool,
}

impl<'m> Trained<'m> {
    /// Decides by `model`.
    pub fn new(model: &'m Model) -> Trained<'m> {
        Trained {
            model,
            features: Features::default(),
            scores: Vec::new(),
            explains: false,
        }
    }

    /// Decides the same, and says of each decision what weighed most in it.
    pub fn explaining(model: &'m Model) -> Trained<'m> {
        Trained {
            explains: true,
            ..Trained::new(model)
        }
    }

    /// What tells option `a` from option `b`, summed by the features' names, the heaviest first.
    fn weigh(
        &self,
        question: Question,
        (a, b): (usize, usize),
        describe: &mut dyn FnMut(usize, &mut Features),
    ) -> Vec<Weighed> {
        let mut features = Features::named();
        let mut sums: FxHashMap<&'static str, f32> = FxHashMap::default();
        for (option, sign) in [(a, 1.0), (b, -1.0)] {
            features.clear();
            describe(option, &mut features);
            for (name, &feature) in features.names().iter().zip(features.as_slice()) {
                *sums.entry(name).or_default() +=
                    sign * self.model.weight(place(question, feature));
            }
        }
        let mut all: Vec<Weighed> = sums
            .into_iter()
            .map(|(feature, weight)| Weighed { feature, weight })
            .collect();
        all.sort_by(|a, b| {
            let heavier = b.weight.abs().total_cmp(&a.weight.abs());
            heavier.then(a.feature.cmp(b.feature))
        });
        all.truncate(HEAVIEST);
        all
    }
}

/// So many names an explanation gives; what weighs less is noise to whoever reads it.
const HEAVIEST: usize = 5;

impl Judge for Trained<'_> {
    fn choose(
        &mut self,
        case: &Case,
        options: &[Answer],
        describe: &mut dyn FnMut(usize, &mut Features),
    ) -> Verdict {
        self.scores.clear();
        for n in 0..options.len() {
            self.features.clear();
            describe(n, &mut self.features);
            self.scores
                .push(self.model.score(case.question, self.features.as_slice()));
        }
        let mut verdict = softmax(&self.scores, case.proposed);
        if let (true, Some((other, _))) = (self.explains, verdict.runner_up) {
            verdict.weighed = self.weigh(case.question, (verdict.choice, other), describe);
        }
        verdict
    }
}

/// The likeliest option, the proposed one where nothing tells them apart, its probability, and the
/// likeliest of the others.
fn softmax(scores: &[f32], proposed: usize) -> Verdict {
    let mut choice = proposed;
    for (n, score) in scores.iter().enumerate() {
        if *score > scores[choice] {
            choice = n;
        }
    }
    let share = |score: f32| (score - scores[choice]).exp();
    let total: f32 = scores.iter().map(|s| share(*s)).sum();
    let others = (0..scores.len()).filter(|n| *n != choice);
    // The first of equals, as `max_by` would not have it.
    let runner_up = others
        .rev()
        .max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
    Verdict {
        choice,
        probability: 1.0 / total,
        runner_up: runner_up.map(|n| (n, share(scores[n]) / total)),
        weighed: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use musnad_report::Span;

    fn model(weights: &[(u32, f32)]) -> Model {
        let mut all = vec![0.0; Model::PLACES];
        for &(feature, weight) in weights {
            all[place(Question::Start, feature)] = weight;
        }
        Model::new(all)
    }

    #[test]
    fn weights_come_back_from_their_file() {
        let written = model(&[(1, 2.0), (2, -1.0), (70_000, 0.5)]);
        let read = Model::parse(&written.to_bytes()).expect("just written");
        for (a, b) in written.weights.iter().zip(&read.weights) {
            assert!((a - b).abs() <= 2.0 / f32::from(i16::MAX), "{a} {b}");
        }
        assert_eq!(read.to_bytes(), written.to_bytes());
    }

    #[test]
    fn what_is_no_file_of_weights_is_refused() {
        let bytes = model(&[(1, 2.0), (9, 1.0)]).to_bytes();
        let error = |bytes: &[u8]| Model::parse(bytes).err();
        assert_eq!(error(b"PK\x03\x04"), Some(ModelError::Magic));
        assert_eq!(error(&[]), Some(ModelError::Magic));
        for cut in MAGIC.len()..bytes.len() {
            assert_eq!(error(&bytes[..cut]), Some(ModelError::Damaged), "{cut}");
        }
        let longer = [&bytes[..], &[0]].concat();
        assert_eq!(error(&longer), Some(ModelError::Damaged));
    }

    #[test]
    fn the_heaviest_option_is_taken_and_the_proposed_one_of_equals() {
        let model = model(&[(1, 1.0)]);
        let mut judge = Trained::new(&model);
        let mut choose = |proposed, heavy: usize| {
            let case = Case {
                question: Question::Start,
                at: Span::new(0, 1),
                proposed,
            };
            let options = [Answer::Start(0), Answer::Start(1), Answer::Start(2)];
            judge.choose(&case, &options, &mut |n, f| {
                if n == heavy {
                    f.push(1);
                }
            })
        };
        let heavy = choose(0, 2);
        assert_eq!(heavy.choice, 2);
        assert_eq!(heavy.runner_up.map(|(other, _)| other), Some(0));
        assert!((heavy.probability - 1_f32.exp() / (1_f32.exp() + 2.0)).abs() < 1e-6);
        let equal = choose(1, 7);
        assert_eq!(equal.choice, 1);
        assert!((equal.probability - 1.0 / 3.0).abs() < 1e-6);
    }
}
