//! A map of what reports speak of, as GeoJSON (RFC 7946).

use crate::contract::map::{Feature, Map, Mention, MentionedIn, NAME, Said, Source, Told};
use anyhow::Result;
use musnad_archive::contract::events::Event;
use musnad_read::MentionKind;
use musnad_read::contract::{Attribution, Entity, EntityType, Line, Words};
use std::collections::BTreeMap;
use std::io::Write;

/// A map on its way: reports are put in one by one, in the order of their ids.
#[derive(Debug, Default)]
pub struct Mapping {
    features: BTreeMap<String, Feature>,
    unknown: usize,
}

impl Mapping {
    /// Puts a report in.
    pub fn put(&mut self, line: &Line) {
        let known: BTreeMap<&str, &Entity> = line.entities.iter().map(|e| (&*e.id, e)).collect();
        let mut there: BTreeMap<&str, Vec<(&Entity, &Words)>> = BTreeMap::new();
        for mention in &line.mentions {
            let entity = mention.entity.as_ref().and_then(|id| known.get(&**id));
            // «الحلبي» is said of somebody from there.
            let Some(entity) = entity.filter(|_| mention.r#type != MentionKind::Nationality) else {
                continue;
            };
            if let Some(place) = &entity.place {
                there
                    .entry(&place.id)
                    .or_default()
                    .push((entity, &mention.span));
            }
        }
        for mentions in there.values() {
            self.mentioned(line, mentions);
        }
        let lacks = |entity: &&Entity| {
            matches!(entity.r#type, EntityType::Place | EntityType::Facility)
                && entity.place.is_none()
        };
        self.unknown += line.entities.iter().filter(lacks).count();
    }

    /// Puts an event of a report in, where it lies somewhere that the gazetteer knows.
    pub fn put_event(&mut self, report: &str, event: Event) {
        let Some(location) = &event.location else {
            return;
        };
        let feature = self.features.entry(location.id.clone());
        let feature = feature.or_insert_with(|| Feature::at(location));
        let report = report.to_owned();
        feature.properties.events.push(Told { report, event });
    }

    /// What a report says of one place.
    fn mentioned(&mut self, line: &Line, mentions: &[(&Entity, &Words)]) {
        let Some(place) = mentions
            .first()
            .and_then(|(entity, _)| entity.place.as_ref())
        else {
            return;
        };
        let feature = self.features.entry(place.id.clone());
        let properties = &mut feature.or_insert_with(|| Feature::new(place)).properties;
        let document = &line.document;
        let mention = |(entity, words): &(&Entity, &Words)| Mention {
            entity: entity.global.clone(),
            words: (*words).clone(),
        };
        properties.mentioned_in.push(MentionedIn {
            report: document.id.clone(),
            outlet: document.outlet.clone(),
            title: document.title.clone(),
            url: document.url.clone(),
            published: document.published.clone(),
            mentions: mentions.iter().map(mention).collect(),
        });
        let all = line.attributions.iter();
        properties
            .said
            .extend(all.filter_map(|attribution| said(line, attribution, mentions)));
    }

    /// How many places and facilities are left out, as the gazetteer knows no point of theirs; counted report by report.
    pub fn left_out(&self) -> usize {
        self.unknown
    }

    /// Writes the map, and ends the line.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(self, out: &mut impl Write) -> Result<()> {
        let counted = |mut feature: Feature| {
            let properties = &mut feature.properties;
            properties.reports = properties.mentioned_in.len();
            properties.mentions = properties
                .mentioned_in
                .iter()
                .map(|m| m.mentions.len())
                .sum();
            properties.statements = properties.said.len();
            feature
        };
        let map = Map {
            schema: NAME.to_owned(),
            r#type: "FeatureCollection".to_owned(),
            features: self.features.into_values().map(counted).collect(),
        };
        serde_json::to_writer(&mut *out, &map)?;
        Ok(out.write_all(b"\n")?)
    }
}

/// A statement, if it speaks of the place.
fn said(line: &Line, attribution: &Attribution, mentions: &[(&Entity, &Words)]) -> Option<Said> {
    let sources = attribution
        .chain
        .iter()
        .filter_map(|hop| hop.source.as_ref());
    let parts: Vec<&Words> = attribution.content.iter().chain(sources).collect();
    let inside = |words: &&Words| {
        let mut parts = parts.iter();
        parts.any(|part| part.start <= words.start && words.end <= part.end)
    };
    let hits = mentions.iter().map(|(_, words)| *words);
    let hits: Vec<Words> = hits.filter(inside).cloned().collect();
    let global = |id: &Option<String>| {
        let mut entities = line.entities.iter();
        let entity = entities.find(|entity| Some(&entity.id) == id.as_ref());
        entity.and_then(|entity| entity.global.clone())
    };
    (!hits.is_empty()).then(|| Said {
        report: line.document.id.clone(),
        statement: attribution.id.clone(),
        chain: attribution
            .chain
            .iter()
            .map(|hop| Source {
                who: hop.who.clone(),
                kind: hop.kind,
                entity: global(&hop.entity),
            })
            .collect(),
        stance: attribution.stance,
        said_on: attribution
            .said_on
            .as_ref()
            .and_then(|said_on| said_on.iso.clone()),
        content: attribution.content.clone(),
        hits,
    })
}
