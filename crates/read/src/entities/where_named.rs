//! Whom a span of a text names.

use super::Entity;
use crate::mentions::{Mention, MentionKind};
use musnad_report::Span;

/// The mentions of a text and their entities, laid down to be looked up by span.
pub struct WhereNamed<'m> {
    mentions: &'m [Mention],
    /// The entity of each mention, as an index.
    entity_of: Vec<Option<usize>>,
    /// The mentions but nationalities, by where they begin.
    order: Vec<usize>,
    /// For each of them the furthest end of it and all before it.
    reach: Vec<usize>,
}

impl<'m> WhereNamed<'m> {
    /// Lays down the mentions, to which the entities' indices refer.
    pub fn new(mentions: &'m [Mention], entities: &[Entity]) -> WhereNamed<'m> {
        let mut entity_of = vec![None; mentions.len()];
        for (n, entity) in entities.iter().enumerate() {
            for &m in &entity.mentions {
                if let Some(of) = entity_of.get_mut(m) {
                    *of = Some(n);
                }
            }
        }
        let mut order: Vec<usize> = (0..mentions.len())
            .filter(|&m| mentions[m].kind != MentionKind::Nationality)
            .collect();
        order.sort_by_key(|&m| mentions[m].span.start);
        let reach = order.iter().scan(0, |furthest, &m| {
            *furthest = mentions[m].span.end.max(*furthest);
            Some(*furthest)
        });
        WhereNamed {
            reach: reach.collect(),
            mentions,
            entity_of,
            order,
        }
    }

    /// The entity of a mention, as an index.
    pub fn entity_of(&self, mention: usize) -> Option<usize> {
        *self.entity_of.get(mention)?
    }

    /// The entity that is mentioned within or around a span, as an index: of several mentions the one that shares
    /// most of it, of those alike the one that is no longer than needed.
    pub fn at(&self, span: Span) -> Option<usize> {
        Some(self.mention_at(span)?.1)
    }

    /// That mention and its entity.
    pub fn mention_at(&self, span: Span) -> Option<(usize, usize)> {
        let shared = |m: &Mention| {
            let end = m.span.end.min(span.end);
            end.saturating_sub(m.span.start.max(span.start))
        };
        let first = self.reach.partition_point(|&end| end <= span.start);
        let near = self.order[first..]
            .iter()
            .map(|&m| (m, &self.mentions[m]))
            .take_while(|(_, m)| m.span.start < span.end)
            .filter(|(_, m)| m.span.overlaps(span));
        let (best, _) = near.max_by_key(|(i, m)| {
            let shorter = std::cmp::Reverse(m.span.len());
            (shared(m), shorter, std::cmp::Reverse(*i))
        })?;
        Some((best, self.entity_of(best)?))
    }
}
