//! The accuracy gate: every set scored beside the baselines and what the rules reach alone, and held
//! to its floors.

use crate::baseline::{NearestNoun, Nothing};
use crate::bootstrap::{Interval, intervals};
use crate::figures::{Count, Counts, Figure};
use crate::floors::{Held, Pool, Roots, SetFloors, reachable};
use crate::reader::{Outcome, Reader, RulesAlone, outcomes};
use crate::set::{Doc, Folders, GoldSet, SetError, read_corpora};
use musnad_read::Engine;

/// One set, scored.
#[derive(Debug)]
pub struct SetReport {
    /// Its entry in the floors file.
    pub entry: SetFloors,
    /// Its reports.
    pub docs: Vec<Doc>,
    /// What was read, in the order of `docs`.
    pub outcomes: Vec<Outcome>,
    /// The sum over reports.
    pub counts: Counts,
    /// Whose floors those counts are held to.
    pub held: Option<Held>,
    /// The sum of what the rules reach alone.
    pub rules: Counts,
    /// 95% intervals of F1, in the order of [`Figure::ALL`].
    pub intervals: [Interval; Figure::ALL.len()],
    /// The baselines' sums, by name.
    pub baselines: [(&'static str, Counts); 2],
    /// What keeps the gate shut.
    pub failures: Vec<Failure>,
}

/// What keeps the gate shut.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Failure {
    /// A figure fell.
    #[error("{set}, {held}: {figure} has F1 {f1:.4}, its floor is {floor:.3}")]
    BelowFloor {
        /// The set's name.
        set: String,
        /// Whose.
        held: Held,
        /// Which figure.
        figure: Figure,
        /// Today's F1.
        f1: f64,
        /// What it may not fall below.
        floor: f64,
    },
    /// Gold or texts are not those that the floors were measured on.
    #[error(
        "{set}: its gold has the hash {found}, pinned is «{pinned}»: where the change is meant, pin the new one in eval/floors.toml"
    )]
    OtherGold {
        /// The set's name.
        set: String,
        /// As the floors file has it.
        pinned: String,
        /// Of the files that are there.
        found: String,
    },
}

/// The sets of these entries, in their order; `None` where shared material is missing. What several
/// sets have of one corpus is read once.
///
/// # Errors
/// When a set is there and cannot be used.
pub fn load(entries: &[SetFloors], roots: &Roots) -> Result<Vec<Option<GoldSet>>, SetError> {
    let folders: Vec<Option<Folders>> = entries.iter().map(|e| e.present(roots)).collect();
    let corpora = read_corpora(folders.iter().flatten())?;
    folders
        .iter()
        .map(|folders| match folders {
            Some(folders) => GoldSet::load_with(folders, &corpora).map(Some),
            None => Ok(None),
        })
        .collect()
}

/// Scores one set; `engine` is the one whose rules are scored alone.
pub fn run_set(
    reader: &impl Reader,
    engine: &Engine,
    entry: &SetFloors,
    gold: GoldSet,
) -> SetReport {
    let GoldSet { docs, sha256 } = gold;
    let read = outcomes(reader, &docs);
    let per_report: Vec<Counts> = read.iter().map(|o| o.score.counts).collect();
    let mut report = SetReport {
        failures: Vec::new(),
        intervals: intervals(&per_report),
        counts: Counts::sum(&per_report),
        held: reader.held(),
        rules: total(&RulesAlone(engine), &docs),
        baselines: [
            ("nothing", total(&Nothing, &docs)),
            ("nearest noun", total(&NearestNoun::default(), &docs)),
        ],
        entry: entry.clone(),
        outcomes: read,
        docs,
    };
    report.failures = failures(entry, &sha256, &report.scored());
    report
}

/// A figure over reports of several sets.
#[derive(Clone, Debug)]
pub struct PoolReport {
    /// Its entry in the floors file.
    pub entry: Pool,
    /// How many reports.
    pub reports: usize,
    /// The sum over them.
    pub count: Count,
    /// The 95% interval of F1.
    pub interval: Interval,
}

/// The figure of a pool; `None` where a set that is in it was not scored.
pub fn run_pool(entry: &Pool, sets: &[SetReport]) -> Option<PoolReport> {
    let named = |name: &String| sets.iter().find(|set| set.entry.name == *name);
    let mut per_report: Vec<Counts> = Vec::new();
    for (name, whole) in entry
        .sets
        .iter()
        .map(|name| (name, true))
        .chain(entry.relays_of.iter().map(|name| (name, false)))
    {
        let set = named(name)?;
        let reports = set.docs.iter().zip(&set.outcomes);
        let wanted = reports.filter(|(doc, _)| whole || doc.relay);
        per_report.extend(wanted.map(|(_, outcome)| outcome.score.counts));
    }
    Some(PoolReport {
        reports: per_report.len(),
        count: Counts::sum(&per_report)[entry.figure],
        interval: intervals(&per_report)[entry.figure as usize],
        entry: entry.clone(),
    })
}

