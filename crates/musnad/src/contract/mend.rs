//! What the commands print that mend readings: `musnad.correction/1`, `musnad.reread/1`.

use musnad_archive::Anchored;
use musnad_archive::contract::Corrected;
use musnad_read::contract::Engine;
use schemars::JsonSchema;
use serde::Serialize;

/// Of `musnad correct`, `musnad undo` and each line of `musnad corrections`.
pub const CORRECTION: &str = "musnad.correction/1";
/// Of `musnad reread`.
pub const REREAD: &str = "musnad.reread/1";

/// What a person said against a reading, and what became of it, as a line of its own.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "musnad.correction/1")]
pub struct Line {
    /// The contract that this object keeps.
    #[schemars(extend("const" = CORRECTION))]
    pub schema: &'static str,
    /// As `musnad.report/1` has it too.
    #[serde(flatten)]
    pub corrected: Corrected,
}

impl From<&Anchored> for Line {
    fn from(anchored: &Anchored) -> Line {
        Line {
            schema: CORRECTION,
            corrected: anchored.into(),
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
