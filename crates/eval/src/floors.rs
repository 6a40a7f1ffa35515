//! The floors file: which sets there are, what pins them, and below what no figure may fall.

use crate::figures::{Counts, Figure};
use crate::layer::LayerFloors;
use crate::set::{Folders, Texts};
use crate::times::floors::CasesFloor;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// `eval/floors.toml`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floors {
    /// In the order of the file.
    #[serde(rename = "set")]
    pub sets: Vec<SetFloors>,
    /// Second readings of reports of the sets.
    #[serde(rename = "second", default)]
    pub second: Vec<SetFloors>,
    /// Figures over reports of several sets.
    #[serde(rename = "pool", default)]
    pub pools: Vec<Pool>,
    /// Sets of expressions of time.
    #[serde(default)]
    pub times: Vec<LayerFloors>,
    /// Sets of mentions.
    #[serde(default)]
    pub mentions: Vec<LayerFloors>,
    /// Sets of entities.
    #[serde(default)]
    pub entities: Vec<LayerFloors>,
    /// Sets of events.
    #[serde(default)]
    pub events: Vec<LayerFloors>,
    /// The cases of dates.
    pub cases: Option<CasesFloor>,
}

/// A figure over reports of several sets.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pool {
    /// What it is over, as it is printed.
    pub name: String,
    /// Which figure.
    pub figure: Figure,
    /// Sets that are in it whole.
    pub sets: Vec<String>,
    /// Sets of which those reports are in it that were chosen for what they hand on; see
    /// [`crate::manifest::Row::relay`].
    pub relays_of: Vec<String>,
}

/// One set's entry.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetFloors {
    /// As it is asked for on the command line.
    pub name: String,
    /// What the paths are relative to.
    pub root: Root,
    /// The folder of ID.json.
    pub gold: String,
    /// The reports.
    pub texts: TextsEntry,
    /// See [`crate::manifest::load`]; from the repository where it begins with "eval/".
    pub manifest: Option<String>,
    /// The pinned [`crate::set::GoldSet::sha256`].
    pub sha256: String,
    /// Nobody who works on the engine reads it: its figures are printed, its reports and errors are
    /// not.
    #[serde(default)]
    pub frozen: bool,
    /// The engine's weights were learnt from it: what the engine reaches there says little of reports
    /// that it has not seen, and is shown to whoever names the set, but to nobody else.
    #[serde(default)]
    pub trains: bool,
    /// `[set.floors]`: below what the engine may not fall; `None`: it is not held there.
    pub floors: Option<Least>,
    /// `[set.rules]`: below what the rules may not fall when they are left alone.
    pub rules: Option<Least>,
}

/// The least F1 of a figure, 0 to 1.
pub type Least = BTreeMap<Figure, f64>;

/// Who is held to floors of its own. Weights can make good what rules lose, and rules what weights
/// lose; each is watched alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// The engine as it ships: rules propose, weights decide.
    Engine,
    /// What the rules propose, taken as it is; see [`crate::reader::RulesAlone`].
    Rules,
}

impl Held {
    /// Its table of a set in the floors file.
    pub fn table(self) -> &'static str {
        match self {
            Held::Engine => "floors",
            Held::Rules => "rules",
        }
    }
}

impl std::fmt::Display for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Held::Engine => "the engine",
            Held::Rules => "rules alone",
        })
    }
}

/// Where a set's reports lie; relative to the set's root, or to the shared material.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum TextsEntry {
    /// `texts = "FOLDER"`: the folder of ID.txt.
    Files(String),
    /// `texts = { corpora = "FOLDER" }`: articles of the corpora in that folder of the shared
    /// material; see [`crate::corpora::Corpora`].
    Corpora {
        /// The folder.
        corpora: String,
    },
}

/// Where a set lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Root {
    /// In the repository: always there.
    Repository,
    /// In the folder of shared material beside the repository: not everybody has it.
    Shared,
}

/// The two roots.
#[derive(Clone, Debug)]
pub struct Roots {
    /// The workspace root.
    pub repository: PathBuf,
    /// The folder of shared material, which need not exist.
    pub shared: PathBuf,
}

