//! A log-linear model: each option's weight is the sum of its features' weights, its probability the
//! softmax over the options (a conditional maximum-entropy model, Berger et al. 1996).

use super::{Answer, Case, Features, Judge, Question, Verdict, Weighed};
use rustc_hash::FxHashMap;

/// What begins a file of weights.
const MAGIC: &[u8; 8] = b"MUSNADM2";

/// Weights of all features of all questions, by the features' numbers, or by their first bits: the fewer are kept, the
/// more features share a weight (feature hashing), and the smaller the file. With all of them a feature that was not met
/// in training weighs nothing.
#[derive(Clone, Debug)]
pub struct Model {
    /// An open table: of each feature half of its number, which tells it from others that would stand there, and its
    /// weight in units of the scale; 0 where none stands.
    slots: Vec<u32>,
    /// How far a number is shifted to give its place.
    shift: u32,
    /// So many of a number's last bits are left out.
    cut: u32,
    scale: f32,
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

/// The number of a feature among those of all questions of a model; `cargo xtask train` counts by the same.
pub fn number(question: impl Asked, feature: u32) -> u32 {
    (feature ^ (question.number() + 1).wrapping_mul(0x9E37_79B1)).wrapping_mul(0x85EB_CA6B)
}

/// A sort of question that a model answers: features of one question do not weigh in another.
pub trait Asked: Copy {
    /// Its number among the questions of one model.
    fn number(self) -> u32;

    /// Its name in tables.
    fn name(self) -> String;
}

impl Asked for Question {
    fn number(self) -> u32 {
        self as u32
    }

    fn name(self) -> String {
        format!("{self:?}")
    }
}

impl Model {
    /// A model with these weights.
    pub fn new(weights: &Weights) -> Model {
        let (scale, rounded) = weights.rounded();
        Model::of(scale, weights.cut, &rounded)
    }

    fn of(scale: f32, cut: u32, weights: &[(u32, i16)]) -> Model {
        // A table that is half empty is searched in few steps.
        let bits = (weights.len() * 2).max(16).next_power_of_two().ilog2();
        let mut model = Model {
            slots: vec![0; 1 << bits],
            shift: 32 - bits,
            cut,
            scale,
        };
        for &(number, weight) in weights {
            let at = model.place(number);
            model.slots[at] = number << 16 | u32::from(weight as u16);
        }
        model
    }

