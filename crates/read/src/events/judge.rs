//! What is asked about events, and who answers: what the words' tables propose, a model, or in training a
//! teacher. The same questions and options for all three (compare [`crate::judge`]).

use super::kinds::{Part, Sort, Status};
use crate::judge::{Asked, Features, Trained, Verdict};
use musnad_report::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "EventQuestion")]
#[repr(u8)]
pub enum Question {
    /// Does this word tell an event, and of which type?
    Type,
    /// Does it tell that something lasts, and what?
    Lasting,
    /// Which part has this party in the event?
    Part,
    /// How far did it get?
    Status,
    /// Which other event is it about?
    About,
    /// Which expression of time dates it?
    Date,
    /// On whose word is it told?
    Word,
}

impl Question {
    /// All questions, in the order of their numbers.
    pub const ALL: [Question; 7] = [
        Question::Type,
        Question::Lasting,
        Question::Part,
        Question::Status,
        Question::About,
        Question::Date,
        Question::Word,
    ];
}

impl Asked for Question {
    fn number(self) -> u32 {
        self as u32
    }

    fn name(self) -> String {
        format!("{self:?}")
    }
}

/// One of the options of a question. Offsets are bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// An event of this type, or an arrangement of this kind; `None`: none.
    Type(Option<Sort>),
    /// This part; `None`: none.
    Part(Option<Part>),
    /// It got so far.
    Status(Status),
    /// It is about the event that this word tells; `None`: about none.
    About(Option<Span>),
    /// It is dated by these words; `None`: by none.
    Date(Option<Span>),
    /// It is told on the word that this cue gives; `None`: on the author's.
    Word(Option<Span>),
}

/// A question about one place.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// What is asked.
    pub question: Question,
    /// The trigger.
    pub trigger: Span,
    /// Of whom it is asked, in a question for parts; else the trigger.
    pub at: Span,
    /// Whether an arrangement is asked about, and no event.
    pub lasting: bool,
    /// Of which option the tables think.
    pub proposed: usize,
}

/// Chooses among options.
pub trait Judge {
    /// Chooses one of `options`, which are not empty. `describe` adds the features of an option; a judge that
    /// does not look does not ask for them.
    fn choose(
        &mut self,
        case: &Case,
        options: &[Answer],
        describe: &mut dyn FnMut(usize, &mut Features),
    ) -> Verdict;
}

/// Takes what the tables propose.
#[derive(Clone, Copy, Debug, Default)]
pub struct Proposals;

impl Judge for Proposals {
    fn choose(
        &mut self,
        case: &Case,
        _: &[Answer],
        _: &mut dyn FnMut(usize, &mut Features),
    ) -> Verdict {
        Verdict::sure(case.proposed)
    }
}

impl Judge for Trained<'_> {
    fn choose(
        &mut self,
        case: &Case,
        options: &[Answer],
        describe: &mut dyn FnMut(usize, &mut Features),
    ) -> Verdict {
        self.verdict(case.question, options.len(), case.proposed, describe)
    }
}
