//! Events and arrangements of one report as the contracts show them.

use crate::contract::arrangements::Arrangement;
use crate::contract::entities::Place;
use crate::contract::events::{About, Event, Party, Source, Toll, Word};
use crate::contract::timeline::Time;
use crate::search::told::place;
use crate::timeline::told::of_event;
use crate::who::Open;
use musnad_read::contract::{Words, attribution_ids};
use musnad_read::entities::WhereNamed;
use musnad_read::events::{self, Argument, Part};
use musnad_read::{Hop, Reading, Who};
use musnad_report::{Report, Span, Text};

/// What one report tells of events and arrangements.
pub struct Telling<'a> {
    text: &'a Text,
    reading: &'a Reading,
    /// Ids of the reading's entities across reports.
    globals: Vec<Option<String>>,
    /// Ids of its statements.
    statements: Vec<String>,
    named: WhereNamed<'a>,
}

impl<'a> Telling<'a> {
    /// Of a report and its reading; `globals` are the ids across reports of the reading's entities
    /// ([`crate::Archive::global_ids`]).
    pub fn new(report: &'a Report, reading: &'a Reading, globals: Vec<Option<String>>) -> Self {
        Telling {
            text: &report.text,
            reading,
            globals,
            statements: attribution_ids(&report.id, &reading.attributions),
            named: WhereNamed::new(&reading.mentions, &reading.entities),
        }
    }

    pub(crate) fn of(page: &'a Open) -> Telling<'a> {
        let entities = page.line.entities.iter();
        let globals = entities.map(|entity| entity.global.clone()).collect();
        Telling::new(&page.report, &page.reading, globals)
    }

    /// The events, in the order of the text.
    pub fn events(&self) -> impl Iterator<Item = Event> {
        (0..self.reading.events.len()).filter_map(|n| self.event(n))
    }

    /// The event with this index in the reading; nothing where there is none.
    pub fn event(&self, n: usize) -> Option<Event> {
        let event = self.reading.events.get(n)?;
        let with = |part| event.with(part).filter_map(|a| self.party(a)).collect();
        Some(Event {
            id: event_id(n),
            r#type: event.kind,
            mode: event.mode.as_deref().map(str::to_owned),
            status: event.status,
            trigger: self.words(event.trigger)?,
            sentence: self.sentence(event.trigger)?,
            actors: with(Part::Actor),
            recipients: with(Part::Recipient),
            place: event.with(Part::Place).find_map(|a| self.party(a)),
            location: place(self.reading, event).and_then(|entity| self.located(entity)),
            time: self.time(event.time),
            contexts: event.contexts.iter().map(|c| c.to_string()).collect(),
            on_word_of: self.word(event.on_word_of),
            about: event.about.and_then(|about| self.about(about)),
            killed: event.killed.and_then(|toll| self.toll(toll)),
            injured: event.injured.and_then(|toll| self.toll(toll)),
            confidence: thousandths(event.confidence),
        })
    }

    /// The arrangement with this index in the reading; nothing where there is none.
    pub fn arrangement(&self, n: usize) -> Option<Arrangement> {
        let lasting = self.reading.arrangements.get(n)?;
        let place = lasting.place.as_ref();
        let entity = place.and_then(|place| match place.party {
            events::Party::Entity(entity) => Some(entity),
            events::Party::Group(_) => None,
        });
        Some(Arrangement {
            id: format!("r{}", n + 1),
            kind: lasting.kind,
            status: lasting.status,
            trigger: self.words(lasting.trigger)?,
            parties: lasting
                .parties
                .iter()
                .filter_map(|a| self.party(a))
                .collect(),
            object: lasting.object.and_then(|object| self.words(object)),
            place: place.and_then(|place| self.party(place)),
            location: entity.and_then(|entity| self.located(entity)),
            time: self.time(lasting.time),
            on_word_of: self.word(lasting.on_word_of),
            sentences: lasting
                .sentences
                .iter()
                .filter_map(|&s| self.words(s))
                .collect(),
            confidence: thousandths(lasting.confidence),
        })
    }

    fn words(&self, span: Span) -> Option<Words> {
        Some(Words {
            start: span.start,
            end: span.end,
            text: self.text.get(span)?.to_owned(),
        })
    }

    fn sentence(&self, trigger: Span) -> Option<Words> {
        let token = self.text.tokens_in(trigger).next()?;
        let tokens = self.text.sentences().get(self.text.sentence_of(token))?;
        self.words(self.text.span_of(tokens.clone()))
    }

    fn party(&self, argument: &Argument) -> Option<Party> {
        let (name, entity, group) = match argument.party {
            events::Party::Entity(n) => {
                let id = self.globals.get(n).cloned().flatten();
                (self.reading.entities.get(n)?.name.clone(), id, None)
            }
            events::Party::Group(n) => {
                let group = self.reading.groups.get(n)?;
                (group.name.clone(), None, Some(n + 1))
            }
        };
        Some(Party {
            words: self.words(argument.span)?,
            name,
            entity,
            group,
            code: argument.code.clone(),
            confidence: thousandths(argument.confidence),
        })
    }

    /// Where an entity of the reading lies.
    fn located(&self, entity: usize) -> Option<Place> {
        let places = &self.reading.places;
        let at = places.binary_search_by_key(&entity, |place| place.entity);
        let place = &places[at.ok()?];
        Some(Place {
            id: place.id.clone(),
            name: place.name.clone(),
            precision: place.precision,
            country: place.country.clone(),
            within: place.within.clone(),
            latitude: place.latitude,
            longitude: place.longitude,
        })
    }

    fn time(&self, time: Option<usize>) -> Option<Time> {
        Some(of_event(self.reading, time)?.shown(self.text))
    }

    fn word(&self, statement: Option<usize>) -> Option<Word> {
        let attribution = self.reading.attributions.get(statement?)?;
        let source = |hop: &Hop| {
            let entity = match &hop.who {
                Who::Named { at, .. } => self.named.at(*at),
                Who::Unnamed { .. } | Who::Unknown => None,
            };
            Some(Source {
                who: hop.who.as_str().to_owned(),
                kind: hop.kind,
                entity: entity.and_then(|entity| self.globals.get(entity).cloned().flatten()),
                cue: self.words(hop.cue)?,
            })
        };
        Some(Word {
            statement: self.statements.get(statement?)?.clone(),
            chain: attribution.chain.iter().filter_map(source).collect(),
        })
    }

    fn about(&self, n: usize) -> Option<About> {
        let event = self.reading.events.get(n)?;
        Some(About {
            id: event_id(n),
            r#type: event.kind,
            status: event.status,
            trigger: self.words(event.trigger)?,
        })
    }

    fn toll(&self, toll: events::Toll) -> Option<Toll> {
        Some(Toll {
            number: toll.number,
            or_more: toll.or_more,
            words: self.words(toll.span)?,
        })
    }
}

fn event_id(n: usize) -> String {
    format!("v{}", n + 1)
}

/// Figures beyond the third are noise.
fn thousandths(figure: f32) -> f32 {
    (figure * 1000.0).round() / 1000.0
}
