//! Corrections laid over a reading.

use super::anchor::{How, Question, anchor};
use super::change;
use super::event::{Correction, What};
use musnad_read::{Attribution, Because, Reading, contract};
use musnad_report::Text;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// A correction and what becomes of it in one reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchored {
    /// What was said.
    pub correction: Correction,
    /// What became of it.
    pub state: State,
    /// The statement that it is about as the engine reads it, with its id; `None` for an undo, and as
    /// long as there is a question.
    pub statement: Option<(String, Attribution)>,
}

/// What becomes of a correction in a reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// It holds.
    Applied {
        /// By what the statement was found.
        by: How,
    },
    /// It would hold if another did not: a later one about the same, or a rejection.
    Overridden {
        /// That correction's id.
        by: String,
    },
    /// It was taken back.
    Undone {
        /// The id of the correction that does so.
        by: String,
    },
    /// It cannot hold here and waits for a person's answer.
    Question(Question),
}

/// Lays corrections over a reading of `text`: the reading as it is to be shown, and what became of each
/// correction, in the order in which they were made.
///
/// A function of its arguments; the order in which corrections are given does not matter, as they are
/// taken by time, then by id. All are anchored in the reading as the engine made it. Of several about
/// the same thing the last one holds, and a rejection outweighs all others. A statement that a person
/// touched says so in its `because`, as `correction:ID`.
pub fn replay(
    text: &Text,
    reading: &Reading,
    corrections: &[Correction],
) -> (Reading, Vec<Anchored>) {
    let mut corrections = corrections.to_vec();
    corrections.sort_by(|a, b| (a.event.at, &a.id).cmp(&(b.event.at, &b.id)));
    corrections.dedup_by(|a, b| a.id == b.id);
    let undone = undone(&corrections);
    let outcomes: Vec<Outcome> = (corrections.iter().zip(undone))
        .map(|(correction, undone)| outcome(text, reading, &corrections, correction, undone))
        .collect();
    let effects = effects(&corrections, &outcomes);
    let states = states(&corrections, &outcomes, &effects);
    let anchored = (corrections.iter().zip(outcomes).zip(states))
        .map(|((correction, outcome), state)| Anchored {
            correction: correction.clone(),
            state,
            statement: outcome
                .statement
                .map(|found| named(reading, &correction.event.report, found)),
        })
        .collect();
    (apply(text, reading, &corrections, &effects), anchored)
}

/// What a correction comes to by itself.
struct Outcome {
    state: State,
    statement: Option<usize>,
}

fn outcome(
    text: &Text,
    reading: &Reading,
    all: &[Correction],
    correction: &Correction,
    undone: Option<usize>,
) -> Outcome {
    let what = &correction.event.what;
    let found = match (what.statement(), what) {
        (Some(place), _) => {
            anchor(text, &reading.attributions, place).map(|(found, by)| (Some(found), by))
        }
        (None, What::Undo { correction }) if all.iter().all(|c| &c.id != correction) => {
            Err(Question::Unknown)
        }
        (None, _) => Ok((None, How::Exact)),
    };
    let found = found.and_then(|(statement, by)| {
        let target = statement.map(|found| &reading.attributions[found]);
        match target.is_none_or(|target| change::is_possible(text, target, what)) {
            true => Ok((statement, by)),
            false => Err(Question::NoEnd),
        }
    });
    let statement = found.as_ref().ok().and_then(|(statement, _)| *statement);
    let state = match (undone, found) {
        (Some(by), _) => State::Undone {
            by: all[by].id.clone(),
        },
        (None, Ok((_, by))) => State::Applied { by },
        (None, Err(question)) => State::Question(question),
    };
    Outcome { state, statement }
}

fn named(reading: &Reading, report: &str, found: usize) -> (String, Attribution) {
    let mut ids = contract::attribution_ids(report, &reading.attributions);
    (ids.swap_remove(found), reading.attributions[found].clone())
}

