//! What a report tells of as done, asked, planned, refused or denied, and what lasts between parties, as the
//! contract has it.

use super::named::party_id;
use super::{Words, thousandths};
use crate::events::{self, ArrangementKind, Code, EventType, Part, Status};
use crate::reading::{Reading, TimeExpr};
use musnad_report::{Span, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whose word it is where nobody is said to have said it.
pub const AUTHOR: &str = "author";

/// Something that a report tells of as done, asked, planned, refused or denied (types and modes of PLOVER, the
/// Political Language Ontology for Verifiable Event Records; `status` is our own).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// `v1`, `v2` … within the report.
    pub id: String,
    /// What was done.
    pub r#type: EventType,
    /// PLOVER's mode of the type; `null` where the words tell none.
    pub mode: Option<String>,
    /// How far it got.
    pub status: Status,
    /// The word that tells it.
    pub trigger: Words,
    /// The ids of the entities that do it, in the order of the text; of equals (a meeting, a fight) all.
    pub actors: Vec<String>,
    /// The ids of the entities to or against whom it is done.
    pub recipients: Vec<String>,
    /// The id of the entity where it happens.
    pub place: Option<String>,
    /// When it happens; `null` where no words date it.
    pub time: Option<TimeTold>,
    /// PLOVER's contexts: `military`, `legal`, `economic` …
    pub contexts: Vec<String>,
    /// The id of the attribution on whose word it is told, or `author`.
    pub on_word_of: String,
    /// The id of the event that it is about: of what is requested, refused, promised.
    pub about: Option<String>,
    /// How many were killed; `null` where the words do not tell.
    pub killed: Option<Toll>,
    /// How many were injured; `null` where the words do not tell.
    pub injured: Option<Toll>,
    /// How probable type and status are.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f32,
    /// The id of the table of words that knows the trigger: `assault/qasafa`.
    pub rule: String,
    /// Who has which part in it, with the words that name them, in the order of the text.
    pub arguments: Vec<Argument>,
}

/// Somebody or something that has a part in an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Argument {
    /// Which.
    pub part: Part,
    /// The id of the entity.
    pub entity: String,
    /// The words nearest to the trigger that name it.
    pub span: Words,
    /// Who that is by PLOVER; `null` where nothing tells.
    pub code: Option<Code>,
    /// How probable the part is.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f32,
}

/// The expression that dates an event or an arrangement, which stands in `times` as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TimeTold {
    /// The expression.
    #[serde(flatten)]
    pub words: Words,
    /// What it means, as ISO 8601-2 (EDTF) writes it.
    pub edtf: String,
    /// The same, where ISO 8601-1 can say it.
    pub iso: Option<String>,
}

/// A number of people, as the words tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Toll {
    /// The words that count.
    #[serde(flatten)]
    pub words: Words,
    /// How many; the least where the words leave it open («عشرات»).
    pub number: u32,
    /// Whether it may be more.
    pub or_more: bool,
}

/// What lasts between parties: a joint headquarters, the use of a base, a truce.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Arrangement {
    /// `r1`, `r2` … within the report.
    pub id: String,
    /// What it is.
    pub kind: ArrangementKind,
    /// How far it got; `ongoing` where it is in force.
    pub status: Status,
    /// The word that names it.
    pub trigger: Words,
    /// The ids of the entities between whom it is, in the order of the text.
    pub parties: Vec<String>,
    /// Of what: the base, the field; `null` where the words do not tell.
    pub object: Option<Words>,
    /// The id of the entity where it is.
    pub place: Option<String>,
    /// The expression that dates it.
    pub time: Option<TimeTold>,
    /// The id of the attribution on whose word it is told, or `author`.
    pub on_word_of: String,
    /// How probable it is.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f32,
    /// Where the sentences stand that touch it, its own included, in the order of the text.
    pub sentences: Vec<Stretch>,
    /// Its parties (as actors) and its place, with the words that name them.
    pub arguments: Vec<Argument>,
}

