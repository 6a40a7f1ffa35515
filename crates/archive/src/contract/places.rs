//! The contract `musnad.where/1`: what `musnad where --format json` prints.

use super::Brief;
use super::entities::Place;
use super::search::Excerpt;
use super::who::DatedBy;
use musnad_read::contract::{Attribution, Words};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of the contract, in the field `schema`.
pub const NAME: &str = "musnad.where/1";

/// What concerns a place, or what lies within it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "musnad.where/1")]
pub struct Where {
    /// The contract that this object keeps.
    #[schemars(extend("const" = NAME))]
    pub schema: String,
    /// What was asked for.
    pub asked: String,
    /// The places of the gazetteer that bear the name and that, or something within which, reports speak of.
    pub places: Vec<Place>,
    /// What reports speak of there: the places themselves and what lies within them, of which most reports speak first.
    pub there: Vec<There>,
    /// How many reports there are, of the days and outlets that were asked for.
    pub reports: usize,
    /// Where in them, by the day of publication; a part of it.
    pub found: Vec<Found>,
    /// Statements of which the content or the chain speaks of it, by the day of their reports; a part of them.
    pub statements: Vec<About>,
    /// Whether there may be more of `statements`.
    pub more_statements: bool,
}

/// Something that lies at a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct There {
    /// The entity's id.
    pub entity: String,
    /// What it is called.
    pub name: String,
    /// Where it lies; `null` where the gazetteer does not know it.
    pub place: Option<Place>,
    /// How many reports speak of it there.
    pub reports: usize,
    /// How often they do.
    pub mentions: usize,
}

/// Where a report speaks of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Found {
    /// The report.
    pub report: Brief,
    /// The mentions, in the order of the text.
    pub mentions: Vec<Mention>,
    /// The piece of the text that shows best how it is spoken of.
    pub snippet: Excerpt,
}

/// A mention of something that lies there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// The entity's id.
    pub entity: String,
    /// The id of the place where it lies, as in `there`.
    pub place: Option<String>,
    /// Where it stands.
    #[serde(flatten)]
    pub words: Words,
}

/// A statement that speaks of a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct About {
    /// Where it stands.
    pub report: Brief,
    /// The statement, with its spans in the report's text.
    pub attribution: Attribution,
    /// The mentions of the place in what is said, and in the words that name who says it.
    pub hits: Vec<Words>,
    /// When, ISO 8601; `null` where it is not known.
    pub date: Option<String>,
    /// What that date is.
    pub dated_by: DatedBy,
}
