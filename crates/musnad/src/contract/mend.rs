//! What the commands print that mend readings: `musnad.correction/1`, `musnad.reread/1`.

use musnad_archive::{Anchored, Correction, State};
use musnad_read::contract::Engine;
use schemars::JsonSchema;
use serde::Serialize;

/// Of `musnad correct`, `musnad undo` and each line of `musnad corrections`.
pub const CORRECTION: &str = "musnad.correction/1";
/// Of `musnad reread`.
pub const REREAD: &str = "musnad.reread/1";

/// What a person said against a reading, and what became of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "musnad.correction/1")]
pub struct Corrected {
    /// The contract that this object keeps.
    #[schemars(extend("const" = CORRECTION))]
    pub schema: &'static str,
    /// What was said. Its statement is the one that the person saw.
    #[serde(flatten)]
    pub correction: Correction,
    /// What became of it in the reading that is shown.
    pub now: State,
    /// The id of the statement that it is about in that reading; `null` for an undo, and as long as
    /// there is a question.
    pub attribution: Option<String>,
}

impl From<&Anchored> for Corrected {
    fn from(anchored: &Anchored) -> Corrected {
        Corrected {
            schema: CORRECTION,
            correction: anchored.correction.clone(),
            now: anchored.state.clone(),
            attribution: anchored.statement.as_ref().map(|(id, _)| id.clone()),
        }
    }
}

/// What a re-reading changed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "musnad.reread/1")]
pub struct Reread {
    /// The contract that this object keeps.
    #[schemars(extend("const" = REREAD))]
    pub schema: &'static str,
    /// The archive, as it was named.
    pub archive: String,
    /// What read.
    pub engine: Engine,
    /// Reports read again.
    pub reports: u64,
    /// Statements that they have now and had not before, told by their ids.
    pub gained: u64,
    /// Statements that they had before and have no longer.
    pub lost: u64,
    /// Corrections that hold and whose statements stand where they stood.
    pub exact: u64,
    /// Corrections that hold and found their statements by the words.
    pub by_words: u64,
    /// Corrections that wait for a person's answer now.
    pub questions: u64,
    /// Reports that could not be read again.
    pub failed: Vec<Unread>,
    /// How long it took.
    pub seconds: f64,
}

/// A report that could not be read again.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Unread {
    /// Its id.
    pub report: String,
    /// What is wrong with it.
    pub what: String,
}

impl From<(String, String)> for Unread {
    fn from((report, what): (String, String)) -> Unread {
        Unread { report, what }
    }
}
