//! The classes of errors add up to what the scorer counts, figure by figure: nothing that is not
//! right is left out, and nothing stands in two classes.

mod support;

use musnad_eval::annotations::Annotations;
use musnad_eval::errors::{CueKinds, SORTED, Side, errors};
use musnad_eval::floors::{Floors, Roots};
use musnad_eval::resolve::Resolved;
use musnad_eval::set::GoldSet;
use musnad_eval::{Doc, Figure, score};
use musnad_read::Engine;
use musnad_report::{Language, Origin, Report, Text};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use support::{Case, perturbed, strange};

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::embedded);

#[test]
fn on_our_gold_with_faults() {
    let samples = samples();
    for (i, doc) in samples.docs.iter().enumerate() {
        let path = format!("../../gold/samples/{}.json", doc.id);
        let gold = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
        let gold: Annotations = serde_json::from_slice(&gold).unwrap();
        for seed in 0..24 {
            holds(&perturbed(doc.text(), &gold, seed * 1000 + i as u64));
        }
    }
}

#[test]
fn on_strange_texts() {
    for seed in 0..400 {
        holds(&strange(seed));
    }
}

fn samples() -> GoldSet {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let file = fs::read_to_string(repository.join("eval/floors.toml")).unwrap();
    let roots = Roots {
        shared: repository.join("../shared"),
        repository,
    };
    let sets = Floors::parse(&file).unwrap().sets;
    let samples = sets.iter().find(|set| set.name == "samples").unwrap();
    GoldSet::load(&samples.folders(&roots)).unwrap()
}

fn holds(case: &Case) {
    let resolve = |annotations| Resolved::new(&case.text, annotations).unwrap();
    let (gold, predicted) = (resolve(&case.gold), resolve(&case.predicted));
    let counts = score(&predicted, &gold).counts;
    let doc = doc(&case.text, gold);
    let kinds = CueKinds::new(&ENGINE.language().lexicon);
    let errors = errors(&doc, &predicted, &kinds);
    for figure in SORTED {
        let sides = |sides: [Side; 2]| {
            let counted = |side| sides.contains(&side);
            let of_figure = errors.iter().filter(|e| e.class.figure() == figure);
            of_figure.filter(|error| counted(error.side)).count()
        };
        let count = counts[figure];
        let (missed, spurious) = (count.gold - count.right, count.predicted - count.right);
        assert_eq!(sides([Side::Missed, Side::Wrong]), missed, "{figure}");
        assert_eq!(sides([Side::Spurious, Side::Wrong]), spurious, "{figure}");
    }
    let outside = |figure: Figure| !SORTED.contains(&figure);
    assert!(!errors.iter().any(|error| outside(error.class.figure())));
}

fn doc(text: &str, gold: Resolved) -> Doc {
    let report = Report {
        id: String::new(),
        blob: String::new(),
        origin: Origin::default(),
        outlet: None,
        title: None,
        author: None,
        published: None,
        modified: None,
        captured: None,
        language: Language::new("ar"),
        text: Text::new(text),
        has_title: false,
    };
    Doc {
        id: String::new(),
        report,
        relay: false,
        gold,
    }
}
