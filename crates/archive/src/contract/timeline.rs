//! The contract `musnad.timeline/1`: what `musnad timeline --format json` prints.

use super::Brief;
use super::entities::{Entity, Place};
use super::events::Event;
use musnad_read::contract::{Attribution, Words};
use musnad_read::{Anchoring, Clash};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of the contract, in the field `schema`.
pub const NAME: &str = "musnad.timeline/1";

/// Statements, or events, in the order of one clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "musnad.timeline/1")]
pub struct Timeline {
    /// The contract that this object keeps.
    #[schemars(extend("const" = NAME))]
    pub schema: String,
    /// By which clock: no time of another one stands in this object's `entries`.
    pub clock: Clock,
    /// Whom or what the statements have to be of or to speak of, or who has to have a part in the events; empty where that was not asked.
    pub entities: Vec<Entity>,
    /// The places of which statements have to speak, or at which events have to be; empty where that was not asked.
    pub places: Vec<Place>,
    /// How many entries, or events, there are that lie in time.
    pub dated: usize,
    /// How many there are that do not; they come last.
    pub undated: usize,
    /// This part of them. By the clock of events a statement has an entry for every time that its content tells, and
    /// one without a time where that tells none; by the others it has one.
    pub entries: Vec<Dated>,
    /// With `--events`, this part of the events instead, each once.
    #[serde(default)]
    pub events: Vec<DatedEvent>,
}

/// An event and where it is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DatedEvent {
    /// Where it stands.
    pub report: Brief,
    /// The event, with its time by the report's words.
    pub event: Event,
}

/// The four clocks of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Clock {
    /// When what is told happened, or will happen.
    Event,
    /// When it was said.
    Saying,
    /// When the report was published.
    Publication,
    /// When the report was fetched.
    Capture,
}

/// A statement and a time of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dated {
    /// Where it stands.
    pub report: Brief,
    /// The statement, with its spans in the report's text.
    pub attribution: Attribution,
    /// The time; `null` where nothing tells one.
    pub time: Option<Time>,
}

/// A time by the clock that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// ISO 8601-2 (EDTF), as exact as it is known: `2015-07-20`, `2015-07~`, `XXXX-W-4`.
    pub edtf: String,
    /// The finest unit that is known.
    pub precision: Option<musnad_time::Precision>,
    /// The first day that it can be, ISO 8601; `null` where it does not lie in time, or begins nowhere.
    pub earliest: Option<String>,
    /// The last day that it can be.
    pub latest: Option<String>,
    /// The words that tell it; `null` of the days on which a report was published and fetched.
    pub words: Option<Words>,
    /// How the words were counted; `null` with `words`.
    pub anchoring: Option<Anchoring>,
    /// What in the words cannot be true together. Then it lies nowhere in time.
    pub clash: Option<Clash>,
    /// By so many days on either side it may be off.
    pub slack_days: u8,
}
