//! What is told of a report in lists.

use crate::custody::Entry;
use crate::held::Held;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A report in a list: enough to know it by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Brief {
    /// Its id.
    pub id: String,
    /// The headline, where the input has one of its own.
    pub title: Option<String>,
    /// Newspaper, agency, channel or site.
    pub outlet: Option<String>,
    /// The address under which it was published.
    pub url: Option<String>,
    /// The file, as it was named.
    pub path: Option<String>,
    /// Which record of that file, from 0.
    pub record: Option<u64>,
    /// The day of publication, ISO 8601.
    pub published: Option<String>,
    /// The day of the last change, ISO 8601.
    pub modified: Option<String>,
    /// The day on which it was fetched, ISO 8601.
    pub captured: Option<String>,
}

impl From<&Held> for Brief {
    fn from(held: &Held) -> Brief {
        Brief {
            id: held.id.clone(),
            title: held.title.clone(),
            outlet: held.outlet.clone(),
            url: held.origin.url.clone(),
            path: held.origin.path.clone(),
            record: held.origin.record,
            published: held.published.map(|dated| dated.date.to_string()),
            modified: held.modified.map(|date| date.to_string()),
            captured: held.captured.map(|date| date.to_string()),
        }
    }
}

/// What was done to a report, by the custody log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Deed {
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// By which program and version.
    pub program: String,
    /// One word: `add`, `import`, `merge`, `correct`, `undo`.
    pub act: String,
    /// What else there is to say; empty as a rule.
    pub detail: String,
}

impl From<Entry> for Deed {
    fn from(entry: Entry) -> Deed {
        Deed {
            at: entry.at,
            program: entry.program,
            act: entry.act,
            detail: entry.detail,
        }
    }
}
