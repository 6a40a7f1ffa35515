//! Events as records of PLOVER (Political Language Ontology for Verifiable Event Records, Open Event Data Alliance), one
//! a line. Beside the ontology's own fields stand `status` and `on_word_of`: what is denied, planned or asked for is no
//! event that happened, and every record says so.

use anyhow::Result;
use musnad_archive::contract::events::{Event, Party, Word};
use musnad_read::contract::Document;
use musnad_read::events::{EventType, Status};
use serde::Serialize;
use std::io::Write;

const QUADS: &str = include_str!("../../../data/plover_quads.tsv");

/// One event.
#[derive(Serialize)]
struct Record<'a> {
    /// The report's id and the event's in it: `3f9c….v1`.
    id: String,
    /// The day of the event where the words tell one day, else that of publication.
    date: Option<&'a str>,
    /// Which of both: `event` or `published`.
    date_from: Option<&'static str>,
    /// The time that the words tell, as ISO 8601-2 (EDTF).
    event_time: Option<&'a str>,
    source: Vec<Actor<'a>>,
    recipient: Vec<Actor<'a>>,
    event: EventType,
    mode: Option<&'a str>,
    context: &'a [String],
    event_loc: Option<Location<'a>>,
    quad_code: Option<u8>,
    /// Where the word that tells it stands.
    text: Place<'a>,
    /// Its sentence.
    sentence: Place<'a>,
    publisher: Option<&'a str>,
    url: Option<&'a str>,
    published: Option<&'a str>,
    status: Status,
    /// The statement on whose word it is told, or `author`.
    on_word_of: OnWordOf<'a>,
    /// The id of the event that it is about.
    about: Option<String>,
    killed: Option<u32>,
    injured: Option<u32>,
    confidence: f32,
}

/// An actor or a recipient.
#[derive(Serialize)]
struct Actor<'a> {
    /// ISO 3166-1 alpha-3, or one of PLOVER's codes of what has no country.
    code: Option<&'a str>,
    sector: Vec<&'a str>,
    name: &'a str,
    /// The words of the report.
    text: &'a str,
    /// Where these stand.
    start: usize,
    end: usize,
    /// Its id across reports.
    entity: Option<&'a str>,
}

/// Where it happens.
#[derive(Serialize)]
struct Location<'a> {
    /// The words of the report.
    text: Option<&'a str>,
    /// The place in the gazetteer; nothing where that does not know it.
    name: Option<&'a str>,
    id: Option<&'a str>,
    country: Option<&'a str>,
    precision: Option<musnad_place::Kind>,
    lat: Option<f64>,
    lon: Option<f64>,
}

/// A stretch of a report's text, in bytes.
#[derive(Serialize)]
struct Place<'a> {
    report: &'a str,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
#[serde(untagged)]
enum OnWordOf<'a> {
    Statement(&'a Word),
    Author(&'static str),
}

/// Writes an event of a report.
///
/// # Errors
/// If it cannot be written.
pub fn write(document: &Document, event: &Event, out: &mut impl Write) -> Result<()> {
    let stretch = |words: &musnad_read::contract::Words| Place {
        report: &document.id,
        start: words.start,
        end: words.end,
    };
    let time = event.time.as_ref();
    let day = time.and_then(|time| {
        let day = time.earliest.as_deref()?;
        (time.latest.as_deref() == Some(day)).then_some(day)
    });
    let published = document.published.as_deref();
    let date_from = day.map(|_| "event").or(published.map(|_| "published"));
    let record = Record {
        id: id_of(document, &event.id),
        date: day.or(published),
        date_from,
        event_time: time.map(|time| time.edtf.as_str()),
        source: event.actors.iter().map(actor).collect(),
        recipient: event.recipients.iter().map(actor).collect(),
        event: event.r#type,
        mode: event.mode.as_deref(),
        context: &event.contexts,
        event_loc: location(event),
        quad_code: quad(event.r#type),
        text: stretch(&event.trigger),
        sentence: stretch(&event.sentence),
        publisher: document.outlet.as_deref(),
        url: document.url.as_deref(),
        published,
        status: event.status,
        on_word_of: match &event.on_word_of {
            Some(word) => OnWordOf::Statement(word),
            None => OnWordOf::Author("author"),
        },
        about: event.about.as_ref().map(|about| id_of(document, &about.id)),
        killed: event.killed.as_ref().map(|toll| toll.number),
        injured: event.injured.as_ref().map(|toll| toll.number),
        confidence: event.confidence,
    };
    serde_json::to_writer(&mut *out, &record)?;
    Ok(out.write_all(b"\n")?)
}

/// The id of an event across reports.
pub fn id_of(document: &Document, event: &str) -> String {
    format!("{}.{event}", document.id)
}

fn actor(party: &Party) -> Actor<'_> {
    let code = party.code.as_ref();
    let sectors = code.map(|code| code.sectors.iter());
    Actor {
        code: code.and_then(|code| code.country.as_deref()),
        sector: sectors
            .into_iter()
            .flatten()
            .map(|sector| &**sector)
            .collect(),
        name: &party.name,
        text: &party.words.text,
        start: party.words.start,
        end: party.words.end,
        entity: party.entity.as_deref(),
    }
}

fn location(event: &Event) -> Option<Location<'_>> {
    let known = event.location.as_ref();
    (known.is_some() || event.place.is_some()).then(|| Location {
        text: event.place.as_ref().map(|place| place.words.text.as_str()),
        name: known.map(|place| place.name.as_str()),
        id: known.map(|place| place.id.as_str()),
        country: known.and_then(|place| place.country.as_deref()),
        precision: known.map(|place| place.precision),
        lat: known.map(|place| place.latitude),
        lon: known.map(|place| place.longitude),
    })
}

/// The quad class of a type.
fn quad(kind: EventType) -> Option<u8> {
    let row = |row: &'static str| row.split_once('\t');
    let mut rows = QUADS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(row);
    rows.find(|(name, _)| *name == kind.name())?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_its_quad_class() {
        for kind in EventType::ALL {
            assert!(matches!(quad(kind), Some(1..=4)), "{kind:?}");
        }
        assert_eq!(
            (quad(EventType::Aid), quad(EventType::Assault)),
            (Some(2), Some(4))
        );
    }
}
