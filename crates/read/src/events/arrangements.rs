//! What lasts between parties, put together of the words that name it.

use super::event::{Argument, Arrangement};
use super::kinds::{ArrangementKind, Part};
use musnad_report::Span;

/// Two tellings of one kind with a party or an object in common are one arrangement's; each keeps its own entry,
/// with the sentences of all.
pub(super) fn with_sentences(all: &mut [Arrangement], sentence_of: impl Fn(Span) -> Span) {
    let touches: Vec<(ArrangementKind, Vec<super::Party>, Span)> = all
        .iter()
        .map(|a| {
            let parties = a.parties.iter().map(|p| p.party).collect();
            (a.kind, parties, sentence_of(a.trigger))
        })
        .collect();
    for a in all.iter_mut() {
        let own: Vec<super::Party> = a.parties.iter().map(|p| p.party).collect();
        let shares = |(kind, parties, _): &&(ArrangementKind, Vec<super::Party>, Span)| {
            *kind == a.kind && parties.iter().any(|p| own.contains(p))
        };
        let mut sentences: Vec<Span> = touches.iter().filter(shares).map(|(_, _, s)| *s).collect();
        sentences.push(sentence_of(a.trigger));
        sentences.sort_unstable();
        sentences.dedup();
        a.sentences = sentences;
    }
}

/// Parts a list of arguments: the parties, the object's words, the place.
pub(super) fn parted(arguments: Vec<Argument>) -> (Vec<Argument>, Option<Span>, Option<Argument>) {
    let (mut parties, mut object, mut place) = (Vec::new(), None, None);
    for argument in arguments {
        match argument.part {
            Part::Actor => parties.push(argument),
            Part::Recipient => {
                object.get_or_insert(argument.span);
            }
            Part::Place => {
                place.get_or_insert(argument);
            }
        }
    }
    (parties, object, place)
}
