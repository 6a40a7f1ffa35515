//! How right are events? Each layer by itself: which word tells one and of which type, who has which part, how far it
//! got, on whose word, about what; and all of it together.

pub mod gold;
pub mod score;
pub mod sentences;

use musnad_read::Reading;
use musnad_read::events::{ArrangementKind, EventType, Part, Status};
use musnad_report::{Span, Text};

/// A text and the events that gold, or a reading, has in it.
#[derive(Clone, Debug)]
pub struct Told {
    /// The report's id; of a sentence with its bytes behind «@».
    pub id: String,
    /// The text that spans count in.
    pub text: Text,
    /// The day of publication, ISO 8601, where one is known.
    pub published: Option<jiff::civil::Date>,
    /// In the order of their triggers.
    pub events: Vec<Event>,
    /// What lasts, in the order of the words that name it.
    pub arrangements: Vec<Arrangement>,
}

/// One event, as it is compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its trigger.
    pub trigger: Span,
    /// Its type.
    pub kind: EventType,
    /// How far it got.
    pub status: Status,
    /// Who has which part.
    pub arguments: Vec<Argument>,
    /// The expression of time that dates it.
    pub time: Option<Span>,
    /// The cues on whose word it is told, any of which will do; empty for the author's own.
    pub word: Vec<Span>,
    /// Of the event that it is about, the trigger.
    pub about: Option<Span>,
    /// How many were killed and injured, where a number is told.
    pub toll: [Option<u32>; 2],
}

/// Somebody or something with a part in an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Which.
    pub part: Part,
    /// The words that name it nearest to the trigger.
    pub span: Span,
    /// Other places where the same is named, and by which names; none in gold.
    pub elsewhere: Vec<Span>,
    /// Names by which it is known.
    pub names: Vec<String>,
}

/// One arrangement, as it is compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrangement {
    /// The word that names it.
    pub trigger: Span,
    /// What it is.
    pub kind: ArrangementKind,
    /// How far it got.
    pub status: Status,
    /// Between whom.
    pub parties: Vec<Argument>,
    /// The cues on whose word it is told.
    pub word: Vec<Span>,
}

/// What a reading tells.
pub fn of_reading(id: &str, text: &Text, reading: &Reading) -> Told {
    use musnad_read::events::Party;
    let argument = |a: &musnad_read::events::Argument| {
        let (elsewhere, names) = match a.party {
            Party::Entity(e) => {
                let entity = &reading.entities[e];
                let mentions = entity.mentions.iter().map(|&m| reading.mentions[m].span);
                (mentions.collect(), vec![entity.name.clone()])
            }
            Party::Group(g) => (Vec::new(), vec![reading.groups[g].name.clone()]),
        };
        Argument {
            part: a.part,
            span: a.span,
            elsewhere,
            names,
        }
    };
    let word = |word: Option<usize>| -> Vec<Span> {
        let hops = word.map(|a| &reading.attributions[a].chain);
        hops.into_iter().flatten().map(|hop| hop.cue).collect()
    };
    let event = |e: &musnad_read::Event| Event {
        trigger: e.trigger,
        kind: e.kind,
        status: e.status,
        arguments: e.arguments.iter().map(argument).collect(),
        time: e.time.map(|t| reading.times[t].span),
        word: word(e.on_word_of),
        about: e.about.map(|n| reading.events[n].trigger),
        toll: [e.killed, e.injured].map(|t| t.map(|t| t.number)),
    };
    let arrangement = |a: &musnad_read::Arrangement| Arrangement {
        trigger: a.trigger,
        kind: a.kind,
        status: a.status,
        parties: a.parties.iter().map(argument).collect(),
        word: word(a.on_word_of),
    };
    Told {
        id: id.to_owned(),
        text: text.clone(),
        published: None,
        events: reading.events.iter().map(event).collect(),
        arrangements: reading.arrangements.iter().map(arrangement).collect(),
    }
}
