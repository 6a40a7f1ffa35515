//! `musnad entities`: who and what the archive's reports speak of.

use super::args::EntitiesArgs;
use super::brief;
use super::search::print::excerpt;
use crate::args::Format;
use crate::exit::Exit;
use crate::layout::Paragraph;
use crate::mend;
use crate::opened::open_grouped;
use crate::output;
use crate::render::sheet::Sheet;
use crate::render::text::TextForm;
use anstyle::Style;
use anyhow::{Context, Result, anyhow, bail};
use musnad_archive::contract::entities::{Entities, Entity, FoundIn, Pair, Place, Role};
use musnad_archive::{Archive, AskedEntities, Page};

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const PLAIN: Style = Style::new();

/// How many entities a beginning of an id that fits several is answered with.
const MOST: usize = 20;
/// Offices and names that are shown of one entity among others; programs get all.
const SHOWN: usize = 4;

/// Lists entities, shows one, or changes how they are grouped.
///
/// # Errors
/// If the archive cannot be used, if what is named is not in it, or if standard output fails.
pub fn run(args: &EntitiesArgs) -> Result<Exit> {
    if let Some(change) = &args.change {
        return mend::regroup(change);
    }
    let archive = open_grouped(&args.answer.archive)?;
    let (offset, limit) = (args.part.offset, args.part.limit);
    let id = args
        .wanted
        .as_ref()
        .filter(|wanted| super::id(wanted).is_ok());
    let found = match id {
        Some(beginning) => {
            let id = find(&archive, &beginning.to_ascii_lowercase())?.id;
            whole(&archive, &id, Page { limit, offset })?
        }
        None => archive.entities(&AskedEntities {
            name: args.wanted.clone(),
            kind: args.kind,
            maybe: args.maybe,
            offset,
            limit,
        })?,
    };
    match (args.answer.format, id) {
        (Format::Json, _) => output::json(&found)?,
        (Format::Text, Some(_)) => {
            output::page(args.answer.look, |form| in_full(form, &found, offset))?;
        }
        (Format::Text, None) => {
            output::page(args.answer.look, |form| list(form, &found, args))?;
        }
    }
    Ok(Exit::Done)
}

/// The one entity of which an id, that it has or had, begins so.
///
/// # Errors
/// If there is none, or more than one: then they are listed.
pub fn find(archive: &Archive, beginning: &str) -> Result<Entity> {
    let mut found = archive.entities_like(beginning, MOST + 1)?;
    let one = |id: &str| -> Result<Entity> {
        let whole = whole(
            archive,
            id,
            Page {
                limit: 0,
                offset: 0,
            },
        )?;
        whole
            .entities
            .into_iter()
            .next()
            .context("it was there a moment ago")
    };
    match found.len() {
        0 => bail!("no entity has an id that begins with {beginning}"),
        1 => one(&found.remove(0)),
        n => {
            let more = if n > MOST { "more than " } else { "" };
            let mut list = String::new();
            for id in found.iter().take(MOST) {
                list.push_str(&format!("\n  {id}  {}", one(id)?.name));
            }
            let n = n.min(MOST);
            Err(anyhow!(
                "{more}{n} entities have ids that begin with {beginning}:{list}"
            ))
        }
    }
}

fn whole(archive: &Archive, id: &str, page: Page) -> Result<Entities> {
    let found = archive.entity(id, page)?;
    found.with_context(|| format!("no entity has the id {id}"))
}

fn list(form: TextForm, found: &Entities, args: &EntitiesArgs) -> String {
    let mut sheet = Sheet::new(form);
    let here = found.entities.len() + found.maybe.len();
    let key = match args.maybe {
        true => "entities.pairs",
        false => "entities.found",
    };
    part(&mut sheet, key, (args.part.offset, here, found.total));
    sheet.out.push('\n');
    for entity in &found.entities {
        one(&mut sheet, entity);
    }
    for pair in &found.maybe {
        both(&mut sheet, pair);
    }
    match (found.total, args.maybe) {
        (0, _) => sheet.hint("entities.none"),
        (_, true) => sheet.hint("entities.merge"),
        (_, false) => sheet.hint("entities.open"),
    };
    sheet.out
}

