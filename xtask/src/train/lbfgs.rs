//! Minimises a smooth function: L-BFGS with a backtracking line search (Liu and Nocedal 1989).

use std::collections::VecDeque;

/// How many past steps the curvature is taken from.
const MEMORY: usize = 7;
/// A step has to win at least this share of what the slope promises.
const ARMIJO: f64 = 1e-4;
/// So small a gain a round, as a share of the cost, is none.
const ENOUGH: f64 = 1e-6;

/// One past step: how the point and the gradient changed.
struct Step {
    point: Vec<f32>,
    gradient: Vec<f32>,
    /// One over their product.
    rho: f64,
}

/// The point, from 0 on, at which `cost` (and its gradient) found no way down any more, or where it was
/// after `rounds`. `tell` is told the number of each round and its cost.
pub fn minimise(
    size: usize,
    rounds: usize,
    cost: impl Fn(&[f32]) -> (f64, Vec<f32>),
    tell: impl Fn(usize, f64),
) -> Vec<f32> {
    let mut at = vec![0.0; size];
    let (mut value, mut gradient) = cost(&at);
    let mut steps: VecDeque<Step> = VecDeque::new();
    for round in 0..rounds {
        let direction = downhill(&gradient, &steps);
        let slope = dot(&direction, &gradient);
        let mut length = if round == 0 {
            1.0 / norm(&gradient)
        } else {
            1.0
        };
        let next = loop {
            let point: Vec<f32> = at
                .iter()
                .zip(&direction)
                .map(|(a, d)| a + length as f32 * d)
                .collect();
            let (there, slopes) = cost(&point);
            if there <= value + ARMIJO * length * slope {
                break Some((point, there, slopes));
            }
            length *= 0.5;
            if length < 1e-10 {
                break None;
            }
        };
        let Some((point, there, slopes)) = next else {
            break;
        };
        let gain = value - there;
        remember(&mut steps, &at, &point, &gradient, &slopes);
        (at, value, gradient) = (point, there, slopes);
        tell(round, value);
        if gain < ENOUGH * value {
            break;
        }
    }
    at
}

fn remember(steps: &mut VecDeque<Step>, at: &[f32], point: &[f32], old: &[f32], new: &[f32]) {
    let minus = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<f32>>();
    let (moved, bent) = (minus(point, at), minus(new, old));
    let product = dot(&moved, &bent);
    if product > 1e-12 {
        steps.push_back(Step {
            point: moved,
            gradient: bent,
            rho: 1.0 / product,
        });
    }
    if steps.len() > MEMORY {
        steps.pop_front();
    }
}

/// The two-loop recursion.
fn downhill(gradient: &[f32], steps: &VecDeque<Step>) -> Vec<f32> {
    let mut q: Vec<f32> = gradient.iter().map(|g| -g).collect();
    let mut alphas = Vec::new();
    for s in steps.iter().rev() {
        let alpha = s.rho * dot(&s.point, &q);
        add(&mut q, -alpha, &s.gradient);
        alphas.push(alpha);
    }
    if let Some(last) = steps.back() {
        let scale = 1.0 / (last.rho * dot(&last.gradient, &last.gradient));
        q.iter_mut().for_each(|x| *x *= scale as f32);
    }
    for (s, alpha) in steps.iter().zip(alphas.into_iter().rev()) {
        let beta = s.rho * dot(&s.gradient, &q);
        add(&mut q, alpha - beta, &s.point);
    }
    q
}

fn add(to: &mut [f32], factor: f64, other: &[f32]) {
    for (a, b) in to.iter_mut().zip(other) {
        *a += factor as f32 * b;
    }
}

fn dot(a: &[f32], b: &[f32]) -> f64 {
    a.iter()
        .zip(b)
        .map(|(a, b)| f64::from(*a) * f64::from(*b))
        .sum()
}

fn norm(a: &[f32]) -> f64 {
    dot(a, a).sqrt()
}
