//! What others say about somebody.

use super::pages::{Open, Pages, dated};
use super::{Limits, Wanted};
use crate::contract::Brief;
use crate::contract::who::About;
use crate::error::Result;
use crate::file::Archive;
use musnad_read::contract::Words;
use musnad_report::Span;
use musnad_search::{Node, Query};
use std::collections::HashSet;

pub(super) struct Found {
    pub mentioned_in: usize,
    pub statements: Vec<About>,
    pub more: bool,
}

impl Archive {
    /// Statements of others in whose words the name stands, by the day of their reports; `own` are those that are
    /// not others', by report and index.
    pub(super) fn about(
        &self,
        wanted: &Wanted,
        limits: &Limits<'_>,
        own: &HashSet<(i64, usize)>,
        pages: &mut Pages<'_>,
    ) -> Result<Found> {
        let words = wanted.name.words.clone();
        if words.is_empty() {
            return Ok(Found {
                mentioned_in: 0,
                statements: Vec::new(),
                more: false,
            });
        }
        let query = Query::from(match wanted.whole {
            true => Node::Exact(words),
            false => Node::Stems(words),
        });
        let reports = self.mentioning(&query, limits)?;
        let asked = limits.asked;
        let most = asked.offset.saturating_add(asked.limit);
        let (mut statements, mut more) = (Vec::new(), false);
        for report in &reports {
            if statements.len() >= most {
                more = true;
                break;
            }
            if let Some(page) = pages.open(*report)? {
                statements.extend(of_page(page, &query, own));
            }
        }
        more |= statements.len() > most;
        statements.truncate(most);
        statements.drain(..asked.offset.min(statements.len()));
        Ok(Found {
            mentioned_in: reports.len(),
            statements,
            more,
        })
    }

    /// The reports in which the query's words stand, by the day of publication, those without one last.
    fn mentioning(&self, query: &Query, limits: &Limits<'_>) -> Result<Vec<i64>> {
        let mut found = self.standing(query)?;
        found.retain(|standing| {
            limits.has_day(standing.published) && limits.has_outlet(standing.outlet.as_deref())
        });
        found.sort_by_key(|standing| {
            let day = standing.published;
            (day.is_none(), day, standing.report)
        });
        Ok(found.iter().map(|standing| standing.report).collect())
    }
}

/// The statements of a page in whose words the name stands and that are not its own.
fn of_page(page: &Open, query: &Query, own: &HashSet<(i64, usize)>) -> Vec<About> {
    let text = &page.report.text;
    let hits = query.hits(text, None);
    let statements = page
        .reading
        .attributions
        .iter()
        .zip(&page.line.attributions)
        .enumerate();
    let others = statements.filter(|(n, _)| !own.contains(&(page.held.n, *n)));
    let about = others.filter_map(|(_, (statement, attribution))| {
        let inside = |hit: &&Span| statement.content.iter().any(|span| span.contains(**hit));
        let hits: Vec<Words> = hits
            .iter()
            .filter(inside)
            .map(|&hit| Words {
                start: hit.start,
                end: hit.end,
                text: text.slice(hit).to_owned(),
            })
            .collect();
        let (date, dated_by) = dated(statement, page.held.published.map(|d| d.date));
        (!hits.is_empty()).then(|| About {
            report: Brief::from(&page.held),
            attribution: attribution.clone(),
            hits,
            date,
            dated_by,
        })
    });
    about.collect()
}
