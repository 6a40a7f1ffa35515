//! What a person says against a reading.

use crate::hash::Hash;
use jiff::Timestamp;
use musnad_read::contract::Words;
use musnad_read::{Attribution, Kind};
use musnad_report::{Span, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A correction as it is kept: it names the text by the report's id, and the statement by its places
/// and words, never by a row or an index, so that it outlives every re-reading (law 4 of the design).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// The report's id, which stands for one version of its page.
    pub report: String,
    /// Who says so, as he or she signs; may be empty.
    pub by: String,
    /// When it was said.
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// Why, if it was said.
    pub note: Option<String>,
    /// What is said.
    #[serde(flatten)]
    pub what: What,
}

/// What a correction says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    /// Nobody is said to have said this here.
    Reject {
        /// The statement.
        statement: Passage,
    },
    /// Its origin is somebody else.
    Speaker {
        /// The statement.
        statement: Passage,
        /// The origin's name.
        name: String,
        /// What sort of source, if it was said.
        source: Option<Kind>,
        /// Where the name stands, if it stands in the text: nearest to the cue.
        name_at: Option<Words>,
    },
    /// What is said ends elsewhere.
    ContentEnd {
        /// The statement.
        statement: Passage,
        /// One past the content's last byte.
        end: usize,
        /// The words that end there.
        words: String,
    },
    /// The entities of two mentions are one.
    MergeEntities {
        /// A mention of the one.
        a: Mentioned,
        /// A mention of the other.
        b: Mentioned,
    },
    /// The entities of these reports, taken together, are another than the one that they were put to.
    SplitEntity {
        /// A mention of each that goes out.
        out: Vec<Mentioned>,
    },
    /// The entity is to be called so.
    RenameEntity {
        /// A mention of it.
        of: Mentioned,
        /// Its name.
        name: String,
    },
    /// An earlier correction is taken back; of an undo: the correction holds again.
    Undo {
        /// Its id.
        correction: String,
    },
}

impl What {
    /// The statement that it is about; none for an undo, and where it is about entities.
    pub fn statement(&self) -> Option<&Passage> {
        match self {
            What::Reject { statement }
            | What::Speaker { statement, .. }
            | What::ContentEnd { statement, .. } => Some(statement),
            What::MergeEntities { .. }
            | What::SplitEntity { .. }
            | What::RenameEntity { .. }
            | What::Undo { .. } => None,
        }
    }

    /// The mentions by which it names entities; none where it is about a statement, and for an undo.
    pub fn mentions(&self) -> Vec<&Mentioned> {
        match self {
            What::MergeEntities { a, b } => vec![a, b],
            What::SplitEntity { out } => out.iter().collect(),
            What::RenameEntity { of, .. } => vec![of],
            What::Reject { .. }
            | What::Speaker { .. }
            | What::ContentEnd { .. }
            | What::Undo { .. } => Vec::new(),
        }
    }
}

/// A mention of somebody or something, by where it stands and what stands there: it names its entity wherever that
/// has got to since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mentioned {
    /// The id of the report in which it stands, which need not be the correction's own.
    pub report: String,
    /// Where, and the words.
    pub words: Words,
}

/// A statement by where it stands and what stands there, as the engine had read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Passage {
    /// The cue of its origin.
    pub cue: Words,
    /// The pieces of its content, in the order of the text.
    pub content: Vec<Words>,
}

impl Passage {
    pub(super) fn of(text: &Text, attribution: &Attribution) -> Option<Passage> {
        let content = attribution.content.iter();
        Some(Passage {
            cue: words_at(text, attribution.origin().cue)?,
            content: content
                .map(|&span| words_at(text, span))
                .collect::<Option<_>>()?,
        })
    }
}

/// What stands at a place of the text; `None` if it is no place of this text.
pub(super) fn words_at(text: &Text, span: Span) -> Option<Words> {
    Some(Words {
        start: span.start,
        end: span.end,
        text: text.get(span)?.to_owned(),
    })
}

/// A correction and its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Correction {
    /// The first 16 hex digits of the SHA-256 of its JSON.
    pub id: String,
    /// What was said.
    #[serde(flatten)]
    pub event: Event,
}

impl Correction {
    pub(crate) fn new(event: Event) -> Correction {
        let id = id_of(Hash::of(event.to_json().as_bytes()));
        Correction { id, event }
    }

    /// Reads what is stored; `None` unless the id is that of these very bytes.
    pub(crate) fn from_stored(id: &str, json: &str) -> Option<Correction> {
        (id_of(Hash::of(json.as_bytes())) == id).then_some(())?;
        Some(Correction {
            id: id.to_owned(),
            event: serde_json::from_str(json).ok()?,
        })
    }
}

impl Event {
    /// Its one written form: the fields in the order in which they are declared, without spaces.
    pub(crate) fn to_json(&self) -> String {
        // All keys are strings, so that nothing here can fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}

fn id_of(hash: Hash) -> String {
    let mut id = hash.to_string();
    id.truncate(16);
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event() -> Event {
        Event {
            report: "0123456789abcdef".to_owned(),
            by: "هالة".to_owned(),
            at: "2026-03-02T08:00:00Z".parse().expect("is a time"),
            note: None,
            what: What::Undo {
                correction: "fedcba9876543210".to_owned(),
            },
        }
    }

    #[test]
    fn the_written_form_does_not_change() {
        // Ids of stored corrections hang on it.
        let json = concat!(
            r#"{"report":"0123456789abcdef","by":"هالة","at":"2026-03-02T08:00:00Z","#,
            r#""note":null,"kind":"undo","correction":"fedcba9876543210"}"#
        );
        assert_eq!(event().to_json(), json);
        let correction = Correction::new(event());
        assert_eq!(
            Correction::from_stored(&correction.id, json),
            Some(correction)
        );
    }

    #[test]
    fn other_bytes_have_another_id() {
        let correction = Correction::new(event());
        let json = event().to_json().replace("هالة", "حنان");
        assert_eq!(Correction::from_stored(&correction.id, &json), None);
    }
}
