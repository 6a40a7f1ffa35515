//! `musnad arrangements`: what lasts between parties.

use super::actors::asked;
use super::args::ArrangementsArgs;
use super::timeline::named;
use super::{brief, entities, told};
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
use musnad_archive::AskedTold;
use musnad_archive::contract::arrangements::{Arrangement, Arrangements};
use musnad_read::events::Sort;

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const PLAIN: Style = Style::new();

/// Prints what lasts between parties.
///
/// # Errors
/// If the days are in no order, if the archive cannot be used, if no entity has the id that was asked for, or if
/// standard output fails.
pub fn run(args: &ArrangementsArgs) -> Result<Exit> {
    let archive = open_grouped(&args.answer.archive)?;
    let found = archive.arrangements(&AskedTold {
        sorts: args.kind.iter().map(|&kind| Sort::Lasting(kind)).collect(),
        statuses: args.status.clone(),
        entity: named(&archive, args.party.as_deref())?,
        offset: args.part.offset,
        limit: args.part.limit,
        ..asked(&archive, &args.concerning, None, args.sure)?
    })?;
    match args.answer.format {
        Format::Json => output::json(&found)?,
        Format::Text => output::page(args.answer.look, |form| {
            print(form, &found, args.part.offset)
        })?,
    }
    let told = args
        .sure
        .told_of(found.left_out, ["arrangement", "arrangements"]);
    told.iter().for_each(|told| say(told));
    Ok(Exit::Done)
}

fn print(form: TextForm, found: &Arrangements, offset: usize) -> String {
    let mut sheet = Sheet::new(form);
    entities::asked(&mut sheet, &found.entities, &found.places);
    let part = (offset, found.arrangements.len(), found.total);
    entities::part(&mut sheet, "arrangements.found", part);
    if found.total == 0 {
        sheet.hint("arrangements.nothing");
    }
    sheet.out.push('\n');
    for told in &found.arrangements {
        one(&mut sheet, &told.arrangement);
        let report = brief::print(form, &told.report, None);
        sheet.out.push_str(&report);
        sheet.out.push('\n');
    }
    sheet.out
}

fn one(sheet: &mut Sheet, lasting: &Arrangement) {
    let mut line = Paragraph::new(sheet.form.base(), 0);
    line.label(&sheet.labels.of("type", lasting.kind), BOLD);
    let status = sheet.labels.of("status", lasting.status);
    line.label(" — ", DIM).label(&status, PLAIN);
    sheet.print(&line);
    let parties = lasting.parties.iter().chain(&lasting.place);
    let words = parties.map(|party| &party.words).chain(&lasting.object);
    let words: Vec<_> = words.chain([&lasting.trigger]).cloned().collect();
    for sentence in &lasting.sentences {
        told::sentence(sheet, sentence, words.clone());
    }
    told::parties_of(sheet, "arrangements.parties", &lasting.parties);
    if let Some(object) = &lasting.object {
        sheet.fact(4, "arrangements.object", &object.text);
    }
    told::place(sheet, lasting.place.as_ref(), lasting.location.as_ref());
    told::when(sheet, lasting.time.as_ref());
    told::word(sheet, lasting.on_word_of.as_ref());
}