/// A heading, and which part of how many follows.
pub fn part(sheet: &mut Sheet, key: &'static str, (before, here, all): (usize, usize, usize)) {
    let mut line = Paragraph::new(sheet.form.base(), 0);
    line.label(&format!("{}: ", sheet.labels.get(key)), DIM);
    line.label(&all.to_string(), BOLD);
    if (1..all).contains(&here) {
        line.label(&format!(" · {}–{}", before + 1, before + here), DIM);
    }
    sheet.print(&line);
}

/// Whom, what and where was asked for.
pub fn asked(sheet: &mut Sheet, entities: &[Entity], places: &[Place]) {
    for entity in entities.iter().take(SHOWN) {
        one(sheet, entity);
    }
    if entities.len() > SHOWN {
        sheet.line("more").out.push('\n');
    }
    for at in places {
        place(sheet, at, 0);
    }
}

/// An entity among others.
pub fn one(sheet: &mut Sheet, entity: &Entity) {
    speaker(sheet, entity, None);
}

/// The same of somebody who is made to say so many things.
pub fn speaker(sheet: &mut Sheet, entity: &Entity, statements: Option<usize>) {
    head(sheet, entity, statements);
    roles(sheet, &entity.roles, SHOWN);
    names(sheet, entity, SHOWN);
    sheet.out.push('\n');
}

