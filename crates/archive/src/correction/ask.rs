//! What a person asks for, made into an event that says it by places and words.

use super::event::{self, Passage, What};
use super::{change, words};
use crate::error::Result;
use crate::file::Archive;
use crate::held::Held;
use musnad_read::{Attribution, Kind, contract};
use musnad_report::{Span, Text};

/// What a person wants changed in a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nobody is said to have said this here.
    Reject,
    /// Its origin is somebody else.
    Speaker {
        /// The origin's name; empty only where the kind is [`Kind::Unknown`].
        name: String,
        /// What sort of source; `None` leaves that to [`replay`].
        kind: Option<Kind>,
    },
    /// What is said ends with these words, in any spelling.
    ContentEnd {
        /// The last words of the content.
        words: String,
    },
}

impl Archive {
    /// The event that a wish comes to.
    pub(super) fn what(
        &self,
        held: &Held,
        text: &Text,
        statement: &str,
        change: Change,
    ) -> Result<What> {
        let (_, reading) = self.reading(held)?;
        let ids = contract::attribution_ids(&held.id, &reading.attributions);
        let found = ids.iter().position(|id| id == statement);
        if let Some(by) = self.rejected_by(held, text, &reading, statement)? {
            return Err(self.refused(format!(
                "statement {statement} was rejected by correction {by}; undo that one first"
            )));
        }
        let place = found.and_then(|i| {
            let attribution = &reading.attributions[i];
            Some((attribution, Passage::of(text, attribution)?))
        });
        let (attribution, statement) = place.ok_or_else(|| {
            self.unknown(format!("no statement {statement} of report {}", held.id))
        })?;
        event_of(change, text, attribution, statement).map_err(|why| self.refused(why))
    }
}

/// The event by which a statement is changed so, or why it cannot be.
fn event_of(
    change: Change,
    text: &Text,
    attribution: &Attribution,
    statement: Passage,
) -> std::result::Result<What, String> {
    match change {
        Change::Reject => Ok(What::Reject { statement }),
        Change::Speaker { name, kind } => {
            let name = name.trim().to_owned();
            if name.is_empty() && kind != Some(Kind::Unknown) {
                return Err("a speaker needs a name, unless the kind is unknown".to_owned());
            }
            Ok(What::Speaker {
                name_at: nearest(text, &name, attribution.origin().cue),
                statement,
                name,
                source: kind,
            })
        }
        Change::ContentEnd { words } => {
            let at = ending(text, attribution, &words)?;
            Ok(What::ContentEnd {
                statement,
                end: at.end,
                words: text.slice(at).to_owned(),
            })
        }
    }
}

/// Where the name stands nearest to the cue.
fn nearest(text: &Text, name: &str, cue: Span) -> Option<contract::Words> {
    let distance = |at: &Span| at.start.abs_diff(cue.start);
    let at = words::find(text, name).into_iter().min_by_key(distance)?;
    event::words_at(text, at)
}

/// Where the content is to end: after the words that are given, if they stand once behind its beginning,
/// or once in the paragraph in which it begins.
fn ending(
    text: &Text,
    attribution: &Attribution,
    words: &str,
) -> std::result::Result<Span, String> {
    let start = attribution.content.first().map_or(0, |span| span.start);
    let paragraph = |span: Span| {
        let token = text.tokens_in(span).next();
        token.map(|token| text.paragraph_of(token))
    };
    let here = attribution.content.first().copied().and_then(paragraph);
    let mut found = words::find(text, words);
    found.retain(|span| span.start >= start);
    if found.len() > 1 {
        let near = |span: &&Span| paragraph(**span) == here;
        let near: Vec<Span> = found.iter().filter(near).copied().collect();
        found = if near.len() == 1 { near } else { found };
    }
    match found[..] {
        [at] if change::moved(attribution, at.end).is_some() => Ok(at),
        [_] => Err(format!(
            "the content cannot end with «{words}»: it would run over its own cue"
        )),
        [] => Err(format!(
            "«{words}» does not stand behind the beginning of the content"
        )),
        _ => Err(format!(
            "«{words}» stands {} times behind the beginning of the content; give more of the words before",
            found.len()
        )),
    }
}
