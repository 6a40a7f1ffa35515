//! Reads Arabic news reports: who said what, on whose word, through whom.

mod add;
mod args;
mod ask;
mod care;
mod contract;
mod exit;
mod explain;
mod failures;
mod labels;
mod layout;
mod licences;
mod mend;
mod opened;
mod output;
mod pipeline;
mod progress;
mod read_command;
mod render;
mod sure;
mod terminal;

use anyhow::{Context, Result};
use args::{Cli, Command};
use clap::{CommandFactory, Parser};
use exit::Exit;
use musnad_read::Engine;
use output::{nobody_reads, print};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let exit = match run(cli) {
        Ok(exit) => exit,
        Err(error) if nobody_reads(&error) => Exit::Done,
        Err(error) => {
            progress::say(&format!("musnad: {error:#}"));
            Exit::of(&error)
        }
    };
    exit.into()
}

fn run(cli: Cli) -> Result<Exit> {
    let Some(command) = cli.command else {
        print(&version())?;
        return Ok(Exit::Done);
    };
    match command {
        Command::Read(args) => return read_command::run(&args),
        Command::Explain(args) => return explain::run(&args),
        Command::Ask(command) => return ask::run(&command),
        Command::Add(args) => return add::run(&args),
        Command::Mend(command) => return mend::run(&command),
        Command::Care(command) => return care::run(&command),
        Command::Failures(args) => return failures::run(&args),
        Command::Schema { command } => {
            let schema = contract::schema_of(&command);
            print(&schema.with_context(|| format!("{command} prints no JSON"))?)?;
        }
        Command::Licences => print(&licences::text())?,
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "musnad", &mut script);
            print(&String::from_utf8(script)?)?;
        }
        Command::Man { command } => print(&man(command.as_deref())?)?,
    }
    Ok(Exit::Done)
}

fn version() -> String {
    let engine = musnad_read::contract::Engine::with_data(&Engine::embedded().language().version);
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
