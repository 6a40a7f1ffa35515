//! Learns what makes probabilities of decisions: for each field a logistic regression (Platt 1999) over
//! how sure its decisions were, on readings of reports that the weights had not seen.
//!
//! Weights are surest of what they learnt from, so that nothing can be calibrated on that; and sets that
//! are calibrated on must not be those that measure. Every report that trains is therefore read twice
//! by weights that have not seen it: once those of two thirds of all reports, once those of the other
//! sets alone. The second is a harder test than most: another country's broadcaster, or other authors.
//! Real use lies between the two, and so do the probabilities that are learnt from both together.

use super::examples::Examples;
use super::{Lesson, lbfgs, maxent};
use anyhow::{Context as _, Result};
use musnad_eval::Annotations;
use musnad_eval::calibration::counted;
use musnad_eval::reader::context;
use musnad_eval::resolve::Resolved;
use musnad_read::Engine;
use musnad_read::confidence::{Calibration, Field, inputs, names};
use musnad_read::judge::{Model, Trained};

/// How to calibrate. The values were chosen on the set `tune`.
#[derive(clap::Args)]
pub struct Calibrating {
    /// In how many parts reports are divided, each to be read by weights learnt from the others
    #[arg(long, default_value_t = 3)]
    folds: usize,
    /// How strongly what makes probabilities is drawn to 0
    #[arg(long, default_value_t = 3.0)]
    calm: f32,
}

/// An attribution that was read, and whether a field of it is right.
struct Case {
    inputs: Vec<f32>,
    right: bool,
}

/// What came of reading reports that the weights had not seen, a list a field.
#[derive(Default)]
pub struct Cases {
    of: [Vec<Case>; Field::ALL.len()],
}

/// Reads every report with weights that were learnt from others: from those of other sets, and from
/// those of other folds.
pub fn unseen(
    engine: &Engine,
    lessons: &[Lesson],
    weights: &maxent::Recipe,
    recipe: &Calibrating,
) -> Result<Cases> {
    let sets = lessons.iter().map(|l| l.set + 1).max().unwrap_or(0);
    let mut cases = Cases::default();
    for n in 0..sets {
        cases.cross(engine, lessons, weights, |l| l.set == n)?;
    }
    for n in 0..recipe.folds {
        cases.cross(engine, lessons, weights, |l| l.place % recipe.folds == n)?;
    }
    Ok(cases)
}

impl Cases {
    /// Reads the reports that are held out with weights learnt from all others, if there are any.
    fn cross(
        &mut self,
        engine: &Engine,
        lessons: &[Lesson],
        recipe: &maxent::Recipe,
        held_out: impl Fn(&Lesson) -> bool,
    ) -> Result<()> {
        let seen = lessons.iter().filter(|l| !held_out(l));
        let examples = Examples::of(seen.map(|l| &l.examples));
        if examples.len() == 0 {
            return Ok(());
        }
        let model = Model::new(&maxent::fit(&examples, recipe, super::CUT));
        for lesson in lessons.iter().filter(|l| held_out(l)) {
            self.read(engine, &model, lesson)?;
        }
        Ok(())
    }

    fn read(&mut self, engine: &Engine, model: &Model, lesson: &Lesson) -> Result<()> {
        let doc = &lesson.doc;
        let judge = &mut Trained::new(model);
        let reading = engine.read_with(&doc.report.text, &context(doc), judge);
        let predicted = Resolved::new(doc.text(), &Annotations::from(&reading))
            .with_context(|| doc.id.clone())?;
        let inputs: Vec<Vec<f32>> = reading.attributions.iter().map(inputs).collect();
        for case in counted(&predicted, &doc.gold) {
            let name = case.figure.name();
            if let Some(field) = Field::ALL.into_iter().find(|f| f.name() == name) {
                self.of[field as usize].push(Case {
                    inputs: inputs[case.prediction].clone(),
                    right: case.right,
                });
            }
        }
        Ok(())
    }

    /// The weights under which what is right and what is wrong are likeliest.
    pub fn fit(&self, recipe: &Calibrating) -> Calibration {
        Calibration::new(std::array::from_fn(|field| {
            let cost = |weights: &[f32]| cost(&self.of[field], weights, recipe.calm);
            lbfgs::minimise(names().len(), ROUNDS, cost, |_, _| ())
        }))
    }
}

/// Rounds at most; it ends before.
const ROUNDS: usize = 500;

/// How unlikely the outcomes are under these weights, the prior included, and the gradient.
fn cost(cases: &[Case], weights: &[f32], shrink: f32) -> (f64, Vec<f32>) {
    let mut gradient: Vec<f32> = weights.iter().map(|w| shrink * w).collect();
    let squares: f64 = weights.iter().map(|w| f64::from(w * w)).sum();
    let mut loss = 0.5 * f64::from(shrink) * squares;
    for case in cases {
        let odds: f32 = weights.iter().zip(&case.inputs).map(|(w, x)| w * x).sum();
        let right = f32::from(u8::from(case.right));
        let probability = 1.0 / (1.0 + (-odds).exp());
        // ln(1 + e^x) - x·right, without overflow.
        loss += f64::from(odds.max(0.0) + (-odds.abs()).exp().ln_1p() - odds * right);
        for (slope, x) in gradient.iter_mut().zip(&case.inputs) {
            *slope += (probability - right) * x;
        }
    }
    (loss, gradient)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases(cases: &[(f32, bool)]) -> Vec<Case> {
        let case = |&(x, right): &(f32, bool)| Case {
            inputs: vec![1.0, x],
            right,
        };
        cases.iter().map(case).collect()
    }

    #[test]
    fn three_in_four_right_is_three_to_one() {
        let cases = cases(&[(0.0, true), (0.0, true), (0.0, true), (0.0, false)]);
        let cost = |weights: &[f32]| cost(&cases, weights, 1e-4);
        let weights = lbfgs::minimise(2, ROUNDS, cost, |_, _| ());
        assert!((weights[0] - 3_f32.ln()).abs() < 1e-2, "{weights:?}");
        assert_eq!(weights[1], 0.0);
    }

    #[test]
    fn the_gradient_is_that_of_the_cost() {
        let cases = cases(&[(0.5, true), (-2.0, false), (1.5, false)]);
        let (_, gradient) = cost(&cases, &[0.2, -0.3], 0.1);
        for (n, slope) in gradient.iter().enumerate() {
            let at = |step: f32| {
                let mut weights = [0.2, -0.3];
                weights[n] += step;
                cost(&cases, &weights, 0.1).0
            };
            let measured = (at(1e-2) - at(-1e-2)) / 2e-2;
            assert!(
                (measured - f64::from(*slope)).abs() < 1e-3,
                "{measured} {slope}"
            );
        }
    }
}
