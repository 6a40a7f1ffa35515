//! On whose word events and arrangements rest when attributions go: on that of the next around it that stays.

use crate::engine::nest;
use crate::reading::Reading;

impl Reading {
    /// Leaves out the attributions of which `stays` says so by their place; what is told on the word of one that
    /// goes is told on that of the nearest around it that stays, else on the author's. Says of all that are left
    /// anew which stands inside the content of which, and at which places they stood before.
    pub fn keep_attributions(&mut self, stays: impl Fn(usize) -> bool) -> Vec<usize> {
        let heirs = self.heirs(&stays);
        let heir = |word: &mut Option<usize>| *word = word.and_then(|n| *heirs.get(n)?);
        self.events
            .iter_mut()
            .for_each(|event| heir(&mut event.on_word_of));
        self.arrangements
            .iter_mut()
            .for_each(|lasting| heir(&mut lasting.on_word_of));
        let places = (0..self.attributions.len()).filter(|&n| stays(n)).collect();
        let mut place = 0..;
        self.attributions
            .retain(|_| place.next().is_some_and(&stays));
        nest(&mut self.attributions);
        places
    }

    /// Leaves out events and arrangements that would rest on nobody's word if only attributions stayed of which
    /// `stays` says so. They are not the author's, and it is no longer told whose they are.
    pub(crate) fn leave_out_orphans(&mut self, stays: impl Fn(usize) -> bool) {
        let heirs = self.heirs(&stays);
        let rests = |word: Option<usize>| {
            word.is_none_or(|n| heirs.get(n).is_some_and(|heir| heir.is_some()))
        };
        let mut left = 0;
        let place = |event: &crate::Event| {
            let place = rests(event.on_word_of).then_some(left);
            left += usize::from(place.is_some());
            place
        };
        let places: Vec<Option<usize>> = self.events.iter().map(place).collect();
        self.events.retain(|event| rests(event.on_word_of));
        for event in &mut self.events {
            event.about = event.about.and_then(|n| *places.get(n)?);
        }
        self.arrangements
            .retain(|lasting| rests(lasting.on_word_of));
    }

    /// For each attribution the place, among those that stay, of itself or of the nearest around it.
    fn heirs(&self, stays: &impl Fn(usize) -> bool) -> Vec<Option<usize>> {
        let all = &self.attributions;
        let mut left = 0;
        let place = |n| {
            let place = stays(n).then_some(left);
            left += usize::from(place.is_some());
            place
        };
        let places: Vec<Option<usize>> = (0..all.len()).map(place).collect();
        let heir = |n: usize| {
            // A stored reading is not trusted to nest without circles.
            let around = std::iter::successors(Some(n), |&n| all.get(n)?.inside);
            around.take(all.len()).find_map(|n| *places.get(n)?)
        };
        (0..all.len()).map(heir).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::{Event, EventType, Status};
    use crate::{Arrangement, Attribution, Hop, Kind, Mode, Stance, Who};
    use musnad_report::Span;

    /// Each in the content of the one before.
    fn attribution(n: usize) -> Attribution {
        Attribution {
            chain: vec![Hop {
                cue: Span::new(10 * n, 10 * n + 2),
                source: None,
                who: Who::Unknown,
                kind: Kind::Unknown,
            }],
            content: vec![Span::new(10 * n + 3, 100 - n)],
            mode: Mode::Indirect,
            stance: Stance::State,
            said_on: None,
            inside: n.checked_sub(1),
            confidence: 0.5,
            field_confidence: None,
            because: vec![],
            decisions: vec![],
        }
    }

    fn event(on_word_of: Option<usize>, about: Option<usize>) -> Event {
        Event {
            kind: EventType::Request,
            mode: None,
            status: Status::Happened,
            trigger: Span::new(50, 52),
            arguments: vec![],
            time: None,
            contexts: vec![],
            on_word_of,
            about,
            killed: None,
            injured: None,
            confidence: 0.9,
            family: "request/talaba".into(),
            decisions: vec![],
        }
    }

    fn lasting(on_word_of: Option<usize>) -> Arrangement {
        Arrangement {
            kind: crate::events::ArrangementKind::Base,
            status: Status::Ongoing,
            trigger: Span::new(60, 62),
            parties: vec![],
            object: None,
            place: None,
            time: None,
            on_word_of,
            confidence: 0.9,
            sentences: vec![],
        }
    }

    fn reading() -> Reading {
        Reading {
            attributions: (0..3).map(attribution).collect(),
            events: vec![
                event(Some(0), Some(2)),
                event(Some(2), None),
                event(None, Some(1)),
            ],
            arrangements: vec![lasting(Some(0)), lasting(Some(1)), lasting(None)],
            ..Reading::default()
        }
    }

    fn words(reading: &Reading) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
        let events = reading.events.iter().map(|event| event.on_word_of);
        let lasting = reading.arrangements.iter().map(|a| a.on_word_of);
        (events.collect(), lasting.collect())
    }

    #[test]
    fn what_is_told_on_a_word_that_goes_is_told_on_the_next_around_it() {
        let mut reading = reading();
        assert_eq!(reading.keep_attributions(|n| n != 1), [0, 2]);
        assert_eq!(
            words(&reading),
            (vec![Some(0), Some(1), None], vec![Some(0), Some(0), None])
        );
        assert_eq!(reading.attributions[1].inside, Some(0));
        assert_eq!(reading.keep_attributions(|n| n == 1), [1]);
        assert_eq!(
            words(&reading),
            (vec![None, Some(0), None], vec![None, None, None])
        );
    }

    #[test]
    fn what_would_rest_on_nobodys_word_is_left_out() {
        let mut reading = reading();
        reading.leave_out_orphans(|n| n == 2);
        let about: Vec<_> = reading.events.iter().map(|event| event.about).collect();
        assert_eq!(words(&reading), (vec![Some(2), None], vec![None]));
        assert_eq!(about, [None, Some(0)], "those left are counted anew");
    }

    #[test]
    fn what_names_nobody_that_is_there_dangles_no_longer() {
        let mut reading = reading();
        reading.attributions[0].inside = Some(1);
        reading.events[0].on_word_of = Some(9);
        reading.leave_out_orphans(|n| n == 2);
        reading.keep_attributions(|n| n == 2);
        assert_eq!(words(&reading), (vec![Some(0), None], vec![None]));
    }
}
