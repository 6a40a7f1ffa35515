//! The fullest name of a speaker, by the entity that he is.

use crate::entities::WhereNamed;
use crate::reading::{Attribution, Entity, Mention, MentionKind, Who};
use musnad_report::Span;

/// So sure an entity has to be that a speaker takes its name.
const SURE: f32 = 0.0;

/// Names the speakers as their entities are named. The questions of [`crate::decide`] see the words of a source and those
/// around it; that «الوزير» is «ماهر الساري», of whom a paragraph far above speaks, tell the mentions.
pub(super) fn name(attributions: &mut [Attribution], mentions: &[Mention], entities: &[Entity]) {
    let named = WhereNamed::new(mentions, entities);
    for hop in attributions.iter_mut().flat_map(|a| &mut a.chain) {
        let Who::Named { name, at } = &hop.who else {
            continue;
        };
        let Some((mention, entity)) = named.mention_at(*at) else {
            continue;
        };
        let entity = &entities[entity];
        if entity.confidence >= SURE && fuller(&mentions[mention], entity, name, *at) {
            hop.who = Who::Named {
                name: entity.name.clone(),
                at: entity.at,
            };
        }
    }
}

/// Whether the entity's name says more than a hop does that is called `name` at a span in or around a mention of it.
fn fuller(mention: &Mention, entity: &Entity, name: &str, at: Span) -> bool {
    let words = |name: &str| name.split_whitespace().count();
    let inside = mention.span.contains(at);
    match entity.kind {
        MentionKind::Person => {
            let shorter = mention.kind == MentionKind::Role || words(name) < words(&entity.name);
            shorter && words(&entity.name) > 1 && (inside || at.contains(mention.span))
        }
        MentionKind::Organisation | MentionKind::Document => mention.nominal && inside,
        _ => false,
    }
}
