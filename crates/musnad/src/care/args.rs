//! The flags of the commands that keep an archive whole.

use crate::args::Answer;
use clap::{Args, Subcommand, ValueHint};
use std::path::PathBuf;

/// What to do to the whole archive.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Take in what a colleague's archive holds and this one does not
    #[command(
        after_help = "Exit codes: 0 done; 2 wrong usage; 3 some of it was left out; 4 an archive cannot be used.",
        after_long_help = concat!(
            "Examples:\n",
            "  musnad merge ../hala/musnad.db\n",
            "  musnad merge --archive desk.db --format json field.db\n\n",
            "Nothing is doubled: what is here already stays, so archives may be merged again and again, in\n",
            "either direction. Corrections come along, and so does the other archive's custody log. The other\n",
            "archive is only read.\n\n",
            "Exit codes: 0 done; 2 wrong usage; 3 some of it was damaged or contradicts what is here, and\n",
            "was left out; 4 one of the archives cannot be used."
        )
    )]
    Merge(MergeArgs),
    /// Take in a whole archive that was exported
    #[command(
        after_help = "Exit codes: 0 done; 2 wrong usage; 3 some of it was left out; 4 the archive cannot be used.",
        after_long_help = concat!(
            "Examples:\n",
            "  musnad import desk.jsonl\n",
            "  musnad export --format archive | ssh elsewhere musnad import -\n\n",
            "A new archive is made where there is none. Every hash is checked before anything is written.\n\n",
            "Exit codes: 0 done; 2 wrong usage, or no export; 3 some of it was damaged or contradicts what\n",
            "is here, and was left out; 4 the archive cannot be used."
        )
    )]
    Import(ImportArgs),
    /// Check every stored byte: whether the archive is what was put into it
    #[command(
        after_help = "Exit codes: 0 intact; 1 damage was found; 2 wrong usage; 4 the archive cannot be used.",
        after_long_help = concat!(
            "Examples:\n",
            "  musnad verify\n",
            "  musnad verify --quick                        without reading every report once more\n",
            "  musnad verify --format json | jq '.problems[].name'\n\n",
            "Originals and texts are compared with their hashes, reports with the custody log, the log with\n",
            "itself, indexes with their tables, readings with a second reading, the file with the format that\n",
            "it should have. Damage is named by report or structure, with what can be done about it.\n\n",
            "Exit codes: 0 intact; 1 damage was found; 2 wrong usage; 4 the archive cannot be used."
        )
    )]
    Verify(VerifyArgs),
    /// Say what waits to be done, make again what is derived, or rescue what is intact
    #[command(
        after_help = "Exit codes: 0 done; 1 damage is left; 2 wrong usage; 4 the archive cannot be used.",
        after_long_help = concat!(
            "Examples:\n",
            "  musnad doctor                                what there is to know, and to do\n",
            "  musnad doctor --repair                       indexes, readings and the like, in their place\n",
            "  musnad doctor --rescue new.db                all that is intact, into a new archive\n\n",
            "A rescue leaves the damaged file as it is and names what is missing; `musnad add` of the same\n",
            "files brings it back.\n\n",
            "Exit codes: 0 done; 1 damage is left, or something is missing; 2 wrong usage; 4 the archive\n",
            "cannot be used."
        )
    )]
    Doctor(DoctorArgs),
}

/// Arguments of `musnad merge`.
#[derive(Debug, Args)]
pub struct MergeArgs {
    /// The other archive
    #[arg(value_name = "OTHER.db", value_hint = ValueHint::FilePath)]
    pub other: PathBuf,
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `musnad import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// What `musnad export --format archive` wrote; `-` is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `musnad verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Compare readings with their hashes alone, and make none again
    #[arg(long)]
    pub quick: bool,
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `musnad doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Make again in its place what is derived and damaged
    #[arg(long)]
    pub repair: bool,
    /// Copy all that is intact into a new archive
    #[arg(long, value_name = "NEW.db", conflicts_with = "repair", value_hint = ValueHint::FilePath)]
    pub rescue: Option<PathBuf>,
    #[command(flatten)]
    pub common: Common,
}

/// What all of them share.
#[derive(Debug, Args)]
pub struct Common {
    /// Show no progress bar
    #[arg(long)]
    pub no_progress: bool,
    #[command(flatten)]
    pub answer: Answer,
}
