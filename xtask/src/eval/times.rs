//! `cargo xtask eval times`: how right expressions of time are, on our gold and on the cases that lie beside it.

use anyhow::{Context, Result, bail};
use musnad_eval::floors::{Floors, Roots};
use musnad_eval::set::Texts;
use musnad_eval::times::cases;
use musnad_eval::times::errors;
use musnad_eval::times::floors::{CasesFloor, Failure, TimesFloors, raise};
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
    let path = roots.repository.join("eval/floors.toml");
    let mut file = std::fs::read_to_string(&path).context("eval/floors.toml")?;
    let floors = Floors::parse(&file).context("eval/floors.toml")?;
    check(args, &floors)?;
    let wanted = |name: &str| args.sets.is_empty() || args.sets.iter().any(|set| set == name);
    let mut failures = Vec::new();
    for entry in floors.times.iter().filter(|entry| wanted(&entry.name)) {
        let Some(mut gold) = load(entry, roots)? else {
            eprintln!("times of {}: skipped, its texts are not there", entry.name);
            continue;
        };
        keep(&mut gold, args.half);
        let counts = print_set(args, entry, &gold);
        if args.half.is_none() {
            failures.extend(entry.failures(&gold, &counts));
            if args.raise {
                file = raise(&file, &entry.name, &counts)?;
            }
        }
    }
    if let Some(entry) = floors.cases.as_ref().filter(|_| wanted(CASES)) {
        failures.extend(print_cases(args, entry, roots)?);
    }
    for failure in &failures {
        eprintln!("✗ {failure}");
    }
    if !failures.is_empty() {
        return Ok(ExitCode::FAILURE);
    }
    if args.raise {
        std::fs::write(path, file).context("eval/floors.toml")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether all sets that are asked for are known, and none whose errors are is frozen.
fn check(args: &Args, floors: &Floors) -> Result<()> {
    for name in args.sets.iter().filter(|name| *name != CASES) {
        match floors.times.iter().find(|entry| entry.name == *name) {
            None => bail!("eval/floors.toml has no set «{name}» of times"),
            Some(entry) if entry.frozen && (args.errors || args.half.is_some()) => {
                bail!("«{name}» is frozen: its figures are printed, its errors are not")
            }
            Some(_) => {}
        }
    }
    Ok(())
}

fn load(entry: &TimesFloors, roots: &Roots) -> Result<Option<Gold>> {
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

fn print_set(args: &Args, entry: &TimesFloors, gold: &Gold) -> Counts {
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
