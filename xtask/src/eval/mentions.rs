//! `cargo xtask eval mentions`: how right mentions are, on our gold and on the shared sets that lie beside it.

use super::gate::{Gate, select};
use crate::train::mentions as train;
use anyhow::Result;
use musnad_eval::floors::Roots;
use musnad_eval::layer::LayerFloors;
use musnad_eval::mentions::columns::Columns;
use musnad_eval::mentions::score::{ByType, Score, compare};
use musnad_eval::mentions::wikipedia::Wikipedia;
use musnad_eval::mentions::{Mark, Marked, agreement, gold, sha256, shown};
use musnad_eval::set::Texts;
use musnad_eval::{entities, times};
use musnad_read::Engine;
use musnad_read::doc::Doc;
use musnad_read::mentions::Taggers;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// Sets of `[[mentions]]` in eval/floors.toml; all of our own gold if none is named
    sets: Vec<String>,
    /// Print the errors of the sets that are worked on
    #[arg(long)]
    errors: bool,
    /// WikiFANE's last tenth and AQMAR as well, which takes a minute: for AQMAR a tagger is learnt
    #[arg(long)]
    check: bool,
    /// How far a second reading of reports of `test` agrees with the first, and nothing else
    #[arg(long, conflicts_with_all = ["sets", "errors", "check", "raise"])]
    agreement: bool,
    /// Lift floors to what is reached now
    #[arg(long)]
    raise: bool,
}

impl Args {
    /// Whether a set is scored. What lies in the shared material is for whoever names it or wants all.
    fn wants(&self, entry: &LayerFloors) -> bool {
        self.check || !is_shared(entry) || self.sets.contains(&entry.name)
    }
}

fn is_shared(entry: &LayerFloors) -> bool {
    entry.gold.starts_with("corpora/")
}

/// Scores the sets whose texts are there, by the files of weights as they lie in the repository: after training
/// nothing has to be built anew.
pub fn run(args: &Args, roots: &Roots) -> Result<ExitCode> {
    if args.agreement {
        return print_agreement(roots);
    }
    let mut gate = Gate::open(roots, args.raise)?;
    let entries = gate.floors.mentions.clone();
    let entries = select(&entries, &args.sets, args.errors)?;
    let (shared, own): (Vec<&LayerFloors>, Vec<_>) = entries
        .into_iter()
        .filter(|entry| args.wants(entry))
        .partition(|entry| is_shared(entry));
    let engine = train::engine(&roots.repository)?;
    for entry in own {
        let corpora = roots.shared.join("corpora");
        if !corpora.is_dir() {
            eprintln!(
                "mentions of {}: skipped, its texts are not there",
                entry.name
            );
            continue;
        }
        let folder = roots.repository.join(&entry.gold);
        let set = gold::load(&folder, &Texts::Corpora(corpora))?;
        let found: Vec<Vec<Mark>> = set.iter().map(|report| read(&engine, report)).collect();
        hold(&mut gate, entry, &set, &found)?;
        if args.errors && !entry.frozen {
            for (report, found) in set.iter().zip(&found) {
                print!("{}", shown(report, found));
            }
        }
    }
    if !shared.is_empty() {
        of_wikipedia(&engine, roots, &mut gate, &shared)?;
    }
    gate.close()
}

/// Prints how far `second` agrees with `test`, of which it is a second reading.
fn print_agreement(roots: &Roots) -> Result<ExitCode> {
    let corpora = roots.shared.join("corpora");
    if !corpora.is_dir() {
        eprintln!("second: skipped, its texts are not there");
        return Ok(ExitCode::SUCCESS);
    }
    let texts = Texts::Corpora(corpora);
    let folders = ["test", "second"].map(|set| roots.repository.join("gold/mentions").join(set));
    let [first, second] = folders.each_ref().map(|f| entities::gold::load(f, &texts));
    let found = agreement::agreement(&first?, &second?)?;
    let [first, second] = folders.each_ref().map(|f| times::gold::load(f, &texts));
    let times = agreement::times(&first?.reports, &second?.reports)?;
    println!("second: {} reports of test\nmentions", found.reports);
    print!("{}times\n{times}", Score(&found.mentions));
    println!(
        "places\n  span and id    F1 {:.3}; of {} that both mark, {:.3} have the same id",
        found.places.rates().f1,
        found.ids.all,
        found.ids.share()
    );
    println!("entities, on the mentions that both mark");
    for (name, b) in [("within", found.within), ("across", found.across)] {
        let (f1, n) = (b.f1(), b.mentions);
        println!("  {name:<14} B³ {f1:.3}  of {n} mentions");
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints a set's figures and holds it to its floors.
fn hold(gate: &mut Gate, entry: &LayerFloors, set: &[Marked], found: &[Vec<Mark>]) -> Result<()> {
    let mut sum = ByType::default();
    for (report, found) in set.iter().zip(found) {
        sum.add(&compare(report, found));
    }
    println!("{}: {} texts\n{}", entry.name, set.len(), Score(&sum));
    gate.hold("mentions", entry, &sha256(set), &sum.reached())
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
    ("wikifane.places", "LOC", "GPE"),
];
/// AQMAR's `testb`.
const AQMAR: &str = "aqmar.testb";

/// WikiFANE's last tenth and AQMAR's `testb`.
fn of_wikipedia(
    engine: &Engine,
    roots: &Roots,
    gate: &mut Gate,
    entries: &[&LayerFloors],
) -> Result<()> {
    let Ok(wikipedia) = Wikipedia::load(&roots.shared) else {
        eprintln!("mentions of wikifane and aqmar: skipped, corpora/ner is not there");
        return Ok(());
    };
    let [fane, aqmar] = wikipedia.left_out;
    eprintln!(
        "left out of what teaches, as they stand in a test part: {fane} sentences of wikifane, {aqmar} of aqmar"
    );
    let entry = |name: &str| entries.iter().find(|entry| entry.name == name);
    if let Some(taggers) = &engine.language().taggers {
        let mut set = Columns::WikiFane.texts(&wikipedia.fane_test, false);
        let mut found = find(engine, taggers, train::SECOND, &set);
        for (name, one, other) in MERGED {
            let marks = set.iter_mut().flat_map(|report| &mut report.marks);
            let merged = marks
                .chain(found.iter_mut().flatten())
                .filter(|mark| mark.label == one);
            merged.for_each(|mark| other.clone_into(&mut mark.label));
            if let Some(entry) = entry(name) {
                hold(gate, entry, &set, &found)?;
            }
        }
    }
    if let Some(entry) = entry(AQMAR) {
        let taggers = train::aqmar(engine, &wikipedia)?;
        let set = Columns::Aqmar.texts(&wikipedia.aqmar_test, false);
        let found = find(engine, &taggers, train::AQMAR_LAYER, &set);
        hold(gate, entry, &set, &found)?;
    }
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
