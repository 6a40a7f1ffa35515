//! The contract `musnad.report/1`: what `musnad report --format json` prints.

use super::{Brief, Deed};
use musnad_read::contract::Line;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of the contract, in the field `schema`.
pub const NAME: &str = "musnad.report/1";

/// A report, everything that was read out of it, and what the archive knows about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "musnad.report/1")]
pub struct Report {
    /// The contract that this object keeps.
    #[schemars(extend("const" = NAME))]
    pub schema: String,
    /// The report with its text and statements, by `musnad.reading/1`; corrections are applied.
    pub reading: Line,
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