fn total(reader: &impl Reader, docs: &[Doc]) -> Counts {
    Counts::sum(outcomes(reader, docs).iter().map(|o| &o.score.counts))
}

fn failures(entry: &SetFloors, sha256: &str, scored: &[(Held, &Counts)]) -> Vec<Failure> {
    let mut failures = Vec::new();
    if entry.sha256 != sha256 {
        failures.push(Failure::OtherGold {
            set: entry.name.clone(),
            pinned: entry.sha256.clone(),
            found: sha256.to_owned(),
        });
    }
    for &(held, counts) in scored {
        for (&figure, &floor) in entry.least(held).into_iter().flatten() {
            let f1 = counts[figure].rates().f1;
            if f1 < floor {
                failures.push(Failure::BelowFloor {
                    set: entry.name.clone(),
                    held,
                    figure,
                    f1,
                    floor,
                });
            }
        }
    }
    failures
}

impl SetReport {
    /// Whoever is held to floors here, with what it reached: beside the engine its rules, and nobody
    /// beside a baseline.
    pub fn scored(&self) -> Vec<(Held, &Counts)> {
        match self.held {
            None => vec![],
            Some(Held::Rules) => vec![(Held::Rules, &self.counts)],
            Some(Held::Engine) => vec![(Held::Engine, &self.counts), (Held::Rules, &self.rules)],
        }
    }

    /// The floor of a figure.
    pub fn floor(&self, held: Held, figure: Figure) -> Option<f64> {
        self.entry.least(held)?.get(&figure).copied()
    }

    /// How many floors could be lifted.
    pub fn raisable(&self) -> usize {
        let rises = |(held, counts): (Held, &Counts)| {
            let higher = |&figure: &Figure| {
                let floor = self.floor(held, figure).unwrap_or(0.0);
                reachable(counts, figure).is_some_and(|reached| reached > floor)
            };
            let figures = self.entry.least(held).map(|_| Figure::ALL);
            figures.into_iter().flatten().filter(higher).count()
        };
        self.scored().into_iter().map(rises).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::floors::{Floors, Root, TextsEntry};

    fn entry() -> SetFloors {
        let file = "[[set]]\nname = \"a\"\nroot = \"shared\"\ngold = \"g\"\ntexts = \"g\"\nsha256 = \"00\"\nfloors = { cue = 0.5 }\nrules = { cue = 0.3 }";
        Floors::parse(file).unwrap().sets.remove(0)
    }

    /// Counts of one cue found where two are, among `predicted`.
    fn counts(predicted: usize) -> Counts {
        let mut counts = Counts::default();
        counts[Figure::Cue] = Count {
            right: 1,
            predicted,
            gold: 2,
        };
        counts
    }

    #[test]
    fn the_gate_shuts_below_a_floor_and_on_other_gold() {
        let failures = |sha256, predicted| {
            super::failures(&entry(), sha256, &[(Held::Engine, &counts(predicted))])
        };
        assert_eq!(failures("00", 2), []);
        assert!(matches!(
            failures("01", 3)[..],
            [
                Failure::OtherGold { .. },
                Failure::BelowFloor {
                    figure: Figure::Cue,
                    ..
                }
            ]
        ));
    }

    #[test]
    fn engine_and_rules_are_held_each_to_its_own() {
        let (good, weak, bad) = (counts(2), counts(3), counts(6));
        let fallen = |engine, rules| -> Vec<Held> {
            failures(
                &entry(),
                "00",
                &[(Held::Engine, engine), (Held::Rules, rules)],
            )
            .into_iter()
            .filter_map(|failure| match failure {
                Failure::BelowFloor { held, .. } => Some(held),
                Failure::OtherGold { .. } => None,
            })
            .collect()
        };
        assert_eq!(fallen(&good, &weak), []);
        assert_eq!(fallen(&weak, &good), [Held::Engine]);
        assert_eq!(fallen(&good, &bad), [Held::Rules]);
        let free = SetFloors {
            floors: None,
            ..entry()
        };
        assert_eq!(failures(&free, "00", &[(Held::Engine, &bad)]), []);
    }

    #[test]
    fn a_missing_shared_set_is_skipped_and_a_missing_own_set_is_an_error() {
        let nowhere = std::path::PathBuf::from("no-such-folder");
        let roots = Roots {
            repository: nowhere.clone(),
            shared: nowhere,
        };
        assert!(load(&[entry()], &roots).unwrap()[0].is_none());
        let own = SetFloors {
            root: Root::Repository,
            ..entry()
        };
        let articles = SetFloors {
            texts: TextsEntry::Corpora {
                corpora: "c".to_owned(),
            },
            ..own.clone()
        };
        assert!(load(&[articles], &roots).unwrap()[0].is_none());
        assert!(matches!(load(&[own], &roots), Err(SetError::Io { .. })));
    }
}
