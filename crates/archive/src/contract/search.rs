//! The contract `musnad.search/1`: what `musnad search --format json` prints.

use super::Brief;
use crate::search;
use musnad_read::contract::Words;
use musnad_report::{Span, Text};
use musnad_search::Snippet;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of the contract, in the field `schema`.
pub const NAME: &str = "musnad.search/1";

/// What a query found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "musnad.search/1")]
pub struct Search {
    /// The contract that this object keeps.
    #[schemars(extend("const" = NAME))]
    pub schema: String,
    /// The query as it was typed.
    pub query: String,
    /// The query as it was understood, written in full.
    pub understood: String,
    /// The number of reports that were found.
    pub total: usize,
    /// How many of them come before the first of `hits`.
    pub offset: usize,
    /// Reports that were found, the best first; a part of them.
    pub hits: Vec<Hit>,
    /// Counts over all reports that were found.
    pub facets: Facets,
}

/// A report that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Hit {
    /// The report.
    pub report: Brief,
    /// How well it fits (BM25); comparable within one search only, 0 where no word was asked for.
    pub score: f64,
    /// How many words of its text are meant.
    pub words: usize,
    /// The title within the text, and the words of it that are meant; `null` where the text has none.
    pub title: Option<Excerpt>,
    /// The piece of the text that shows best why it was found.
    pub snippet: Excerpt,
}

/// A piece of a text and the words in it that are meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Excerpt {
    /// The piece.
    #[serde(flatten)]
    pub words: Words,
    /// The words that are meant, in order; where none was asked for but a speaker, a stance or a kind, the
    /// words by which such statements are made.
    pub hits: Vec<Words>,
    /// Whether its first sentence begins before it.
    pub cut_before: bool,
    /// Whether its last sentence goes on after it.
    pub cut_after: bool,
}

/// Counts of what was found: the commonest values, no more than 20 each, but for months, which are all
/// there and in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Facets {
    /// Outlets.
    pub outlet: Vec<Count>,
    /// Months of publication (`2016-12`).
    pub month: Vec<Count>,
    /// Who is made to say something.
    pub speaker: Vec<Count>,
    /// Stances of statements.
    pub stance: Vec<Count>,
    /// Kinds of sources.
    pub kind: Vec<Count>,
}

/// A value, and how often it occurs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Count {
    /// The value.
    pub value: String,
    /// In how many of the reports that were found.
    pub reports: usize,
}

impl From<&search::Hit> for Hit {
    fn from(hit: &search::Hit) -> Hit {
        let title = hit.held.title.as_deref().unwrap_or_default();
        Hit {
            report: Brief::from(&hit.held),
            score: hit.score,
            words: hit.words,
            title: hit
                .title
                .as_ref()
                .and_then(|found| Excerpt::new(found, title)),
            snippet: Excerpt::new(&hit.snippet, &hit.snippet_text).unwrap_or_else(Excerpt::nothing),
        }
    }
}

impl Excerpt {
    /// What stands at a snippet; `None` if that is not `text`.
    fn new(snippet: &Snippet, text: &str) -> Option<Excerpt> {
        let words = |span: Span| {
            let start = span.start.checked_sub(snippet.span.start)?;
            Some(Words {
                start: span.start,
                end: span.end,
                text: text.get(start..start + span.len())?.to_owned(),
            })
        };
        let whole = words(snippet.span).filter(|whole| whole.text.len() == text.len())?;
        Some(Excerpt {
            words: whole,
            hits: snippet.hits.iter().filter_map(|&hit| words(hit)).collect(),
            cut_before: snippet.cut_before,
            cut_after: snippet.cut_after,
        })
    }

    /// The piece of a text that shows best where these spans stand, which are in order.
    pub(crate) fn of(text: &Text, hits: &[Span]) -> Excerpt {
        /// Characters of the piece.
        const WIDTH: usize = 160;
        let snippet = musnad_search::snippet(text, hits, WIDTH);
        Excerpt::new(&snippet, text.slice(snippet.span)).unwrap_or_else(Excerpt::nothing)
    }

    fn nothing() -> Excerpt {
        Excerpt {
            words: Words {
                start: 0,
                end: 0,
                text: String::new(),
            },
            hits: Vec::new(),
            cut_before: false,
            cut_after: false,
        }
    }
}

impl From<&search::Facets> for Facets {
    fn from(facets: &search::Facets) -> Facets {
        let counts = |counts: &[search::Count]| {
            let count = |count: &search::Count| Count {
                value: count.value.clone(),
                reports: count.reports,
            };
            counts.iter().map(count).collect()
        };
        Facets {
            outlet: counts(&facets.outlet),
            month: counts(&facets.month),
            speaker: counts(&facets.speaker),
            stance: counts(&facets.stance),
            kind: counts(&facets.kind),
        }
    }
}
