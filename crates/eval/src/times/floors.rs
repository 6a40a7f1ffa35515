//! What the cases of dates are held to: `[cases]` of the floors file.

use super::cases::{Outcome, Tally};
use serde::Deserialize;

/// The cases of [`super::cases`].
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CasesFloor {
    /// The archive, from the shared material.
    pub archive: String,
    /// The table of excused cases, from the workspace root.
    pub excused: String,
    /// The least share of right ones among those that are not excused, 0 to 1.
    pub right: f64,
    /// The greatest share of all cases that may be excused, 0 to 1.
    pub most_excused: f64,
}

/// What keeps the gate shut.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Failure {
    /// Fewer cases are right.
    #[error("cases of dates: {share:.4} are right, the floor is {floor:.3}")]
    Cases {
        /// Of those that are not excused.
        share: f64,
        /// What it may not fall below.
        floor: f64,
    },
    /// Too many are excused, or one that is right.
    #[error("cases of dates: {excused} of {all} are excused, {needless} of them for nothing")]
    Excuses {
        /// How many are excused.
        excused: usize,
        /// How many are right all the same.
        needless: usize,
        /// Of how many cases.
        all: usize,
    },
}

impl CasesFloor {
    /// What is wrong with the cases.
    pub fn failures(&self, outcome: &Outcome) -> Vec<Failure> {
        let Tally {
            right,
            wrong,
            excused,
            needless,
        } = outcome.all();
        let (share, all) = (outcome.all().share(), right + wrong + excused + needless);
        let mut failures = Vec::new();
        if share < self.right {
            failures.push(Failure::Cases {
                share,
                floor: self.right,
            });
        }
        let excused = excused + needless;
        if needless > 0 || excused as f64 > self.most_excused * all as f64 {
            failures.push(Failure::Excuses {
                excused,
                needless,
                all,
            });
        }
        failures
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn cases_are_held_to_their_share_and_excuses_to_theirs() {
        let floor = CasesFloor {
            archive: String::new(),
            excused: String::new(),
            right: 0.95,
            most_excused: 0.1,
        };
        let outcome = |right, wrong, excused, needless| {
            let tally = Tally {
                right,
                wrong,
                excused,
                needless,
            };
            Outcome {
                files: BTreeMap::from([("one".to_owned(), tally)]),
                complaints: Vec::new(),
            }
        };
        assert_eq!(floor.failures(&outcome(95, 5, 10, 0)), []);
        assert_eq!(floor.failures(&outcome(94, 6, 10, 0)).len(), 1);
        // 12 of 112 are more than a tenth; and one that is right needs no excuse.
        assert_eq!(floor.failures(&outcome(95, 5, 12, 0)).len(), 1);
        assert_eq!(floor.failures(&outcome(95, 5, 1, 1)).len(), 1);
    }
}