/// A floors file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FloorsError {
    /// It is not what it should be.
    #[error("{0}")]
    Parse(#[from] toml::de::Error),
    /// It cannot be edited.
    #[error("{0}")]
    Edit(#[from] toml_edit::TomlError),
}

impl Floors {
    /// Reads the file's text.
    ///
    /// # Errors
    /// When it is not TOML, lacks a field, or has one that is not known.
    pub fn parse(text: &str) -> Result<Floors, FloorsError> {
        Ok(toml::from_str(text)?)
    }
}

impl SetFloors {
    /// The floors of `held`; `None` where it is not held to any.
    pub fn least(&self, held: Held) -> Option<&Least> {
        match held {
            Held::Engine => self.floors.as_ref(),
            Held::Rules => self.rules.as_ref(),
        }
    }

    /// Where its files are; `None` where they are shared material that is not there.
    pub fn present(&self, roots: &Roots) -> Option<Folders> {
        let folders = self.folders(roots);
        let shared = self.root == Root::Shared || matches!(self.texts, TextsEntry::Corpora { .. });
        let skipped = shared && folders.missing().is_some();
        (!skipped).then_some(folders)
    }

    /// Where its files are.
    pub fn folders(&self, roots: &Roots) -> Folders {
        let root = match self.root {
            Root::Repository => &roots.repository,
            Root::Shared => &roots.shared,
        };
        let manifest_root = |path: &str| -> &Path {
            if path.starts_with("eval/") {
                &roots.repository
            } else {
                root
            }
        };
        Folders {
            root: root.clone(),
            texts: match &self.texts {
                TextsEntry::Files(folder) => Texts::Files(root.join(folder)),
                TextsEntry::Corpora { corpora } => Texts::Corpora(roots.shared.join(corpora)),
            },
            gold: root.join(&self.gold),
            manifest: self
                .manifest
                .as_ref()
                .map(|path| manifest_root(path).join(path)),
        }
    }
}

/// The highest floor that `counts` allow: their F1 cut to three digits. `None` where the gold has
/// nothing to find: an F1 of 1 for finding nothing there is no achievement to hold on to.
pub fn reachable(counts: &Counts, figure: Figure) -> Option<f64> {
    let rates = counts[figure].rates();
    let ten_thousandths = (rates.f1 * 10_000.0).round();
    (rates.n_gold > 0).then(|| (ten_thousandths / 10.0).floor() / 1000.0)
}

/// The floors file with every floor of `held` on the set `name` lifted to what `counts` allow;
/// comments and order stay, no floor sinks. Where it has no table for them, none is begun: to be
/// held somewhere is decided by hand, with an empty table.
///
/// # Errors
/// When `text` is not TOML.
pub fn raise(text: &str, name: &str, held: Held, counts: &Counts) -> Result<String, FloorsError> {
    let mut file: toml_edit::DocumentMut = text.parse()?;
    let sets = file.get_mut("set").and_then(|s| s.as_array_of_tables_mut());
    for set in sets.into_iter().flat_map(|sets| sets.iter_mut()) {
        if set.get("name").and_then(|n| n.as_str()) != Some(name) {
            continue;
        }
        let Some(floors) = set.get_mut(held.table()) else {
            continue;
        };
        for figure in Figure::ALL {
            let now = floors.get(figure.name()).and_then(|f| f.as_float());
            if let Some(reached) = reachable(counts, figure).filter(|&r| r > now.unwrap_or(0.0)) {
                floors[figure.name()] = toml_edit::value(reached);
            }
        }
    }
    Ok(file.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Count;

    const FILE: &str = r#"# why
[[set]]
name = "a"
root = "repository"
gold = "gold"
texts = "gold"
manifest = "eval/dates.toml"
sha256 = "00"

[set.rules]
cue = 0.4

[set.floors]
cue = 0.9 # hard won
source = 0.1
"#;

    fn counts() -> Counts {
        let mut counts = Counts::default();
        counts[Figure::Cue] = Count {
            right: 1,
            predicted: 2,
            gold: 2,
        };
        counts[Figure::Source] = Count {
            right: 3,
            predicted: 4,
            gold: 9,
        };
        counts[Figure::Tuple] = Count {
            right: 153,
            predicted: 250,
            gold: 250,
        };
        counts
    }

    /// The floors of one of the file's tables.
    fn least(file: &str, held: Held) -> Least {
        let set = Floors::parse(file).unwrap().sets.remove(0);
        set.least(held).unwrap().clone()
    }

    #[test]
    fn floors_rise_and_never_sink() {
        let raised = raise(FILE, "a", Held::Engine, &counts()).unwrap();
        assert!(raised.starts_with("# why\n"));
        assert!(raised.contains("cue = 0.9 # hard won"));
        let floors = least(&raised, Held::Engine);
        assert_eq!(floors[&Figure::Cue], 0.9);
        assert_eq!(floors[&Figure::Source], 0.461);
        assert_eq!(floors[&Figure::Tuple], 0.612);
        // Nothing to find, nothing to hold on to.
        assert!(!floors.contains_key(&Figure::Chain));
        assert_eq!(raise(FILE, "b", Held::Engine, &counts()).unwrap(), FILE);
    }

    #[test]
    fn each_table_rises_alone() {
        let raised = raise(FILE, "a", Held::Rules, &counts()).unwrap();
        assert_eq!(least(&raised, Held::Rules)[&Figure::Cue], 0.5);
        assert_eq!(least(&raised, Held::Rules)[&Figure::Source], 0.461);
        assert_eq!(least(&raised, Held::Engine), least(FILE, Held::Engine));
    }

    #[test]
    fn a_table_begins_empty_and_by_hand() {
        let (without, _) = FILE.split_once("\n[set.rules]").unwrap();
        assert_eq!(
            raise(without, "a", Held::Rules, &counts()).unwrap(),
            without
        );
        let set = Floors::parse(without).unwrap().sets.remove(0);
        assert_eq!((set.floors, set.rules), (None, None));
        let begun = format!("{without}\n[set.rules]\n");
        assert!(least(&begun, Held::Rules).is_empty());
        let raised = raise(&begun, "a", Held::Rules, &counts()).unwrap();
        assert_eq!(least(&raised, Held::Rules).len(), 3);
    }

    #[test]
    fn paths_have_their_roots() {
        let roots = Roots {
            repository: "r".into(),
            shared: "s".into(),
        };
        let mut set = Floors::parse(FILE).unwrap().sets.remove(0);
        assert_eq!(set.folders(&roots).gold, Path::new("r/gold"));
        set.root = Root::Shared;
        let folders = set.folders(&roots);
        assert_eq!(folders.texts, Texts::Files("s/gold".into()));
        assert_eq!(
            folders.manifest.as_deref(),
            Some(Path::new("r/eval/dates.toml"))
        );
    }

    #[test]
    fn articles_of_corpora_lie_in_the_shared_material() {
        let file = FILE.replace("texts = \"gold\"", "texts = { corpora = \"c\" }");
        let roots = Roots {
            repository: "r".into(),
            shared: "s".into(),
        };
        let folders = Floors::parse(&file).unwrap().sets[0].folders(&roots);
        assert_eq!(folders.gold, Path::new("r/gold"));
        assert_eq!(folders.texts, Texts::Corpora("s/c".into()));
    }

    #[test]
    fn a_pool_names_its_sets() {
        let pool =
            "[[pool]]\nname = \"relays\"\nfigure = \"chain\"\nsets = [\"a\"]\nrelays_of = []\n";
        let floors = Floors::parse(&format!("{FILE}{pool}")).unwrap();
        assert_eq!(floors.pools[0].figure, Figure::Chain);
        assert!(floors.second.is_empty());
    }

    #[test]
    fn an_unknown_figure_does_not_load() {
        assert!(Floors::parse(&FILE.replace("cue", "cues")).is_err());
    }
}
