//! What one origin published.

use crate::language::Language;
use crate::text::Text;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A report: one text under one origin. The same text under two addresses is two reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// See [`report_id`].
    pub id: String,
    /// `sha256:` and the hex hash of the original bytes, before decoding.
    pub blob: String,
    /// Where it was found.
    pub origin: Origin,
    /// Newspaper, agency, channel or site.
    pub outlet: Option<String>,
    /// The headline, where the input has one of its own.
    pub title: Option<String>,
    /// As the input's metadata give it.
    pub author: Option<String>,
    /// When it was first published.
    pub published: Option<Dated>,
    /// When it was last changed by its publisher.
    pub modified: Option<Dated>,
    /// When it was fetched.
    pub captured: Option<Dated>,
    /// The text's language.
    pub language: Language,
    /// What was published.
    pub text: Text,
    /// Whether the text begins with the title, as its first paragraph.
    pub has_title: bool,
}

/// Where a report was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Origin {
    /// The file, as it was named.
    pub path: Option<String>,
    /// Which record of that file, from 0, where it holds several.
    pub record: Option<u64>,
    /// The address under which it was published.
    pub url: Option<String>,
}

/// A day, and how it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The day, in the calendar of the place that wrote it.
    pub date: Date,
    /// What says so.
    pub from: DateFrom,
}

/// What a date was taken from (`published_from` of the contract).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DateFrom {
    /// The user said so (`--published`).
    Option,
    /// A field of the input.
    Metadata,
    /// Words of the text.
    Text,
    /// Nothing: the date is not known.
    #[default]
    None,
}

/// A report's identity: 16 hex digits made of its blob hash and all of its origin, the same on every
/// machine and in every version.
///
/// ```
/// use musnad_report::{Origin, report_id};
///
/// let first = Origin { path: Some("day.json".into()), record: Some(0), url: None };
/// let second = Origin { record: Some(1), ..first.clone() };
/// assert_ne!(report_id("sha256:ab", &first), report_id("sha256:ab", &second));
/// ```
pub fn report_id(blob: &str, origin: &Origin) -> String {
    let record = origin.record.map(|n| n.to_string());
    let parts = [
        Some(blob),
        origin.path.as_deref(),
        record.as_deref(),
        origin.url.as_deref(),
    ];
    let mut hash = Sha256::new();
    for part in parts {
        // With its length before it, no part can run into the next; a missing one has none.
        if let Some(part) = part {
            hash.update(part.len().to_string());
            hash.update(":");
            hash.update(part);
        }
        hash.update(";");
    }
    let mut id = hex(&hash.finalize());
    id.truncate(16);
    id
}

/// The hex SHA-256 of a text's UTF-8 bytes, by which gold names the text that it counts in.
pub fn text_sha256(text: &Text) -> String {
    hex(&Sha256::digest(text.as_str()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_is_stable() {
        let origin = Origin {
            path: Some("a.txt".into()),
            record: None,
            url: None,
        };
        assert_eq!(
            report_id("sha256:00", &origin),
            report_id("sha256:00", &origin.clone())
        );
        assert_eq!(report_id("sha256:00", &origin).len(), 16);
        let url = Origin {
            path: None,
            record: None,
            url: Some("a.txt".into()),
        };
        assert_ne!(
            report_id("sha256:00", &origin),
            report_id("sha256:00", &url)
        );
    }

    #[test]
    fn text_hash_is_sha256() {
        assert_eq!(
            text_sha256(&Text::new("")),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }
}