    /// Where a number stands, or would.
    fn place(&self, number: u32) -> usize {
        let number = cut(number, self.cut);
        let mut at = (number >> self.shift) as usize;
        let tag = number << 16;
        loop {
            let slot = self.slots[at];
            if slot & 0xFFFF == 0 || slot & 0xFFFF_0000 == tag {
                return at;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// Reads what [`Weights::to_bytes`] writes.
    ///
    /// # Errors
    /// If it is none, or is damaged.
    pub fn parse(bytes: &[u8]) -> Result<Model, ModelError> {
        let bytes = bytes.strip_prefix(MAGIC).ok_or(ModelError::Magic)?;
        let (&last, bytes) = bytes.split_first().ok_or(ModelError::Damaged)?;
        let (scale, bytes) = bytes.split_first_chunk().ok_or(ModelError::Damaged)?;
        let (count, mut bytes) = bytes.split_first_chunk().ok_or(ModelError::Damaged)?;
        let count = u32::from_le_bytes(*count) as usize;
        if count > bytes.len() || u32::from(last) >= u32::BITS {
            return Err(ModelError::Damaged);
        }
        let mut weights = Vec::with_capacity(count);
        let mut number = 0_u32;
        for _ in 0..count {
            let gap = read_gap(&mut bytes).ok_or(ModelError::Damaged)?;
            let gap = gap
                .checked_shl(u32::from(last))
                .ok_or(ModelError::Damaged)?;
            number = number.checked_add(gap).ok_or(ModelError::Damaged)?;
            let (value, rest) = bytes.split_first_chunk().ok_or(ModelError::Damaged)?;
            bytes = rest;
            weights.push((number, i16::from_le_bytes(*value)));
        }
        match bytes {
            [] => Ok(Model::of(
                f32::from_le_bytes(*scale),
                u32::from(last),
                &weights,
            )),
            _ => Err(ModelError::Damaged),
        }
    }

    /// The weight of a number; 0 of one that is not known.
    pub fn weight(&self, number: u32) -> f32 {
        let slot = self.slots[self.place(number)];
        f32::from(slot as u16 as i16) * self.scale
    }

    /// The weight of an option.
    fn score(&self, question: impl Asked, features: &[u32]) -> f32 {
        features
            .iter()
            .map(|&f| self.weight(number(question, f)))
            .sum()
    }
}

/// A number without its last bits.
pub fn cut(number: u32, bits: u32) -> u32 {
    number >> bits << bits
}

/// What training found: the weights of features by their numbers, of which the last `cut` bits are 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weights {
    /// So many of a number's last bits are left out.
    pub cut: u32,
    /// Number and weight.
    pub all: Vec<(u32, f32)>,
}

impl Weights {
    /// The scale, and the weights in its units: parts in 32,767 of the largest; in the order of the numbers, those that
    /// are 0 left out.
    fn rounded(&self) -> (f32, Vec<(u32, i16)>) {
        let largest = self.all.iter().fold(0.0_f32, |m, (_, w)| m.max(w.abs()));
        let scale = match largest > 0.0 {
            true => largest / f32::from(i16::MAX),
            false => 1.0,
        };
        let rounded = self
            .all
            .iter()
            .map(|(n, w)| (*n, (w / scale).round() as i16));
        let mut kept: Vec<(u32, i16)> = rounded.filter(|(_, w)| *w != 0).collect();
        kept.sort_unstable();
        (scale, kept)
    }

    /// As a file: the magic, the bits left out (u8), the scale (f32), the count (u32), then for each feature in the order
    /// of their numbers the gap to its number (LEB128, the bits left out not written) and its weight (i16, in units of the
    /// scale), little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let (scale, kept) = self.rounded();
        let mut out = MAGIC.to_vec();
        out.push(self.cut as u8);
        out.extend(scale.to_le_bytes());
        out.extend((kept.len() as u32).to_le_bytes());
        let mut last = 0;
        for (number, value) in kept {
            write_gap(&mut out, (number - last) >> self.cut);
            out.extend(value.to_le_bytes());
            last = number;
        }
        out
    }
}

fn read_gap(bytes: &mut &[u8]) -> Option<u32> {
    let mut gap = 0;
    for shift in [0, 7, 14, 21, 28] {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        gap |= u32::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Some(gap);
        }
    }
    None
}

fn write_gap(out: &mut Vec<u8>, mut gap: u32) {
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

    /// The likeliest of so many options.
    pub fn verdict(
        &mut self,
        question: impl Asked,
        options: usize,
        proposed: usize,
        describe: &mut dyn FnMut(usize, &mut Features),
    ) -> Verdict {
        self.scores.clear();
        for n in 0..options {
            self.features.clear();
            describe(n, &mut self.features);
            self.scores
                .push(self.model.score(question, self.features.as_slice()));
        }
        let mut verdict = softmax(&self.scores, proposed);
        if let (true, Some((other, _))) = (self.explains, verdict.runner_up) {
            verdict.weighed = self.weigh(question, (verdict.choice, other), describe);
        }
        verdict
    }

    /// What tells option `a` from option `b`, summed by the features' names, the heaviest first.
    fn weigh(
        &self,
        question: impl Asked,
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
                    sign * self.model.weight(number(question, feature));
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
        self.verdict(case.question, options.len(), case.proposed, describe)
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
        Model::new(&numbered(weights))
    }

    fn numbered(weights: &[(u32, f32)]) -> Weights {
        let all = weights.iter();
        let all = all.map(|&(f, w)| (number(Question::Start, f), w)).collect();
        Weights { cut: 0, all }
    }

    #[test]
    fn weights_come_back_from_their_file() {
        let written = numbered(&[(1, 2.0), (2, -1.0), (70_000, 0.5)]);
        let read = Model::parse(&written.to_bytes()).expect("just written");
        for &(number, weight) in &written.all {
            let found = read.weight(number);
            assert!(
                (found - weight).abs() <= 2.0 / f32::from(i16::MAX),
                "{found} {weight}"
            );
        }
        assert_eq!(read.weight(number(Question::Start, 3)), 0.0);
    }

    #[test]
    fn features_that_would_stand_at_one_place_are_told_apart() {
        let crowded: Vec<(u32, f32)> = (1..200).map(|n| (n, n as f32)).collect();
        let model = Model::new(&Weights {
            cut: 0,
            all: crowded.clone(),
        });
        for (number, weight) in crowded {
            assert!((model.weight(number) - weight).abs() < 0.01, "{number}");
        }
        assert_eq!(model.weight(200), 0.0);
    }

    #[test]
    fn numbers_that_differ_in_bits_left_out_share_a_weight() {
        let all = vec![(cut(0xABCD_E123, 12), 2.0)];
        let written = Weights { cut: 12, all }.to_bytes();
        let model = Model::parse(&written).expect("just written");
        assert!((model.weight(0xABCD_EFFF) - 2.0).abs() < 0.01);
        assert_eq!(model.weight(0xABCD_F123), 0.0);
    }

    #[test]
    fn what_is_no_file_of_weights_is_refused() {
        let bytes = numbered(&[(1, 2.0), (9, 1.0)]).to_bytes();
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
