//! `musnad where`: what concerns a place, or what lies within it.

use super::args::WhereArgs;
use super::found::Statements;
use super::search::print::excerpt;
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
use anyhow::Result;
use musnad_archive::AskedPlace;
use musnad_archive::contract::places::{There, Where};

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const PLAIN: Style = Style::new();

/// So much that lies there is shown; programs get all.
const SHOWN: usize = 20;

/// Prints what reports say of a place.
///
/// # Errors
/// If the archive cannot be used, or standard output fails.
pub fn run(args: &WhereArgs) -> Result<Exit> {
    let archive = open_grouped(&args.answer.archive)?;
    let mut found = archive.concerning(&AskedPlace {
        place: args.place.clone(),
        country: args.country.clone(),
        after: args.published.after,
        before: args.published.before,
        outlet: args.published.outlet.clone(),
        offset: args.part.offset,
        limit: args.part.limit,
    })?;
    let before = found.statements.len();
    found
        .statements
        .retain(|about| args.sure.holds(about.attribution.confidence));
    let left_out = before - found.statements.len();
    match args.answer.format {
        Format::Json => output::json(&found)?,
        Format::Text => {
            let ids = found.statements.iter().map(|about| &about.report.id);
            let statements = Statements::read(&archive, ids)?;
            output::page(args.answer.look, |form| {
                print(form, &found, args.part.offset, &statements)
            })?;
        }
    }
    args.sure.told(left_out).iter().for_each(|told| say(told));
    Ok(Exit::Done)
}

fn print(form: TextForm, found: &Where, offset: usize, statements: &Statements) -> String {
    let mut sheet = Sheet::new(form);
    if found.reports == 0 {
        sheet.hint("where.nothing");
        return sheet.out;
    }
    for place in &found.places {
        entities::place(&mut sheet, place, 0);
    }
    if !found.places.is_empty() {
        sheet.out.push('\n');
    }
    sheet.line("where.there").out.push('\n');
    for there in found.there.iter().take(SHOWN) {
        lies_there(&mut sheet, there);
    }
    if found.there.len() > SHOWN {
        sheet.line("more");
    }
    sheet.out.push('\n');
    entities::part(
        &mut sheet,
        "where.reports",
        (offset, found.found.len(), found.reports),
    );
    sheet.out.push('\n');
    for found in &found.found {
        let report = brief::print(form, &found.report, None);
        sheet.out.push_str(&report);
        excerpt(&mut sheet, &found.snippet, 4, PLAIN);
        sheet.out.push('\n');
    }
    if !found.statements.is_empty() {
        sheet.line("where.statements").out.push('\n');
    }
    for about in &found.statements {
        let one = statements.one(form, &about.report.id, &about.attribution.id);
        sheet.out.push_str(&one);
        let report = brief::print(form, &about.report, None);
        sheet.out.push_str(&report);
        sheet.out.push('\n');
    }
    if found.more_statements {
        sheet.line("more");
    }
    sheet.out
}

/// One line: what, where, how much.
fn lies_there(sheet: &mut Sheet, there: &There) {
    let mut line = Paragraph::new(sheet.form.base(), 2);
    line.words(&there.name, BOLD);
    match &there.place {
        Some(place) => {
            let kind = sheet.labels.of("place", place.precision);
            line.label(&format!(" ({kind}"), DIM);
            if place.name != there.name {
                line.label(": ", DIM).words(&place.name, DIM);
            }
            line.label(")", DIM);
            let point = format!("{:.4}, {:.4}", place.latitude, place.longitude);
            line.label(" · ", DIM).words(&point, PLAIN);
        }
        None => {
            line.label(&format!(" ({})", sheet.labels.get("place.unknown")), DIM);
        }
    }
    for (key, n) in [("reports", there.reports), ("mentions", there.mentions)] {
        line.label(&format!(" · {}: {n}", sheet.labels.get(key)), DIM);
    }
    line.label(" · ", DIM).words(&there.entity, DIM);
    sheet.print(&line);
}
