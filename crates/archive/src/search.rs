//! Search inside the archive: an index of terms that `musnad-search` makes, kept by SQLite's FTS5, with
//! tables for what else a report is found by. All of it is derived from texts and readings.

mod evaluate;
mod facets;
mod fts;
mod ids;
mod put;
mod rows;
mod source;
mod statements;
mod stored;
pub(crate) mod told;
mod whole;

use crate::error::Result;
use crate::file::Archive;
use crate::held::Held;
use crate::message::{Message, message};
use evaluate::Match;
pub(crate) use evaluate::{evaluate, labels};
pub use facets::{Count, Facets};
use musnad_report::Span;
use musnad_search::{Query, Snippet, snippet};
pub(crate) use put::{put, replace, stems_of, tidy};
use rows::title_tokens;
pub(crate) use rows::{Rows, derive};
use rusqlite::Connection;
pub(crate) use source::Source;
use statements::Conditions;
use std::cmp::Ordering;
use std::collections::HashMap;
pub(crate) use whole::{check, fill, fill_entities, fill_ids, fill_told, rebuild, refresh};

/// The tables of the index.
pub(crate) const SCHEMA: &str = include_str!("../schema/002_search.sql");

/// What schema 3 adds to them.
pub(crate) const STATEMENT_IDS: &str = include_str!("../schema/003_statement_ids.sql");

/// What schema 4 adds to them.
pub(crate) const SAID_ENTITY: &str = include_str!("../schema/004_said_entity.sql");

/// What schema 5 adds to them.
pub(crate) const TOLD: &str = include_str!("../schema/005_told.sql");

/// What messages call the index.
pub(crate) fn name() -> Message {
    message!("the search index")
}

/// Whether a table of the file belongs to the index.
pub(crate) fn has_table(name: &str) -> bool {
    let tables = ["label", "label_word", "facet", "said", "told", "told_part"];
    tables.contains(&name) || name.starts_with("words")
}

/// Characters of a snippet.
const WIDTH: usize = 240;

/// Which of the reports found are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many.
    pub limit: usize,
    /// How many before them are passed over.
    pub offset: usize,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// How many reports.
    pub total: usize,
    /// Those of the page asked for: the best first, those that fit equally well from the latest day
    /// to the earliest (those without a day last), then by id.
    pub hits: Vec<Hit>,
    /// Counts over all that was found.
    pub facets: Facets,
}

/// A report that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The report, with its title, outlet and date.
    pub held: Held,
    /// How well it fits, by BM25 (Robertson and Zaragoza 2009) with words of the title counting more;
    /// 0 where no word was asked for. Comparable within one search only.
    pub score: f64,
    /// How many words of the text are meant.
    pub words: usize,
    /// The words of the title, where the text begins with it, and what is meant there. Spans are
    /// bytes of the text.
    pub title: Option<Snippet>,
    /// The piece of the text that shows best why it was found: of the body, unless all is in the title.
    pub snippet: Snippet,
    /// The text of `snippet`.
    pub snippet_text: String,
}

/// What the table `facet` says of a report.
pub(crate) struct Facts {
    day: Option<String>,
    outlet: Option<i64>,
}

impl Archive {
    /// Looks for reports.
    ///
    /// ```
    /// # use musnad_archive::{Access, Archive, Page, Stamp};
    /// # let folder = tempfile::tempdir()?;
    /// # let stamp = Stamp { at: "2026-03-02T08:00:00Z".parse()?, program: "musnad 0.1.0".to_owned() };
    /// # let archive = Archive::open(folder.path().join("musnad.db"), Access::Create, &stamp)?;
    /// let query = "سد speaker:الساري stance:deny after:2026".parse()?;
    /// let found = archive.search(&query, Page { limit: 10, offset: 0 })?;
    /// assert_eq!(found.total, 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// If the archive is damaged or cannot be read.
    pub fn search(&self, query: &Query, page: Page) -> Result<Found> {
        let looked_up = |connection: &Connection| {
            let found = evaluate(connection, query)?;
            let facts = facts(connection, &found)?;
            let facets = facets::count(connection, &found, &facts)?;
            let total = found.len();
            let shown = self.page(found, &facts, page)?;
            let conditions = Conditions::new(connection, &query.statement_filters())?;
            Ok((total, facets, shown, conditions))
        };
        let (total, facets, shown, conditions) =
            looked_up(&self.connection).map_err(|error| self.error(&error))?;
        let hits = shown
            .into_iter()
            .map(|(held, score)| self.hit(query, conditions.as_ref(), held, score))
            .collect::<Result<_>>()?;
        Ok(Found {
            total,
            hits,
            facets,
        })
    }

