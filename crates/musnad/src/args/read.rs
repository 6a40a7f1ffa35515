//! The flags of the commands that keep nothing.

use super::{About, Format, Look, Sure};
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueHint};
use std::path::PathBuf;

/// Arguments of `musnad read`.
#[derive(Debug, Args)]
pub struct ReadArgs {
    /// Files and folders; `-` is standard input
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub about: About,
    /// For people (text) or for programs (json: one object a report, one a line)
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Add the text in which offsets are counted to the JSON
    #[arg(long)]
    pub with_text: bool,
    #[command(flatten)]
    pub sure: Sure,
    /// How many reports are read at a time [default: the number of cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Show no progress bar
    #[arg(long)]
    pub no_progress: bool,
    #[command(flatten)]
    pub look: Look,
}

/// Arguments of `musnad explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The file; `-` is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Words of the report; spelling may differ as in «أكد» and «اكد»
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub at: String,
    /// Which place, from 1, where the words stand in several
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub nth: u32,
    /// Which report of the file, from 0, where it holds several
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub record: u64,
    /// For people (text) or for programs (json: one object)
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    #[command(flatten)]
    pub about: About,
    #[command(flatten)]
    pub look: Look,
}
