//! What several tests of the engine share: the language data as it lies in the repository, and
//! the texts that are at hand.

#![allow(dead_code, reason = "each test binary uses its own part")]

use musnad_read::judge::Proposals;
use musnad_read::{Context, Engine, Reading};
use musnad_report::Text;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// An engine with the data as it lies in `lang/ar` now: a rule is tried without a build.
pub static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let files = language_files();
    let models = root().join("lang/ar/models");
    let weights =
        std::fs::read(models.join("attribution.bin")).expect("weights are in the repository");
    let calibration = std::fs::read_to_string(models.join("confidence.tsv"))
        .expect("what makes probabilities is in the repository");
    let taggers = ["word-classes.bin", "mentions.bin"].map(|file| {
        std::fs::read(models.join(file)).expect("what finds mentions is in the repository")
    });
    let events = std::fs::read(models.join("events.bin"));
    let events = events.expect("what decides about events is in the repository");
    Engine::with(files.iter().map(|(p, c)| (p.as_str(), c.as_str())))
        .unwrap_or_else(|e| panic!("{e}"))
        .trained(&weights)
        .unwrap_or_else(|e| panic!("{e}"))
        .calibrated(&calibration)
        .unwrap_or_else(|e| panic!("{e}"))
        .telling(&events)
        .unwrap_or_else(|e| panic!("{e}"))
        .tagging(&taggers[0], &[&taggers[1]])
        .unwrap_or_else(|e| panic!("{e}"))
});

/// The workspace's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every lexicon and rule file, as (path relative to `lang/ar`, contents).
pub fn language_files() -> Vec<(String, String)> {
    let base = root().join("lang/ar");
    let folders = std::fs::read_dir(&base).expect("lang/ar is in the repository");
    let folders = folders.map(|entry| entry.expect("a readable folder").path());
    let mut todo: Vec<PathBuf> = folders
        .filter(|path| path.is_dir() && !path.ends_with("models"))
        .collect();
    let mut out = Vec::new();
    while let Some(folder) = todo.pop() {
        for entry in std::fs::read_dir(&folder).expect("lang/ar is in the repository") {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                todo.push(path);
            } else {
                let name = path.strip_prefix(&base).expect("inside lang/ar");
                let name = name.to_string_lossy().replace('\\', "/");
                out.push((name, std::fs::read_to_string(&path).expect("UTF-8")));
            }
        }
    }
    out
}

/// The research material, where it lies beside the workspace.
pub fn shared() -> PathBuf {
    std::env::var_os("MUSNAD_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from)
}

/// What rules alone read in a text whose first paragraph is its title where there are two or more.
pub fn proposed(text: &Text) -> Reading {
    let context = Context {
        published: None,
        has_title: text.paragraphs().len() > 1,
    };
    ENGINE.read_with(text, &context, &mut Proposals)
}

/// What the scorer takes off the ends of a span before two are compared.
pub fn trimmed(s: &str) -> &str {
    s.trim_matches(|c: char| c.is_whitespace() || ".,،؛:;!?؟-–…\"«»“”'‘’()[]".contains(c))
}
