//! `cargo xtask eval events`: how right events are, on our gold and on the judged sentences beside it.

use super::gate::{Gate, select};
use crate::train::events::WEIGHTS;
use anyhow::{Context as _, Result};
use musnad_eval::events::gold::{self, Texts};
use musnad_eval::events::score::{compare, reached, same_party, table};
use musnad_eval::events::{Argument, Event, Told, of_reading, sentences};
use musnad_eval::figures::Count;
use musnad_eval::floors::Roots;
use musnad_eval::layer::{LayerFloors, Reached};
use musnad_eval::mentions::score::ByType;
use musnad_eval::pinned_sha256;
use musnad_read::events::{EventType, Part, Status};
use musnad_read::{Context, Engine};
use musnad_report::{Span, Text};
use rayon::prelude::*;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// Sets of `[[events]]` in eval/floors.toml; all if none is named
    sets: Vec<String>,
    /// List what was missed, made up or is wrong, an event a line
    #[arg(long)]
    errors: bool,
    /// What the tables propose, without the weights
    #[arg(long)]
    tables: bool,
    /// How far a second reading of reports of `test` and `tune` agrees with the first, and nothing else
    #[arg(long, conflicts_with_all = ["sets", "errors", "raise", "tables"])]
    agreement: bool,
    /// Lift floors to what is reached now
    #[arg(long, conflicts_with = "tables")]
    raise: bool,
}

pub fn run(args: &Args, roots: &Roots) -> Result<ExitCode> {
    if args.agreement {
        return agreement(roots);
    }
    let mut gate = Gate::open(roots, args.raise)?;
    let entries = gate.floors.events.clone();
    let entries = select(&entries, &args.sets, args.errors)?;
    let engine = engine(args, roots)?;
    for entry in entries {
        if !roots.shared.join("corpora").is_dir() {
            eprintln!("events of {}: skipped, its texts are not there", entry.name);
            continue;
        }
        let (sha256, reached) = match entry.gold.starts_with("corpora/") {
            true => judged(entry, roots, &engine)?,
            false => own(args, entry, roots, &engine)?,
        };
        if !args.tables {
            gate.hold("events", entry, &sha256, &reached)?;
        }
    }
    gate.close()
}

/// The engine, with the weights of events as they lie in the repository: after training nothing is built anew.
fn engine(args: &Args, roots: &Roots) -> Result<Engine> {
    let engine = Engine::embedded();
    let path = roots.repository.join(WEIGHTS);
    if args.tables || !path.is_file() {
        return Ok(engine.by_tables());
    }
    let weights = std::fs::read(&path).with_context(|| path.display().to_string())?;
    Ok(engine.telling(&weights)?)
}

/// Our own gold.
fn own(
    args: &Args,
    entry: &LayerFloors,
    roots: &Roots,
    engine: &Engine,
) -> Result<(String, Reached)> {
    let corpora = roots.shared.join("corpora");
    let folder = roots.repository.join(&entry.gold);
    let gold = gold::load(&folder, Texts::Corpora(&corpora))?;
    let found: Vec<Told> = gold.reports.par_iter().map(|r| read(engine, r)).collect();
    let mut sum = ByType::default();
    for (gold, found) in gold.reports.iter().zip(&found) {
        sum.add(&compare(gold, found));
    }
    println!(
        "{}: {} texts\n{}",
        entry.name,
        gold.reports.len(),
        table(&sum)
    );
    if args.errors && !entry.frozen {
        for (gold, found) in gold.reports.iter().zip(&found) {
            print_errors(gold, found);
        }
    }
    Ok((gold.sha256, reached(&sum)))
}

fn read(engine: &Engine, report: &Told) -> Told {
    let context = Context {
        published: report.published,
        has_title: !report.id.contains('@'),
    };
    let reading = engine.read(&report.text, &context);
    of_reading(&report.id, &report.text, &reading)
}

