//! The file format of gold, which predictions share.
//!
//! A span of gold may quote the text (`"قال"`, or `{"t": "قال", "n": 2}` for the second time that it
//! stands there) or give byte offsets (`{"start": 0, "end": 6}`), the form for gold on texts that
//! may not be copied. A prediction in the contract `musnad.reading/1` gives offsets; of its fields
//! only those that are scored are read.

use crate::figures::Figure;
use musnad_report::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is, or should be, read out of one report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Annotations {
    /// SHA-256, in hexadecimal, of the UTF-8 text that was annotated (gold by offsets has it).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_sha256: Option<String>,
    /// The attributions.
    pub attributions: Vec<Attribution>,
    /// Agency and outlet credit lines.
    #[serde(default)]
    pub credits: Vec<Quote>,
}

/// One content presented as coming from somebody other than the report's author.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// Unique within the report; [`Attribution::inside`] refers to it.
    #[serde(default)]
    pub id: Option<String>,
    /// Hops from the reader towards the origin.
    pub chain: Vec<Hop>,
    /// What is said; one span or more.
    pub content: Vec<Quote>,
    /// "direct", "indirect" or "mixed".
    #[serde(default)]
    pub mode: Option<String>,
    /// "state", "deny" …
    #[serde(default)]
    pub stance: Option<String>,
    /// The date of the act of saying.
    #[serde(default)]
    pub said_on: Option<SaidOn>,
    /// Id of the attribution whose content holds this one.
    #[serde(default)]
    pub inside: Option<String>,
    /// Gold only: annotators differed on it, so that finding it is neither right nor wrong.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// A prediction's own estimate, by the figure that it is for, of how probable it is that the
    /// figure counts it as right; that of the whole attribution is for [`Figure::Tuple`].
    #[serde(skip)]
    pub probabilities: BTreeMap<Figure, f64>,
}

/// One link of a chain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hop {
    /// The words that hand the content to the source.
    #[serde(default)]
    pub cue: Option<Quote>,
    /// The noun phrase that names the source there; `None` for an implicit speaker.
    #[serde(default)]
    pub source: Option<Quote>,
    /// The resolved source in its fullest form.
    #[serde(default)]
    pub who: Option<Name>,
    /// "person", "organisation" …
    #[serde(default)]
    pub kind: Option<String>,
}

/// A source's name as a file gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Name {
    /// By its words.
    Words(String),
    /// By the place where they stand: byte offsets into the UTF-8 text, half-open. The form for a
    /// description that is longer than a name, in gold on texts that may not be copied.
    At {
        /// First byte.
        start: usize,
        /// One past the last byte.
        end: usize,
    },
}

impl Name {
    /// Its words.
    ///
    /// # Errors
    /// When the offsets do not lie on characters of the text.
    pub fn words(&self, text: &str) -> Result<String, LocateError> {
        match *self {
            Name::Words(ref words) => Ok(words.clone()),
            Name::At { start, end } => text
                .get(start..end)
                .map(str::to_owned)
                .ok_or(LocateError::Offsets { start, end }),
        }
    }
}

impl From<&str> for Name {
    fn from(words: &str) -> Name {
        Name::Words(words.to_owned())
    }
}

/// The date of an act of saying; the words that give it are not scored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidOn {
    /// ISO 8601, as exact as the words are: "2015-07-20", "2015-W29", "2015-07", "2015".
    #[serde(default)]
    pub iso: Option<String>,
}

/// A span as a file gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Quote {
    /// By byte offsets into the UTF-8 text, half-open.
    Offsets {
        /// First byte.
        start: usize,
        /// One past the last byte.
        end: usize,
    },
    /// By its words, at the `n`th place where they stand.
    Nth {
        /// The words.
        t: String,
        /// Counted from 1, overlapping places included.
        #[serde(default = "first")]
        n: usize,
    },
    /// By its words, at the first place where they stand.
    First(String),
}

fn first() -> usize {
    1
}

impl From<Span> for Quote {
    fn from(span: Span) -> Quote {
        Quote::Offsets {
            start: span.start,
            end: span.end,
        }
    }
}

