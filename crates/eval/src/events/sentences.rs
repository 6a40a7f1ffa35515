//! The sentences of the shared material that people judged for PLOVER ASSAULT and PROTEST (`corpora/events`): does one
//! tell such an event? What people were not sure of («ambiguous») counts for nothing.

use crate::figures::Count;
use crate::set::{SetError, malformed, read};
use musnad_read::events::EventType;
use serde::Deserialize;
use std::path::Path;

/// One sentence.
#[derive(Clone, Debug, Deserialize)]
pub struct Judged {
    /// The sentence.
    pub text: String,
    /// `yes`, `difficult no`, `easy no` or `ambiguous`.
    pub label: String,
}

/// Both files: the type, and how it is called.
pub const FILES: [(EventType, &str); 2] = [
    (EventType::Assault, "assault_gsr.dev.csv"),
    (EventType::Protest, "protest_gsr.dev.csv"),
];

/// The sentences of a file, without those that are ambiguous.
///
/// # Errors
/// When the file cannot be read or is malformed.
pub fn load(path: &Path) -> Result<Vec<Judged>, SetError> {
    let bytes = read(path)?;
    let mut rows = csv::Reader::from_reader(&bytes[..]);
    let rows: Result<Vec<Judged>, _> = rows.deserialize().collect();
    let rows = rows.map_err(|error| malformed(path, error))?;
    Ok(rows
        .into_iter()
        .filter(|r| r.label != "ambiguous")
        .collect())
}

/// Counts how right it is to say of each sentence, in their order, whether it tells such an event.
pub fn compare(sentences: &[Judged], tells: &[bool]) -> Count {
    let mut count = Count::default();
    for (sentence, &found) in sentences.iter().zip(tells) {
        let told = sentence.label == "yes";
        count.gold += usize::from(told);
        count.predicted += usize::from(found);
        count.right += usize::from(told && found);
    }
    count
}