/// The judged sentences of the shared material, and beside them the baseline of words alone.
fn judged(entry: &LayerFloors, roots: &Roots, engine: &Engine) -> Result<(String, Reached)> {
    let folder = roots.shared.join(&entry.gold);
    let mut out = Reached::new();
    let mut hashes = String::new();
    for (kind, file) in sentences::FILES {
        let path = folder.join(file);
        hashes.push_str(&pinned_sha256(&std::fs::read(&path)?));
        let judged = sentences::load(&path)?;
        let tells: Vec<bool> = judged
            .par_iter()
            .map(|s| tells(engine, &s.text, kind))
            .collect();
        let count = sentences::compare(&judged, &tells);
        print_count(kind.name(), count);
        out.insert(kind.name().to_owned(), count.f1());
    }
    Ok((pinned_sha256(hashes.as_bytes()), out))
}

/// Whether a sentence tells as news an event of this type that took place: with who was hurt, or, of deeds that hurt
/// nobody as a rule, with where it was. Sentences that only go back to one («منذ اغتيال الوزير») were judged to tell none.
fn tells(engine: &Engine, sentence: &str, kind: EventType) -> bool {
    let reading = engine.read(&Text::new(sentence), &Context::default());
    let took_place = |s: Status| matches!(s, Status::Happened | Status::Ongoing | Status::Ended);
    let told = |e: &musnad_read::events::Event| match kind {
        EventType::Assault => e.killed.is_some() || e.injured.is_some(),
        _ => e.arguments.iter().any(|a| a.part == Part::Place),
    };
    reading
        .events
        .iter()
        .any(|e| e.kind == kind && took_place(e.status) && told(e))
}

fn print_count(name: &str, count: Count) {
    let rates = count.rates();
    println!(
        "  {name:<14} P {:.3}  R {:.3}  F1 {:.3}  ({} of {} found, {} wanted)",
        rates.p, rates.r, rates.f1, count.right, count.predicted, count.gold
    );
}

fn agreement(roots: &Roots) -> Result<ExitCode> {
    let corpora = roots.shared.join("corpora");
    if !corpora.is_dir() {
        eprintln!("second: skipped, its texts are not there");
        return Ok(ExitCode::SUCCESS);
    }
    let load = |set: &str| {
        let folder = roots.repository.join("gold/events").join(set);
        gold::load(&folder, Texts::Corpora(&corpora))
    };
    let first = [load("test")?.reports, load("tune")?.reports].concat();
    let mut sum = ByType::default();
    for second in load("second")?.reports {
        if let Some(first) = first.iter().find(|r| r.id == second.id) {
            sum.add(&compare(first, &second));
        }
    }
    print!("second reading\n{}", table(&sum));
    Ok(ExitCode::SUCCESS)
}

/// What is wrong, an event a line: `-` missed, `+` made up, `~` found, and of another type, status, part or word.
fn print_errors(gold: &Told, found: &Told) {
    let text = &gold.text;
    println!("── {}", gold.id);
    let said = |spans: &[Span]| spans.first().map_or("", |s| text.slice(*s)).to_owned();
    let show = |e: &Event| {
        let parts: Vec<String> = e
            .arguments
            .iter()
            .map(|a| format!("{:?}={}", a.part, text.slice(a.span)))
            .collect();
        let name = e.kind.name();
        format!(
            "{name} {} «{}» {} on «{}»",
            e.status.name(),
            text.slice(e.trigger),
            parts.join(" "),
            said(&e.word)
        )
    };
    for g in &gold.events {
        let Some(f) = found.events.iter().find(|f| f.trigger.overlaps(g.trigger)) else {
            println!("- {}   {}", show(g), around(text, g.trigger));
            continue;
        };
        let same = |a: &&Argument| {
            f.arguments
                .iter()
                .any(|b| a.part == b.part && same_party(text, a, b))
        };
        let parts = g.arguments.iter().all(|a| same(&a)) && g.arguments.len() == f.arguments.len();
        if g.kind != f.kind || g.status != f.status || !parts {
            println!("~ {}\n  {}   {}", show(g), show(f), around(text, g.trigger));
        }
    }
    for f in &found.events {
        if !gold.events.iter().any(|g| f.trigger.overlaps(g.trigger)) {
            println!("+ {}   {}", show(f), around(text, f.trigger));
        }
    }
}

fn around(text: &Text, at: Span) -> String {
    let token = text.tokens_in(at).start;
    let from = token.saturating_sub(7);
    let to = (token + 9).min(text.tokens().len());
    text.slice(text.span_of(from..to)).replace('\n', " / ")
}
