//! Fits a log-linear model to examples: the likeliest weights under a Gaussian prior (Chen and Rosenfeld
//! 2000).

use super::examples::Examples;
use super::lbfgs;
use musnad_read::judge::Weights;
use std::ops::Range;

/// How to learn. The values were chosen on the sets `tune`.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    /// Rounds at most.
    pub rounds: usize,
    /// How strongly weights are drawn to 0.
    pub shrink: f32,
    /// Features that are seen in fewer decisions than this are left out.
    pub rarest: u32,
    /// Features that weigh less than this are left out.
    pub least: f32,
}

/// What is to be other than in a recipe.
#[derive(clap::Args)]
pub struct Changes {
    /// Rounds at most
    #[arg(long)]
    rounds: Option<usize>,
    /// How strongly weights are drawn to 0
    #[arg(long)]
    shrink: Option<f32>,
    /// Leave out features that are seen in fewer decisions than this
    #[arg(long)]
    rarest: Option<u32>,
    /// Leave out features that weigh less than this
    #[arg(long)]
    least: Option<f32>,
}

impl Changes {
    /// The recipe with these changes.
    pub fn of(&self, recipe: Recipe) -> Recipe {
        Recipe {
            rounds: self.rounds.unwrap_or(recipe.rounds),
            shrink: self.shrink.unwrap_or(recipe.shrink),
            rarest: self.rarest.unwrap_or(recipe.rarest),
            least: self.least.unwrap_or(recipe.least),
        }
    }
}

/// The weights under which the right answers are likeliest; what weighs next to nothing is left out.
pub fn fit(examples: &Examples, recipe: &Recipe, cut: u32) -> Weights {
    let (numbers, examples) = examples.without_rare(recipe.rarest, cut);
    let cost = |weights: &[f32]| cost(&examples, weights, recipe.shrink);
    let tell = |round: usize, cost: f64| {
        if round.is_multiple_of(10) {
            eprintln!("round {round}: {cost:.1}");
        }
    };
    let weights = lbfgs::minimise(numbers.len(), recipe.rounds, cost, tell);
    let all = numbers.into_iter().zip(weights);
    let all = all
        .filter(|(_, weight)| weight.abs() >= recipe.least)
        .collect();
    Weights { cut, all }
}

/// How unlikely the right answers are under these weights, the prior included, and the gradient.
fn cost(examples: &Examples, weights: &[f32], shrink: f32) -> (f64, Vec<f32>) {
    let squares: f64 = weights.iter().map(|w| f64::from(w * w)).sum();
    // Always two halves, whatever the machine has: sums of floats depend on their order.
    let half = examples.len() / 2;
    let ((first, mut gradient), (second, other)) = std::thread::scope(|threads| {
        let second = threads.spawn(|| surprise(examples, half..examples.len(), weights));
        let first = surprise(examples, 0..half, weights);
        (first, second.join().expect("nothing in it panics"))
    });
    for ((slope, other), weight) in gradient.iter_mut().zip(other).zip(weights) {
        *slope += other + shrink * weight;
    }
    (0.5 * f64::from(shrink) * squares + first + second, gradient)
}

/// How unlikely the right answers of these examples are, and the gradient.
fn surprise(examples: &Examples, range: Range<usize>, weights: &[f32]) -> (f64, Vec<f32>) {
    let mut gradient = vec![0.0; weights.len()];
    let mut loss = 0.0;
    let mut scores: Vec<f32> = Vec::new();
    for n in range {
        let right = examples.right(n);
        let score = |features: &[u32]| features.iter().map(|&f| weights[f as usize]).sum::<f32>();
        scores.clear();
        scores.extend(examples.options(n).map(score));
        let top = scores.iter().fold(f32::MIN, |top, s| top.max(*s));
        let total: f32 = scores.iter().map(|s| (s - top).exp()).sum();
        loss += f64::from(top + total.ln() - scores[right]);
        for (o, features) in examples.options(n).enumerate() {
            let probability = (scores[o] - top).exp() / total;
            let error = probability - f32::from(u8::from(o == right));
            for &f in features {
                gradient[f as usize] += error;
            }
        }
    }
    (loss, gradient)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::examples::tests::two;
    use musnad_read::judge::Model;

    #[test]
    fn what_tells_the_right_option_is_learnt_and_the_bytes_are_the_same_each_time() {
        let recipe = Recipe {
            rounds: 50,
            shrink: 0.01,
            rarest: 1,
            least: 0.0,
        };
        let weights = fit(&two(), &recipe, 0);
        let model = Model::new(&weights);
        assert!(
            two()
                .judged(&model)
                .contains("0 proposed rightly, 2 by the model")
        );
        assert_eq!(fit(&two(), &recipe, 0), weights);
    }

    #[test]
    fn the_gradient_is_that_of_the_cost() {
        let (numbers, examples) = two().without_rare(1, 0);
        let mut weights = vec![0.0; numbers.len()];
        let (place, _) = examples
            .options(0)
            .flatten()
            .map(|&f| (f as usize, ()))
            .next()
            .expect("one");
        weights[place] = 0.3;
        let (_, gradient) = cost(&examples, &weights, 0.1);
        let step = 1e-2;
        let at = |w: f32| {
            let mut moved = weights.clone();
            moved[place] = w;
            cost(&examples, &moved, 0.1).0
        };
        let slope = (at(0.3 + step) - at(0.3 - step)) / f64::from(2.0 * step);
        assert!(
            (slope - f64::from(gradient[place])).abs() < 1e-3,
            "{slope} {}",
            gradient[place]
        );
    }
}
