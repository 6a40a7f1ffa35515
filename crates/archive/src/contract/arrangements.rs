//! The contract `musnad.arrangements/1`: what `musnad arrangements --format json` prints.

use super::Brief;
use super::entities::{Entity, Place};
use super::events::{Party, Word};
use super::timeline::Time;
use musnad_read::contract::Words;
use musnad_read::events::{ArrangementKind, Status};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of the contract, in the field `schema`.
pub const NAME: &str = "musnad.arrangements/1";

/// What lasts between parties, by what reports tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "musnad.arrangements/1")]
pub struct Arrangements {
    /// The contract that this object keeps.
    #[schemars(extend("const" = NAME))]
    pub schema: String,
    /// Whom or what the arrangements have to concern; empty where that was not asked.
    pub entities: Vec<Entity>,
    /// The places at which they have to be; empty where that was not asked.
    pub places: Vec<Place>,
    /// How many tellings there are of what was asked for.
    pub total: usize,
    /// How many are left out, as they are less sure than was asked for.
    pub left_out: usize,
    /// Those of this part, by the day of publication, then in the order of the text.
    pub arrangements: Vec<Told>,
}

/// An arrangement as one report tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Told {
    /// Where it stands.
    pub report: Brief,
    /// The arrangement.
    pub arrangement: Arrangement,
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
    /// Between whom, in the order of the text.
    pub parties: Vec<Party>,
    /// Of what: the base, the field; `null` where the words do not tell.
    pub object: Option<Words>,
    /// The words that tell where.
    pub place: Option<Party>,
    /// Where that lies; `null` where the gazetteer does not know it.
    pub location: Option<Place>,
    /// The time that dates it; `null` where no words do.
    pub time: Option<Time>,
    /// On whose word it is told; `null`: the report's own author.
    pub on_word_of: Option<Word>,
    /// Each sentence of the report that touches it, in the order of the text.
    pub sentences: Vec<Words>,
    /// How probable it is.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f32,
}
