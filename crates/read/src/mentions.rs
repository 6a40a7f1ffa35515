//! Who and what is named in a report.

use musnad_report::Span;
use serde::{Deserialize, Serialize};

/// What sort of thing a mention names (the types of ACE 2005, with documents and nationalities).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MentionKind {
    /// «سيرغي لافروف».
    Person,
    /// «وزارة الخارجية الروسية».
    Organisation,
    /// «محافظة حلب».
    Place,
    /// «مطار حميميم».
    Facility,
    /// «الروسي», «الأكراد».
    Nationality,
    /// «وزير الخارجية الروسي».
    Role,
    /// «القرار 2254».
    Document,
}

/// A stretch of text that refers to somebody or something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mention {
    /// Whole words, with what is attached to the first, without marks at the ends.
    pub span: Span,
    /// What it names.
    pub kind: MentionKind,
    /// How sure that is, from 0 to 1.
    pub confidence: f32,
}
