//! Whether a reading that came from elsewhere is one of its text: a function of both, that nothing that shows it later may
//! fall over.

use musnad_read::entities::Entity;
use musnad_read::events::{Argument, Arrangement, Event, Party};
use musnad_read::{Reading, Who};
use musnad_report::Span;

/// Whether all places of the reading are places of the text, as everything that shows it relies on.
pub(super) fn fits(text: &str, reading: &Reading) -> bool {
    let stands = |span: Span| text.get(span.range()).is_some();
    let count = reading.attributions.len();
    reading.attributions.iter().all(|a| {
        let hops = a.chain.iter().all(|hop| {
            let who = match &hop.who {
                Who::Named { at, .. } | Who::Unnamed { at, .. } => stands(*at),
                Who::Unknown => true,
            };
            who && stands(hop.cue) && hop.source.is_none_or(stands)
        });
        hops && !a.chain.is_empty()
            && a.content.iter().copied().all(stands)
            && a.said_on
                .as_ref()
                .is_none_or(|said_on| stands(said_on.span))
            && a.because
                .iter()
                .filter_map(|because| because.at)
                .all(stands)
            && a.inside.is_none_or(|outer| outer < count)
    }) && reading.zones.iter().all(|zone| stands(zone.span))
        && reading.credits.iter().all(|credit| stands(credit.span))
        && reading.times.iter().all(|time| stands(time.span))
        && names_fit(text, reading)
        && events_fit(text, reading)
}

/// The same of who and what is named, and that entities have mentions that are there.
fn names_fit(text: &str, reading: &Reading) -> bool {
    let stands = |span: Span| text.get(span.range()).is_some();
    let is_there = |m: &usize| *m < reading.mentions.len();
    let entity = |entity: &Entity| {
        stands(entity.at) && entity.mentions.iter().chain(&entity.roles).all(is_there)
    };
    reading.mentions.iter().all(|mention| stands(mention.span))
        && reading.entities.iter().all(entity)
        && reading
            .places
            .iter()
            .all(|place| place.entity < reading.entities.len())
}

/// The same of events and arrangements, and that whom and what they name is there.
fn events_fit(text: &str, reading: &Reading) -> bool {
    let stands = |span: Span| text.get(span.range()).is_some();
    let is_there = |index: Option<usize>, count: usize| index.is_none_or(|index| index < count);
    let argument = |argument: &Argument| {
        let known = match argument.party {
            Party::Entity(entity) => entity < reading.entities.len(),
            Party::Group(group) => group < reading.groups.len(),
        };
        known && stands(argument.span)
    };
    let (words, times) = (reading.attributions.len(), reading.times.len());
    let event = |event: &Event| {
        let tolls = event.killed.iter().chain(&event.injured);
        stands(event.trigger)
            && event.arguments.iter().all(argument)
            && tolls.map(|toll| toll.span).all(stands)
            && is_there(event.time, times)
            && is_there(event.on_word_of, words)
            && is_there(event.about, reading.events.len())
    };
    let arrangement = |lasting: &Arrangement| {
        let spans = lasting.sentences.iter().chain(&lasting.object);
        stands(lasting.trigger)
            && spans.copied().all(stands)
            && lasting.parties.iter().chain(&lasting.place).all(argument)
            && is_there(lasting.time, times)
            && is_there(lasting.on_word_of, words)
    };
    reading.groups.iter().all(|group| stands(group.at))
        && reading.events.iter().all(event)
        && reading.arrangements.iter().all(arrangement)
}
