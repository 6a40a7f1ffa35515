//! What a judge decided, kept beside what came of it, so that nothing has to be decided twice to be
//! measured or explained.

use super::{Answer, Case, Question, Verdict, Weighed};
use musnad_report::Span;

/// A question, and what was taken for its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What was asked.
    pub question: Question,
    /// The word, or the cue, that it was asked of.
    pub at: Span,
    /// How many options there were.
    pub options: usize,
    /// The answer that was taken.
    pub taken: Answer,
    /// How sure the judge was of it, from 0 to 1.
    pub probability: f32,
    /// Whether rules and lexicons propose the same.
    pub proposed: bool,
    /// The likeliest of the others; `None` from a judge that does not weigh, and where there is none.
    pub runner_up: Option<Rival>,
    /// What told the two apart, the heaviest first; empty unless an explanation was asked for
    /// ([`crate::Engine::explain`]).
    pub weighed: Vec<Weighed>,
}

/// An answer that was not taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rival {
    /// The answer.
    pub answer: Answer,
    /// Its probability, from 0 to 1.
    pub probability: f32,
}

impl Decision {
    /// What a verdict on these options comes to.
    pub(crate) fn new(case: &Case, options: &[Answer], verdict: &Verdict) -> Decision {
        Decision {
            question: case.question,
            at: case.at,
            options: options.len(),
            taken: options[verdict.choice],
            probability: verdict.probability,
            proposed: verdict.choice == case.proposed,
            runner_up: verdict.runner_up.map(|(n, probability)| Rival {
                answer: options[n],
                probability,
            }),
            weighed: verdict.weighed.clone(),
        }
    }
}
