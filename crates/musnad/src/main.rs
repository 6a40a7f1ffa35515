//! Reads Arabic news reports: who said what, on whose word, through whom.

mod args;
mod explain;
mod labels;
mod layout;
mod licences;
mod pipeline;
mod progress;
mod read_command;
mod render;
mod terminal;

use anyhow::{Context, Result};
use args::{Cli, Command, Contract};
use clap::{CommandFactory, Parser};
use musnad_read::{Engine, contract};
use std::io::{self, Write};
use std::process::ExitCode;

/// Wrong usage; clap uses the same.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(code) => code,
        Err(error) if nobody_reads(&error) => ExitCode::SUCCESS,
        Err(error) => {
            progress::say(&format!("musnad: {error:#}"));
            ExitCode::from(USAGE)
        }
    }
}

fn run(cli: Cli) -> Result<ExitCode> {
    let Some(command) = cli.command else {
        return print(&version());
    };
    match command {
        Command::Read(args) => read_command::run(&args),
        Command::Explain(args) => match explain::run(&args)? {
            Some(explanation) => print(&explanation),
            None => Ok(ExitCode::from(read_command::SOME_FAILED)),
        },
        Command::Schema { command } => {
            let schema = match command {
                Contract::Read => contract::schema::<contract::Line>(),
                Contract::Explain => contract::schema::<contract::Explanation>(),
            };
            let schema = serde_json::to_string_pretty(&schema)?;
            print(&format!("{schema}\n"))
        }
        Command::Licences => print(&licences::text()),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "musnad", &mut script);
            print(&String::from_utf8(script)?)
        }
        Command::Man { command } => print(&man(command.as_deref())?),
    }
}

fn version() -> String {
    let engine = contract::Engine::with_data(&Engine::embedded().language().version);
    let program = env!("CARGO_PKG_VERSION");
    format!(
        "musnad {program} (engine {}, data {})\n",
        engine.version, engine.data
    )
}

fn man(command: Option<&str>) -> Result<String> {
    let mut program = Cli::command();
    program.build();
    let page = match command {
        None => program,
        Some(name) => {
            let found = program
                .find_subcommand(name)
                .with_context(|| format!("no command {name}"))?;
            found.clone()
        }
    };
    let mut roff = Vec::new();
    clap_mangen::Man::new(page).render(&mut roff)?;
    Ok(String::from_utf8(roff)?)
}

fn print(text: &str) -> Result<ExitCode> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// `| head` has seen enough.
fn nobody_reads(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
}
