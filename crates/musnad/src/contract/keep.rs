//! What the commands print that put reports into the archive: `musnad.added/1`, `musnad.failure/1`.

use super::Contract;
use musnad_archive::Failed;
use musnad_read::contract::schema;
use schemars::JsonSchema;
use serde::Serialize;

/// The contracts of this file.
pub const ALL: &[Contract] = &[
    Contract {
        command: "add",
        name: ADDED,
        schema: schema::<Added>,
    },
    Contract {
        command: "failures",
        name: FAILURE,
        schema: schema::<Failure>,
    },
];

/// Of `musnad add`.
pub const ADDED: &str = "musnad.added/1";
/// Of `musnad failures`.
pub const FAILURE: &str = "musnad.failure/1";

/// What became of the inputs of one `musnad add`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "musnad.added/1")]
pub struct Added {
    /// The contract that this object keeps.
    #[schemars(extend("const" = ADDED))]
    pub schema: &'static str,
    /// The archive, as it was named.
    pub archive: String,
    /// Reports that were not there.
    pub new: u64,
    /// Reports whose address was there with another body: new versions.
    pub versions: u64,
    /// Reports that were not there, whose very text was there under another address.
    pub elsewhere: u64,
    /// Reports that were there already; nothing was changed.
    pub known: u64,
    /// Inputs that could not be read.
    pub failed: u64,
    /// The first thousand of them; `musnad failures` has all.
    pub failures: Vec<Unread>,
    /// From the first input to the last commit.
    pub seconds: f64,
}

/// An input that could not be read.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Unread {
    /// The file; `!/` stands before a member of an archive, `-` is standard input.
    pub path: String,
    /// Record, line and column in it; `null` for the whole of it.
    pub place: Option<String>,
    /// Why.
    pub reason: String,
}

/// One input that waits in the journal: one line of `musnad failures`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "musnad.failure/1")]
pub struct Failure {
    /// The contract that this line keeps.
    #[schemars(extend("const" = FAILURE))]
    pub schema: &'static str,
    /// What, where and why.
    #[serde(flatten)]
    pub unread: Unread,
    /// When it failed first, RFC 3339 in UTC.
    pub first: String,
    /// When it failed last.
    pub last: String,
    /// How often it was tried.
    pub tries: u64,
}

impl From<Failed> for Unread {
    fn from(failed: Failed) -> Unread {
        Unread {
            path: failed.path,
            place: Some(failed.place).filter(|place| !place.is_empty()),
            reason: failed.reason,
        }
    }
}

impl From<Failed> for Failure {
    fn from(failed: Failed) -> Failure {
        Failure {
            schema: FAILURE,
            first: failed.first.clone(),
            last: failed.last.clone(),
            tries: failed.tries,
            unread: failed.into(),
        }
    }
}
