//! `musnad timeline`: statements, or events, in the order of a clock.

use super::args::{ClockName, TimelineArgs};
use super::found::Statements;
use super::{actors, brief, entities, told};
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
use musnad_archive::contract::timeline::{Clock, Dated, DatedEvent, Time, Timeline};
use musnad_archive::{Archive, AskedTimeline, AskedTold, Named};
use musnad_read::Anchoring;

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const PLAIN: Style = Style::new();

/// Prints statements, or events, in the order of a clock.
///
/// # Errors
/// If the days are in no order, if the archive cannot be used, if no entity has the id that was asked for, or if
/// standard output fails.
pub fn run(args: &TimelineArgs) -> Result<Exit> {
    let archive = open_grouped(&args.answer.archive)?;
    if args.events || args.which.is_asked() {
        return events(&archive, args);
    }
    // Whatever they are asked of, days and names are understood alike.
    let asked = actors::asked(&archive, &args.concerning, None, args.sure)?;
    let mut timeline = archive.timeline(&AskedTimeline {
        clock: clock(args.clock),
        from: asked.from,
        to: asked.to,
        entity: named(&archive, args.entity.as_deref())?,
        place: asked.place,
        outlet: asked.outlet,
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

/// Prints events in the order of a clock.
fn events(archive: &Archive, args: &TimelineArgs) -> Result<Exit> {
    if !matches!(args.clock, ClockName::Event | ClockName::Publication) {
        bail!(
            "events go by --clock event or publication: when they were told is the statements' time"
        );
    }
    let mut timeline = archive.events(
        clock(args.clock),
        &AskedTold {
            entity: named(archive, args.entity.as_deref())?,
            offset: args.part.offset,
            limit: args.part.limit,
            least: None,
            ..actors::asked(archive, &args.concerning, Some(&args.which), args.sure)?
        },
    )?;
    let before = timeline.events.len();
    timeline
        .events
        .retain(|dated| args.sure.holds(dated.event.confidence));
    let left_out = before - timeline.events.len();
    match args.answer.format {
        Format::Json => output::json(&timeline)?,
        Format::Text => output::page(args.answer.look, |form| {
            print_events(form, &timeline, args.part.offset)
        })?,
    }
    let told = args.sure.told_of(left_out, ["event", "events"]);
    told.iter().for_each(|told| say(told));
    Ok(Exit::Done)
}

fn print_events(form: TextForm, timeline: &Timeline, offset: usize) -> String {
    let mut sheet = Sheet::new(form);
    entities::asked(&mut sheet, &timeline.entities, &timeline.places);
    let all = timeline.dated + timeline.undated;
    let part = (offset, timeline.events.len(), all);
    heading(&mut sheet, "timeline.events_by", timeline, part);
    if all == 0 {
        sheet.hint("told.nothing");
    }
    let mut under = None;
    for dated in &timeline.events {
        let over = over(timeline.clock, dated);
        if under.as_ref() != Some(&over) {
            when(&mut sheet, &over);
            under = Some(over);
        }
        told::event(&mut sheet, &dated.event);
        let report = brief::print(form, &dated.report, None);
        sheet.out.push_str(&report);
        sheet.out.push('\n');
    }
    sheet.out
}

/// The time that stands over an event by a clock; empty where it lies nowhere.
fn over(clock: Clock, dated: &DatedEvent) -> String {
    let published = dated.report.published.clone();
    let time = dated.event.time.as_ref().filter(|time| lies_in_time(time));
    let own = time.map(|time| time.edtf.clone());
    match clock {
        Clock::Publication => published,
        Clock::Event | Clock::Saying | Clock::Capture => own,
    }
    .unwrap_or_default()
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
///
/// # Errors
/// If no entity has it, or if the archive cannot be read.
pub fn named(archive: &Archive, written: Option<&str>) -> Result<Option<Named>> {
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
    entities::asked(&mut sheet, &timeline.entities, &timeline.places);
    let all = timeline.dated + timeline.undated;
    heading(
        &mut sheet,
        "timeline.by",
        timeline,
        (offset, timeline.entries.len(), all),
    );
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
fn heading(
    sheet: &mut Sheet,
    by: &'static str,
    timeline: &Timeline,
    (before, here, all): (usize, usize, usize),
) {
    let mut line = Paragraph::new(sheet.form.base(), 0);
    let labels = &sheet.labels;
    let by = format!(
        "{} {}: ",
        labels.get(by),
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
