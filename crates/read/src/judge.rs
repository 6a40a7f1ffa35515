//! Decisions: rules and lexicons propose, a [`Judge`] decides.
//!
//! Wherever a reading has to choose (is this word a cue, how far does its source go, where does the
//! content end), the engine lays the options before a judge, the one that its own mechanisms propose
//! among them, and describes each by [`Features`]. Three kinds of judge answer: [`Proposals`] takes what
//! is proposed, a [`Model`] takes what training found best, and a teacher, in training, takes what gold
//! says and notes what it saw. All three see the same options, so that what is learnt is what is used.

mod decision;
mod features;
mod model;

pub use decision::{Decision, Rival};
pub(crate) use features::note;
pub use features::{Features, Name, Weighed, bucket, key};
pub use model::{Asked, Model, ModelError, Trained, Weights, cut, number};

use crate::reading::{Kind, SaidOn};
use musnad_report::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Question {
    /// Is this word the head of a cue?
    Cue,
    /// Which words are the cue?
    Extent,
    /// Which words are the written source of this cue, if any?
    Source,
    /// On which side of its cue does the content stand?
    Place,
    /// With which token does the content begin?
    Start,
    /// Before which token does it end?
    End,
    /// Whom does a cue without a written source mean?
    Speaker,
    /// Which is the fullest form of a written source?
    Name,
    /// What sort of source is it?
    Kind,
    /// Which expression of time dates the act of saying, if any?
    Time,
}

impl Question {
    /// All questions, in the order of their numbers.
    pub const ALL: [Question; 10] = [
        Question::Cue,
        Question::Extent,
        Question::Source,
        Question::Place,
        Question::Start,
        Question::End,
        Question::Speaker,
        Question::Name,
        Question::Kind,
        Question::Time,
    ];

    /// Its name in tables and files, in lower case: `cue`.
    pub fn name(self) -> String {
        format!("{self:?}").to_lowercase()
    }
}

/// Where a content stands, seen from its cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// «قال الوزير إن …».
    After,
    /// «…، بحسب الوزير», «"…"، قال الوزير».
    Before,
    /// «إن السد، بحسب الوزير، امتلأ».
    Around,
}

/// One of the options of a question. Offsets are bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Whether the word is the head of a cue.
    Cue(bool),
    /// These words; `None`: none are written.
    Words(Option<Span>),
    /// The content's side.
    Side(Side),
    /// The content begins here.
    Start(usize),
    /// The content ends here.
    End(usize),
    /// Whoever is named by these words; `None`: nobody is given.
    Who(Option<Span>),
    /// The source is of this sort.
    Kind(Kind),
    /// It was said then; `None`: nothing tells when.
    When(Option<SaidOn>),
}

/// A question about one place.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// What is asked.
    pub question: Question,
    /// The word, or the cue, that it is asked of.
    pub at: Span,
    /// Of which option the engine's own mechanisms think.
    pub proposed: usize,
}

/// What a judge says.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The index of the option taken.
    pub choice: usize,
    /// How sure the judge is of it, from 0 to 1.
    pub probability: f32,
    /// The index of the likeliest other option, and its probability; `None` from a judge that does not
    /// weigh, and where there is no other.
    pub runner_up: Option<(usize, f32)>,
    /// What told the two apart, the heaviest first; only from a judge that is asked to explain.
    pub weighed: Vec<Weighed>,
}

impl Verdict {
    /// Of a judge that has no doubts.
    pub fn sure(choice: usize) -> Verdict {
        Verdict {
            choice,
            probability: 1.0,
            runner_up: None,
            weighed: Vec::new(),
        }
    }
}

/// Chooses among options.
pub trait Judge {
    /// Whether it chooses where nothing is proposed, too: «كشفت رئيسة القسم الأربعاء عن آلية» has a content
    /// whether or not a rule measures one.
    fn finds(&self) -> bool {
        true
    }

    /// Chooses one of `options`, which are not empty. `describe` adds the features of an option; a judge
    /// that does not look does not ask for them.
    fn choose(
        &mut self,
        case: &Case,
        options: &[Answer],
        describe: &mut dyn FnMut(usize, &mut Features),
    ) -> Verdict;
}

/// Takes what the engine's mechanisms propose: what is read without a model.
#[derive(Clone, Copy, Debug, Default)]
pub struct Proposals;

impl Judge for Proposals {
    fn finds(&self) -> bool {
        false
    }

    fn choose(
        &mut self,
        case: &Case,
        _: &[Answer],
        _: &mut dyn FnMut(usize, &mut Features),
    ) -> Verdict {
        Verdict::sure(case.proposed)
    }
}