/// For each correction the first one that takes it back and is not itself taken back.
///
/// Each undo names one correction, so that from those that nobody takes back all others can be told in
/// turn. Ids are hashes of what names them: no circle can be made, and one that was forged holds nothing
/// up.
pub(super) fn undone(corrections: &[Correction]) -> Vec<Option<usize>> {
    let place: HashMap<&str, usize> = (corrections.iter().enumerate())
        .map(|(i, correction)| (correction.id.as_str(), i))
        .collect();
    let target = |i: usize| match &corrections[i].event.what {
        What::Undo { correction } => place.get(correction.as_str()).copied(),
        _ => None,
    };
    let mut open = vec![0usize; corrections.len()];
    for i in (0..corrections.len()).filter_map(target) {
        open[i] += 1;
    }
    let mut undone: Vec<Option<usize>> = vec![None; corrections.len()];
    let mut settled: Vec<usize> = (0..corrections.len()).filter(|&i| open[i] == 0).collect();
    while let Some(i) = settled.pop() {
        let Some(target) = target(i) else { continue };
        if undone[i].is_none() {
            undone[target] = Some(undone[target].map_or(i, |other| other.min(i)));
        }
        open[target] -= 1;
        if open[target] == 0 {
            settled.push(target);
        }
    }
    undone
}

/// What holds for one statement: indexes of corrections.
#[derive(Default)]
struct Effects {
    rejected: Vec<usize>,
    speaker: Option<usize>,
    end: Option<usize>,
}

fn effects(corrections: &[Correction], outcomes: &[Outcome]) -> BTreeMap<usize, Effects> {
    let mut effects: BTreeMap<usize, Effects> = BTreeMap::new();
    for (i, outcome) in outcomes.iter().enumerate() {
        let (State::Applied { .. }, Some(statement)) = (&outcome.state, outcome.statement) else {
            continue;
        };
        let effects = effects.entry(statement).or_default();
        match &corrections[i].event.what {
            What::Reject { .. } => effects.rejected.push(i),
            What::Speaker { .. } => effects.speaker = Some(i),
            What::ContentEnd { .. } => effects.end = Some(i),
            _ => {}
        }
    }
    effects
}

fn states(
    corrections: &[Correction],
    outcomes: &[Outcome],
    effects: &BTreeMap<usize, Effects>,
) -> Vec<State> {
    let state = |(i, outcome): (usize, &Outcome)| {
        let effects = outcome.statement.and_then(|found| effects.get(&found));
        let holds = effects.and_then(|effects| match &corrections[i].event.what {
            What::Speaker { .. } => effects.rejected.first().copied().or(effects.speaker),
            What::ContentEnd { .. } => effects.rejected.first().copied().or(effects.end),
            _ => None,
        });
        match (&outcome.state, holds) {
            (State::Applied { .. }, Some(holds)) if holds != i => State::Overridden {
                by: corrections[holds].id.clone(),
            },
            (state, _) => state.clone(),
        }
    };
    outcomes.iter().enumerate().map(state).collect()
}

fn apply(
    text: &Text,
    reading: &Reading,
    corrections: &[Correction],
    effects: &BTreeMap<usize, Effects>,
) -> Reading {
    let mut corrected = reading.clone();
    if effects.is_empty() {
        return corrected;
    }
    for (&found, effects) in effects {
        let attribution = &mut corrected.attributions[found];
        for i in [effects.speaker, effects.end].into_iter().flatten() {
            let Correction { id, event } = &corrections[i];
            change::apply(text, &reading.attributions, attribution, &event.what);
            attribution.because.push(Because {
                rule: format!("correction:{id}"),
                at: None,
                weight: None,
            });
        }
    }
    let is_rejected = |found| effects.get(&found).is_some_and(|e| !e.rejected.is_empty());
    corrected.keep_attributions(|found| !is_rejected(found));
    corrected
}
