//! What a report is found by: a function of the report and its reading.

use super::ids::StatementId;
use super::told::{self, Told};
use musnad_read::contract::attribution_ids;
use musnad_read::entities::WhereNamed;
use musnad_read::reading::Who;
use musnad_read::{Attribution, Reading};
use musnad_report::{Report, Text};
use musnad_search::{Stemmer, terms};
use serde::Serialize;
use std::cell::RefCell;
use std::ops::Range;

/// Bytes of the longest term: SQLite cuts longer ones, and nobody types one.
const LONGEST: usize = 200;

/// Terms of a stretch of text, separated by spaces, once by exact form and once by stem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Terms {
    pub exact: String,
    pub stem: String,
}

/// One hop of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub statement: usize,
    pub hop: usize,
    /// The statement's id, with its first hop alone.
    pub id: Option<StatementId>,
    pub speaker: Option<String>,
    pub kind: String,
    pub stance: String,
    pub said_on: Option<String>,
    /// Whom its source is, among the entities of the reading.
    pub entity: Option<usize>,
}

/// All rows about one report.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rows {
    pub title: Terms,
    pub body: Terms,
    pub day: Option<String>,
    pub outlet: Option<String>,
    pub said: Vec<Said>,
    pub told: Vec<Told>,
}

/// Derives them. The reading is the one that is shown, with its corrections.
pub(crate) fn derive(report: &Report, reading: &Reading) -> Rows {
    let text = &report.text;
    let title = title_tokens(report);
    let all = text.tokens().len();
    let title_terms = match (&report.title, title.is_empty()) {
        // A title that the input had and the text has not.
        (Some(title), true) => {
            let title = Text::new(title.as_str());
            terms_of(&title, 0..title.tokens().len())
        }
        _ => terms_of(text, title.clone()),
    };
    Rows {
        title: title_terms,
        body: terms_of(text, title.end..all),
        day: report.published.map(|dated| dated.date.to_string()),
        outlet: report.outlet.clone(),
        said: said(&report.id, reading),
        told: told::derive(reading),
    }
}

/// The tokens of the title within the text; none where the text does not begin with it.
pub(crate) fn title_tokens(report: &Report) -> Range<usize> {
    match report.text.paragraphs().first() {
        Some(first) if report.has_title => first.clone(),
        _ => 0..0,
    }
}

fn terms_of(text: &Text, tokens: Range<usize>) -> Terms {
    thread_local! {
        /// Stemming is a function of the word; this only remembers what it gave.
        static STEMMER: RefCell<Stemmer> = RefCell::default();
    }
    STEMMER.with_borrow_mut(|stemmer| {
        let mut found = Terms::default();
        for term in terms(text, tokens) {
            let exact = cut(&term.exact);
            push(&mut found.exact, exact);
            push(&mut found.stem, cut(stemmer.stem(exact)));
        }
        found
    })
}

fn push(terms: &mut String, term: &str) {
    if !terms.is_empty() {
        terms.push(' ');
    }
    terms.push_str(term);
}

/// A term as the index has it.
pub(crate) fn cut(term: &str) -> &str {
    &term[..term.floor_char_boundary(LONGEST)]
}

fn said(report: &str, reading: &Reading) -> Vec<Said> {
    let ids = attribution_ids(report, &reading.attributions);
    let ids = ids.iter().map(|id| StatementId::of(id));
    let statements = ids.zip(&reading.attributions).enumerate();
    let named = WhereNamed::new(&reading.mentions, &reading.entities);
    let named = &named;
    let hops = statements.flat_map(|(statement, (id, attribution))| {
        let hops = attribution.chain.iter().enumerate();
        hops.map(move |(hop, link)| Said {
            statement,
            hop,
            id: id.filter(|_| hop == 0),
            speaker: match &link.who {
                Who::Named { name: words, .. } | Who::Unnamed { words, .. } => Some(words.clone()),
                Who::Unknown => None,
            },
            kind: name_of(link.kind),
            stance: name_of(attribution.stance),
            said_on: day_of(attribution),
            entity: entity_of(named, &link.who),
        })
    });
    hops.collect()
}

/// Whom a source is, as the reading's contract has it.
fn entity_of(named: &WhereNamed, who: &Who) -> Option<usize> {
    match who {
        Who::Named { at, .. } => named.at(*at),
        Who::Unnamed { .. } | Who::Unknown => None,
    }
}

/// The day on which it was said, by the report's words; the first one of a week, a month or a year.
fn day_of(attribution: &Attribution) -> Option<String> {
    let date = attribution.said_on.as_ref()?.date?;
    Some(date.to_string())
}

/// The name that the reading's contract gives it.
fn name_of(value: impl Serialize) -> String {
    let value = serde_json::json!(value);
    value.as_str().unwrap_or_default().to_owned()
}
