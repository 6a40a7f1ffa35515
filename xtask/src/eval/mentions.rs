//! `cargo xtask eval mentions`: how right mentions are, on our gold and on the shared sets that lie beside it.

use crate::train::mentions as train;
use anyhow::Result;
use musnad_eval::floors::Roots;
use musnad_eval::mentions::columns::Columns;
use musnad_eval::mentions::score::{ByType, Score, compare};
use musnad_eval::mentions::wikipedia::Wikipedia;
use musnad_eval::mentions::{Mark, Marked, gold, shown};
use musnad_eval::set::Texts;
use musnad_read::Engine;
use musnad_read::doc::Doc;
use musnad_read::mentions::Taggers;
use std::process::ExitCode;

/// Sets of our gold, and whether nobody who works on the engine may see more of them than figures.
const SETS: [(&str, bool); 3] = [("tune", false), ("tune2", true), ("test", true)];

/// Scores all sets whose texts are there, by the files of weights as they lie in the repository: after training
/// nothing has to be built anew. With `errors`, prints those of sets that are worked on.
pub fn run(roots: &Roots, errors: bool) -> Result<ExitCode> {
    let engine = train::engine(&roots.repository)?;
    for (name, frozen) in SETS {
        let folder = roots.repository.join("gold/mentions").join(name);
        let corpora = roots.shared.join("corpora");
        if !folder.is_dir() || !corpora.is_dir() {
            eprintln!("{name}: skipped, its gold or its texts are not there");
            continue;
        }
        let set = gold::load(&folder, &Texts::Corpora(corpora))?;
        let found: Vec<Vec<Mark>> = set.iter().map(|report| read(&engine, report)).collect();
        print(name, &set, &found);
        if errors && !frozen {
            for (report, found) in set.iter().zip(&found) {
                print!("{}", shown(report, found));
            }
        }
    }
    shared(&engine, roots)?;
    Ok(ExitCode::SUCCESS)
}

fn read(engine: &Engine, report: &Marked) -> Vec<Mark> {
    let mark = |m: &musnad_read::Mention| Mark {
        span: m.span,
        label: format!("{}{}", m.kind.name(), if m.nominal { "*" } else { "" }),
    };
    engine.mentions(&report.text).iter().map(mark).collect()
}

/// As what WikiFANE is scored, and which type becomes which other one before it is: first by its coarse classes,
/// with peoples as persons, and then with all places as one.
const MERGED: [(&str, &str, &str); 2] = [
    ("wikifane", "GROUP", "PER"),
    ("wikifane, LOC and GPE as one", "LOC", "GPE"),
];

/// WikiFANE's last tenth and AQMAR's `testb`.
fn shared(engine: &Engine, roots: &Roots) -> Result<()> {
    let Ok(wikipedia) = Wikipedia::load(&roots.shared) else {
        eprintln!("wikifane, aqmar: skipped, corpora/ner is not there");
        return Ok(());
    };
    let [fane, aqmar] = wikipedia.left_out;
    eprintln!(
        "left out of what teaches, as they stand in a test part: {fane} sentences of wikifane, {aqmar} of aqmar"
    );
    if let Some(taggers) = &engine.language().taggers {
        let mut set = Columns::WikiFane.texts(&wikipedia.fane_test, false);
        let mut found = find(engine, taggers, train::SECOND, &set);
        for (name, one, other) in MERGED {
            let marks = set.iter_mut().flat_map(|report| &mut report.marks);
            let merged = marks
                .chain(found.iter_mut().flatten())
                .filter(|mark| mark.label == one);
            merged.for_each(|mark| other.clone_into(&mut mark.label));
            print(name, &set, &found);
        }
    }
    let taggers = train::aqmar(engine, &wikipedia)?;
    let set = Columns::Aqmar.texts(&wikipedia.aqmar_test, false);
    print(
        "aqmar.testb",
        &set,
        &find(engine, &taggers, train::AQMAR_LAYER, &set),
    );
    Ok(())
}

fn find(engine: &Engine, taggers: &Taggers, layer: &str, set: &[Marked]) -> Vec<Vec<Mark>> {
    let find = |report: &Marked| {
        let doc = Doc::new(&report.text, &engine.language().lexicon);
        let segments = taggers.segments(&doc, layer).into_iter();
        segments
            .map(|(span, label)| Mark {
                span,
                label: label.to_owned(),
            })
            .collect()
    };
    set.iter().map(find).collect()
}

fn print(name: &str, set: &[Marked], found: &[Vec<Mark>]) {
    let mut sum = ByType::default();
    for (report, found) in set.iter().zip(found) {
        sum.add(&compare(report, found));
    }
    println!("{name}: {} texts\n{}", set.len(), Score(&sum));
}
