//! The contract `musnad.report/1`: what `musnad report --format json` prints.

use super::{Brief, Deed};
use crate::correction::{Anchored, Correction, State};
use musnad_read::contract::Line;
use schemars::JsonSchema;
use serde::Serialize;

/// The name of the contract, in the field `schema`.
pub const NAME: &str = "musnad.report/1";

/// A report, everything that was read out of it, and what the archive knows about it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "musnad.report/1")]
pub struct Report {
    /// The contract that this object keeps.
    #[schemars(extend("const" = NAME))]
    pub schema: String,
    /// The report with its text and statements, by `musnad.reading/1`; corrections are applied.
    pub reading: Line,
    /// What people said against the reading, in the order in which they said it.
    pub corrections: Vec<Corrected>,
    /// What the versions of its page share: the url, else the path and record.
    pub address: String,
    /// What was done to it, in the order in which this archive learnt of it.
    pub custody: Vec<Deed>,
    /// The length in bytes of what came in, which `--original` gives back.
    pub original_size: u64,
    /// All versions of its page in the order of time, itself among them.
    pub versions: Vec<Brief>,
    /// Other reports with the very same text, in the order in which they came.
    pub elsewhere: Vec<Brief>,
}

/// What a person said against the reading, and what became of it: as in `musnad.correction/1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Corrected {
    /// What was said. Its statement is the one that the person saw.
    #[serde(flatten)]
    pub correction: Correction,
    /// What became of it in the reading that is shown; a `question` waits for a person's answer.
    pub now: State,
    /// The id of the statement that it is about in that reading; `null` for an undo, and as long as
    /// there is a question.
    pub attribution: Option<String>,
}

impl From<&Anchored> for Corrected {
    fn from(anchored: &Anchored) -> Corrected {
        let statement = anchored.statement.as_ref();
        Corrected {
            correction: anchored.correction.clone(),
            now: anchored.state.clone(),
            attribution: statement.map(|(id, _)| id.clone()),
        }
    }
}
