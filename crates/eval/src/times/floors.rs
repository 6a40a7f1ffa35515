//! Floors of times: `[[times]]` and `[cases]` of the floors file.

use super::cases::{Outcome, Tally};
use super::gold::Gold;
use super::score::{Counts, Figure};
use crate::floors::FloorsError;
use serde::Deserialize;
use std::collections::BTreeMap;

/// One set's entry. Its gold lies in the repository, its texts in the shared corpora.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimesFloors {
    /// As it is asked for on the command line.
    pub name: String,
    /// The folder of ID.json, from the workspace root.
    pub gold: String,
    /// The pinned [`Gold::sha256`].
    pub sha256: String,
    /// Only its figures are printed, never its reports and errors.
    #[serde(default)]
    pub frozen: bool,
    /// Below what F1 may not fall.
    #[serde(default)]
    pub floors: BTreeMap<Figure, f64>,
}

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
    /// A figure fell.
    #[error("times of {set}: {} has F1 {f1:.4}, its floor is {floor:.3}", figure.name())]
    BelowFloor {
        /// The set's name.
        set: String,
        /// Which figure.
        figure: Figure,
        /// Today's F1.
        f1: f64,
        /// What it may not fall below.
        floor: f64,
    },
    /// Gold or texts are not those that the floors were measured on.
    #[error(
        "times of {set}: its gold has the hash {found}, pinned is «{pinned}»: where the change is meant, pin the new one in eval/floors.toml"
    )]
    OtherGold {
        /// The set's name.
        set: String,
        /// As the floors file has it.
        pinned: String,
        /// Of the files that are there.
        found: String,
    },
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

impl TimesFloors {
    /// What is wrong with a set.
    pub fn failures(&self, gold: &Gold, counts: &Counts) -> Vec<Failure> {
        let mut failures = Vec::new();
        if self.sha256 != gold.sha256 {
            failures.push(Failure::OtherGold {
                set: self.name.clone(),
                pinned: self.sha256.clone(),
                found: gold.sha256.clone(),
            });
        }
        for (&figure, &floor) in &self.floors {
            let f1 = counts.of(figure).rates().f1;
            if f1 < floor {
                failures.push(Failure::BelowFloor {
                    set: self.name.clone(),
                    figure,
                    f1,
                    floor,
                });
            }
        }
        failures
    }
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

/// The floors file with the floors of the set `name` lifted to what `counts` reach, cut to three digits; none sinks.
///
/// # Errors
/// When `text` is not TOML.
pub fn raise(text: &str, name: &str, counts: &Counts) -> Result<String, FloorsError> {
    let mut file: toml_edit::DocumentMut = text.parse()?;
    let sets = file
        .get_mut("times")
        .and_then(|sets| sets.as_array_of_tables_mut());
    let sets = sets.into_iter().flat_map(|sets| sets.iter_mut());
    for set in sets.filter(|set| set.get("name").and_then(|n| n.as_str()) == Some(name)) {
        for figure in Figure::ALL {
            let floor = &mut set["floors"][figure.name()];
            let reached = (counts.of(figure).rates().f1 * 1000.0).floor() / 1000.0;
            if floor.as_float().is_none_or(|now| reached > now) {
                *floor = toml_edit::value(reached);
            }
        }
    }
    Ok(file.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Count;

    const FILE: &str = "# why\n[[times]]\nname = \"a\"\ngold = \"g\"\nsha256 = \"00\"\n\n[times.floors]\nspan = 0.9 # hard won\nvalue = 0.2\n";

    fn entry(file: &str) -> TimesFloors {
        #[derive(Deserialize)]
        struct File {
            times: Vec<TimesFloors>,
        }
        let file: File = toml::from_str(file).expect("TOML");
        file.times.into_iter().next().expect("one set")
    }

    fn counts() -> Counts {
        let count = |right| Count {
            right,
            predicted: 3,
            gold: 3,
        };
        Counts {
            span: count(2),
            value: count(1),
        }
    }

    #[test]
    fn the_gate_shuts_below_a_floor_and_on_other_gold() {
        let gold = |sha256: &str| Gold {
            reports: Vec::new(),
            sha256: sha256.to_owned(),
        };
        let failures = entry(FILE).failures(&gold("01"), &counts());
        assert!(matches!(
            failures[..],
            [
                Failure::OtherGold { .. },
                Failure::BelowFloor {
                    figure: Figure::Span,
                    ..
                }
            ]
        ));
    }

    #[test]
    fn floors_rise_and_never_sink() {
        let raised = raise(FILE, "a", &counts()).expect("TOML");
        assert!(raised.contains("span = 0.9 # hard won"));
        assert_eq!(entry(&raised).floors[&Figure::Value], 0.333);
        assert_eq!(raise(FILE, "b", &counts()).expect("TOML"), FILE);
    }

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
