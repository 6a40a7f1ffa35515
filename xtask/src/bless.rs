//! `cargo xtask bless`: snapshots show what the program does; whoever blesses them reads the diff.

use anyhow::{Context, Result};
use std::process::{Command, ExitCode};

#[derive(clap::Args)]
pub struct Args {
    /// Only tests whose name contains this
    filter: Option<String>,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let status = Command::new(env!("CARGO"))
        .current_dir(crate::repository())
        .env("INSTA_UPDATE", "always")
        .args(["test", "--workspace", "--quiet"])
        .args(&args.filter)
        .status()
        .context("cargo test could not be started")?;
    eprintln!("Read what changed: git diff -- '*.snap'");
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
