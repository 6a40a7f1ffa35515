//! What the probability of a field is taken from: how sure the judge was of each answer that the
//! attribution rests on, and whether rules propose the same.

use crate::judge::{Decision, Question};
use crate::reading::{Attribution, Who};

type OfAnswers = fn(&[&Decision]) -> f32;
type OfWhole = fn(&Attribution) -> f32;

/// What is taken from the answers to one question about the origin's cue.
const ANSWERS: [(&str, OfAnswers); 4] = [
    ("asked", |on| is(!on.is_empty())),
    ("ln", |on| on.iter().map(|d| ln(d)).sum()),
    ("odds", |on| {
        on.iter().map(|d| odds(d)).fold(SUREST, f32::min) / SUREST
    }),
    ("against", |on| is(on.iter().any(|d| !d.proposed))),
];

/// What is taken from the attribution as a whole. More was tried (how long the content is, which kind,
/// stance and mode, whether another statement stands in it): it fits the reports that were learnt from,
/// and no others.
const TRAITS: [(&str, OfWhole); 5] = [
    ("bias", |_| 1.0),
    ("source.none", |a| is(a.origin().source.is_none())),
    ("who.unnamed", |a| {
        is(matches!(a.origin().who, Who::Unnamed { .. }))
    }),
    ("hops", |a| (a.chain.len() - 1) as f32),
    ("hops.ln", |a| others(a).map(ln).sum()),
];

/// No answer weighs more than this against a field, in nats.
const LEAST: f32 = -4.0;
/// No log-odds are taken for more than this: what is surer is no better.
const SUREST: f32 = 7.0;

/// The names of all inputs, in the order of [`inputs`].
pub fn names() -> Vec<String> {
    let answers = Question::ALL
        .iter()
        .flat_map(|q| ANSWERS.map(|(name, _)| format!("{}.{name}", q.name())));
    let traits = TRAITS.iter().map(|(name, _)| (*name).to_owned());
    answers.chain(traits).collect()
}

/// The inputs of an attribution that trained weights decided; 0 where something does not apply.
pub fn inputs(a: &Attribution) -> Vec<f32> {
    let answers = Question::ALL.iter().flat_map(|q| {
        let on: Vec<&Decision> = own(a).filter(|d| d.question == *q).collect();
        ANSWERS.map(|(_, of)| if on.is_empty() { 0.0 } else { of(&on) })
    });
    answers.chain(TRAITS.iter().map(|(_, of)| of(a))).collect()
}

/// The decisions on the origin's cue.
fn own(a: &Attribution) -> impl Iterator<Item = &Decision> {
    let cue = a.origin().cue;
    a.decisions.iter().filter(move |d| cue.overlaps(d.at))
}

/// The decisions on the cues of the other hops.
fn others(a: &Attribution) -> impl Iterator<Item = &Decision> {
    let cue = a.origin().cue;
    a.decisions.iter().filter(move |d| !cue.overlaps(d.at))
}

fn is(holds: bool) -> f32 {
    f32::from(u8::from(holds))
}

fn ln(d: &Decision) -> f32 {
    d.probability.ln().max(LEAST)
}

fn odds(d: &Decision) -> f32 {
    (d.probability / (1.0 - d.probability)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_input_has_a_name_of_its_own() {
        let mut names = names();
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
