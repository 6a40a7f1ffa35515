//! `musnad timeline`: statements in the order of a clock.

use super::args::{ClockName, TimelineArgs};
use super::found::Statements;
use super::{brief, entities};
use crate::args::Format;
use crate::exit::Exit;
use crate::layout::Paragraph;
use crate::opened::open_grouped;
use crate::output;
use crate::progress::say;
use crate::render::sheet::Sheet;
use crate::render::text::TextForm;
use anstyle::Style;
use anyhow::{Result, bail};
use musnad_archive::contract::timeline::{Clock, Dated, Time, Timeline};
use musnad_archive::{Archive, AskedTimeline, Named};
use musnad_read::Anchoring;

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const PLAIN: Style = Style::new();

/// So many who have a name are shown; programs get all.
const SHOWN: usize = 4;

/// Prints statements in the order of a clock.
///
/// # Errors
/// If the days are in no order, if the archive cannot be used, if no entity has the id that was asked for, or if
/// standard output fails.
pub fn run(args: &TimelineArgs) -> Result<Exit> {
    if let (Some(from), Some(to)) = (args.from, args.to)
        && from > to
    {
        bail!("--from {from} lies behind --to {to}");
    }
    let archive = open_grouped(&args.answer.archive)?;
    let mut timeline = archive.timeline(&AskedTimeline {
        clock: clock(args.clock),
        from: args.from,
        to: args.to,
        entity: named(&archive, args.entity.as_deref())?,
        place: args.place.clone(),
        outlet: args.outlet.clone(),
        offset: args.part.offset,
        limit: args.part.limit,
    })?;
    let before = timeline.entries.len();
    let entries = &mut timeline.entries;
    entries.retain(|entry| args.sure.holds(entry.attribution.confidence));
    let left_out = before - entries.len();
    match args.answer.format {
        Format::Json => output::json(&timeline)?,
        Format::Text => {
            let ids = timeline.entries.iter().map(|entry| &entry.report.id);
            let statements = Statements::read(&archive, ids)?;
            output::page(args.answer.look, |form| {
                print(form, &timeline, args.part.offset, &statements)
            })?;
        }
    }
    args.sure.told(left_out).iter().for_each(|told| say(told));
    Ok(Exit::Done)
}

fn clock(name: ClockName) -> Clock {
    match name {
        ClockName::Event => Clock::Event,
        ClockName::Saying => Clock::Saying,
        ClockName::Publication => Clock::Publication,
        ClockName::Capture => Clock::Capture,
    }
}

/// What looks like an id is one, as in `musnad entities`.
fn named(archive: &Archive, written: Option<&str>) -> Result<Option<Named>> {
    let Some(written) = written else {
        return Ok(None);
    };
    Ok(Some(match super::id(written) {
        Ok(beginning) => Named::Id(entities::find(archive, &beginning)?.id),
        Err(_) => Named::Name(written.to_owned()),
    }))
}

fn print(form: TextForm, timeline: &Timeline, offset: usize, statements: &Statements) -> String {
    let mut sheet = Sheet::new(form);
    for entity in timeline.entities.iter().take(SHOWN) {
        entities::one(&mut sheet, entity);
    }
    if timeline.entities.len() > SHOWN {
        sheet.line("more").out.push('\n');
    }
    for place in &timeline.places {
        entities::place(&mut sheet, place, 0);
    }
    let all = timeline.dated + timeline.undated;
    heading(&mut sheet, timeline, (offset, timeline.entries.len(), all));
    if all == 0 {
        sheet.hint("timeline.nothing");
    }
    let mut under = None;
    for entry in &timeline.entries {
        let over = entry.time.as_ref().filter(|time| lies_in_time(time));
        let over = over.map_or("", |time| &time.edtf);
        if under != Some(over) {
            when(&mut sheet, over);
            under = Some(over);
        }
        one(&mut sheet, timeline, entry, statements);
    }
    sheet.out
}

/// By which clock, how many there are, how many of them lie in time, and which part follows.
fn heading(sheet: &mut Sheet, timeline: &Timeline, (before, here, all): (usize, usize, usize)) {
    let mut line = Paragraph::new(sheet.form.base(), 0);
    let labels = &sheet.labels;
    let by = format!(
        "{} {}: ",
        labels.get("timeline.by"),
        labels.of("clock", timeline.clock)
    );
    line.label(&by, DIM).label(&all.to_string(), BOLD);
    if timeline.undated > 0 {
        let unknown = labels.get("timeline.unknown");
        line.label(&format!(" · {unknown}: {}", timeline.undated), DIM);
    }
    if (1..all).contains(&here) {
        line.label(&format!(" · {}–{}", before + 1, before + here), DIM);
    }
    sheet.print(&line);
    sheet.out.push('\n');
}

fn lies_in_time(time: &Time) -> bool {
    time.earliest.is_some() || time.latest.is_some()
}

/// The line over all that lies at one time; nothing of what lies nowhere.
fn when(sheet: &mut Sheet, edtf: &str) {
    let mut line = Paragraph::new(sheet.form.base(), 0);
    match edtf {
        "" => line.label(sheet.labels.get("timeline.unknown"), BOLD),
        edtf => line.words(edtf, BOLD),
    };
    sheet.print(&line);
    sheet.out.push('\n');
}

fn one(sheet: &mut Sheet, timeline: &Timeline, entry: &Dated, statements: &Statements) {
    let form = sheet.form;
    let statement = statements.one(form, &entry.report.id, &entry.attribution.id);
    sheet.out.push_str(&statement);
    if let Some(time) = &entry.time {
        words(sheet, timeline.clock, time);
    }
    let report = brief::print(form, &entry.report, None);
    sheet.out.push_str(&report);
    sheet.out.push('\n');
}

/// The words that tell the time, and what is not sure of it; nothing of a time that the report came with.
fn words(sheet: &mut Sheet, clock: Clock, time: &Time) {
    let Some(words) = &time.words else { return };
    let doubts = doubts(sheet, time);
    // The statement itself tells when it was said.
    if clock == Clock::Saying && doubts.is_empty() {
        return;
    }
    let mut line = Paragraph::new(sheet.form.base(), 4);
    let label = sheet.labels.get("timeline.in_words");
    line.label(&format!("{label}: "), DIM);
    let text = words.text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.label("«", DIM).words(&text, PLAIN).label("»", DIM);
    if !lies_in_time(time) {
        line.label(" · ", DIM).words(&time.edtf, BOLD);
    }
    for doubt in doubts {
        line.label(&format!(" · {doubt}"), DIM);
    }
    sheet.print(&line);
}

/// What is not sure of a time.
fn doubts(sheet: &Sheet, time: &Time) -> Vec<String> {
    let labels = &sheet.labels;
    let how = match time.anchoring {
        Some(Anchoring::Nearest) => Some("timeline.nearest"),
        Some(Anchoring::Unanchored) => Some("timeline.unanchored"),
        Some(Anchoring::Absolute | Anchoring::Counted | Anchoring::Told) | None => None,
    };
    let clash = time.clash.map(|_| "clash");
    let keys = how.into_iter().chain(clash);
    let mut doubts: Vec<String> = keys.map(|key| labels.get(key).to_owned()).collect();
    if time.slack_days > 0 {
        let slack = labels.get("timeline.slack");
        doubts.push(format!("{slack}: {}", time.slack_days));
    }
    doubts
}
