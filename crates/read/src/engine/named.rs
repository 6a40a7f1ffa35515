//! Who, what and where a report names, behind its attributions.

use super::fullest;
use crate::doc::Doc;
use crate::entities::Entities;
use crate::located;
use crate::reading::{Mention, Reading};

/// Puts the mentions of a text, whom and what they mean, and where that lies into its reading. Mentions stand in
/// the order of the text; definite nouns that were found to mean somebody named stand among the others.
pub(super) fn put(doc: &Doc, found: &[Mention], reading: &mut Reading) {
    let Entities {
        mentions,
        mut entities,
        ..
    } = Entities::gather(doc, found);
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|&m| {
        (
            mentions[m].span.start,
            std::cmp::Reverse(mentions[m].span.end),
        )
    });
    let mut place = vec![0; mentions.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    for entity in &mut entities {
        for m in entity.mentions.iter_mut().chain(&mut entity.roles) {
            *m = place[*m];
        }
        entity.mentions.sort_unstable();
        entity.roles.sort_unstable();
    }
    reading.mentions = order.iter().map(|&m| mentions[m]).collect();
    reading.places = located::places(doc.text, &reading.mentions, &entities);
    reading.entities = entities;
    fullest::name(
        &mut reading.attributions,
        &reading.mentions,
        &reading.entities,
    );
}
