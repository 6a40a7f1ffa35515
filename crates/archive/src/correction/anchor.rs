//! Which statement of a reading a correction is about.

use super::event::Passage;
use super::words;
use crate::message::{Message, message};
use musnad_read::Attribution;
use musnad_report::{Span, Text};
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;

/// By what a correction was anchored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// A statement with this very cue and content stands at the same place.
    Exact,
    /// One statement has the cue's words and a content that begins with the same words, where these
    /// words stand only once.
    Words,
}

/// Why a correction waits for a person's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "question", rename_all = "snake_case")]
pub enum Question {
    /// The reading has no such statement any more, or not yet again.
    Gone,
    /// The place is not there, and the words fit several statements or several places.
    Several {
        /// How many.
        statements: usize,
    },
    /// The statement is there, and its content cannot end where it should.
    NoEnd,
    /// The correction that is to be undone is not in this archive.
    Unknown,
    /// No entity of the report is mentioned there, nor are these words a mention of one alone.
    NoMention,
    /// A report that it names by a mention is not in this archive.
    NoReport,
}

impl Question {
    /// It in words.
    pub fn message(&self) -> Message {
        match self {
            Question::Gone => message!("no statement with this cue and content is read there now"),
            Question::Several { statements } => message!(
                "none stands where it stood, and statements or places that its words fit: {}",
                statements
            ),
            Question::NoEnd => message!("the statement's content cannot end there"),
            Question::Unknown => {
                message!("the correction that it takes back is not in this archive")
            }
            Question::NoMention => {
                message!("nobody is mentioned there now, and its words are no mention of one alone")
            }
            Question::NoReport => message!("a report that it is about is not in this archive"),
        }
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

/// The statement that is meant, by its exact place, else by its words where they leave no choice.
pub(super) fn anchor(
    text: &Text,
    attributions: &[Attribution],
    place: &Passage,
) -> Result<(usize, How), Question> {
    if stands(text, place)
        && let Some(found) = attributions.iter().position(|a| is_at(a, place))
    {
        return Ok((found, How::Exact));
    }
    let fits = |a: &&(usize, &Attribution)| has_words(text, a.1, place);
    let all: Vec<_> = attributions.iter().enumerate().collect();
    let fitting: Vec<_> = all.iter().filter(fits).collect();
    match fitting[..] {
        [] => Err(Question::Gone),
        [&(found, a)] if a.origin().cue == span(&place.cue) => Ok((found, How::Words)),
        [&(found, _)] => match times(text, place) {
            1 => Ok((found, How::Words)),
            statements => Err(Question::Several { statements }),
        },
        _ => Err(Question::Several {
            statements: fitting.len(),
        }),
    }
}

fn span(words: &musnad_read::contract::Words) -> Span {
    Span {
        start: words.start,
        end: words.end,
    }
}

/// Whether the places hold the words that they held.
fn stands(text: &Text, place: &Passage) -> bool {
    let mut all = place.content.iter().chain([&place.cue]);
    all.all(|words| text.get(span(words)) == Some(&words.text))
}

fn is_at(attribution: &Attribution, place: &Passage) -> bool {
    attribution.origin().cue == span(&place.cue)
        && attribution
            .content
            .iter()
            .copied()
            .eq(place.content.iter().map(span))
}

/// Whether the words are those of the place: the same cue, and of the two contents one begins with the
/// other. Another rule may let a content run on or end it early; where it begins makes it what it is.
fn has_words(text: &Text, attribution: &Attribution, place: &Passage) -> bool {
    let (Some(&here), Some(there)) = (attribution.content.first(), place.content.first()) else {
        return false;
    };
    let (Some(here), Some(cue)) = (text.get(here), text.get(attribution.origin().cue)) else {
        return false;
    };
    cue == place.cue.text && (here.starts_with(&there.text) || there.text.starts_with(here))
}

/// How often the first piece of the content stands in the text.
fn times(text: &Text, place: &Passage) -> usize {
    let first = place.content.first();
    first.map_or(0, |first| words::find(text, &first.text).len())
}
