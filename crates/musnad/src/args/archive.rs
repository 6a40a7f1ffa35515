//! The flags of the commands that work on an archive.

use super::{About, Format, Look};
use clap::{Args, ValueHint};
use std::path::PathBuf;

/// Which archive.
#[derive(Clone, Debug, Args)]
pub struct ArchiveFile {
    /// The archive: one file
    #[arg(
        long = "archive",
        value_name = "FILE",
        default_value = "musnad.db",
        env = "MUSNAD_ARCHIVE",
        value_hint = ValueHint::FilePath
    )]
    pub path: PathBuf,
}

/// Which archive is worked on, and how the answer is printed.
#[derive(Debug, Args)]
pub struct Answer {
    /// For people (text) or for programs (json: see `musnad schema`)
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    #[command(flatten)]
    pub archive: ArchiveFile,
    #[command(flatten)]
    pub look: Look,
}

/// Arguments of `musnad add`.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// Files and folders; `-` is standard input
    #[arg(required_unless_present = "retry", value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Try again what failed before and still waits
    #[arg(long)]
    pub retry: bool,
    #[command(flatten)]
    pub archive: ArchiveFile,
    #[command(flatten)]
    pub about: About,
    /// For people (text) or for programs (json: one object)
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// How many reports are read at a time [default: the number of cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Show no progress bar
    #[arg(long)]
    pub no_progress: bool,
    #[command(flatten)]
    pub look: Look,
}

/// Arguments of `musnad failures`.
#[derive(Debug, Args)]
pub struct FailuresArgs {
    #[command(flatten)]
    pub answer: Answer,
}