/// Name, kind, id, and how much there is of it.
fn head(sheet: &mut Sheet, entity: &Entity, statements: Option<usize>) {
    let mut line = Paragraph::new(sheet.form.base(), 0);
    line.words(&entity.name, BOLD);
    let kind = sheet.labels.of("mention", entity.r#type);
    line.label(&format!(" ({kind})"), DIM);
    line.label(" · ", DIM).words(&entity.id, DIM);
    let said = statements.map(|n| ("statements", n));
    let spoken_of = [("reports", entity.reports), ("mentions", entity.mentions)];
    for (key, n) in said.into_iter().chain(spoken_of) {
        line.label(&format!(" · {}: ", sheet.labels.get(key)), DIM);
        line.label(&n.to_string(), PLAIN);
    }
    if let Some(days) = days(&entity.first, &entity.last) {
        line.label(" · ", DIM).label(&days, PLAIN);
    }
    sheet.print(&line);
    if let Some(lies) = &entity.place {
        place(sheet, lies, 4);
    }
}

/// `2026/03/01 – 2026/03/04`; one day once.
fn days(first: &Option<String>, last: &Option<String>) -> Option<String> {
    let written = |day: &String| day.replace('-', "/");
    let (first, last) = (first.as_ref().map(written)?, last.as_ref().map(written)?);
    Some(match first == last {
        true => first,
        false => format!("{first} – {last}"),
    })
}

/// Where something lies: what it is there, in what, and the point.
pub fn place(sheet: &mut Sheet, place: &Place, indent: usize) {
    let mut line = Paragraph::new(sheet.form.base(), indent);
    line.label(&format!("{}: ", sheet.labels.get("place")), DIM);
    line.words(&place.name, PLAIN);
    let kind = sheet.labels.of("place", place.precision);
    line.label(&format!(" ({kind})"), DIM);
    for holder in &place.within {
        line.label(sheet.labels.get("separator"), DIM)
            .label(" ", DIM);
        line.words(holder, PLAIN);
    }
    let point = format!("{:.4}, {:.4}", place.latitude, place.longitude);
    line.label(" · ", DIM).words(&point, PLAIN);
    line.label(" · ", DIM).words(&place.id, DIM);
    sheet.print(&line);
}

/// Its offices in the order of time; of many those that most reports tell.
fn roles(sheet: &mut Sheet, roles: &[Role], most: usize) {
    let mut told: Vec<usize> = roles.iter().map(|role| role.reports).collect();
    told.sort_unstable_by(|a, b| b.cmp(a));
    let least = told.get(most).map_or(0, |n| n + 1);
    let often = roles.iter().filter(|role| role.reports >= least);
    let often: Vec<&Role> = match often.clone().count() {
        0 => roles.iter().take(most).collect(),
        _ => often.collect(),
    };
    for role in &often {
        let mut line = Paragraph::new(sheet.form.base(), 4);
        line.words(&role.words, PLAIN);
        if let Some(days) = days(&role.first, &role.last) {
            line.label(&format!(" · {days}"), DIM);
        }
        line.label(
            &format!(" · {}: {}", sheet.labels.get("reports"), role.reports),
            DIM,
        );
        sheet.print(&line);
    }
    if roles.len() > often.len() {
        let mut line = Paragraph::new(sheet.form.base(), 4);
        line.label(&format!("… {}", roles.len() - often.len()), DIM);
        sheet.print(&line);
    }
}

/// What else it is called.
fn names(sheet: &mut Sheet, entity: &Entity, most: usize) {
    let others = entity.names.iter().filter(|form| form.form != entity.name);
    let others: Vec<_> = others.collect();
    if others.is_empty() {
        return;
    }
    let mut line = Paragraph::new(sheet.form.base(), 4);
    line.label(&format!("{}: ", sheet.labels.get("entities.names")), DIM);
    for (n, form) in others.iter().take(most).enumerate() {
        if n > 0 {
            line.label(sheet.labels.get("separator"), DIM)
                .label(" ", DIM);
        }
        line.words(&form.form, PLAIN);
        line.label(&format!(" ({})", form.times), DIM);
    }
    if others.len() > most {
        line.label(" …", DIM);
    }
    sheet.print(&line);
}

/// Two that may be one, and why.
fn both(sheet: &mut Sheet, pair: &Pair) {
    one(sheet, &pair.a);
    sheet.out.pop();
    one(sheet, &pair.b);
    sheet.out.pop();
    reasons(sheet, pair);
    sheet.out.push('\n');
}

fn reasons(sheet: &mut Sheet, pair: &Pair) {
    for reason in &pair.reasons {
        let mut line = Paragraph::new(sheet.form.base(), 8);
        line.label("? ", DIM);
        line.label(&sheet.labels.of("maybe", reason), DIM);
        sheet.print(&line);
    }
}

/// One entity with all that is known of it.
fn in_full(form: TextForm, found: &Entities, offset: usize) -> String {
    let mut sheet = Sheet::new(form);
    let Some(entity) = found.entities.first() else {
        return sheet.out;
    };
    head(&mut sheet, entity, None);
    roles(&mut sheet, &entity.roles, usize::MAX);
    names(&mut sheet, entity, usize::MAX);
    sheet.out.push('\n');
    if !found.maybe.is_empty() {
        sheet.line("entities.maybe").out.push('\n');
        for pair in &found.maybe {
            let other = match pair.a.id == entity.id {
                true => &pair.b,
                false => &pair.a,
            };
            one(&mut sheet, other);
            sheet.out.pop();
            reasons(&mut sheet, pair);
        }
        sheet.out.push('\n');
    }
    part(
        &mut sheet,
        "reports",
        (offset, found.found_in.len(), entity.reports),
    );
    sheet.out.push('\n');
    for report in &found.found_in {
        found_in(&mut sheet, report);
    }
    sheet.out
}

fn found_in(sheet: &mut Sheet, found: &FoundIn) {
    let report = brief::print(sheet.form, &found.report, None);
    sheet.out.push_str(&report);
    excerpt(sheet, &found.snippet, 4, PLAIN);
    sheet.out.push('\n');
}

/// One entity, after its grouping was changed.
pub fn print(form: TextForm, entity: &Entity) -> String {
    let mut sheet = Sheet::new(form);
    one(&mut sheet, entity);
    sheet.out
}
