//! `musnad actors`: who does what to whom.

use super::args::{ActorsArgs, Concerning, Events};
use super::timeline::named;
use super::{brief, entities, told};
use crate::args::{Format, Sure};
use crate::exit::Exit;
use crate::layout::Paragraph;
use crate::opened::open_grouped;
use crate::output;
use crate::progress::say;
use crate::render::sheet::Sheet;
use crate::render::text::TextForm;
use anstyle::Style;
use anyhow::{Result, bail};
use musnad_archive::contract::actors::{Actor, Actors, Row};
use musnad_archive::{Archive, AskedTold};
use musnad_read::events::Sort;

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

/// Prints who does what to whom.
///
/// # Errors
/// If the days are in no order, if the archive cannot be used, if no entity has an id that was asked for, or if
/// standard output fails.
pub fn run(args: &ActorsArgs) -> Result<Exit> {
    let archive = open_grouped(&args.answer.archive)?;
    let asked = AskedTold {
        entity: named(&archive, args.entity.as_deref())?,
        offset: args.part.offset,
        limit: args.part.limit,
        ..asked(&archive, &args.concerning, Some(&args.events), args.sure)?
    };
    let actors = archive.actors(&asked)?;
    match args.answer.format {
        Format::Json => output::json(&actors)?,
        Format::Text => output::page(args.answer.look, |form| print(form, &actors, args))?,
    }
    let told = args.sure.told_of(actors.left_out, ["event", "events"]);
    told.iter().for_each(|told| say(told));
    Ok(Exit::Done)
}

/// What the flags that several commands share ask for.
///
/// # Errors
/// If the days are in no order, or if no entity has an id that was asked for.
pub fn asked(
    archive: &Archive,
    concerning: &Concerning,
    events: Option<&Events>,
    sure: Sure,
) -> Result<AskedTold> {
    let Concerning { from, to, .. } = concerning;
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        bail!("--from {from} lies behind --to {to}");
    }
    let mut asked = AskedTold {
        from: *from,
        to: *to,
        place: concerning.place.clone(),
        outlet: concerning.outlet.clone(),
        least: sure.min_confidence,
        ..AskedTold::default()
    };
    if let Some(events) = events {
        asked.sorts = events.types.iter().map(|&kind| Sort::Event(kind)).collect();
        asked.statuses.clone_from(&events.status);
        asked.actor = named(archive, events.actor.as_deref())?;
        asked.recipient = named(archive, events.recipient.as_deref())?;
    }
    Ok(asked)
}

fn print(form: TextForm, actors: &Actors, args: &ActorsArgs) -> String {
    let mut sheet = Sheet::new(form);
    entities::asked(&mut sheet, &actors.entities, &actors.places);
    let part = (args.part.offset, actors.rows.len(), actors.total);
    entities::part(&mut sheet, "actors.rows", part);
    if actors.total == 0 {
        sheet.hint("told.nothing");
    }
    sheet.out.push('\n');
    for row in &actors.rows {
        heading(&mut sheet, row);
        for ground in row.grounds.iter().take(args.open) {
            told::event(&mut sheet, &ground.event);
            let report = brief::print(form, &ground.report, None);
            sheet.out.push_str(&report);
        }
        if row.grounds.len() > args.open {
            sheet.line("more");
        }
        sheet.out.push('\n');
    }
    sheet.out
}

/// Who does what to whom, how often, and how far it got.
fn heading(sheet: &mut Sheet, row: &Row) {
    let mut line = Paragraph::new(sheet.form.base(), 0);
    let labels = &sheet.labels;
    who(&mut line, &row.actor);
    match (&row.recipient, row.together) {
        (Some(other), true) => {
            line.label(labels.get("separator"), DIM).label(" ", DIM);
            who(&mut line, other);
            line.label(&format!(" ({}): ", labels.get("actors.together")), DIM);
            told::kind(labels, &mut line, row.r#type);
        }
        (other, _) => {
            let arrow = format!(" {} ", labels.get("arrow"));
            line.label(&arrow, DIM);
            told::kind(labels, &mut line, row.r#type);
            if let Some(other) = other {
                line.label(&arrow, DIM);
                who(&mut line, other);
            }
        }
    }
    let statuses = row.statuses.iter().map(|c| (c.status, c.events));
    line.label(&format!(" · {}", told::statuses(labels, statuses)), DIM);
    line.label(
        &format!(" · {}: {}", labels.get("reports"), row.reports),
        DIM,
    );
    sheet.print(&line);
}

fn who(line: &mut Paragraph, actor: &Actor) {
    line.words(&actor.name, BOLD);
    if let Some(id) = &actor.entity {
        line.label(" ", DIM).words(id, DIM);
    }
}
