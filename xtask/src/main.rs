//! The contributor's tasks: `cargo xtask --help`.

mod bless;
mod eval;
mod places;
mod train;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// The contributor's tasks.
#[derive(Parser)]
#[command(name = "cargo xtask", disable_version_flag = true)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Score against gold, beside the baselines; fail below the floors of eval/floors.toml
    Eval(eval::Args),
    /// Learn the weights of lang/ar/models from gold that may train them
    Train(train::Args),
    /// Make the gazetteer of crates/place/data from its sources
    Places(places::Args),
    /// Accept what the program prints today as its snapshots
    Bless(bless::Args),
}

fn main() -> Result<ExitCode> {
    match Cli::parse().task {
        Task::Eval(args) => eval::run(&args),
        Task::Train(args) => train::run(&args),
        Task::Places(args) => places::run(&args),
        Task::Bless(args) => bless::run(&args),
    }
}

/// The workspace root.
fn repository() -> PathBuf {
    let mut root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.pop();
    root
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn flags_are_consistent() {
        Cli::command().debug_assert();
    }
}
