//! Texts longer than any report, in stretches.
//!
//! Grouping compares names with all others, which a report's length keeps cheap. A file of ten megabytes is no
//! report but a pile of them: there «الوزير» means somebody near, and only equal names are one from end to end.

use super::{Entities, Entity};
use crate::doc::Doc;
use crate::mentions::{Mention, MentionKind};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A stretch has so many mentions at most; the longest report of 26,000 has 700.
const MOST: usize = 800;

/// Mentions that are grouped together.
pub(super) struct Stretch<'m> {
    pub mentions: &'m [Mention],
    /// From the first token behind the stretch before to the last one before the next.
    pub tokens: Range<usize>,
}

/// The mentions, which stand in the order of the text, cut where none is torn apart.
pub(super) fn of<'m>(doc: &Doc, mentions: &'m [Mention]) -> Vec<Stretch<'m>> {
    let mut stretches = Vec::new();
    let (mut first, mut start, mut reach) = (0, 0, 0);
    for (n, m) in mentions.iter().enumerate() {
        if n - first >= MOST && m.span.start >= reach {
            let end = doc.text.tokens_in(m.span).start;
            stretches.push(Stretch {
                mentions: &mentions[first..n],
                tokens: start..end,
            });
            (first, start) = (n, end);
        }
        reach = reach.max(m.span.end);
    }
    stretches.push(Stretch {
        mentions: &mentions[first..],
        tokens: start..doc.len(),
    });
    stretches
}

/// The entities of all stretches; those of one kind, name and country are one.
pub(super) fn joined(mut parts: Vec<Entities>) -> Entities {
    if let [_] = parts.as_slice() {
        return parts.remove(0);
    }
    let mut all = Entities {
        given: parts.iter().map(|p| p.given).sum(),
        ..Entities::default()
    };
    let mut by_name: FxHashMap<(MentionKind, String, Option<Box<str>>), usize> =
        FxHashMap::default();
    let (mut given, mut found) = (0, all.given);
    for part in &parts {
        for entity in &part.entities {
            let entity = renumbered(entity, part.given, given, found);
            let name = (entity.kind, entity.name.clone(), entity.country.clone());
            let known = *by_name.entry(name).or_insert(all.entities.len());
            match all.entities.get_mut(known) {
                Some(known) => known.take(entity),
                None => all.entities.push(entity),
            }
        }
        given += part.given;
        found += part.mentions.len() - part.given;
    }
    for which in [
        |p: &Entities| 0..p.given,
        |p: &Entities| p.given..p.mentions.len(),
    ] {
        for part in &parts {
            all.mentions.extend_from_slice(&part.mentions[which(part)]);
            all.words.extend_from_slice(&part.words[which(part)]);
        }
    }
    all
}

/// An entity of a stretch, of which `of` mentions were given, with the numbers that its mentions have among all.
fn renumbered(entity: &Entity, of: usize, given: usize, found: usize) -> Entity {
    let number = |&m: &usize| match m < of {
        true => given + m,
        false => found + m - of,
    };
    Entity {
        mentions: entity.mentions.iter().map(number).collect(),
        roles: entity.roles.iter().map(number).collect(),
        ..entity.clone()
    }
}

impl Entity {
    /// Takes in what is the same further on in the text.
    fn take(&mut self, other: Entity) {
        self.mentions.extend(other.mentions);
        self.roles.extend(other.roles);
        self.confidence = self.confidence.min(other.confidence);
    }
}
