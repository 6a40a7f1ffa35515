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

/// Sets of `eval/floors.toml` whose texts may train weights that ship: antcorpus (Apache-2.0), and
/// reports written for the project.
const TRAINS: &[&str] = &["train", "written"];

#[derive(clap::Args)]
pub struct Args {
    /// Where the weights go
    #[arg(
        long,
        value_name = "FILE",
        default_value = "lang/ar/models/attribution.bin"
    )]
    out: PathBuf,
    /// Count right decisions on this set of eval/floors.toml as well
    #[arg(long, value_name = "SET")]
    check: Option<String>,
    #[command(flatten)]
    recipe: Recipe,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let engine = Engine::embedded();
    let examples = examples(&engine, TRAINS, Some(JOINED))?;
    eprint!("{examples}");
    let model = maxent::fit(&examples, &args.recipe);
    if let Some(set) = &args.check {
        eprint!(
            "\n{set}:\n{}",
            self::examples(&engine, &[set], None)?.judged(&model)
        );
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
fn examples(engine: &Engine, sets: &[&str], joined: Option<usize>) -> Result<Examples> {
    let mut examples = Examples::default();
    for (entry, gold) in sets.iter().zip(golds(sets)?) {
        let Some(gold) = gold else {
            bail!("«{entry}»: its texts are not there (../shared, or $MUSNAD_SHARED)");
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

fn golds(sets: &[&str]) -> Result<Vec<Option<musnad_eval::set::GoldSet>>> {
    let roots = roots();
    let path = roots.repository.join("eval/floors.toml");
    let floors = Floors::parse(&std::fs::read_to_string(&path)?).context("eval/floors.toml")?;
    let mut entries: Vec<SetFloors> = Vec::new();
    for set in sets {
        match floors.sets.iter().find(|entry| entry.name == *set) {
            Some(entry) if entry.frozen => bail!("«{set}» is frozen"),
            Some(entry) => entries.push(entry.clone()),
            None => bail!("eval/floors.toml has no set «{set}»"),
        }
    }
    Ok(load(&entries, &roots)?)
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
