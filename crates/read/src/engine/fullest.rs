//! The fullest name of a speaker, by the entity that he is.

use crate::entities::WhereNamed;
use crate::reading::{Attribution, Because, Entity, Mention, MentionKind, Who};
use musnad_report::Span;

/// Names the speakers as their entities are named. The questions of [`crate::decide`] see the words of a source and those
/// around it; that «الوزير» is «ماهر الساري», of whom a paragraph far above speaks, tell the mentions.
pub(super) fn name(attributions: &mut [Attribution], mentions: &[Mention], entities: &[Entity]) {
    let named = WhereNamed::new(mentions, entities);
    let fullest = |who: &Who| {
        let Who::Named { name, at } = who else {
            return None;
        };
        let (mention, entity) = named.mention_at(*at)?;
        let entity = &entities[entity];
        fuller(&mentions[mention], entity, name, *at).then_some(entity)
    };
    for a in attributions {
        let mut because = Vec::new();
        for hop in &mut a.chain {
            let Some(entity) = fullest(&hop.who) else {
                continue;
            };
            hop.who = Who::Named {
                name: entity.name.clone(),
                at: entity.at,
            };
            because.push(Because {
                rule: "named as its entity".to_owned(),
                at: Some(entity.at),
                weight: Some(entity.confidence),
            });
        }
        a.because.extend(because);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn mention(kind: MentionKind, start: usize, end: usize, nominal: bool) -> Mention {
        Mention {
            span: Span::new(start, end),
            kind,
            nominal,
            confidence: 1.0,
        }
    }

    fn entity(kind: MentionKind, name: &str) -> Entity {
        Entity {
            kind,
            name: name.to_owned(),
            at: Span::new(0, name.len()),
            mentions: Vec::new(),
            roles: Vec::new(),
            country: None,
            confidence: 1.0,
        }
    }

    #[test]
    fn a_title_a_surname_and_a_noun_are_called_by_the_full_name() {
        let maher = entity(MentionKind::Person, "ماهر الساري");
        let at = Span::new(100, 112);
        let title = mention(MentionKind::Role, 100, 112, false);
        let surname = mention(MentionKind::Person, 100, 112, false);
        assert!(fuller(&title, &maher, "الوزير", at));
        assert!(fuller(&surname, &maher, "الساري", at));
        assert!(!fuller(&surname, &maher, "ماهر الساري", at));
        let ministry = entity(MentionKind::Organisation, "وزارة الري");
        let noun = mention(MentionKind::Organisation, 100, 114, true);
        assert!(fuller(&noun, &ministry, "الوزارة", at));
    }

    #[test]
    fn a_name_is_not_exchanged_for_one_that_it_holds_or_for_a_surname() {
        let surname = entity(MentionKind::Person, "الساري");
        let at = Span::new(100, 112);
        let title = mention(MentionKind::Role, 100, 112, false);
        assert!(!fuller(&title, &surname, "الوزير", at));
        // «مكتب الساري» speaks, and not he.
        let inside = mention(MentionKind::Person, 105, 112, false);
        let maher = entity(MentionKind::Person, "ماهر الساري");
        assert!(!fuller(&inside, &maher, "مكتب الساري", at));
    }
}
