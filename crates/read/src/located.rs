//! Where the places lie that a report names.

use crate::entities::Entity;
use crate::reading::{Located, Mention, MentionKind};
use musnad_place::{Choice, Clues, Gazetteer, Kind, choose};
use musnad_report::{Span, Text};
use std::collections::BTreeMap;

/// The places of the entities that have one the gazetteer knows, chosen among the bearers of a name by what
/// else the report names: other places, and nationalities («الجيش السوري»). A facility that it does not know
/// lies where the place in its name does («مطار حماة»), told with that place's precision.
pub(crate) fn places(text: &Text, mentions: &[Mention], entities: &[Entity]) -> Vec<Located> {
    let clues = clues(mentions, entities);
    let mut named: Vec<&Mention> = mentions
        .iter()
        .filter(|m| matches!(m.kind, MentionKind::Place | MentionKind::Facility) && !m.nominal)
        .collect();
    named.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    let words: Vec<String> = named.iter().map(|m| one_line(text.slice(m.span))).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let choices = choose(Gazetteer::embedded(), &words, &clues);
    let from = |span: Span| named.partition_point(|m| m.span.start < span.start);
    let chosen = |span: Span| {
        let here = named[from(span)..]
            .iter()
            .take_while(|m| m.span.start == span.start);
        let at = from(span) + here.into_iter().position(|m| m.span == span)?;
        choices[at].as_ref()
    };
    let within = |outer: Span| {
        let mut inside = named[from(outer)..]
            .iter()
            .take_while(|m| m.span.start < outer.end);
        let inner = |m: &&&Mention| m.kind == MentionKind::Place && outer.contains(m.span);
        inside.find(inner).and_then(|m| chosen(m.span))
    };
    let place = |entity: &Entity| {
        let spans = || entity.mentions.iter().map(|&m| mentions[m].span);
        let best = |a: &Choice, b: &Choice| a.probability.total_cmp(&b.probability);
        let facility = entity.kind == MentionKind::Facility;
        // «مكتبة الإسكندرية» lies in no village called «مكتبة».
        let itself = |c: &&Choice| !facility || c.place.kind == Kind::Point;
        let own = spans().filter_map(chosen).filter(itself);
        let own = own.max_by(|a, b| best(a, b));
        own.or_else(|| facility.then(|| spans().find_map(within)).flatten())
    };
    let located = entities.iter().enumerate().filter_map(|(n, entity)| {
        let lies = matches!(entity.kind, MentionKind::Place | MentionKind::Facility);
        Some(at(n, place(entity).filter(|_| lies)?))
    });
    located.collect()
}

/// The countries of whose people and things the report speaks.
fn clues(mentions: &[Mention], entities: &[Entity]) -> Clues {
    let mut countries: BTreeMap<&str, usize> = BTreeMap::new();
    for entity in entities
        .iter()
        .filter(|e| e.kind == MentionKind::Nationality)
    {
        let times = entity.mentions.iter().filter(|&&m| !mentions[m].nominal);
        if let Some(code) = entity.country.as_deref() {
            *countries.entry(code).or_default() += times.count();
        }
    }
    let countries = countries.into_iter().map(|(c, n)| (c.to_owned(), n));
    Clues {
        countries: countries.collect(),
    }
}

fn at(entity: usize, choice: &Choice) -> Located {
    let place = &choice.place;
    let holders = Gazetteer::embedded().holders(place);
    Located {
        entity,
        id: place.id.to_owned(),
        name: place.name().to_owned(),
        precision: place.kind,
        country: (!place.country.is_empty()).then(|| place.country.to_owned()),
        within: holders.iter().map(|p| p.name().to_owned()).collect(),
        latitude: place.latitude,
        longitude: place.longitude,
        confidence: choice.probability,
    }
}

/// A name that is broken over two lines is one name.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
