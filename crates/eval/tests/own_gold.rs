//! The repository's own gold fits its texts, keeps to the guide's vocabulary and has its pinned hash.

use musnad_eval::floors::{Floors, Root, Roots, SetFloors};
use musnad_eval::gate;
use musnad_eval::resolve::{Item, Resolved};
use musnad_eval::set::GoldSet;
use musnad_eval::{Doc, Figure, score};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

const KINDS: [&str; 8] = [
    "person",
    "organisation",
    "state",
    "agency",
    "outlet",
    "document",
    "anonymous",
    "unknown",
];
const MODES: [&str; 3] = ["direct", "indirect", "mixed"];
const STANCES: [&str; 12] = [
    "state", "affirm", "allege", "deny", "accuse", "condemn", "request", "promise", "reject",
    "warn", "support", "opine",
];

/// The repository's own sets and second readings, those left out whose articles are not there. Nothing of a frozen set is
/// shown where a check fails: only which report it is.
fn own_sets() -> Vec<(SetFloors, GoldSet)> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let file = fs::read_to_string(repository.join("eval/floors.toml")).unwrap();
    let beside = || repository.join("../shared");
    let roots = Roots {
        shared: env::var_os("MUSNAD_SHARED").map_or_else(beside, PathBuf::from),
        repository,
    };
    let Floors {
        sets: mut entries,
        second,
        ..
    } = Floors::parse(&file).unwrap();
    entries.extend(second);
    entries.retain(|entry| entry.root == Root::Repository);
    let sets = gate::load(&entries, &roots).unwrap();
    let present = |(entry, set): (SetFloors, Option<GoldSet>)| {
        if set.is_none() {
            eprintln!(
                "skipped: {} (its articles are not beside the workspace)",
                entry.name
            );
        }
        Some((entry, set?))
    };
    entries.into_iter().zip(sets).filter_map(present).collect()
}

#[test]
fn gold_has_its_pinned_hash() {
    let found: Vec<_> = own_sets()
        .into_iter()
        .filter(|(entry, set)| set.sha256 != entry.sha256)
        .map(|(entry, set)| (entry.name, set.sha256))
        .collect();
    assert!(
        found.is_empty(),
        "gold changed: pin in eval/floors.toml {found:?}"
    );
}

#[test]
fn gold_against_itself_is_all_right() {
    for (_, set) in own_sets() {
        for doc in &set.docs {
            let counts = score(&doc.gold, &doc.gold).counts;
            for figure in Figure::ALL {
                assert_eq!(counts[figure].f1(), 1.0, "{} {figure}", doc.id);
            }
        }
    }
}

#[test]
fn gold_keeps_to_the_guide() {
    for (_, set) in own_sets() {
        for doc in &set.docs {
            assert!(doc.report.published.is_some(), "{} has no date", doc.id);
            let ids = ids(&doc.gold);
            assert_eq!(
                ids.len(),
                doc.gold.attributions.len(),
                "{}: an id twice",
                doc.id
            );
            for item in &doc.gold.attributions {
                check(doc, item, &ids);
            }
        }
    }
}

fn ids(gold: &Resolved) -> HashSet<&str> {
    gold.attributions
        .iter()
        .filter_map(|item| item.id.as_deref())
        .collect()
}

/// Which report and attribution breaks the guide, and how; never its words.
fn check(doc: &Doc, item: &Item, ids: &HashSet<&str>) {
    let place = format!("{} {:?}", doc.id, item.id);
    let known = |value: &Option<String>, words: &[&str]| {
        value.as_deref().is_some_and(|value| words.contains(&value))
    };
    assert!(known(&item.mode, &MODES), "{place}: mode");
    assert!(known(&item.stance, &STANCES), "{place}: stance");
    let outer = item.inside.as_deref();
    assert!(outer.is_none_or(|id| ids.contains(id)), "{place}: inside");
    assert!(!item.content.is_empty(), "{place}: no content");
    for hop in &item.hops {
        assert!(known(&hop.kind, &KINDS), "{place}: kind");
        assert!(!hop.who.is_empty(), "{place}: no who");
        let cue = hop.cue.unwrap_or_else(|| panic!("{place}: no cue"));
        for &part in [Some(cue), hop.source].iter().flatten() {
            let inside_content = item.content.iter().any(|span| span.overlaps(part));
            assert!(!inside_content, "{place}: cue or source inside its content");
        }
    }
}
