//! One entity: in which reports, and where.

use super::list::{count, full, number, pairs_of};
use crate::contract::Brief;
use crate::contract::entities::{Entities, FoundIn, NAME};
use crate::contract::search::Excerpt;
use crate::correction::Mentioned;
use crate::error::Result;
use crate::file::Archive;
use crate::search::Page;
use musnad_read::Reading;
use musnad_read::contract::Words;
use musnad_report::{Span, Text};
use rusqlite::Row;

/// The entity of one report.
pub(crate) struct Member {
    /// The report's id.
    pub report: String,
    /// Its number in this archive.
    pub n: i64,
    /// The index among the entities of the report's reading.
    pub local: usize,
}

impl Archive {
    /// One entity with all that is known of it, and where it is mentioned; `None` if no report tells of one with this
    /// full id. The groups have to be there ([`Archive::group`]).
    ///
    /// # Errors
    /// If a report is damaged, or the archive cannot be read.
    pub fn entity(&self, id: &str, page: Page) -> Result<Option<Entities>> {
        let sql = |error| self.error(&error);
        let Some(n) = number(&self.connection, id).map_err(sql)? else {
            return Ok(None);
        };
        let members = self.meant(id)?;
        let part = members.iter().skip(page.offset).take(page.limit);
        Ok(Some(Entities {
            schema: NAME.to_owned(),
            total: 1,
            entities: vec![full(&self.connection, n).map_err(sql)?],
            maybe: pairs_of(&self.connection, n).map_err(sql)?,
            found_in: part
                .map(|member| self.found_in(member))
                .collect::<Result<_>>()?,
        }))
    }

    /// The members of the entity with this full id, by the day of publication, those without one last, then by report.
    pub(crate) fn meant(&self, id: &str) -> Result<Vec<Member>> {
        let members = || -> rusqlite::Result<Vec<Member>> {
            let Some(n) = number(&self.connection, id)? else {
                return Ok(Vec::new());
            };
            let mut select = self.connection.prepare_cached(
                "SELECT report.id, report.n, local FROM entity_member
                 JOIN report ON report.n = entity_member.report WHERE entity = ?1
                 ORDER BY published IS NULL, published, report.id, local",
            )?;
            let member = |row: &Row<'_>| {
                Ok(Member {
                    report: row.get(0)?,
                    n: row.get(1)?,
                    local: count(row, 2)?,
                })
            };
            select.query_map([n], member)?.collect()
        };
        members().map_err(|error| self.error(&error))
    }

    /// Where a member is named in full.
    pub(crate) fn mentioned(&self, member: &Member) -> Result<Mentioned> {
        let (_, text, reading) = self.opened(member)?;
        let at = reading.entities.get(member.local).map(|entity| entity.at);
        let words = words_of(&text, &reading, member.local);
        let full = words
            .iter()
            .find(|words| at.is_some_and(|at| Span::new(words.start, words.end).contains(at)));
        let words = full.or(words.first()).cloned().ok_or_else(|| {
            self.damaged(format!(
                "the reading of report {} lacks a mention",
                member.report
            ))
        })?;
        Ok(Mentioned {
            report: member.report.clone(),
            words,
        })
    }

    fn found_in(&self, member: &Member) -> Result<FoundIn> {
        let (held, text, reading) = self.opened(member)?;
        let mentions = words_of(&text, &reading, member.local);
        let spans = mentions
            .iter()
            .map(|words| Span::new(words.start, words.end));
        let spans = apart(spans.collect());
        Ok(FoundIn {
            report: Brief::from(&held),
            entity: format!("e{}", member.local + 1),
            snippet: Excerpt::of(&Text::new(text), &spans),
            mentions,
        })
    }

    fn opened(&self, member: &Member) -> Result<(crate::held::Held, String, Reading)> {
        let held = self.held_where("report.n = ?1", [member.n])?.pop();
        let held = held.ok_or_else(|| self.damaged(format!("report {} is gone", member.report)))?;
        let text = self.text(&held)?;
        let (_, reading) = self.reading(&held)?;
        Ok((held, text, reading))
    }
}

/// The spans in order, of two that overlap the first: one mention may stand in another.
pub(super) fn apart(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    spans.dedup_by(|next, kept| next.overlaps(*kept));
    spans
}

/// The mentions of an entity of a report, in the order of the text.
pub(super) fn words_of(text: &str, reading: &Reading, local: usize) -> Vec<Words> {
    let mentions = reading.entities.get(local).into_iter();
    let mentions = mentions.flat_map(|entity| &entity.mentions);
    let words = |&m: &usize| {
        let span = reading.mentions.get(m)?.span;
        Some(Words {
            start: span.start,
            end: span.end,
            text: text.get(span.range())?.to_owned(),
        })
    };
    mentions.filter_map(words).collect()
}
