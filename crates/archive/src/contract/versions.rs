//! The contract `musnad.versions/1`: what `musnad versions --format json` prints.

use super::Brief;
use crate::versions::Changes;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of the contract, in the field `schema`.
pub const NAME: &str = "musnad.versions/1";

/// The versions of a page, and what changed from each to the next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "musnad.versions/1")]
pub struct Versions {
    /// The contract that this object keeps.
    #[schemars(extend("const" = NAME))]
    pub schema: String,
    /// The versions in the order of time; of two that were chosen, the chosen ones.
    pub versions: Vec<Brief>,
    /// What changed from each version to the next: one less than there are versions.
    pub changes: Vec<Changes>,
}
