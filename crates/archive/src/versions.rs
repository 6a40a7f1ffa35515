//! What changed between two versions of a page: the words, what is known about it, and who is made to
//! say what.
//!
//! Paragraphs are matched first (patience diff), then the words of those that belong together (Myers,
//! 1986). Spelling counts, white space does not: an outlet that writes «إيران» for «ايران» changed its
//! page. Statements are compared in folded words, where such a change is none.

mod paragraphs;
mod statements;
mod words;

pub use paragraphs::ParagraphChange;
pub use statements::{Aspect, ChangedStatement, StatementChanges};
pub use words::{Piece, PieceKind};

use crate::held::Held;
use musnad_read::contract::{Document, Line};
use musnad_report::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A version of a page: its text, and everything that was read out of it.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// The text in which the line's offsets count.
    pub text: &'a Text,
    /// The report with its statements.
    pub line: &'a Line,
}

/// What changed between two versions of a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Changes {
    /// Id of the earlier version.
    pub before: String,
    /// Id of the later version.
    pub after: String,
    /// What is known about the page and changed.
    pub metadata: Vec<FieldChange>,
    /// Whether the two texts are the same to the byte.
    pub same_text: bool,
    /// Paragraphs that differ, in the order of the page.
    pub paragraphs: Vec<ParagraphChange>,
    /// The number of paragraphs that both versions have.
    pub unchanged_paragraphs: usize,
    /// Statements that came, went or changed.
    pub statements: StatementChanges,
}

/// A changed fact about a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldChange {
    /// Which fact.
    pub field: Field,
    /// What it was; `null` where it was not known.
    pub before: Option<String>,
    /// What it is; `null` where it is not known.
    pub after: Option<String>,
}

/// A fact about a page: a field of `document` in `musnad.reading/1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(
    missing_docs,
    reason = "the names are those of the contract and say it all"
)]
pub enum Field {
    Title,
    Outlet,
    Author,
    Published,
    Modified,
    Captured,
    Url,
    Path,
    Language,
}

/// What changed from one version of a page to another.
///
/// # Panics
/// If a line's spans are not of its text.
pub fn changes(before: Version<'_>, after: Version<'_>) -> Changes {
    let (paragraphs, unchanged_paragraphs) = paragraphs::changes(before.text, after.text);
    Changes {
        before: before.line.document.id.clone(),
        after: after.line.document.id.clone(),
        metadata: metadata(&before.line.document, &after.line.document),
        same_text: before.text.as_str() == after.text.as_str(),
        paragraphs,
        unchanged_paragraphs,
        statements: statements::changes(before, after),
    }
}

fn metadata(before: &Document, after: &Document) -> Vec<FieldChange> {
    let fields = [
        (Field::Title, &before.title, &after.title),
        (Field::Outlet, &before.outlet, &after.outlet),
        (Field::Author, &before.author, &after.author),
        (Field::Published, &before.published, &after.published),
        (Field::Modified, &before.modified, &after.modified),
        (Field::Captured, &before.captured, &after.captured),
        (Field::Url, &before.url, &after.url),
        (Field::Path, &before.path, &after.path),
    ];
    let language = (before.language != after.language).then(|| FieldChange {
        field: Field::Language,
        before: Some(before.language.clone()),
        after: Some(after.language.clone()),
    });
    let changed = fields
        .into_iter()
        .filter(|(_, before, after)| before != after);
    changed
        .map(|(field, before, after)| FieldChange {
            field,
            before: before.clone(),
            after: after.clone(),
        })
        .chain(language)
        .collect()
}

/// Puts versions of a page in the order of time: by the day on which each was fetched, else changed by
/// its publisher, else published; those of one day by their arrival in the archive. Where a version has
/// none of these days, nothing better is known of any than the order of arrival.
pub fn in_time_order(versions: &mut [Held]) {
    let day = |held: &Held| {
        let published = held.published.map(|dated| dated.date);
        held.captured.or(held.modified).or(published)
    };
    versions.sort_by_key(|held| held.n);
    if versions.iter().all(|held| day(held).is_some()) {
        versions.sort_by_key(day);
    }
}

#[cfg(test)]
mod tests;
