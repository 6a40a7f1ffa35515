//! Gold that is at hand.

use musnad_eval::floors::{Floors, Roots};
use musnad_eval::gate;
use musnad_eval::set::GoldSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The sets of these names; those whose texts are not beside the workspace are skipped, and it is said.
pub fn present(names: &[&str]) -> Vec<GoldSet> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let file = fs::read_to_string(repository.join("eval/floors.toml")).unwrap();
    let beside = || repository.join("../shared");
    let roots = Roots {
        shared: env::var_os("MUSNAD_SHARED").map_or_else(beside, PathBuf::from),
        repository,
    };
    let mut entries = Floors::parse(&file).unwrap().sets;
    entries.retain(|entry| names.contains(&entry.name.as_str()));
    let sets = gate::load(&entries, &roots).unwrap();
    for (entry, _) in entries.iter().zip(&sets).filter(|(_, set)| set.is_none()) {
        eprintln!(
            "skipped: {} (its texts are not beside the workspace)",
            entry.name
        );
    }
    sets.into_iter().flatten().collect()
}
