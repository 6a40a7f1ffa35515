//! The repository's own gold fits its texts, keeps to the guide's vocabulary and has its pinned hash.

use musnad_eval::floors::{Floors, Root, Roots};
use musnad_eval::resolve::{Item, Resolved};
use musnad_eval::set::GoldSet;
use musnad_eval::{Doc, Figure, score};
use std::collections::HashSet;
use std::fs;
use std::path::Path;

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

fn own_sets() -> Vec<(String, GoldSet)> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let file = fs::read_to_string(repository.join("eval/floors.toml")).unwrap();
    let roots = Roots {
        shared: repository.join("../shared"),
        repository,
    };
    let sets = Floors::parse(&file).unwrap().sets;
    let own = sets.into_iter().filter(|set| set.root == Root::Repository);
    own.map(|set| {
        let gold = GoldSet::load(&set.folders(&roots)).unwrap();
        (set.sha256, gold)
    })
    .collect()
}

#[test]
fn gold_has_its_pinned_hash() {
    for (pinned, set) in own_sets() {
        assert_eq!(
            set.sha256, pinned,
            "gold changed: pin it anew in eval/floors.toml"
        );
    }
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

fn check(doc: &Doc, item: &Item, ids: &HashSet<&str>) {
    let place = format!("{} {:?}", doc.id, item.id);
    let known = |value: &Option<String>, words: &[&str]| {
        value.as_deref().is_some_and(|value| words.contains(&value))
    };
    assert!(known(&item.mode, &MODES), "{place}: mode {:?}", item.mode);
    assert!(
        known(&item.stance, &STANCES),
        "{place}: stance {:?}",
        item.stance
    );
    let outer = item.inside.as_deref();
    assert!(
        outer.is_none_or(|id| ids.contains(id)),
        "{place}: inside {outer:?}"
    );
    assert!(!item.content.is_empty(), "{place}: no content");
    for hop in &item.hops {
        assert!(known(&hop.kind, &KINDS), "{place}: kind {:?}", hop.kind);
        assert!(!hop.who.is_empty(), "{place}: no who");
        let cue = hop.cue.unwrap_or_else(|| panic!("{place}: no cue"));
        for &part in [Some(cue), hop.source].iter().flatten() {
            let inside_content = item.content.iter().any(|span| span.overlaps(part));
            assert!(!inside_content, "{place}: cue or source inside its content");
        }
    }
}
