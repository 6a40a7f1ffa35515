//! What is left of a reading when only what is sure enough is wanted.

use crate::contract::{Line, thousandths};
use crate::reading::Reading;
use rustc_hash::FxHashMap;

impl Reading {
    /// Leaves out attributions whose confidence, to the third digit, is below `least`. What stood inside
    /// one of them stands inside the next one around it that is left, if there is one. Says at which
    /// places those that are left stood before.
    pub fn leave_out_below(&mut self, least: f32) -> Vec<usize> {
        let all = &mut self.attributions;
        let kept: Vec<bool> = all
            .iter()
            .map(|a| thousandths(a.confidence) >= least)
            .collect();
        let mut outer: Vec<Option<usize>> = all.iter().map(|a| a.inside).collect();
        lift(&mut outer, &kept);
        let places: Vec<usize> = (0..kept.len()).filter(|&n| kept[n]).collect();
        let new: FxHashMap<usize, usize> = places
            .iter()
            .enumerate()
            .map(|(new, &old)| (old, new))
            .collect();
        for (a, outer) in all.iter_mut().zip(outer) {
            a.inside = outer.and_then(|old| new.get(&old).copied());
        }
        let mut keeps = kept.iter();
        all.retain(|_| *keeps.next().unwrap_or(&true));
        places
    }
}

impl Line {
    /// Leaves out attributions whose confidence is below `least`; ids stay what they are. What stood
    /// inside one of them stands inside the next one around it that is left, if there is one. Says how
    /// many were left out.
    pub fn leave_out_below(&mut self, least: f32) -> usize {
        let all = &mut self.attributions;
        let before = all.len();
        let kept: Vec<bool> = all.iter().map(|a| a.confidence >= least).collect();
        let ids: Vec<String> = all.iter().map(|a| a.id.clone()).collect();
        let places: FxHashMap<&str, usize> = ids
            .iter()
            .enumerate()
            .map(|(n, id)| (id.as_str(), n))
            .collect();
        let place = |id: &String| places.get(id.as_str()).copied();
        let mut outer: Vec<Option<usize>> = all
            .iter()
            .map(|a| a.inside.as_ref().and_then(place))
            .collect();
        lift(&mut outer, &kept);
        for (a, outer) in all.iter_mut().zip(outer) {
            a.inside = outer.map(|n| ids[n].clone());
        }
        let mut keeps = kept.iter();
        all.retain(|_| *keeps.next().unwrap_or(&true));
        before - all.len()
    }
}

/// Puts in the place of each outer one that is not kept the next one around it that is. Linear, however
/// deep they nest: what was found for one is found for all that were passed on the way.
fn lift(outer: &mut [Option<usize>], kept: &[bool]) {
    for n in 0..outer.len() {
        let mut passed = vec![n];
        let mut at = outer[n];
        while let Some(o) = at.filter(|&o| kept.get(o) == Some(&false)) {
            if passed.len() > outer.len() {
                at = None; // a circle, which no reading of ours has
                break;
            }
            passed.push(o);
            at = outer[o];
        }
        let at = at.filter(|&o| o < kept.len());
        for o in passed {
            outer[o] = at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidence::tests::found;
    use proptest::prelude::*;

    fn reading(of: &[(f32, Option<usize>)]) -> Reading {
        let attribution = |&(confidence, inside): &(f32, Option<usize>)| crate::Attribution {
            confidence,
            inside,
            ..found(1.0)
        };
        Reading {
            attributions: of.iter().map(attribution).collect(),
            ..Reading::default()
        }
    }

    fn outer(reading: &Reading) -> Vec<Option<usize>> {
        reading.attributions.iter().map(|a| a.inside).collect()
    }

    #[test]
    fn who_stood_inside_what_is_left_out_stands_inside_the_next() {
        let mut reading = reading(&[(0.9, None), (0.2, Some(0)), (0.8, Some(1)), (0.7, Some(2))]);
        assert_eq!(reading.leave_out_below(0.5), [0, 2, 3]);
        assert_eq!(outer(&reading), [None, Some(0), Some(1)]);
        assert_eq!(reading.leave_out_below(0.85), [0]);
        assert_eq!(outer(&reading), [None]);
    }

    #[test]
    fn what_is_shown_as_the_threshold_reaches_it() {
        let mut reading = reading(&[(0.799_96, None)]);
        assert_eq!(reading.leave_out_below(0.8), [0]);
    }

    proptest! {
        #[test]
        fn a_higher_threshold_never_adds_and_nothing_dangles(
            of in proptest::collection::vec((0.0_f32..=1.0, proptest::option::of(0_usize..12)), 0..12),
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
