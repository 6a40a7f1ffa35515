//! The same figures as the reference scorer, a Python script that lies beside the shared gold, to
//! four digits, on all gold against itself, on predictions with faults, and on strange texts.

mod support;

use musnad_eval::annotations::Annotations;
use musnad_eval::resolve::Resolved;
use musnad_eval::set::{Folders, GoldSet, Texts};
use musnad_eval::{Counts, Doc, Figure, Rates, score};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, thread};
use support::{Case, by_offsets, perturbed, strange};

const SEEDS: u64 = 12;

#[derive(Deserialize)]
struct Reference {
    figures: BTreeMap<String, Rates>,
    per: Vec<BTreeMap<String, usize>>,
}

#[test]
fn figures_are_those_of_the_reference_scorer() {
    let gold = shared().join("gold");
    if !gold.join("tools/score.py").exists() {
        eprintln!("skipped: {} has no reference scorer", gold.display());
        return;
    }
    let mut cases: Vec<Vec<Case>> = Vec::new();
    let shared = ["seeds", "dev", "chain"].map(|set| (reports(&gold.join(set)), SEEDS));
    let own = ["train", "tune"].map(|set| (articles(set), 2));
    for (reports, seeds) in shared.into_iter().chain(own) {
        assert!(!reports.is_empty(), "a set has no gold");
        cases.push(reports.iter().map(itself).collect());
        for seed in 0..seeds {
            let report = |(i, (text, gold)): (usize, &(String, Annotations))| {
                perturbed(text, gold, seed * 1000 + i as u64)
            };
            cases.push(reports.iter().enumerate().map(report).collect());
        }
    }
    cases.extend((0..SEEDS).map(|i| (0..20).map(|k| strange(i * 100 + k)).collect()));
    let Some(reference) = reference(&gold.join("tools"), &cases) else {
        eprintln!("skipped: python3 is not there");
        return;
    };
    assert_eq!(reference.len(), cases.len());
    for (i, (case, reference)) in cases.iter().zip(&reference).enumerate() {
        compare(i, case, reference);
    }
}

fn itself((text, gold): &(String, Annotations)) -> Case {
    Case {
        text: text.clone(),
        gold: gold.clone(),
        predicted: gold.clone(),
    }
}

fn compare(i: usize, case: &[Case], reference: &Reference) {
    let mut sum = Counts::default();
    for (k, (doc, per)) in case.iter().zip(&reference.per).enumerate() {
        let resolve = |a| Resolved::new(&doc.text, a).unwrap();
        let score = score(&resolve(&doc.predicted), &resolve(&doc.gold));
        let ours = [score.gold, score.predicted, score.exact];
        assert_eq!(
            ours,
            ["gold", "pred", "exact"].map(|key| per[key]),
            "case {i}, report {k}"
        );
        sum.add(&score.counts);
    }
    for figure in Figure::ALL {
        assert_eq!(
            sum[figure].rates(),
            reference.figures[figure.name()],
            "case {i}, {figure}"
        );
    }
}

/// `None` where there is no Python.
fn reference(tools: &Path, cases: &[Vec<Case>]) -> Option<Vec<Reference>> {
    let harness = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference_scorer.py");
    let mut python = Command::new("python3")
        .arg("-B")
        .args([&harness, tools])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let doc = |doc: &Case| json!({"text": doc.text, "gold": doc.gold, "predicted": doc.predicted});
    let input: Vec<Vec<Value>> = cases
        .iter()
        .map(|case| case.iter().map(doc).collect())
        .collect();
    let input = serde_json::to_vec(&input).unwrap();
    let mut stdin = python.stdin.take().unwrap();
    let writer = thread::spawn(move || stdin.write_all(&input));
    let output = python.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success(), "the reference scorer failed");
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

fn reports(folder: &Path) -> Vec<(String, Annotations)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension().is_some_and(|e| e == "json") && !path.ends_with("manifest.json")
        })
        .collect();
    paths.sort_unstable();
    let report = |path: &PathBuf| {
        let text = fs::read_to_string(path.with_extension("txt")).unwrap();
        (
            text,
            serde_json::from_slice(&fs::read(path).unwrap()).unwrap(),
        )
    };
    paths.iter().map(report).collect()
}

/// Our own gold on articles of the shared corpora, names that stand in the text by their words.
fn articles(set: &str) -> Vec<(String, Annotations)> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folders = Folders {
        gold: repository.join("gold").join(set),
        texts: Texts::Corpora(shared().join("corpora")),
        manifest: None,
        root: repository,
    };
    let annotations = |id: &str| {
        let file = fs::read(folders.gold.join(format!("{id}.json"))).unwrap();
        serde_json::from_slice(&file).unwrap()
    };
    let set = GoldSet::load(&folders).unwrap();
    let report = |doc: &Doc| {
        let text = doc.text().to_owned();
        let gold = by_offsets(&text, &annotations(&doc.id));
        (text, gold)
    };
    set.docs.iter().map(report).collect()
}

fn shared() -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    env::var_os("MUSNAD_SHARED").map_or_else(beside, PathBuf::from)
}
