//! `cargo xtask train`: learns the weights that decide (`lang/ar/models/attribution.bin`) from gold
//! that may train shipped weights. One thread, no chance, no clock: the same gold and the same data give
//! the same bytes.

mod examples;
mod lbfgs;
mod maxent;
mod teacher;

use crate::eval::roots;
use anyhow::{Context as _, Result, bail};
use examples::Examples;
use maxent::Recipe;
use musnad_eval::Doc;
use musnad_eval::floors::{Floors, SetFloors};
use musnad_eval::gate::load;
use musnad_eval::robustness::{Variant, rewritten};
use musnad_read::{Context, Engine};
use std::path::PathBuf;
use std::process::ExitCode;
use teacher::Teacher;

#[derive(clap::Args)]
pub struct Args {
    /// Where the weights go
    #[arg(
        long,
        value_name = "FILE",
        default_value = "lang/ar/models/attribution.bin"
    )]
    out: PathBuf,
    /// Count right decisions on these sets of eval/floors.toml as well
    #[arg(long, value_name = "SET", num_args = 1..)]
    check: Vec<String>,
    #[command(flatten)]
    recipe: Recipe,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let engine = Engine::embedded();
    let trains = sets(|entry| entry.trains)?;
    let checked = args
        .check
        .iter()
        .map(|set| sets(|entry| entry.name == *set));
    let checked: Vec<Vec<SetFloors>> = checked.collect::<Result<_>>()?;
    let examples = examples(&engine, &trains, Some(JOINED))?;
    eprint!("{examples}");
    let model = maxent::fit(&examples, &args.recipe);
    for (set, entry) in args.check.iter().zip(&checked) {
        let judged = self::examples(&engine, entry, None)?.judged(&model);
        eprint!("\n{set}:\n{judged}");
    }
    let out = crate::repository().join(&args.out);
    let bytes = model.to_bytes();
    eprintln!("{}: {} bytes", out.display(), bytes.len());
    std::fs::write(&out, bytes).with_context(|| out.display().to_string())?;
    Ok(ExitCode::SUCCESS)
}

/// One report in so many is learnt from a second time, all of it in one line: a reading is not to hang
/// on where a page breaks its lines. More of them blur what line ends tell where there are any.
const JOINED: usize = 3;

/// All decisions of these sets, with gold's answers.
fn examples(engine: &Engine, sets: &[SetFloors], joined: Option<usize>) -> Result<Examples> {
    let mut examples = Examples::default();
    for (entry, gold) in sets.iter().zip(load(sets, &roots())?) {
        let Some(gold) = gold else {
            bail!(
                "«{}»: its texts are not there (../shared, or $MUSNAD_SHARED)",
                entry.name
            );
        };
        for (n, doc) in gold.docs.iter().enumerate() {
            teach(engine, doc, &mut examples);
            if joined.is_some_and(|every| n % every == 0) {
                teach(engine, &rewritten(doc, Variant::JoinedText), &mut examples);
            }
        }
    }
    Ok(examples)
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
    let context = Context {
        published: doc.report.published.map(|d| d.date),
        has_title: doc.report.has_title,
    };
    let text = &doc.report.text;
    let mut teacher = Teacher::new(engine, text, &doc.gold, examples);
    engine.read_with(text, &context, &mut teacher);
}
