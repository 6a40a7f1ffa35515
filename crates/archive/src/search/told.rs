//! What a report tells to have happened, or to last: the rows by which it is found and put in order.

use crate::timeline::told::of_event;
use jiff::civil::Date;
use musnad_read::events::{Argument, Arrangement, Event, Part, Party};
use musnad_read::{MentionKind, Reading};

/// An event or an arrangement.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Told {
    /// Whether it is an arrangement.
    pub lasting: bool,
    /// Index among the reading's.
    pub n: usize,
    /// The name of its type or kind.
    pub kind: &'static str,
    /// The name of its status.
    pub status: &'static str,
    /// The days between which it lies.
    pub days: Option<(Date, Date)>,
    /// Its time.
    pub edtf: Option<String>,
    /// Where, among the entities of the reading.
    pub place: Option<usize>,
    pub confidence: f32,
    pub parts: Vec<TellingPart>,
}

/// Somebody or something that has a part in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TellingPart {
    pub part: &'static str,
    pub party: Party,
}

/// The name of the part that those have between whom an arrangement is.
pub(crate) const PARTY: &str = "party";

/// The name of a part.
pub(crate) fn name(part: Part) -> &'static str {
    match part {
        Part::Actor => "actor",
        Part::Recipient => "recipient",
        Part::Place => "place",
    }
}

/// The rows of a reading: its events, then its arrangements, each in the order of the text.
pub(super) fn derive(reading: &Reading) -> Vec<Told> {
    let event = |(n, event): (usize, &Event)| {
        let parts = event.arguments.iter().map(|a| (name(a.part), a));
        Told {
            place: place(reading, event),
            ..row(reading, (false, n), event.time, parts)
        }
        .with(event.kind.name(), event.status.name(), event.confidence)
    };
    let arrangement = |(n, lasting): (usize, &Arrangement)| {
        let parties = lasting.parties.iter().map(|a| (PARTY, a));
        let parts = parties.chain(lasting.place.iter().map(|a| (name(a.part), a)));
        Told {
            place: lasting.place.as_ref().and_then(entity),
            ..row(reading, (true, n), lasting.time, parts)
        }
        .with(
            lasting.kind.name(),
            lasting.status.name(),
            lasting.confidence,
        )
    };
    let events = reading.events.iter().enumerate().map(event);
    let lasting = reading.arrangements.iter().enumerate().map(arrangement);
    events.chain(lasting).collect()
}

impl Told {
    fn with(self, kind: &'static str, status: &'static str, confidence: f32) -> Told {
        Told {
            kind,
            status,
            confidence,
            ..self
        }
    }
}

fn row<'a>(
    reading: &Reading,
    (lasting, n): (bool, usize),
    time: Option<usize>,
    parts: impl Iterator<Item = (&'static str, &'a Argument)>,
) -> Told {
    let time = of_event(reading, time);
    let part = |(part, argument): (&'static str, &Argument)| TellingPart {
        part,
        party: argument.party,
    };
    Told {
        lasting,
        n,
        kind: "",
        status: "",
        days: time.as_ref().and_then(|time| time.days()),
        edtf: time.map(|time| time.edtf()),
        place: None,
        confidence: 0.0,
        parts: parts.map(part).collect(),
    }
}

fn entity(argument: &Argument) -> Option<usize> {
    match argument.party {
        Party::Entity(entity) => Some(entity),
        Party::Group(_) => None,
    }
}

/// Where an event is: the place that the words tie to it; where they tell none, the facility to which it is done
/// («قصف مطار الواحة»).
pub(crate) fn place(reading: &Reading, event: &Event) -> Option<usize> {
    let is_facility = |&e: &usize| {
        let found = reading.entities.get(e);
        found.is_some_and(|found| found.kind == MentionKind::Facility)
    };
    let told = event.with(Part::Place).find_map(entity);
    told.or_else(|| {
        let mut hit = event.with(Part::Recipient).filter_map(entity);
        hit.find(is_facility)
    })
}
