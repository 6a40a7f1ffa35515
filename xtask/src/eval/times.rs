//! `cargo xtask eval times`: how right expressions of time are, on our gold and on the cases that lie beside it.

use super::gate::{Gate, select};
use anyhow::{Context, Result};
use musnad_eval::floors::Roots;
use musnad_eval::layer::LayerFloors;
use musnad_eval::set::Texts;
use musnad_eval::times::cases;
use musnad_eval::times::errors;
use musnad_eval::times::floors::{CasesFloor, Failure};
use musnad_eval::times::gold::{self, Gold};
use musnad_eval::times::score::{Counts, compare};
use std::process::ExitCode;

/// As the cases of dates are asked for.
const CASES: &str = "cases";

#[derive(clap::Args)]
pub struct Args {
    /// Sets of `[[times]]` in eval/floors.toml, or «cases» for the cases of dates; all if none is named
    sets: Vec<String>,
    /// List what was missed, made up, or has another span or value
    #[arg(long)]
    errors: bool,
    /// Only every other report: what is mended by one half is measured on the other. Nothing is held to floors then
    #[arg(long, value_enum)]
    half: Option<Half>,
    /// Lift floors to what is reached now
    #[arg(long, conflicts_with = "half")]
    raise: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Half {
    /// The first report, the third, and so on
    First,
    /// The others
    Second,
}

pub fn run(args: &Args, roots: &Roots) -> Result<ExitCode> {
    let mut gate = Gate::open(roots, args.raise)?;
    let floors = gate.floors.clone();
    let (cases, sets): (Vec<String>, Vec<String>) =
        args.sets.iter().cloned().partition(|name| name == CASES);
    let entries = match sets.is_empty() && !cases.is_empty() {
        true => Vec::new(),
        false => select(&floors.times, &sets, args.errors || args.half.is_some())?,
    };
    for entry in entries {
        let Some(mut gold) = load(entry, roots)? else {
            eprintln!("times of {}: skipped, its texts are not there", entry.name);
            continue;
        };
        keep(&mut gold, args.half);
        let counts = print_set(args, entry, &gold);
        if args.half.is_none() {
            gate.hold("times", entry, &gold.sha256, &counts.reached())?;
        }
    }
    let wanted = args.sets.is_empty() || !cases.is_empty();
    if let Some(entry) = floors.cases.as_ref().filter(|_| wanted) {
        gate.fail(print_cases(args, entry, roots)?);
    }
    gate.close()
}

fn load(entry: &LayerFloors, roots: &Roots) -> Result<Option<Gold>> {
    let corpora = roots.shared.join("corpora");
    if !corpora.is_dir() {
        return Ok(None);
    }
    let folder = roots.repository.join(&entry.gold);
    let gold = gold::load(&folder, &Texts::Corpora(corpora));
    gold.with_context(|| entry.name.clone()).map(Some)
}

fn keep(gold: &mut Gold, half: Option<Half>) {
    let mut n = 0;
    gold.reports.retain(|_| {
        n += 1;
        half.is_none_or(|half| (half == Half::First) == (n % 2 == 1))
    });
}

fn print_set(args: &Args, entry: &LayerFloors, gold: &Gold) -> Counts {
    let found: Vec<_> = gold.reports.iter().map(|report| report.found()).collect();
    let mut sum = Counts::default();
    for (report, found) in gold.reports.iter().zip(&found) {
        sum.add(&compare(&report.times, found));
    }
    print!("{}: {} reports\n{sum}", entry.name, gold.reports.len());
    if args.errors && !entry.frozen {
        print!("{}", errors::table(gold.reports.iter().zip(found)));
    }
    println!();
    sum
}

fn print_cases(args: &Args, entry: &CasesFloor, roots: &Roots) -> Result<Vec<Failure>> {
    let archive = roots.shared.join(&entry.archive);
    if !archive.is_file() {
        eprintln!("{CASES}: skipped, {} is not there", entry.archive);
        return Ok(Vec::new());
    }
    let outcome = cases::run(&archive, &roots.repository.join(&entry.excused))?;
    let all = outcome.all();
    println!(
        "{CASES}: {:.3} right ({} of {}), {} excused",
        all.share(),
        all.right,
        all.right + all.wrong,
        all.excused
    );
    if args.errors {
        for (file, tally) in &outcome.files {
            println!("  {file:<20} {} right, {} wrong", tally.right, tally.wrong);
        }
        for line in &outcome.complaints {
            println!("    {line}");
        }
    }
    Ok(entry.failures(&outcome))
}
