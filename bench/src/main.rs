//! How fast is each stage, and how much memory does it take?
//!
//! Every run of a stage is a process of its own, so that its peak of memory is its own; stages take
//! turns, so that a machine that slows down slows them all. `./x bench --help`.

mod add;
mod corpus;
mod measure;
mod search;
mod table;

use anyhow::{Context, Result, bail};
use clap::Parser;
use corpus::Corpus;
use measure::{Measured, Stage};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use table::Row;

/// Measures what it costs to read reports, stage by stage.
#[derive(Parser)]
#[command(name = "./x bench", disable_version_flag = true)]
struct Args {
    /// Files and folders to read [default: the articles of saudinewsnet, else our samples]
    paths: Vec<PathBuf>,
    /// How often each stage is measured; its median counts
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
    /// How many reports are worked on at a time [default: the number of cores]
    #[arg(long)]
    jobs: Option<usize>,
    /// Measure this stage once, in this process, and print what was measured as JSON
    #[arg(long, value_enum)]
    only: Option<Stage>,
}

fn main() -> Result<ExitCode> {
    let args = Args::parse();
    let corpus = Corpus::find(&args.paths);
    if let Some(stage) = args.only {
        rayon::ThreadPoolBuilder::new()
            .num_threads(args.jobs.unwrap_or(0))
            .build_global()?;
        println!("{}", serde_json::to_string(&measure::run(stage, &corpus))?);
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(note) = &corpus.note {
        eprintln!("{note}");
    }
    let mut runs: Vec<(Stage, Vec<Measured>)> = Stage::ALL
        .iter()
        .map(|&stage| (stage, Vec::new()))
        .collect();
    for turn in 1..=args.runs {
        for (stage, measured) in &mut runs {
            eprintln!("run {turn} of {}: {stage}", args.runs);
            measured.push(in_child(*stage, &args)?);
        }
    }
    let rows: Vec<Row> = runs
        .iter()
        .map(|(stage, runs)| Row::new(*stage, runs))
        .collect();
    print!("{}", table::print(&corpus, &rows));
    let panics = rows.iter().map(|row| row.panics).max().unwrap_or_default();
    Ok(if panics == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// One run of a stage in a process of its own.
fn in_child(stage: Stage, args: &Args) -> Result<Measured> {
    let program = std::env::current_exe().context("this program's own path")?;
    let mut command = Command::new(program);
    command.args(["--only", stage.name()]).args(&args.paths);
    if let Some(jobs) = args.jobs {
        command.args(["--jobs", &jobs.to_string()]);
    }
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .context("a run could not be started")?;
    if !output.status.success() {
        bail!("the run of {stage} ended with {}", output.status);
    }
    serde_json::from_slice(&output.stdout).context("what a run printed")
}