/// A place in the text, without its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stretch {
    /// First byte, in the UTF-8 of the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Makes events and arrangements of a reading.
pub(super) struct Telling<'a> {
    pub(super) text: &'a Text,
    pub(super) reading: &'a Reading,
    /// The ids of the reading's attributions.
    pub(super) ids: &'a [String],
}

impl Telling<'_> {
    pub(super) fn events(&self) -> Vec<Event> {
        let all = self.reading.events.iter().enumerate();
        all.map(|(n, event)| self.event(n, event)).collect()
    }

    pub(super) fn arrangements(&self) -> Vec<Arrangement> {
        let all = self.reading.arrangements.iter().enumerate();
        all.map(|(n, lasting)| self.arrangement(n, lasting))
            .collect()
    }

    fn event(&self, n: usize, event: &events::Event) -> Event {
        let with = |part| -> Vec<String> {
            let all = event.with(part);
            all.map(|a| party_id(self.reading, a.party)).collect()
        };
        Event {
            id: event_id(n),
            r#type: event.kind,
            mode: event.mode.as_deref().map(str::to_owned),
            status: event.status,
            trigger: Words::new(self.text, event.trigger),
            actors: with(Part::Actor),
            recipients: with(Part::Recipient),
            place: with(Part::Place).into_iter().next(),
            time: self.time(event.time),
            contexts: event.contexts.iter().map(|c| c.to_string()).collect(),
            on_word_of: self.word(event.on_word_of),
            about: event.about.map(event_id),
            killed: event.killed.map(|toll| Toll::new(self.text, toll)),
            injured: event.injured.map(|toll| Toll::new(self.text, toll)),
            confidence: thousandths(event.confidence),
            rule: event.family.to_string(),
            arguments: event.arguments.iter().map(|a| self.argument(a)).collect(),
        }
    }

    fn arrangement(&self, n: usize, lasting: &events::Arrangement) -> Arrangement {
        let id = |argument: &events::Argument| party_id(self.reading, argument.party);
        let named = lasting.parties.iter().chain(&lasting.place);
        let stretch = |span: &Span| Stretch {
            start: span.start,
            end: span.end,
        };
        Arrangement {
            id: format!("r{}", n + 1),
            kind: lasting.kind,
            status: lasting.status,
            trigger: Words::new(self.text, lasting.trigger),
            parties: lasting.parties.iter().map(id).collect(),
            object: lasting.object.map(|span| Words::new(self.text, span)),
            place: lasting.place.as_ref().map(id),
            time: self.time(lasting.time),
            on_word_of: self.word(lasting.on_word_of),
            confidence: thousandths(lasting.confidence),
            sentences: lasting.sentences.iter().map(stretch).collect(),
            arguments: named.map(|a| self.argument(a)).collect(),
        }
    }

    fn argument(&self, argument: &events::Argument) -> Argument {
        Argument {
            part: argument.part,
            entity: party_id(self.reading, argument.party),
            span: Words::new(self.text, argument.span),
            code: argument.code.clone(),
            confidence: thousandths(argument.confidence),
        }
    }

    fn time(&self, n: Option<usize>) -> Option<TimeTold> {
        let time = self.reading.times.get(n?)?;
        Some(TimeTold::new(self.text, time))
    }

    fn word(&self, n: Option<usize>) -> String {
        let id = n.and_then(|n| self.ids.get(n));
        id.map_or(AUTHOR, String::as_str).to_owned()
    }
}

impl TimeTold {
    fn new(text: &Text, time: &TimeExpr) -> TimeTold {
        let value = time.told.value();
        TimeTold {
            words: Words::new(text, time.span),
            edtf: value.to_string(),
            iso: value.iso(),
        }
    }
}

impl Toll {
    fn new(text: &Text, toll: events::Toll) -> Toll {
        Toll {
            words: Words::new(text, toll.span),
            number: toll.number,
            or_more: toll.or_more,
        }
    }
}

fn event_id(n: usize) -> String {
    format!("v{}", n + 1)
}
