//! Who and what a report speaks of: its mentions, grouped by what they refer to.
//!
//! The task is within-document coreference of names, definite nouns and offices (ACE 2005; pronouns are left
//! out). It goes from the sure to the unsure: equal names, shortened names («لافروف»), definite nouns
//! («الوزارة»), offices beside a name («وزير الخارجية سيرغي لافروف») and alone («الوزير»). What is unsure
//! stays apart: a group never has two persons' names that contradict each other.

mod bodies;
mod body;
mod groups;
mod names;
mod nominals;
mod office;
mod offices;
mod person;
mod persons;
mod pointers;
mod seen;
mod stretches;
mod where_named;
pub mod words;

pub use body::{BodyName, Pointer};
pub(crate) use names::FOLDER;
pub use names::{Alias, Head, Names};
pub use office::Office;
pub use person::{Likeness, Part, PersonName, same_part};
pub use where_named::WhereNamed;

use crate::doc::Doc;
use crate::mentions::{Mention, MentionKind};
use groups::Groups;
use musnad_report::Span;
use seen::{Seen, Sense};
use serde::{Deserialize, Serialize};
use stretches::Stretch;

/// Somebody or something that a report speaks of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// What it is. `Role` is somebody of whom the report tells only the office.
    pub kind: MentionKind,
    /// Its fullest name in the report, without what is attached: «وللافروف» gives «لافروف».
    pub name: String,
    /// Where that is written.
    pub at: Span,
    /// Its mentions, as indices into [`Entities::mentions`], in the order of the text; roles that stand for
    /// it alone («الوزير») among them.
    pub mentions: Vec<usize>,
    /// Those of its mentions that name its office.
    pub roles: Vec<usize>,
    /// ISO 3166 code of the country it is or belongs to, or the English word for a people; where the words
    /// tell one.
    pub country: Option<Box<str>>,
    /// How sure the least sure of its mentions is, from 0 to 1.
    pub confidence: f32,
}

/// The entities of one report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entities {
    /// The mentions as they were given, behind them the definite nouns that were found to refer to one of
    /// the entities.
    pub mentions: Vec<Mention>,
    /// How many were given.
    pub given: usize,
    /// The words of each mention without what is attached before the first, and whether they are a name.
    words: Vec<(String, bool)>,
    /// In the order of their first mentions.
    pub entities: Vec<Entity>,
}

impl Entities {
    /// Groups the mentions of a text. Of a text that is longer than any report the mentions of each stretch are
    /// grouped, and then those of equal names.
    pub fn gather(doc: &Doc, mentions: &[Mention]) -> Entities {
        let valid = |m: &&Mention| doc.text.get(m.span).is_some() && !m.span.is_empty();
        let mentions: Vec<Mention> = mentions.iter().filter(valid).copied().collect();
        let stretches = stretches::of(doc, &mentions);
        let parts = stretches.into_iter().map(|s| Entities::of_stretch(doc, &s));
        stretches::joined(parts.collect())
    }

    fn of_stretch(doc: &Doc, stretch: &Stretch) -> Entities {
        let mut seen = seen::all(doc, stretch.mentions);
        let mut groups = Groups::new(&seen);
        persons::group(doc, &seen, &mut groups);
        bodies::group(doc, &seen, &mut groups);
        pointers::group(doc, &seen, &mut groups);
        nominals::find(doc, stretch.tokens.clone(), &mut seen, &mut groups);
        offices::group(doc, &seen, &mut groups);
        Entities {
            entities: entities(&seen, &groups),
            mentions: seen.iter().map(|s| s.mention).collect(),
            words: seen
                .into_iter()
                .map(|s| (s.name, matches!(s.sense, Sense::Person(_) | Sense::Body(_))))
                .collect(),
            given: stretch.mentions.len(),
        }
    }

    /// The words of a mention without what is attached before the first: «وللوزير» gives «الوزير».
    pub fn words(&self, mention: usize) -> Option<&str> {
        self.words.get(mention).map(|(words, _)| &**words)
    }

    /// The same of a mention that names its entity, and does not only point to it.
    pub fn name(&self, mention: usize) -> Option<&str> {
        self.words
            .get(mention)
            .filter(|(_, named)| *named)
            .map(|(words, _)| &**words)
    }

    /// The entity of a mention, as an index.
    pub fn of(&self, mention: usize) -> Option<usize> {
        let has = |e: &Entity| e.mentions.contains(&mention);
        self.entities.iter().position(has)
    }
}

/// Makes the entities of the groups.
fn entities(seen: &[Seen], groups: &Groups) -> Vec<Entity> {
    let mut out: Vec<Entity> = groups
        .all()
        .into_iter()
        .filter_map(|members| entity(seen, groups, members))
        .collect();
    out.sort_by_key(|e| e.mentions.first().map(|&m| (seen[m].mention.span.start, m)));
    out
}

/// One group as an entity; a nationality is none.
fn entity(seen: &[Seen], groups: &Groups, mut members: Vec<usize>) -> Option<Entity> {
    members.sort_by_key(|&m| {
        (
            seen[m].mention.span.start,
            std::cmp::Reverse(seen[m].mention.span.end),
        )
    });
    let rank = |m: usize| match &seen[m].sense {
        Sense::Person(name) => (3, name.parts.len()),
        Sense::Body(body) => (3, body.words.len()),
        Sense::Pointer(_) => (1, 0),
        Sense::Office(office) => (0, office.rest.len()),
        Sense::Nation(_) => (0, 0),
    };
    let best = members.iter().copied().rev().max_by_key(|&m| rank(m))?;
    let kind = seen[best].mention.kind;
    if kind == MentionKind::Nationality {
        return None;
    }
    let is_role = |&m: &usize| seen[m].mention.kind == MentionKind::Role;
    let confidence = members
        .iter()
        .map(|&m| groups.sure(m) * seen[m].mention.confidence);
    let confidence = confidence.fold(1.0, f32::min);
    Some(Entity {
        kind,
        name: seen[best].name.clone(),
        at: seen[best].at,
        roles: members.iter().copied().filter(is_role).collect(),
        country: members.iter().find_map(|&m| country(&seen[m])),
        mentions: members,
        confidence,
    })
}

fn country(seen: &Seen) -> Option<Box<str>> {
    match &seen.sense {
        Sense::Body(body) => body.country.clone().or_else(|| {
            let code = body.core.first()?.strip_prefix('#')?;
            (body.core.len() == 1 && code.len() == 2).then(|| code.into())
        }),
        Sense::Pointer(pointer) => pointer.country.clone(),
        Sense::Office(office) => office.country.clone(),
        Sense::Person(_) | Sense::Nation(_) => None,
    }
}

#[cfg(test)]
mod tests;
