//! The flags of `musnad export`.

use crate::args::{ArchiveFile, Sure};
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Arguments of `musnad export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// What to write
    #[arg(long, value_enum)]
    pub format: ExportFormat,
    /// Where to [default: standard output]
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub out: Option<PathBuf>,
    /// Replace the file if it is there
    #[arg(long, requires = "out")]
    pub force: bool,
    /// Only the reports that this finds, as in `musnad search`
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// Of geojson, graphml and gexf: events too
    #[arg(long)]
    pub events: bool,
    /// Begin a csv with a byte order mark, without which Excel takes UTF-8 for something else
    #[arg(long)]
    pub bom: bool,
    #[command(flatten)]
    pub sure: Sure,
    #[command(flatten)]
    pub archive: ArchiveFile,
}

/// Forms of export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One object a report, one a line, by `musnad.reading/1`.
    Jsonl,
    /// One row a statement (RFC 4180).
    Csv,
    /// One row a statement, by columns (Apache Parquet).
    Parquet,
    /// The places that reports speak of, on a map (RFC 7946).
    Geojson,
    /// Who cites whom and who speaks of whom, as a graph (GraphML 1.0).
    Graphml,
    /// The same graph for Gephi (GEXF 1.3).
    Gexf,
    /// Events by PLOVER, one object an event, one a line.
    PloverJsonl,
    /// Events in the columns of ACLED, as a draft that a machine has made.
    AcledCsv,
    /// Originals, reports, readings, corrections and custody log, by `musnad.archive/1`.
    Archive,
}
