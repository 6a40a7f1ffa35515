//! How sure a reading is of each part of an attribution.
//!
//! The judge's probabilities are those of single answers, each given that all answers before it are
//! right, on texts like those that it learnt from. What a reader wants to know is how probable it is
//! that the source, the content, the whole is right. So a second, small model is learnt: for each
//! [`Field`] a logistic regression over [`inputs`] (Platt 1999), on readings of reports that the weights
//! had not seen (cross-fitting).

mod inputs;
mod threshold;

pub use inputs::{inputs, names};

use crate::reading::{FieldConfidence, Reading};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::ops::RangeInclusive;

/// What has a probability of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Field {
    /// Cue, source and content of the origin, all three.
    Tuple,
    /// The cue of the origin.
    Cue,
    /// The written source of the origin.
    Source,
    /// All of the content.
    Content,
    /// Whom the origin's source is.
    Who,
    /// What sort of source.
    Kind,
    /// The stance.
    Stance,
    /// The mode.
    Mode,
    /// The date of the act of saying.
    SaidOn,
    /// In whose content it stands, if in any.
    Inside,
    /// Cue and source of every hop, of a chain of two or more.
    Chain,
}

impl Field {
    /// All of them, in the order of their numbers.
    pub const ALL: [Field; 11] = [
        Field::Tuple,
        Field::Cue,
        Field::Source,
        Field::Content,
        Field::Who,
        Field::Kind,
        Field::Stance,
        Field::Mode,
        Field::SaidOn,
        Field::Inside,
        Field::Chain,
    ];

    /// Its name in files, and that of the scorer's figure for it.
    pub fn name(self) -> &'static str {
        const NAMES: [&str; Field::ALL.len()] = [
            "tuple", "cue", "source", "content", "who", "kind", "stance", "mode", "said_on",
            "inside", "chain",
        ];
        NAMES[self as usize]
    }
}

impl FieldConfidence {
    /// The probabilities that it has, by their fields.
    pub fn iter(&self) -> impl Iterator<Item = (Field, f32)> {
        let all = [
            (Field::Cue, Some(self.cue)),
            (Field::Source, self.source),
            (Field::Content, Some(self.content)),
            (Field::Who, Some(self.who)),
            (Field::Kind, Some(self.kind)),
            (Field::Stance, Some(self.stance)),
            (Field::Mode, Some(self.mode)),
            (Field::SaidOn, self.said_on),
            (Field::Inside, Some(self.inside)),
            (Field::Chain, self.chain),
        ];
        all.into_iter().filter_map(|(field, p)| Some((field, p?)))
    }
}

/// What makes probabilities of a judge's decisions.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// A weight for each input, a list a field.
    weights: [Vec<f32>; Field::ALL.len()],
}

/// A file of calibration that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalibrationError {
    /// The hash in its last line is not that of the lines before it, or there is none.
    #[error("the file of calibration is cut short or damaged; `cargo xtask train` makes it anew")]
    Damaged,
    /// A line has no field, input and weight, or one that this program does not know.
    #[error("line {line}: {problem}; `cargo xtask train` makes the file of calibration anew")]
    Line {
        /// One-based.
        line: usize,
        /// What is wrong.
        problem: String,
    },
}

/// No probability is 0 or 1: nothing read is certain, and none of it is nothing.
const RANGE: RangeInclusive<f32> = 0.01..=0.99;

/// What begins the last line of a file.
const HASH: &str = "# sha256\t";

impl Calibration {
    /// With these weights, in the order of [`Field::ALL`] and of [`names`].
    pub fn new(weights: [Vec<f32>; Field::ALL.len()]) -> Calibration {
        debug_assert!(weights.iter().all(|of| of.len() == names().len()));
        Calibration { weights }
    }

    /// Reads a file of calibration: lines of field, input and weight, divided by tabs; those that begin
    /// with `#` are for people, but for the last, which has the hash of all before it. An input that has
    /// no line weighs nothing.
    ///
    /// # Errors
    /// If it is none, or is damaged, or is for inputs that there are not.
    pub fn parse(file: &str) -> Result<Calibration, CalibrationError> {
        let (body, hash) = file.rsplit_once(HASH).ok_or(CalibrationError::Damaged)?;
        if hash.trim_end() != hash_of(body) {
            return Err(CalibrationError::Damaged);
        }
        let names = names();
        let mut weights = Field::ALL.map(|_| vec![0.0; names.len()]);
        for (n, line) in body.lines().enumerate() {
            if line.starts_with('#') {
                continue;
            }
            let (field, input, weight) =
                row(line, &names).map_err(|problem| CalibrationError::Line {
                    line: n + 1,
                    problem,
                })?;
            weights[field as usize][input] = weight;
        }
        Ok(Calibration { weights })
    }

    /// Writes what [`Calibration::parse`] reads.
    pub fn to_text(&self) -> String {
        let names = names();
        let mut out = "# field\tinput\tweight\n".to_owned();
        for (field, weights) in Field::ALL.iter().zip(&self.weights) {
            let kept = names.iter().zip(weights).filter(|(_, w)| **w != 0.0);
            for (name, weight) in kept {
                let _ = writeln!(out, "{}\t{name}\t{weight}", field.name());
            }
        }
        let hash = hash_of(&out);
        out + HASH + &hash + "\n"
    }

    /// How probable it is that a field is right, to the third digit.
    fn probability(&self, field: Field, inputs: &[f32]) -> f32 {
        let weights = self.weights[field as usize].iter().zip(inputs);
        let odds: f32 = weights.map(|(w, x)| w * x).sum();
        let probability = 1.0 / (1.0 + (-odds).exp());
        // More digits say nothing, and may differ from machine to machine.
        (probability.clamp(*RANGE.start(), *RANGE.end()) * 1000.0).round() / 1000.0
    }

    /// Gives every attribution of a reading its probabilities.
    pub(crate) fn apply(&self, reading: &mut Reading) {
        for a in &mut reading.attributions {
            let inputs = inputs(a);
            let of = |field| self.probability(field, &inputs);
            a.confidence = of(Field::Tuple);
            // A whole is never surer than a part of it.
            let part = |field| of(field).max(a.confidence);
            a.field_confidence = Some(FieldConfidence {
                cue: part(Field::Cue),
                source: a.origin().source.map(|_| part(Field::Source)),
                content: part(Field::Content),
                who: of(Field::Who),
                kind: of(Field::Kind),
                stance: of(Field::Stance),
                mode: of(Field::Mode),
                said_on: a.said_on.as_ref().map(|_| of(Field::SaidOn)),
                inside: of(Field::Inside),
                chain: (a.chain.len() > 1).then(|| of(Field::Chain)),
            });
        }
    }
}

fn row(line: &str, names: &[String]) -> Result<(Field, usize, f32), String> {
    let mut columns = line.split('\t');
    let (Some(field), Some(input), Some(weight), None) = (
        columns.next(),
        columns.next(),
        columns.next(),
        columns.next(),
    ) else {
        return Err("has other columns than field, input and weight".to_owned());
    };
    let known = Field::ALL.into_iter().find(|f| f.name() == field);
    let field = known.ok_or_else(|| format!("there is no field «{field}»"))?;
    let place = names.iter().position(|name| name == input);
    let input = place.ok_or_else(|| format!("there is no input «{input}»"))?;
    match weight.parse::<f32>() {
        Ok(weight) if weight.is_finite() => Ok((field, input, weight)),
        _ => Err(format!("«{weight}» is no weight")),
    }
}

fn hash_of(body: &str) -> String {
    Sha256::digest(body)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}

#[cfg(test)]
mod tests;
