//! `cargo xtask train`: learns the weights that decide (`lang/ar/models/attribution.bin`), and what makes
//! probabilities of their decisions (`confidence.tsv` beside it), from gold that may train what ships.
//! No chance, no clock, always two threads: the same gold and the same data give
//! the same bytes.

mod calibrate;
pub mod events;
mod examples;
mod lbfgs;
mod maxent;
pub mod mentions;
mod teacher;

use crate::eval::roots;
use anyhow::{Context as _, Result, bail};
use examples::Examples;
use maxent::{Changes, Recipe};
use musnad_eval::Doc;
use musnad_eval::floors::{Floors, SetFloors};
use musnad_eval::gate::load;
use musnad_eval::reader::context;
use musnad_eval::robustness::{Variant, rewritten};
use musnad_read::Engine;
use musnad_read::judge::Model;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use teacher::Teacher;

#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Args {
    /// Something else than what decides attributions
    #[command(subcommand)]
    other: Option<Other>,
    /// Where the weights go
    #[arg(
        long,
        value_name = "FILE",
        default_value = "lang/ar/models/attribution.bin"
    )]
    out: PathBuf,
    /// Where what makes probabilities of their decisions goes
    #[arg(
        long,
        value_name = "FILE",
        default_value = "lang/ar/models/confidence.tsv"
    )]
    confidence: PathBuf,
    /// Learn the weights alone, and leave what makes probabilities of them as it is
    #[arg(long)]
    weights_only: bool,
    /// Count right decisions on these sets of eval/floors.toml as well
    #[arg(long, value_name = "SET", num_args = 1..)]
    check: Vec<String>,
    #[command(flatten)]
    changes: Changes,
    #[command(flatten)]
    calibration: calibrate::Calibrating,
}

/// What is learnt beside what decides attributions.
#[derive(clap::Subcommand)]
enum Other {
    /// Learn the taggers of mentions
    Mentions(mentions::Args),
    /// Learn what decides about events
    Events(events::Args),
}

/// How attributions are learnt.
const RECIPE: Recipe = Recipe {
    rounds: 200,
    shrink: 2.0,
    rarest: 2,
    least: 0.0,
};

pub fn run(args: &Args) -> Result<ExitCode> {
    if let Some(Other::Mentions(args)) = &args.other {
        return mentions::run(args);
    }
    if let Some(Other::Events(args)) = &args.other {
        return events::run(args);
    }
    let recipe = args.changes.of(RECIPE);
    let engine = Engine::untrained();
    let checked = args
        .check
        .iter()
        .map(|set| sets(|entry| entry.name == *set));
    let checked: Vec<Vec<SetFloors>> = checked.collect::<Result<_>>()?;
    let lessons = lessons(&engine, &sets(|entry| entry.trains)?, Some(JOINED))?;
    let weights = {
        let examples = Examples::of(lessons.iter().map(|l| &l.examples));
        eprint!("{examples}");
        maxent::fit(&examples, &recipe, CUT)
    };
    let model = Model::new(&weights);
    for (set, entry) in args.check.iter().zip(&checked) {
        let checked = self::lessons(&engine, entry, None)?;
        let checked = Examples::of(checked.iter().map(|l| &l.examples));
        eprint!("\n{set}:\n{}", checked.judged(&model));
    }
    write(&args.out, &weights.to_bytes())?;
    if args.weights_only {
        return Ok(ExitCode::SUCCESS);
    }
    let unseen = calibrate::unseen(&engine, &lessons, &recipe, &args.calibration)?;
    let calibration = unseen.fit(&args.calibration);
    write(&args.confidence, calibration.to_text().as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let path = crate::repository().join(path);
    eprintln!("{}: {} bytes", path.display(), bytes.len());
    std::fs::write(&path, bytes).with_context(|| path.display().to_string())
}

/// One report in so many is learnt from a second time, all of it in one line: a reading is not to hang
/// on where a page breaks its lines. More of them blur what line ends tell where there are any.
const JOINED: usize = 3;

/// So many of the last bits of a feature's number are left out: twenty are kept.
const CUT: u32 = 12;

/// A report of gold, and what there is to learn from it.
struct Lesson {
    /// Which of the sets it is of, and its place in it.
    set: usize,
    place: usize,
    doc: Doc,
    examples: Examples,
}

/// The reports of these sets, each with all its decisions and gold's answers.
fn lessons(engine: &Engine, sets: &[SetFloors], joined: Option<usize>) -> Result<Vec<Lesson>> {
    let mut lessons = Vec::new();
    for (set, (entry, gold)) in sets.iter().zip(load(sets, &roots())?).enumerate() {
        let Some(gold) = gold else {
            bail!(
                "«{}»: its texts are not there (../shared, or $MUSNAD_SHARED)",
                entry.name
            );
        };
        for (place, doc) in gold.docs.into_iter().enumerate() {
            let mut examples = Examples::default();
            teach(engine, &doc, &mut examples);
            if joined.is_some_and(|every| place % every == 0) {
                let joined = rewritten(&doc, Variant::JoinedText);
                teach(engine, &joined, &mut examples);
            }
            lessons.push(Lesson {
                set,
                place,
                doc,
                examples,
            });
        }
    }
    Ok(lessons)
}

/// The sets of `eval/floors.toml` that are wanted. Those with `trains` have texts from which weights that
/// ship may be learnt: antcorpus (Apache-2.0), and reports written for the project.
fn sets(wanted: impl Fn(&SetFloors) -> bool) -> Result<Vec<SetFloors>> {
    let path = roots().repository.join("eval/floors.toml");
    let floors = Floors::parse(&std::fs::read_to_string(&path)?).context("eval/floors.toml")?;
    let sets: Vec<SetFloors> = floors.sets.into_iter().filter(wanted).collect();
    match sets.iter().find(|entry| entry.frozen) {
        Some(frozen) => bail!("«{}» is frozen", frozen.name),
        None if sets.is_empty() => bail!("eval/floors.toml has no such set"),
        None => Ok(sets),
    }
}

/// Reads a report as gold has it, and keeps every decision.
fn teach(engine: &Engine, doc: &Doc, examples: &mut Examples) {
    let text = &doc.report.text;
    let mut teacher = Teacher::new(engine, text, &doc.gold, examples);
    engine.read_with(text, &context(doc), &mut teacher);
}
