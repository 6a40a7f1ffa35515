//! The contract `musnad.who/1`: what `musnad who --format json` prints.

use super::Brief;
use super::entities::Entity;
use musnad_read::contract::{Attribution, Kind, Words};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of the contract, in the field `schema`.
pub const NAME: &str = "musnad.who/1";

/// Everything that somebody is made to say, and what others say about the name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "musnad.who/1")]
pub struct Who {
    /// The contract that this object keeps.
    #[schemars(extend("const" = NAME))]
    pub schema: String,
    /// The name that was asked for.
    pub name: String,
    /// The names of speakers that it fits, those with most statements first. They may be of different
    /// persons: nothing is merged.
    pub names: Vec<Named>,
    /// The number of statements in whose chain one of them or of `entities` stands, of the days and outlets that
    /// were asked for.
    pub statements: usize,
    /// Who of those that the archive knows has a name that it fits, those with most statements first: each is one,
    /// under all its names. Several may fit.
    pub entities: Vec<Speaker>,
    /// These statements by date, those without one last; a part of them if they were asked for in parts.
    pub said: Vec<Said>,
    /// The number of reports in which the name stands, of the days and outlets that were asked for.
    pub mentioned_in: usize,
    /// Statements of others in whose words the name stands, by the day of publication of their reports;
    /// a part of them.
    pub about: Vec<About>,
    /// Whether there may be more of `about`.
    pub more_about: bool,
}

/// Somebody who is known across reports, and how much he or she is made to say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Speaker {
    /// Who, with all names and offices.
    #[serde(flatten)]
    pub entity: Entity,
    /// The number of statements in whose chain he or she stands, under whatever name.
    pub statements: usize,
}

/// A name under which statements are made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Named {
    /// The name, in the fullest form that its report has.
    pub name: String,
    /// What sort of source.
    pub kind: Kind,
    /// The number of statements in whose chain it stands.
    pub statements: usize,
    /// The number of reports in which it speaks.
    pub reports: usize,
}

/// A statement that somebody is made to say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Said {
    /// Where it stands.
    pub report: Brief,
    /// The statement, with its spans in the report's text.
    pub attribution: Attribution,
    /// Which hop of the chain is the one that was asked for, from 0.
    pub hop: usize,
    /// The id of the entity that it is, across reports; `null` where it is none.
    pub entity: Option<String>,
    /// Whether that hop is the origin; else it hands on what another says.
    pub is_origin: bool,
    /// When, ISO 8601; `null` where it is not known.
    pub date: Option<String>,
    /// What that date is.
    pub dated_by: DatedBy,
}

/// What a statement's date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DatedBy {
    /// The day on which it was said, by the report's words.
    SaidOn,
    /// The day on which the report was published.
    Published,
    /// Nothing.
    None,
}

/// A statement of somebody else in which a name stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct About {
    /// Where it stands.
    pub report: Brief,
    /// The statement, with its spans in the report's text.
    pub attribution: Attribution,
    /// The name's words in what is said.
    pub hits: Vec<Words>,
    /// When, ISO 8601; `null` where it is not known.
    pub date: Option<String>,
    /// What that date is.
    pub dated_by: DatedBy,
}
