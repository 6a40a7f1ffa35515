//! What is known about a set's reports beside their texts.

use crate::set::{SetError, malformed, read};
use jiff::civil::Date;
use musnad_ingest::parse_date;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// A set's reports, by id.
pub type Manifest = BTreeMap<String, Row>;

/// One report. Fields that nothing here asks for are left unread.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Row {
    /// As its gold file is called.
    pub id: String,
    /// The report's file, from the set's root; where it is not told, the texts' folder has `ID.txt`.
    #[serde(default)]
    pub file: Option<String>,
    /// The outlet.
    #[serde(default)]
    pub outlet: Option<String>,
    /// When it was published, as the outlet wrote that; see [`Row::published`].
    #[serde(default)]
    pub date: String,
    /// Whether it was chosen because it hands on what others said (relays, unnamed sources, denials,
    /// demands), and not drawn at random.
    #[serde(default)]
    pub relay: bool,
    /// SHA-256, in hexadecimal, of the text that spans count in.
    #[serde(default)]
    pub sha256: Option<String>,
}

#[derive(Deserialize)]
struct Toml {
    report: Vec<Row>,
}

impl Row {
    /// The day of publication; `None` where it is not told, or in a form that is not known.
    pub fn published(&self) -> Option<Date> {
        parse_date(&self.date)
    }
}

/// Reads a manifest: JSON (an array of rows) or TOML (the same as `[[report]]`).
///
/// # Errors
/// When the file cannot be read or is neither.
pub fn load(path: &Path) -> Result<Manifest, SetError> {
    let bytes = read(path)?;
    let rows: Vec<Row> = if path.extension().is_some_and(|e| e == "toml") {
        let manifest: Toml = toml::from_slice(&bytes).map_err(|error| malformed(path, error))?;
        manifest.report
    } else {
        serde_json::from_slice(&bytes).map_err(|error| malformed(path, error))?
    };
    Ok(rows.into_iter().map(|row| (row.id.clone(), row)).collect())
}
