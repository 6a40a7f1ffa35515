//! The contract `musnad.actors/1`: what `musnad actors --format json` prints.

use super::Brief;
use super::entities::{Entity, Place};
use super::events::Event;
use musnad_read::MentionKind;
use musnad_read::events::{EventType, Status};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of the contract, in the field `schema`.
pub const NAME: &str = "musnad.actors/1";

/// Who does what to whom, by what reports tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "musnad.actors/1")]
pub struct Actors {
    /// The contract that this object keeps.
    #[schemars(extend("const" = NAME))]
    pub schema: String,
    /// Whom or what was asked for, as actors, recipients or either; empty where that was not asked.
    pub entities: Vec<Entity>,
    /// The places at which the events have to be; empty where that was not asked.
    pub places: Vec<Place>,
    /// How many tellings of events there are of what was asked for.
    pub events: usize,
    /// Of them, how many of which nobody is told who does it: they have no row.
    pub without_actor: usize,
    /// How many are left out, as they are less sure than was asked for.
    pub left_out: usize,
    /// How many rows there are.
    pub total: usize,
    /// Those of this part: those with most events first.
    pub rows: Vec<Row>,
}

/// What one does to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Row {
    /// Who does it.
    pub actor: Actor,
    /// What.
    pub r#type: EventType,
    /// To or against whom; `null` where nobody is told.
    pub recipient: Option<Actor>,
    /// Both are told as actors, and no recipient: of equals (a meeting, a fight), and of those who do something
    /// together. Which of them stands first says nothing.
    pub together: bool,
    /// How many events there are of each status, the most frequent first.
    pub statuses: Vec<Counted>,
    /// How many there are.
    pub events: usize,
    /// In how many reports.
    pub reports: usize,
    /// The first day of publication, ISO 8601.
    pub first: Option<String>,
    /// The last one.
    pub last: Option<String>,
    /// The events, by the day of publication, then in the order of the text: all that the row rests on.
    pub grounds: Vec<Ground>,
}

/// Somebody or something that has a part in events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    /// Its id across reports; `null` of people and things without a name, who are nobody outside of their report.
    pub entity: Option<String>,
    /// What it is called; of those without a name their words.
    pub name: String,
    /// What it is; `null` of those without a name.
    pub r#type: Option<MentionKind>,
    /// ISO 3166-1 code of the country that it is or belongs to.
    pub country: Option<String>,
}

/// How many events there are of a status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counted {
    /// How far they got.
    pub status: Status,
    /// How many.
    pub events: usize,
}

/// An event that a row rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ground {
    /// Where it stands.
    pub report: Brief,
    /// The event.
    pub event: Event,
}
