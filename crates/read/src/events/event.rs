//! What a reading holds of events.

use super::judge::{Answer, Question};
use super::kinds::{ArrangementKind, EventType, Part, Status};
use crate::judge::Weighed;
use musnad_report::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that a report tells of as done, asked, planned, refused or denied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its type.
    pub kind: EventType,
    /// Its mode, where the words tell one (see [`EventType::modes`]).
    pub mode: Option<Box<str>>,
    /// How far it got.
    pub status: Status,
    /// The word that tells it.
    pub trigger: Span,
    /// Who has which part in it, in the order of the text.
    pub arguments: Vec<Argument>,
    /// The expression that dates it, in [`crate::Reading::times`].
    pub time: Option<usize>,
    /// PLOVER contexts.
    pub contexts: Vec<Box<str>>,
    /// On whose word it is told, in [`crate::Reading::attributions`]; `None`: the author's own.
    pub on_word_of: Option<usize>,
    /// The event that it is about, in [`crate::Reading::events`]: a request about what is asked for.
    pub about: Option<usize>,
    /// How many were killed.
    pub killed: Option<Toll>,
    /// How many were injured.
    pub injured: Option<Toll>,
    /// How probable type and status are.
    pub confidence: f32,
    /// The table that knows its word: `assault/qasafa`.
    pub family: Box<str>,
    /// What was decided about it. It is not stored: reading again gives it back (law 2).
    #[serde(skip)]
    pub decisions: Vec<Decision>,
}

impl Event {
    /// Those who have this part.
    pub fn with(&self, part: Part) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().filter(move |a| a.part == part)
    }
}

/// Somebody or something that has a part in an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Argument {
    /// Which.
    pub part: Part,
    /// The words nearest to the trigger that name it.
    pub span: Span,
    /// Whom they mean.
    pub party: Party,
    /// Who that is by PLOVER: `RUS MIL`.
    pub code: Option<Code>,
    /// How probable the part is.
    pub confidence: f32,
}

/// Who has a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Party {
    /// An entity, in [`crate::Reading::entities`].
    Entity(usize),
    /// People or things that are not named, in [`crate::Reading::groups`].
    Group(usize),
}

/// People or things that no name is given: «عشرات المتظاهرين».
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The words, without what is attached before them.
    pub name: String,
    /// Where they stand.
    pub at: Span,
}

/// Country and sectors of an actor, as PLOVER codes them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Code {
    /// ISO 3166-1 alpha-3, or one of PLOVER's codes of what has no country: `IGO`, `NGO`, `IMG`, `ISM`, `MNC`.
    pub country: Option<Box<str>>,
    /// `GOV`, `MIL`, `REB` …
    pub sectors: Vec<Box<str>>,
}

/// A number of people, as the words tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Toll {
    /// The words that count.
    pub span: Span,
    /// How many; the least where the words say «أكثر من», «عشرات».
    pub number: u32,
    /// Whether it may be more.
    pub or_more: bool,
}

/// What lasts between parties: a joint headquarters, the use of a base, a truce.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arrangement {
    /// What it is.
    pub kind: ArrangementKind,
    /// How far it got; `Ongoing` where it is in force.
    pub status: Status,
    /// The word that names it.
    pub trigger: Span,
    /// Between whom; in the order of the text.
    pub parties: Vec<Argument>,
    /// Of what: the base, the field.
    pub object: Option<Span>,
    /// Where.
    pub place: Option<Argument>,
    /// The expression that dates it, in [`crate::Reading::times`].
    pub time: Option<usize>,
    /// On whose word it is told; `None`: the author's own.
    pub on_word_of: Option<usize>,
    /// How probable it is.
    pub confidence: f32,
    /// The sentences that touch it, itself included.
    pub sentences: Vec<Span>,
}

/// A question about an event, and what was taken for its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What was asked.
    pub question: Question,
    /// Of whom, or of the trigger.
    pub at: Span,
    /// The answer that was taken.
    pub taken: Answer,
    /// How sure the judge was of it, from 0 to 1.
    pub probability: f32,
    /// The likeliest of the others, and its probability.
    pub runner_up: Option<(Answer, f32)>,
    /// What told the two apart, the heaviest first; only where an explanation was asked for.
    pub weighed: Vec<Weighed>,
}
