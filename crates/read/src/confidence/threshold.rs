//! What is left of a reading when only what is sure enough is wanted.

use crate::contract::{AUTHOR, Line, thousandths};
use crate::engine::innermost;
use crate::reading::Reading;
use std::collections::{HashMap, HashSet};

impl Reading {
    /// Leaves out attributions whose confidence, to the third digit, is below `least`, and says of all that
    /// are left anew which stands inside the content of which. Says at which places they stood before.
    ///
    /// What is told on the word of one that is left out is told on that of the nearest around it that is left;
    /// where none is, events and arrangements go with their attribution.
    pub fn leave_out_below(&mut self, least: f32) -> Vec<usize> {
        let all = self.attributions.iter();
        let stays: Vec<bool> = all.map(|a| thousandths(a.confidence) >= least).collect();
        self.leave_out_orphans(|n| stays[n]);
        self.keep_attributions(|n| stays[n])
    }
}

impl Line {
    /// Leaves out attributions whose confidence is below `least`; ids stay what they are. Says of all that
    /// are left anew which stands inside the content of which, and how many were left out. Events and
    /// arrangements fare as in [`Reading::leave_out_below`].
    pub fn leave_out_below(&mut self, least: f32) -> usize {
        self.hand_words_on(least);
        let all = &mut self.attributions;
        let before = all.len();
        all.retain(|a| a.confidence >= least);
        let cues: Vec<_> = all
            .iter()
            .map(|a| {
                a.chain
                    .last()
                    .map_or(0..0, |hop| hop.cue.start..hop.cue.end)
            })
            .collect();
        let contents = all.iter().map(|a| a.content.iter().map(|w| w.start..w.end));
        let inside = innermost(&cues, contents);
        let ids: Vec<String> = all.iter().map(|a| a.id.clone()).collect();
        for (a, outer) in all.iter_mut().zip(inside) {
            a.inside = outer.map(|n| ids[n].clone());
        }
        before - all.len()
    }

    /// Tells events and arrangements on the word of attributions that reach `least`, and leaves out what then
    /// rests on nobody's.
    fn hand_words_on(&mut self, least: f32) {
        let around: HashMap<&str, (bool, Option<&str>)> = self
            .attributions
            .iter()
            .map(|a| (&*a.id, (a.confidence >= least, a.inside.as_deref())))
            .collect();
        let heir = |word: &mut String| -> bool {
            let outer = |id: &&str| around.get(id)?.1;
            let mut words = std::iter::successors(Some(word.as_str()), outer).take(around.len());
            let stays = |id: &&str| around.get(id).is_some_and(|(stays, _)| *stays);
            let Some(heir) = words.find(stays).map(str::to_owned) else {
                return word == AUTHOR;
            };
            *word = heir;
            true
        };
        self.events.retain_mut(|event| heir(&mut event.on_word_of));
        self.arrangements
            .retain_mut(|lasting| heir(&mut lasting.on_word_of));
        let left: HashSet<String> = self.events.iter().map(|event| event.id.clone()).collect();
        for event in &mut self.events {
            event.about = event.about.take().filter(|id| left.contains(id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidence::tests::found;
    use crate::engine::nest;
    use musnad_report::Span;
    use proptest::prelude::*;

    /// Attributions of these confidences, each from its cue on up to where its content ends.
    fn reading(of: &[(f32, usize)]) -> Reading {
        let attribution = |(n, &(confidence, end)): (usize, &(f32, usize))| {
            let mut a = found(1.0);
            a.chain[0].cue = Span::new(10 * n, 10 * n + 2);
            a.content = vec![Span::new(10 * n + 3, (10 * n + 5).max(end))];
            crate::Attribution { confidence, ..a }
        };
        let mut reading = Reading {
            attributions: of.iter().enumerate().map(attribution).collect(),
            ..Reading::default()
        };
        nest(&mut reading.attributions);
        reading
    }

    fn outer(reading: &Reading) -> Vec<Option<usize>> {
        reading.attributions.iter().map(|a| a.inside).collect()
    }

    #[test]
    fn who_stood_inside_what_is_left_out_stands_inside_the_next_around() {
        let mut reading = reading(&[(0.9, 90), (0.2, 80), (0.8, 70), (0.7, 60)]);
        assert_eq!(outer(&reading), [None, Some(0), Some(1), Some(2)]);
        assert_eq!(reading.leave_out_below(0.5), [0, 2, 3]);
        assert_eq!(outer(&reading), [None, Some(0), Some(1)]);
        assert_eq!(reading.leave_out_below(0.85), [0]);
        assert_eq!(outer(&reading), [None]);
    }

    /// The second's content reaches over the end of the first's: the third stands in the second alone.
    #[test]
    fn who_stood_in_nobody_elses_content_stands_alone() {
        let mut reading = reading(&[(0.9, 15), (0.2, 90), (0.8, 30)]);
        assert_eq!(outer(&reading), [None, Some(0), Some(1)]);
        assert_eq!(reading.leave_out_below(0.5), [0, 2]);
        assert_eq!(outer(&reading), [None, None]);
    }

    #[test]
    fn what_is_shown_as_the_threshold_reaches_it() {
        let mut reading = reading(&[(0.799_96, 9)]);
        assert_eq!(reading.leave_out_below(0.8), [0]);
    }

    proptest! {
        #[test]
        fn a_higher_threshold_never_adds_and_nothing_dangles(
            of in proptest::collection::vec((0.0_f32..=1.0, 0_usize..120), 0..12),
            low in 0.0_f32..=1.0,
            more in 0.0_f32..=1.0,
        ) {
            let left = |least| {
                let mut reading = reading(&of);
                let places = reading.leave_out_below(least);
                prop_assert_eq!(places.len(), reading.attributions.len());
                for o in outer(&reading).into_iter().flatten() {
                    prop_assert!(o < places.len());
                }
                Ok(places)
            };
            let (few, many) = (left((low + more).min(1.0))?, left(low)?);
            prop_assert!(few.iter().all(|place| many.contains(place)));
        }
    }
}
