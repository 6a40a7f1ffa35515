//! `cargo xtask eval`: the accuracy gate.

use anyhow::{Context, Result, bail};
use musnad_eval::Reader;
use musnad_eval::baseline::{NearestNoun, Nothing};
use musnad_eval::errors::CueKinds;
use musnad_eval::floors::{Floors, Roots, SetFloors, raise};
use musnad_eval::gate::{SetReport, load, run_set};
use musnad_eval::print::{Json, Selection, error_list, error_table, per_report, table};
use musnad_read::Engine;
use std::path::PathBuf;
use std::process::ExitCode;

/// The set whose errors are looked at while the engine is worked on.
const WORKED_ON: &str = "tune";

#[derive(clap::Args)]
pub struct Args {
    /// Sets of eval/floors.toml; where none is named all of them, or tune for what shows single reports
    sets: Vec<String>,
    /// What is scored
    #[arg(long, value_enum, default_value_t = Scored::Engine)]
    reader: Scored,
    /// The table of errors by class, or with CLASS a list of those whose class's name contains it
    #[arg(long, value_name = "CLASS", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    errors: Option<String>,
    /// How many examples a class of errors shows; 2 in the table and 12 in a list if not told
    #[arg(long)]
    examples: Option<usize>,
    /// Only errors of this cue («قال») or confusion («state → affirm»); a part is enough
    #[arg(long, default_value = "")]
    key: String,
    /// Only errors in reports whose id contains this
    #[arg(long, default_value = "")]
    doc: String,
    /// One line a report
    #[arg(long)]
    per_doc: bool,
    /// Figures as JSON
    #[arg(long)]
    json: bool,
    /// Lift floors to what is reached now
    #[arg(long, conflicts_with = "reader")]
    raise: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Scored {
    Engine,
    Nothing,
    NearestNoun,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    match args.reader {
        Scored::Engine => gate(args, &Engine::embedded()),
        Scored::Nothing => gate(args, &Nothing),
        Scored::NearestNoun => gate(args, &NearestNoun::default()),
    }
}

fn gate(args: &Args, reader: &impl Reader) -> Result<ExitCode> {
    let roots = roots();
    let path = roots.repository.join("eval/floors.toml");
    let file = std::fs::read_to_string(&path).context("eval/floors.toml")?;
    let entries = selected(args, &Floors::parse(&file).context("eval/floors.toml")?)?;
    let mut reports = Vec::new();
    for (entry, gold) in entries.iter().zip(load(&entries, &roots)?) {
        match gold {
            Some(gold) => reports.push(run_set(reader, entry, gold)),
            None => eprintln!("{}", skipped(entry, &roots)),
        }
    }
    show(args, &reports)?;
    let failures: Vec<_> = reports.iter().flat_map(|report| &report.failures).collect();
    for failure in &failures {
        eprintln!("✗ {failure}");
    }
    if !failures.is_empty() {
        return Ok(ExitCode::FAILURE);
    }
    if args.raise {
        let raised = reports.iter().try_fold(file, |file, report| {
            raise(&file, &report.entry.name, &report.counts)
        })?;
        std::fs::write(&path, raised).context("eval/floors.toml")?;
    } else if let n @ 1.. = reports.iter().map(SetReport::raisable).sum() {
        eprintln!("{n} floors can rise: cargo xtask eval --raise");
    }
    Ok(ExitCode::SUCCESS)
}

/// The sets that are asked for. Where none is named, those are all of them, and for what shows
/// single reports the one that errors are worked on.
fn selected(args: &Args, floors: &Floors) -> Result<Vec<SetFloors>> {
    let has = |name: &String| floors.sets.iter().any(|set| set.name == *name);
    if let Some(name) = args.sets.iter().find(|&name| !has(name)) {
        bail!("eval/floors.toml has no set «{name}»");
    }
    let shows_reports = args.errors.is_some() || args.per_doc;
    let wanted = |set: &&SetFloors| match args.sets.is_empty() {
        true => !shows_reports || set.name == WORKED_ON,
        false => args.sets.contains(&set.name),
    };
    let sets: Vec<SetFloors> = floors.sets.iter().filter(wanted).cloned().collect();
    if let Some(set) = sets.iter().find(|set| shows_reports && set.frozen) {
        bail!(
            "«{}» is frozen: its figures are printed, its reports and errors are not (gold/README.md); \
             errors are worked on in «{WORKED_ON}»",
            set.name
        );
    }
    Ok(sets)
}

fn skipped(entry: &SetFloors, roots: &Roots) -> String {
    let folders = entry.folders(roots);
    let missing = folders.missing().unwrap_or(&folders.gold);
    format!(
        "{}: skipped, {} is not there",
        entry.name,
        missing.display()
    )
}

fn show(args: &Args, reports: &[SetReport]) -> Result<()> {
    if args.json {
        let sets: Vec<Json<'_>> = reports.iter().map(Json::from).collect();
        println!("{}", serde_json::to_string_pretty(&sets)?);
        return Ok(());
    }
    for report in reports {
        println!("{}", table(report));
        if args.per_doc {
            println!("{}", per_report(report, &args.doc));
        }
        if let Some(class) = &args.errors {
            println!("{}", errors(args, report, class));
        }
    }
    Ok(())
}

fn errors(args: &Args, report: &SetReport, class: &str) -> String {
    let engine = Engine::embedded();
    let kinds = CueKinds::new(&engine.language().lexicon);
    let table = class.is_empty();
    let selection = Selection {
        class: class.to_owned(),
        doc: args.doc.clone(),
        key: args.key.clone(),
        examples: args.examples.unwrap_or(if table { 2 } else { 12 }),
    };
    if table {
        error_table(report, &kinds, &selection)
    } else {
        error_list(report, &kinds, &selection)
    }
}

fn roots() -> Roots {
    let repository = crate::repository();
    let shared = std::env::var_os("MUSNAD_SHARED")
        .map_or_else(|| repository.join("../shared"), PathBuf::from);
    Roots { repository, shared }
}
