//! `musnad export`: all readings, for other programs.

mod csv;
mod file;
#[cfg(feature = "parquet")]
mod parquet;
mod rows;

use super::args::{ExportArgs, ExportFormat};
use super::found::Shown;
use crate::exit::Exit;
use crate::opened::open;
use crate::progress::say;
use anyhow::{Result, bail};
use file::Target;
use musnad_archive::{Access, Archive};
use musnad_search::Query;
use std::io::{IsTerminal, Write, stdout};

/// Writes the archive's readings.
///
/// # Errors
/// If the archive cannot be used, if the file is there already, or if it cannot be written.
pub fn run(args: &ExportArgs) -> Result<Exit> {
    if args.bom && args.format != ExportFormat::Csv {
        bail!("--bom is for --format csv");
    }
    if !args.query.is_empty() && args.format == ExportFormat::Archive {
        bail!("an archive is exported whole, or in another format");
    }
    let archive = open(&args.archive, Access::Read)?;
    match &args.out {
        Some(path) => {
            let mut target = Target::create(path, args.force)?;
            let left_out = write(&archive, args, &mut target)?;
            target.keep()?;
            Ok(Exit::after(left_out))
        }
        None => {
            if args.format == ExportFormat::Parquet && stdout().is_terminal() {
                bail!("parquet is not for terminals; --out names a file");
            }
            let mut out = std::io::BufWriter::new(stdout());
            let left_out = write(&archive, args, &mut out)?;
            out.flush()?;
            Ok(Exit::after(left_out))
        }
    }
}

/// Writes it; how much was damaged and left out, of which each is named on standard error.
fn write(archive: &Archive, args: &ExportArgs, out: &mut (impl Write + Send)) -> Result<u64> {
    let ids = match &args.query[..] {
        [] => archive.ids()?,
        query => archive.ids_meeting(&Query::parse(&query.join(" "))?)?,
    };
    match args.format {
        ExportFormat::Jsonl => each(archive, &ids, |shown| {
            let line = serde_json::to_string(&shown.line())?;
            Ok(writeln!(out, "{line}")?)
        })?,
        ExportFormat::Csv => {
            let mut writer = csv::Writer::new(out, args.bom)?;
            each(archive, &ids, |shown| {
                Ok(writer.report(&rows::of(&shown.line()))?)
            })?;
        }
        ExportFormat::Parquet => by_columns(archive, &ids, out)?,
        ExportFormat::Archive => {
            let exported = archive.export(out, &mut |_, _| ())?;
            for told in &exported.damaged {
                say(&format!(
                    "musnad: {}: {}; it was left out",
                    told.place, told.what
                ));
            }
            return Ok(exported.damaged.len() as u64);
        }
    }
    Ok(0)
}

#[cfg(feature = "parquet")]
fn by_columns(archive: &Archive, ids: &[String], out: &mut (impl Write + Send)) -> Result<()> {
    let mut writer = parquet::Writer::new(out)?;
    each(archive, ids, |shown| writer.report(rows::of(&shown.line())))?;
    writer.close()
}

#[cfg(not(feature = "parquet"))]
fn by_columns(_: &Archive, _: &[String], _: &mut (impl Write + Send)) -> Result<()> {
    bail!("this musnad was built without parquet; csv has the same columns")
}

/// Reports in the order of their ids, one at a time in memory.
fn each(
    archive: &Archive,
    ids: &[String],
    mut body: impl FnMut(Shown) -> Result<()>,
) -> Result<()> {
    for id in ids {
        if let Some(held) = archive.held(id)? {
            body(Shown::new(archive, held)?)?;
        }
    }
    Ok(())
}
