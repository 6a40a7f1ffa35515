//! `musnad export`: all readings, for other programs.

mod acled;
mod csv;
mod file;
mod geojson;
mod gexf;
mod graphml;
mod network;
#[cfg(feature = "parquet")]
mod parquet;
mod plover;
mod rows;
#[cfg(test)]
mod tests;
mod xml;

use super::args::{ExportArgs, ExportFormat};
use super::found::Shown;
use crate::args::Sure;
use crate::exit::Exit;
use crate::opened::{open, open_grouped};
use crate::progress::say;
use anyhow::{Result, bail};
use file::Target;
use geojson::Mapping;
use musnad_archive::contract::events::Event;
use musnad_archive::{Access, Archive, Telling};
use musnad_link::graph::{Gathering, Graph, Node, Point, Scope};
use musnad_read::contract::Line;
use musnad_search::Query;
use std::io::{IsTerminal, Write, stdout};

/// Writes the archive's readings.
///
/// # Errors
/// If the archive cannot be used, if the file is there already, or if it cannot be written.
pub fn run(args: &ExportArgs) -> Result<Exit> {
    let format = args.format;
    if args.bom && !matches!(format, ExportFormat::Csv | ExportFormat::AcledCsv) {
        bail!("--bom is for --format csv and acled-csv");
    }
    if args.events
        && !matches!(
            format,
            ExportFormat::Geojson | ExportFormat::Graphml | ExportFormat::Gexf
        )
    {
        bail!("--events is for --format geojson, graphml and gexf");
    }
    let part = !args.query.is_empty() || args.sure.min_confidence.is_some();
    if part && args.format == ExportFormat::Archive {
        bail!("an archive is exported whole, or in another format");
    }
    let archive = match args.format {
        // Its lines name entities across reports, and must not hang on whether somebody has asked for those before.
        ExportFormat::Jsonl
        | ExportFormat::PloverJsonl
        | ExportFormat::AcledCsv
        | ExportFormat::Geojson
        | ExportFormat::Graphml
        | ExportFormat::Gexf => open_grouped(&args.archive)?,
        ExportFormat::Csv | ExportFormat::Parquet | ExportFormat::Archive => {
            open(&args.archive, Access::Read)?
        }
    };
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
    let lines = Lines {
        archive,
        ids: &ids,
        sure: args.sure,
    };
    match args.format {
        ExportFormat::Jsonl => lines.each(|line| {
            let line = serde_json::to_string(&line)?;
            Ok(writeln!(out, "{line}")?)
        })?,
        ExportFormat::Csv => {
            let mut writer = csv::Writer::new(out, args.bom)?;
            lines.each(|line| Ok(writer.report(&rows::of(&line))?))?;
        }
        ExportFormat::Parquet => by_columns(&lines, out)?,
        ExportFormat::PloverJsonl => {
            lines.each_event(|line, event| plover::write(&line.document, &event, out))?;
        }
        ExportFormat::AcledCsv => {
            acled::head(out, args.bom)?;
            lines.each_event(|line, event| Ok(acled::write(&line.document, &event, out)?))?;
        }
        ExportFormat::Geojson => on_a_map(&lines, args.events, out)?,
        ExportFormat::Graphml => graphml::write(&graph(&lines, args.events)?, out)?,
        ExportFormat::Gexf => gexf::write(&graph(&lines, args.events)?, out)?,
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
fn by_columns(lines: &Lines, out: &mut (impl Write + Send)) -> Result<()> {
    let mut writer = parquet::Writer::new(out)?;
    lines.each(|line| writer.report(rows::of(&line)))?;
    writer.close()
}

#[cfg(not(feature = "parquet"))]
fn by_columns(_: &Lines, _: &mut (impl Write + Send)) -> Result<()> {
    bail!("this musnad was built without parquet; csv has the same columns")
}

fn on_a_map(lines: &Lines, events: bool, out: &mut impl Write) -> Result<()> {
    let mut mapping = Mapping::default();
    lines.each_shown(|shown, line| {
        mapping.put(&line);
        if events {
            let told = lines.told(shown)?;
            told.into_iter()
                .for_each(|event| mapping.put_event(&line.document.id, event));
        }
        Ok(())
    })?;
    match mapping.left_out() {
        0 => {}
        n => say(&format!(
            "musnad: {n} times a place is not on the map, as the gazetteer has no point for it; \
             `musnad where` and `musnad entities --kind place` list such places too"
        )),
    }
    mapping.write(out)
}

/// Who cites whom, who speaks of whom, and with `events` who does what to whom, by what is known across reports.
fn graph(lines: &Lines, events: bool) -> Result<Graph> {
    let mut gathering = Gathering::default();
    lines.each_shown(|shown, line| {
        gathering.put(&line);
        if events {
            let holds = |event: &musnad_read::Event| lines.sure.holds(event.confidence);
            gathering.put_events(&line, &shown.reading, holds);
        }
        Ok(())
    })?;
    gathering.graph(|id| known(lines.archive, id))
}

fn known(archive: &Archive, id: &str) -> Result<Option<Node>> {
    let entity = archive.known_entity(id)?;
    Ok(entity.map(|entity| Node {
        id: entity.id,
        name: entity.name,
        scope: Scope::Archive,
        kind: entity.r#type.name().to_owned(),
        country: entity
            .country
            .or_else(|| entity.place.as_ref()?.country.clone()),
        place: entity.place.map(|place| Point {
            id: place.id,
            latitude: place.latitude,
            longitude: place.longitude,
        }),
    }))
}

/// The reports that are written, and which of their statements.
struct Lines<'a> {
    archive: &'a Archive,
    ids: &'a [String],
    sure: Sure,
}

impl Lines<'_> {
    /// Reports in the order of their ids, one at a time in memory.
    fn each(&self, mut body: impl FnMut(Line) -> Result<()>) -> Result<()> {
        self.each_shown(|_, line| body(line))
    }

    /// The same, each with the report and all that was read out of it.
    fn each_shown(&self, mut body: impl FnMut(&Shown, Line) -> Result<()>) -> Result<()> {
        let mut left_out = 0;
        for id in self.ids {
            if let Some(held) = self.archive.held(id)? {
                let shown = Shown::new(self.archive, held)?;
                let mut line = shown.linked_line(self.archive)?;
                left_out += self.sure.only_of_line(&mut line);
                body(&shown, line)?;
            }
        }
        self.sure.told(left_out).iter().for_each(|told| say(told));
        Ok(())
    }

    /// The events of all reports, in the order of the text.
    fn each_event(&self, mut body: impl FnMut(&Line, Event) -> Result<()>) -> Result<()> {
        for id in self.ids {
            if let Some(held) = self.archive.held(id)? {
                let shown = Shown::new(self.archive, held)?;
                let line = shown.line();
                for event in self.told(&shown)? {
                    body(&line, event)?;
                }
            }
        }
        Ok(())
    }

    /// The events of a report that are sure enough.
    fn told(&self, shown: &Shown) -> Result<Vec<Event>> {
        let globals = self.archive.global_ids(shown.held.n)?;
        let telling = Telling::new(&shown.report, &shown.reading, globals);
        let events = telling.events();
        Ok(events
            .filter(|event| self.sure.holds(event.confidence))
            .collect())
    }
}
