//! The flags of the commands that work on an archive.

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
