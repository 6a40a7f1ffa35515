//! Why an event was found, and why a word tells none.

use super::{Choice, Weighed};
use crate::contract::{Event, Words, thousandths};
use crate::events::judge::{Answer, Question};
use crate::events::{self, Sort};
use crate::reading::{Reading, Untold};
use musnad_report::{Span, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An event with what was decided about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExplainedEvent {
    /// As in `musnad.reading/1`.
    #[serde(flatten)]
    pub event: Event,
    /// What was decided: first what its word tells, last what dates it.
    pub decisions: Vec<EventDecision>,
}

/// A word that might have told an event, and tells none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct UntoldWord {
    /// The word.
    pub trigger: Words,
    /// What was decided about it; where it names an arrangement, that too.
    pub decisions: Vec<EventDecision>,
}

/// A question to the model of events, and its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EventDecision {
    /// What was asked.
    pub question: Question,
    /// Who was asked about, in a question for parts; else the trigger.
    pub at: Words,
    /// The answer that was taken.
    pub taken: Choice,
    /// The likeliest of the others; `null` where there is none.
    pub runner_up: Option<Choice>,
    /// What tells the answer taken from the runner-up, the heaviest first.
    pub weighed: Vec<Weighed>,
}

impl ExplainedEvent {
    pub(super) fn new(text: &Text, (event, of): (Event, &events::Event)) -> ExplainedEvent {
        ExplainedEvent {
            event,
            decisions: decisions(text, &of.decisions),
        }
    }
}

impl UntoldWord {
    pub(super) fn new(text: &Text, untold: &Untold) -> UntoldWord {
        UntoldWord {
            trigger: Words::new(text, untold.trigger),
            decisions: decisions(text, &untold.decisions),
        }
    }
}

fn decisions(text: &Text, of: &[events::Decision]) -> Vec<EventDecision> {
    let choice = |answer: &Answer, probability| Choice {
        answer: answer.name().to_owned(),
        words: answer.words().map(|span| Words::new(text, span)),
        probability: thousandths(probability),
    };
    let decision = |d: &events::Decision| EventDecision {
        question: d.question,
        at: Words::new(text, d.at),
        taken: choice(&d.taken, d.probability),
        runner_up: d.runner_up.map(|(answer, p)| choice(&answer, p)),
        weighed: d.weighed.iter().map(Weighed::new).collect(),
    };
    of.iter().map(decision).collect()
}

impl Answer {
    /// Its name in the contracts: `ASSAULT`, `actor`, `denied`, `event`.
    pub fn name(&self) -> &'static str {
        match self {
            Answer::Type(sort) => sort.map_or("none", Sort::name),
            Answer::Part(part) => part.map_or("none", events::Part::name),
            Answer::Status(status) => status.name(),
            Answer::About(Some(_)) => "event",
            Answer::About(None) => "none",
            Answer::Date(Some(_)) => "when",
            Answer::Date(None) => "undated",
            Answer::Word(Some(_)) => "source",
            Answer::Word(None) => "author",
        }
    }

    /// The words that it means.
    pub fn words(&self) -> Option<Span> {
        match *self {
            Answer::About(words) | Answer::Date(words) | Answer::Word(words) => words,
            Answer::Type(_) | Answer::Part(_) | Answer::Status(_) => None,
        }
    }
}

impl events::Part {
    /// Its name in gold and contracts: `actor`.
    pub fn name(self) -> &'static str {
        match self {
            events::Part::Actor => "actor",
            events::Part::Recipient => "recipient",
            events::Part::Place => "place",
        }
    }
}

impl Reading {
    /// Whether one of an event's words (its trigger, who has a part in it, what dates it, its dead and injured)
    /// stands in `span`.
    pub fn touches(&self, event: &events::Event, span: Span) -> bool {
        let time = event.time.and_then(|n| self.times.get(n));
        let tolls = [event.killed, event.injured].into_iter().flatten();
        let own = event.arguments.iter().map(|argument| argument.span);
        own.chain([event.trigger])
            .chain(time.map(|time| time.span))
            .chain(tolls.map(|toll| toll.span))
            .any(|own| own.overlaps(span))
    }
}