    /// The reports of one page, in their order.
    fn page(
        &self,
        mut found: Vec<Match>,
        facts: &HashMap<i64, Facts>,
        page: Page,
    ) -> rusqlite::Result<Vec<(Held, f64)>> {
        let day = |n: &i64| facts.get(n).and_then(|facts| facts.day.as_deref());
        let order = |a: &Match, b: &Match| -> Ordering {
            b.1.total_cmp(&a.1).then_with(|| day(&b.0).cmp(&day(&a.0)))
        };
        let end = page.offset.saturating_add(page.limit).min(found.len());
        let start = page.offset.min(end);
        if start == end {
            return Ok(Vec::new());
        }
        found.sort_by(order);
        // Ids are fetched only of those that are shown, and of those that fit as well as the first
        // and the last of them.
        let first = found.partition_point(|a| order(a, &found[start]) == Ordering::Less);
        let last = found.partition_point(|a| order(a, &found[end - 1]) != Ordering::Greater);
        let mut id = self
            .connection
            .prepare_cached("SELECT id FROM report WHERE n = ?1")?;
        let mut tied = Vec::with_capacity(last - first);
        for found in &found[first..last] {
            let id: String = id.query_row([found.0], |row| row.get(0))?;
            tied.push((*found, id));
        }
        tied.sort_by(|(a, a_id), (b, b_id)| order(a, b).then_with(|| a_id.cmp(b_id)));
        let shown = tied[start - first..end - first].iter();
        let held = |((n, score), _): &(Match, String)| {
            let held = Held::numbered(&self.connection, *n)?;
            Ok((held, *score))
        };
        shown.map(held).collect()
    }

    fn hit(
        &self,
        query: &Query,
        conditions: Option<&Conditions>,
        held: Held,
        score: f64,
    ) -> Result<Hit> {
        let report = held.to_report(self.text(&held)?);
        let text = &report.text;
        let tokens = title_tokens(&report);
        let title = (!tokens.is_empty()).then(|| text.span_of(tokens));
        let mut all = query.hits(text, title);
        let words = all.len();
        if let Some(conditions) = conditions.filter(|_| all.is_empty()) {
            all = self.cues(&held, conditions)?;
        }
        let in_title = |hit: &Span| title.is_some_and(|title| title.contains(*hit));
        let (of_title, of_body): (Vec<Span>, Vec<Span>) = all.iter().copied().partition(in_title);
        let only_title = of_body.is_empty() && !of_title.is_empty();
        let snippet = snippet(text, if only_title { &of_title } else { &of_body }, WIDTH);
        Ok(Hit {
            score,
            words,
            title: title.map(|span| Snippet {
                span,
                hits: of_title,
                ..Snippet::default()
            }),
            snippet_text: text.slice(snippet.span).to_owned(),
            snippet,
            held,
        })
    }
}

impl Archive {
    /// The words by which statements are made that meet the conditions, in order.
    fn cues(&self, held: &Held, conditions: &Conditions) -> Result<Vec<Span>> {
        let met = statements::numbers(&self.connection, conditions, held.n);
        let met = met.map_err(|error| self.error(&error))?;
        if met.is_empty() {
            return Ok(Vec::new());
        }
        let shown = self.shown(held)?;
        let all = shown.reading.attributions.iter().enumerate();
        let meant = all.filter(|(n, _)| met.contains(&(*n as i64)));
        let mut cues: Vec<Span> = meant.map(|(_, found)| found.origin().cue).collect();
        cues.sort_unstable();
        cues.dedup();
        Ok(cues)
    }
}

/// Days and outlets of the reports found.
fn facts(connection: &Connection, found: &[Match]) -> rusqlite::Result<HashMap<i64, Facts>> {
    let read = |row: &rusqlite::Row<'_>| {
        let facts = Facts {
            day: row.get(1)?,
            outlet: row.get(2)?,
        };
        Ok((row.get(0)?, facts))
    };
    if found.len() < statements::MANY {
        let mut select =
            connection.prepare_cached("SELECT report, day, outlet FROM facet WHERE report = ?1")?;
        let mut facts = HashMap::with_capacity(found.len());
        for (n, _) in found {
            facts.extend(
                select
                    .query_map([n], read)?
                    .collect::<rusqlite::Result<Vec<_>>>()?,
            );
        }
        return Ok(facts);
    }
    let mut select = connection.prepare_cached("SELECT report, day, outlet FROM facet")?;
    select.query_map([], read)?.collect()
}
