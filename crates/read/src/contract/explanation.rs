//! The contract `musnad.explanation/1`: what `musnad explain --format json` prints.

mod events;

use super::{Attribution, Engine, Line, Words, thousandths};
use crate::judge::{self, Answer, Question};
use crate::reading::{self, Reading};
use crate::rule::Rule;
use musnad_report::{Report, Span, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use events::{EventDecision, ExplainedEvent, UntoldWord};

/// The name of the contract, in the field `schema`.
pub const NAME: &str = "musnad.explanation/1";

/// Why words were read so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "musnad.explanation/1")]
pub struct Explanation {
    /// The contract that this object keeps.
    #[schemars(extend("const" = NAME))]
    pub schema: String,
    /// The report's id.
    pub document: String,
    /// The words that were asked about.
    pub at: Words,
    /// The sentence around them.
    pub sentence: Words,
    /// Attributions that touch the words.
    pub attributions: Vec<Explained>,
    /// Candidates of the sentence that lost.
    pub rejected: Vec<Rejected>,
    /// Events that touch the words.
    #[serde(default)]
    pub events: Vec<ExplainedEvent>,
    /// Words of the sentence that might have told an event, and tell none.
    #[serde(default)]
    pub untold: Vec<UntoldWord>,
    /// What made the reading.
    pub engine: Engine,
}

/// An attribution with its reasons in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Explained {
    /// As in `musnad.reading/1`.
    #[serde(flatten)]
    pub attribution: Attribution,
    /// Why it was decided so.
    pub reasons: Vec<Reason>,
    /// What was decided about its cues, from the first hop to the origin, and what weighed in it.
    pub decisions: Vec<Decision>,
}

/// A cue candidate that did not become an attribution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rejected {
    /// The candidate's cue.
    pub cue: Words,
    /// What spoke for and against it; the last one decided.
    pub reasons: Vec<Reason>,
    /// What was decided about its cue, and what weighed in it.
    pub decisions: Vec<Decision>,
}

/// A question to the model, and its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// What was asked.
    pub question: Question,
    /// The word, or the cue, that it was asked of.
    pub at: Words,
    /// How many answers there were to choose from.
    pub options: usize,
    /// The answer that was taken.
    pub taken: Choice,
    /// Whether rules and lexicons propose the same.
    pub proposed: bool,
    /// The likeliest of the others; `null` where there is none.
    pub runner_up: Option<Choice>,
    /// What tells the answer taken from the runner-up, the heaviest first.
    pub weighed: Vec<Weighed>,
}

/// An answer and its probability.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Choice {
    /// `yes` or `no`; `words`, `start`, `end` or `who`, with the words that are meant; `none` or `nobody`;
    /// `after`, `before` or `around`; `event` or `when`, with the words that are meant, or `undated`; or a name of the
    /// field that was asked for.
    pub answer: String,
    /// The words that are meant; of a `start` the first words, of an `end` the last.
    pub words: Option<Words>,
    /// How sure the model was of it, each answer before being right.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub probability: f32,
}

/// How much all features of one name weigh for the answer taken, against the runner-up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Weighed {
    /// The name of the features.
    pub feature: String,
    /// In nats: what the log-odds of the two answers owe to them.
    pub weight: f32,
}

/// One reason for a decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reason {
    /// Id of a rule, or the name of a mechanism.
    pub rule: String,
    /// What the rule says of itself.
    pub what: Option<String>,
    /// The words that it looked at, where there are any.
    pub words: Option<Words>,
    /// Its weight in the decision, where it has one.
    pub weight: Option<f32>,
}

impl Explanation {
    /// Explains the words `at`, which stand in `sentence`, by a reading of the report
    /// ([`crate::Engine::explain`]) and the rules that made it.
    ///
    /// # Panics
    /// If `reading` is not a reading of this report's text, or the spans are not of it.
    pub fn new(
        (report, reading): (&Report, &Reading),
        (at, sentence): (Span, Span),
        rules: &[Rule],
        engine: Engine,
    ) -> Explanation {
        let words = |span| Words::new(&report.text, span);
        let reason = |because: &reading::Because| Reason {
            rule: because.rule.clone(),
            what: rules
                .iter()
                .find(|r| r.id == because.rule)
                .map(|r| r.what.clone()),
            words: because.at.map(words),
            weight: because.weight,
        };
        let reasons = |because: &[reading::Because]| because.iter().map(reason).collect();
        let decisions = |on: &[judge::Decision]| {
            let all = on.iter();
            all.map(|d| Decision::new(&report.text, d)).collect()
        };
        let line = Line::new(report, reading, engine);
        let all = line.attributions.into_iter().zip(&reading.attributions);
        let touching = all.filter(|(_, a)| a.touches(at));
        let explained = touching.map(|(attribution, a)| Explained {
            attribution,
            reasons: reasons(&a.because),
            decisions: decisions(&a.decisions),
        });
        let lost = reading.rejected.iter().filter(|r| sentence.overlaps(r.cue));
        let rejected = lost.map(|r| Rejected {
            cue: words(r.cue),
            reasons: reasons(&r.because),
            decisions: decisions(&r.decisions),
        });
        let told = line.events.into_iter().zip(&reading.events);
        let told = told.filter(|(_, event)| reading.touches(event, at));
        let untold = reading.untold.iter();
        let untold = untold.filter(|u| sentence.overlaps(u.trigger));
        Explanation {
            schema: NAME.to_owned(),
            document: report.id.clone(),
            at: words(at),
            sentence: words(sentence),
            attributions: explained.collect(),
            rejected: rejected.collect(),
            events: told.map(|e| ExplainedEvent::new(&report.text, e)).collect(),
            untold: untold.map(|u| UntoldWord::new(&report.text, u)).collect(),
            engine: line.engine,
        }
    }
}

impl Decision {
    fn new(text: &Text, d: &judge::Decision) -> Decision {
        Decision {
            question: d.question,
            at: Words::new(text, d.at),
            options: d.options,
            taken: Choice::new(text, &d.taken, d.probability),
            proposed: d.proposed,
            runner_up: d
                .runner_up
                .map(|rival| Choice::new(text, &rival.answer, rival.probability)),
            weighed: d.weighed.iter().map(Weighed::new).collect(),
        }
    }
}

impl Weighed {
    fn new(weighed: &judge::Weighed) -> Weighed {
        Weighed {
            feature: weighed.feature.to_owned(),
            weight: thousandths(weighed.weight),
        }
    }
}

impl Choice {
    fn new(text: &Text, answer: &Answer, probability: f32) -> Choice {
        Choice {
            answer: answer.name().to_owned(),
            words: answer.words(text).map(|span| Words::new(text, span)),
            probability: thousandths(probability),
        }
    }
}

impl reading::Attribution {
    /// Whether one of its words (cues, sources, content, time of saying) stands in `span`.
    pub fn touches(&self, span: Span) -> bool {
        let hops = self
            .chain
            .iter()
            .flat_map(|hop| [Some(hop.cue), hop.source])
            .flatten();
        let said_on = self.said_on.as_ref().map(|said_on| said_on.span);
        hops.chain(said_on)
            .chain(self.content.iter().copied())
            .any(|own| own.overlaps(span))
    }
}
