//! Events as the contracts of an archive show them: with whoever has a part in them across reports, on whose word they
//! are told, and the spans of all of that. In `musnad.timeline/1`, `musnad.actors/1` and the exports.

use super::entities::Place;
use super::timeline::Time;
use musnad_read::Kind;
use musnad_read::contract::Words;
use musnad_read::events::{Code, EventType, Status};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that a report tells of as done, asked, planned, refused or denied (types and modes by PLOVER).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// `v1`, `v2` … within the report.
    pub id: String,
    /// What is done.
    pub r#type: EventType,
    /// Its mode by PLOVER; `null` where the words tell none.
    pub mode: Option<String>,
    /// How far it got, as the report tells.
    pub status: Status,
    /// The word that tells it.
    pub trigger: Words,
    /// The sentence in which that stands.
    pub sentence: Words,
    /// Who does it, in the order of the text; of equals (a meeting, a fight) all.
    pub actors: Vec<Party>,
    /// To or against whom it is done.
    pub recipients: Vec<Party>,
    /// The words that tell where.
    pub place: Option<Party>,
    /// Where that lies, else the facility to which it is done; `null` where the gazetteer does not know it.
    pub location: Option<Place>,
    /// When; `null` where no words date it.
    pub time: Option<Time>,
    /// PLOVER's contexts: `military`, `legal` …
    pub contexts: Vec<String>,
    /// On whose word it is told; `null`: the report's own author.
    pub on_word_of: Option<Word>,
    /// The event that it is about: what is requested, refused, promised.
    pub about: Option<About>,
    /// How many were killed; `null` where the words do not tell.
    pub killed: Option<Toll>,
    /// How many were injured.
    pub injured: Option<Toll>,
    /// How probable type and status are.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f32,
}

/// Somebody or something that has a part in an event or an arrangement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Party {
    /// The words nearest to the trigger that name it.
    pub words: Words,
    /// Its fullest name in the report; of people without a name («عشرات المتظاهرين») their words.
    pub name: String,
    /// Its id across reports; `null` of people and things without a name, who are nobody outside of the report.
    pub entity: Option<String>,
    /// The number, among those without a name in the report, of this one: from 1.
    pub group: Option<usize>,
    /// Country and sectors by PLOVER; `null` where nothing tells them.
    pub code: Option<Code>,
    /// How probable the part is.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f32,
}

/// A statement on which something rests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Word {
    /// The statement's id.
    pub statement: String,
    /// Who has it from whom, from the reader to the origin.
    pub chain: Vec<Source>,
}

/// A link of a chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// The source in its fullest form found in the text, or `unknown`.
    pub who: String,
    /// What sort of source it is.
    pub kind: Kind,
    /// The id of the entity that it is, across reports; `null` where it is none.
    pub entity: Option<String>,
    /// The words that hand on what it says.
    pub cue: Words,
}

/// An event of the same report that another is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct About {
    /// Its id in the report.
    pub id: String,
    /// What is done.
    pub r#type: EventType,
    /// How far it got.
    pub status: Status,
    /// The word that tells it.
    pub trigger: Words,
}

/// A number of people, as the words tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Toll {
    /// How many; the least where the words say «عشرات».
    pub number: u32,
    /// Whether it may be more.
    pub or_more: bool,
    /// The words that count.
    pub words: Words,
}
