//! What a rescue could not bring over, as the custody log tells it.

use crate::custody::Entry;
use serde::{Deserialize, Serialize};

/// The act of the entry whose detail is a [`Loss`].
pub(crate) const ACT: &str = "rescue";

/// The detail of an entry `rescue`: with it, a chain with gaps is a whole one again, as the gaps are told
/// in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Loss {
    /// Hashes (hex) of the last entries of what was brought over: more than one where others are lost.
    pub tips: Vec<String>,
    /// Hashes of entries that are named by others and are lost.
    pub entries: Vec<String>,
    /// Ids of reports that are lost.
    pub reports: Vec<String>,
    /// Ids of corrections that are lost.
    pub corrections: Vec<String>,
}

impl Loss {
    /// What this entry tells, if it is one of a rescue.
    pub fn of(entry: &Entry) -> Option<Loss> {
        (entry.act == ACT)
            .then(|| serde_json::from_str(&entry.detail).ok())
            .flatten()
    }

    /// As the entry holds it.
    pub fn to_json(&self) -> String {
        // A struct of lists of strings; there is nothing in it that could fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}
