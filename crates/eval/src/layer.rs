//! Floors of layers of readings that have a gold of their own: `[[times]]`, `[[mentions]]` and `[[entities]]` of the
//! floors file.

use crate::floors::FloorsError;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What is reached of each figure, 0 to 1, by their names in tables and floors.
pub type Reached = BTreeMap<String, f64>;

/// One set's entry.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayerFloors {
    /// As it is asked for on the command line.
    pub name: String,
    /// Its folder, from the workspace root; where it begins with `corpora/`, from the shared material.
    pub gold: String,
    /// What pins its gold and its texts, as the layer's loader hashes them.
    pub sha256: String,
    /// Only its figures are printed, never its reports and errors.
    #[serde(default)]
    pub frozen: bool,
    /// Below what figures may not fall. To be held somewhere is decided by hand: what is not in the table is not
    /// held.
    #[serde(default)]
    pub floors: Reached,
}

/// What keeps the gate shut.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Failure {
    /// A figure fell.
    #[error("{set}: {figure} is {reached:.4}, its floor is {floor:.3}")]
    BelowFloor {
        /// The set's name.
        set: String,
        /// The figure's.
        figure: String,
        /// What it is today; 0 where nothing is measured by that name.
        reached: f64,
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
        /// Of what is there.
        found: String,
    },
}

impl LayerFloors {
    /// What is wrong with a set, whose gold has the hash `sha256`.
    pub fn failures(&self, sha256: &str, reached: &Reached) -> Vec<Failure> {
        let mut failures = Vec::new();
        if self.sha256 != sha256 {
            failures.push(Failure::OtherGold {
                set: self.name.clone(),
                pinned: self.sha256.clone(),
                found: sha256.to_owned(),
            });
        }
        for (figure, &floor) in &self.floors {
            let reached = reached.get(figure).copied().unwrap_or_default();
            if reached < floor {
                failures.push(Failure::BelowFloor {
                    set: self.name.clone(),
                    figure: figure.clone(),
                    reached,
                    floor,
                });
            }
        }
        failures
    }
}

/// The floors file with the floors that the set `name` of a layer has lifted to what is reached, cut to three digits;
/// none sinks.
///
/// # Errors
/// When `text` is not TOML.
pub fn raise(
    text: &str,
    layer: &str,
    name: &str,
    reached: &Reached,
) -> Result<String, FloorsError> {
    let mut file: toml_edit::DocumentMut = text.parse()?;
    let sets = file
        .get_mut(layer)
        .and_then(|sets| sets.as_array_of_tables_mut());
    let sets = sets.into_iter().flat_map(|sets| sets.iter_mut());
    for set in sets.filter(|set| set.get("name").and_then(|n| n.as_str()) == Some(name)) {
        let Some(floors) = set.get_mut("floors").and_then(|f| f.as_table_like_mut()) else {
            continue;
        };
        for (figure, floor) in floors.iter_mut() {
            let reached = reached.get(figure.get()).map_or(0.0, |&r| cut(r));
            if floor.as_float().is_none_or(|now| reached > now) {
                replace(floor, reached);
            }
        }
    }
    Ok(file.to_string())
}

/// To three digits, downwards. What a number of four digits lacks of itself in binary is no reason to lose one.
fn cut(reached: f64) -> f64 {
    let ten_thousandths = (reached * 10_000.0 + 1e-6).floor();
    (ten_thousandths / 10.0).floor() / 1000.0
}

/// Puts another number into a line of TOML and leaves what stands around it.
fn replace(item: &mut toml_edit::Item, number: f64) {
    let around = item.as_value().map(|value| value.decor().clone());
    *item = toml_edit::value(number);
    if let (Some(value), Some(around)) = (item.as_value_mut(), around) {
        *value.decor_mut() = around;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# why\n[[times]]\nname = \"a\"\ngold = \"g\"\nsha256 = \"00\"\n\n[times.floors]\nspan = 0.9 # hard won\nvalue = 0.2 # to be mended\n";

    fn entry(file: &str) -> LayerFloors {
        #[derive(Deserialize)]
        struct File {
            times: Vec<LayerFloors>,
        }
        let file: File = toml::from_str(file).expect("TOML");
        file.times.into_iter().next().expect("one set")
    }

    fn reached() -> Reached {
        let figures = [("span", 0.6667), ("value", 0.612), ("other", 0.5)];
        figures.map(|(name, f1)| (name.to_owned(), f1)).into()
    }

    #[test]
    fn the_gate_shuts_below_a_floor_and_on_other_gold() {
        let failures = entry(FILE).failures("01", &reached());
        let [
            Failure::OtherGold { .. },
            Failure::BelowFloor { figure, .. },
        ] = &failures[..]
        else {
            panic!("{failures:?}");
        };
        assert_eq!(figure, "span");
        // What nobody measures cannot be held.
        let failures = entry(FILE).failures("00", &Reached::new());
        assert_eq!(failures.len(), 2, "{failures:?}");
    }

    #[test]
    fn floors_are_cut_and_not_rounded() {
        assert_eq!(cut(0.612), 0.612);
        assert_eq!(cut(0.919_98), 0.919);
        assert_eq!(cut(1.0), 1.0);
    }

    #[test]
    fn floors_rise_and_never_sink() {
        let raised = raise(FILE, "times", "a", &reached()).expect("TOML");
        assert!(raised.contains("span = 0.9 # hard won"), "{raised}");
        assert!(raised.contains("value = 0.612 # to be mended"), "{raised}");
        assert!(!raised.contains("other"), "{raised}");
        for (layer, set) in [("times", "b"), ("mentions", "a")] {
            assert_eq!(raise(FILE, layer, set, &reached()).expect("TOML"), FILE);
        }
    }
}