/// A quote that its text does not bear out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LocateError {
    /// The offsets leave the text, run backward or cut a character.
    #[error("{start}..{end} is no span of whole characters of the text")]
    Offsets {
        /// First byte.
        start: usize,
        /// One past the last byte.
        end: usize,
    },
    /// The words do not stand in the text, or not so often.
    #[error("the text does not have «{words}» {n} times")]
    Words {
        /// The words.
        words: String,
        /// Which place was meant, counted from 1.
        n: usize,
    },
}

impl Quote {
    /// Where it stands in `text`.
    ///
    /// # Errors
    /// When the offsets do not lie on characters of the text, or the words are not in it.
    pub fn locate(&self, text: &str) -> Result<Span, LocateError> {
        match self {
            &Quote::Offsets { start, end } => match text.get(start..end) {
                Some(_) => Ok(Span::new(start, end)),
                None => Err(LocateError::Offsets { start, end }),
            },
            Quote::Nth { t, n } => locate_words(text, t, *n),
            Quote::First(words) => locate_words(text, words, 1),
        }
    }

    /// Whether it stands for "no span": a file may write a source that is not there as "".
    pub fn is_absent(&self) -> bool {
        matches!(self, Quote::First(words) if words.is_empty())
    }
}

/// The `n`th place of `words`; places may overlap, as in the reference scorer.
fn locate_words(text: &str, words: &str, n: usize) -> Result<Span, LocateError> {
    let missing = || LocateError::Words {
        words: words.to_owned(),
        n,
    };
    let mut from = 0;
    let mut found = Err(missing());
    for _ in 0..n {
        let at = from
            + text
                .get(from..)
                .and_then(|rest| rest.find(words))
                .ok_or_else(missing)?;
        found = Ok(Span::new(at, at + words.len()));
        from = at + text[at..].chars().next().map_or(1, char::len_utf8);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(json: &str) -> Quote {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn quotes_are_found_by_words_and_by_offsets() {
        let text = "قال ثم قال";
        let second = text.rfind("قال").unwrap();
        assert_eq!(quote(r#""قال""#).locate(text), Ok(Span::new(0, 6)));
        assert_eq!(
            quote(r#"{"t": "قال", "n": 2, "who": "س"}"#).locate(text),
            Ok(Span::new(second, second + 6))
        );
        assert_eq!(
            quote(r#"{"start": 0, "end": 6, "text": "قال"}"#).locate(text),
            Ok(Span::new(0, 6))
        );
        assert_eq!(
            quote(r#"{"t": "للا", "n": 2}"#).locate("للا للا"),
            Ok(Span::new(7, 13))
        );
    }

    #[test]
    fn what_the_text_does_not_have_is_an_error() {
        assert!(quote(r#"{"t": "قال", "n": 2}"#).locate("قال").is_err());
        assert!(quote(r#"{"t": "قال", "n": 0}"#).locate("قال").is_err());
        assert!(quote(r#"{"start": 1, "end": 6}"#).locate("قال").is_err());
        assert!(quote(r#"{"start": 6, "end": 0}"#).locate("قال").is_err());
        assert!(quote(r#"{"start": 0, "end": 8}"#).locate("قال").is_err());
        assert_eq!(quote(r#""""#).locate(""), Ok(Span::new(0, 0)));
    }

    #[test]
    fn a_name_may_stand_in_the_text() {
        let name = |json: &str| {
            serde_json::from_str::<Name>(json)
                .unwrap()
                .words("قال خبير")
        };
        assert_eq!(name(r#""خبير الري""#).as_deref(), Ok("خبير الري"));
        assert_eq!(name(r#"{"start": 7, "end": 15}"#).as_deref(), Ok("خبير"));
        assert!(name(r#"{"start": 7, "end": 16}"#).is_err());
    }

    #[test]
    fn a_prediction_may_have_fields_that_are_not_scored() {
        let json = r#"{"schema": "musnad.reading/1", "attributions": [{"id": "a", "chain": [
            {"cue": {"start": 0, "end": 6, "text": "قال"}, "source": null, "who": "unknown", "entity": "e1"}],
            "content": [{"start": 0, "end": 6, "text": "قال"}], "said_on": {"start": 0, "end": 6, "iso": null},
            "inside": null, "confidence": 0.5}], "zones": []}"#;
        let read: Annotations = serde_json::from_str(json).unwrap();
        assert_eq!(
            read.attributions[0].chain[0].cue,
            Some(Span::new(0, 6).into())
        );
        assert_eq!(read.attributions[0].said_on, Some(SaidOn { iso: None }));
    }
}
