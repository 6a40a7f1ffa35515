//! Annotations in the form in which they are compared.

use crate::annotations::{Annotations, Attribution, LocateError, Quote};
use crate::figures::Figure;
use crate::normal::{trim, word_starts};
use musnad_report::Span;
use std::collections::{BTreeMap, BTreeSet};

/// One report's annotations, all spans located and trimmed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolved {
    /// In the order of the file.
    pub attributions: Vec<Item>,
    /// Credit lines.
    pub credits: BTreeSet<Span>,
}

/// One attribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// As the file has it.
    pub id: Option<String>,
    /// From the reader towards the origin; never empty (an empty chain gets one empty hop).
    pub hops: Vec<Link>,
    /// Trimmed spans, sorted.
    pub content: Vec<Span>,
    /// Byte offsets at which the words of the contents start.
    pub words: BTreeSet<usize>,
    /// "direct", "indirect", "mixed".
    pub mode: Option<String>,
    /// "state", "deny" …
    pub stance: Option<String>,
    /// Id of the attribution whose content holds this one; never empty.
    pub inside: Option<String>,
    /// ISO date of the act of saying; never empty.
    pub said_on: Option<String>,
    /// Gold on which annotators differed.
    pub optional: bool,
    /// See [`Attribution::probabilities`].
    pub probabilities: BTreeMap<Figure, f64>,
}

/// One hop.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// Trimmed.
    pub cue: Option<Span>,
    /// Trimmed; `None` for an implicit speaker.
    pub source: Option<Span>,
    /// The resolved source; empty where the file has none.
    pub who: String,
    /// "person", "agency" …
    pub kind: Option<String>,
}

impl Item {
    /// The hop nearest to the origin.
    pub fn origin(&self) -> &Link {
        self.hops
            .last()
            .expect("an item has a hop, if an empty one")
    }

    /// Whether the whole content is in quotation marks.
    pub fn is_direct(&self) -> bool {
        self.mode.as_deref() == Some("direct")
    }
}

impl Resolved {
    /// Locates and trims all spans of `annotations`.
    ///
    /// # Errors
    /// When a span is not in the text; see [`Quote::locate`].
    pub fn new(text: &str, annotations: &Annotations) -> Result<Resolved, LocateError> {
        Ok(Resolved {
            attributions: annotations
                .attributions
                .iter()
                .map(|a| item(text, a))
                .collect::<Result<_, _>>()?,
            credits: annotations
                .credits
                .iter()
                .map(|credit| Ok(trim(text, credit.locate(text)?)))
                .collect::<Result<_, _>>()?,
        })
    }
}

fn item(text: &str, a: &Attribution) -> Result<Item, LocateError> {
    let mut hops = Vec::with_capacity(a.chain.len().max(1));
    for hop in &a.chain {
        hops.push(Link {
            cue: optional_span(text, hop.cue.as_ref())?,
            source: optional_span(text, hop.source.as_ref())?,
            who: match &hop.who {
                Some(name) => name.words(text)?,
                None => String::new(),
            },
            kind: hop.kind.clone(),
        });
    }
    if hops.is_empty() {
        hops.push(Link::default());
    }
    let written: Vec<Span> = a
        .content
        .iter()
        .map(|quote| quote.locate(text))
        .collect::<Result<_, _>>()?;
    let mut content: Vec<Span> = written.iter().map(|&span| trim(text, span)).collect();
    content.sort_unstable();
    let not_empty = |s: &Option<String>| s.clone().filter(|s| !s.is_empty());
    Ok(Item {
        id: a.id.clone(),
        hops,
        content,
        words: written
            .iter()
            .flat_map(|&span| word_starts(text, span))
            .collect(),
        mode: a.mode.clone(),
        stance: a.stance.clone(),
        inside: not_empty(&a.inside),
        said_on: a.said_on.as_ref().and_then(|said| not_empty(&said.iso)),
        optional: a.optional,
        probabilities: a.probabilities.clone(),
    })
}

fn optional_span(text: &str, quote: Option<&Quote>) -> Result<Option<Span>, LocateError> {
    quote
        .filter(|quote| !quote.is_absent())
        .map(|quote| Ok(trim(text, quote.locate(text)?)))
        .transpose()
}
