//! What a judge decided, kept beside what came of it, so that nothing has to be decided twice to be
//! measured or explained.

use super::{Answer, Case, Question, Side, Verdict, Weighed};
use musnad_report::{Span, Text};

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

/// So many words show where a content begins or ends.
const SHOWN: usize = 3;

impl Answer {
    /// What sort of answer it is, in the contracts: `yes`, `words`, `after`.
    pub fn name(&self) -> &'static str {
        match self {
            Answer::Cue(true) => "yes",
            Answer::Cue(false) => "no",
            Answer::Words(Some(_)) => "words",
            Answer::Words(None) => "none",
            Answer::Side(Side::After) => "after",
            Answer::Side(Side::Before) => "before",
            Answer::Side(Side::Around) => "around",
            Answer::Start(_) => "start",
            Answer::End(_) => "end",
            Answer::Who(Some(_)) => "who",
            Answer::Who(None) => "nobody",
            Answer::Kind(kind) => kind.name(),
            Answer::When(Some(_)) => "when",
            Answer::When(None) => "undated",
        }
    }

    /// The words that it means; of a beginning the first of what begins there, of an end the last.
    pub fn words(&self, text: &Text) -> Option<Span> {
        let tokens = |from: usize, to: usize| text.tokens_in(Span::new(from, to));
        match *self {
            Answer::Words(words) | Answer::Who(words) => words,
            Answer::When(said) => said.map(|said| said.span),
            Answer::Start(at) => {
                let behind = tokens(at, text.as_str().len());
                let shown = behind.start..behind.end.min(behind.start + SHOWN);
                (!shown.is_empty()).then(|| text.span_of(shown))
            }
            Answer::End(at) => {
                let before = tokens(0, at);
                let shown = before.start.max(before.end.saturating_sub(SHOWN))..before.end;
                (!shown.is_empty()).then(|| text.span_of(shown))
            }
            Answer::Cue(_) | Answer::Side(_) | Answer::Kind(_) => None,
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_shows_its_words() {
        let text = Text::new("قال الوزير إن السد آمن.");
        let at = |words: &str| text.as_str().find(words).expect("is there");
        let shown = |answer: Answer| {
            let words = answer.words(&text)?;
            text.get(words)
        };
        assert_eq!(shown(Answer::Start(at("إن"))), Some("إن السد آمن"));
        assert_eq!(shown(Answer::End(at("آمن"))), Some("الوزير إن السد"));
        assert_eq!(shown(Answer::End(0)), None);
        assert_eq!(shown(Answer::Start(text.as_str().len())), None);
        assert_eq!(shown(Answer::Words(Some(Span::new(0, 6)))), Some("قال"));
        assert_eq!(shown(Answer::Side(Side::After)), None);
    }
}
