//! `musnad who`: what somebody is made to say, and what others say about the name.

use super::args::WhoArgs;
use super::brief;
use super::entities;
use super::found::Statements;
use crate::args::{Format, Sure};
use crate::exit::Exit;
use crate::layout::Paragraph;
use crate::opened::open_grouped;
use crate::output;
use crate::progress::say;
use crate::render::sheet::Sheet;
use crate::render::text::TextForm;
use anstyle::Style;
use anyhow::Result;
use musnad_archive::Asked;
use musnad_archive::contract::who::{About, DatedBy, Named, Said, Speaker, Who};

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

/// So many who have a name are shown; programs get all.
const SHOWN: usize = 10;

/// Prints the statements of a name.
///
/// # Errors
/// If the archive cannot be used, or standard output fails.
pub fn run(args: &WhoArgs) -> Result<Exit> {
    let archive = open_grouped(&args.answer.archive)?;
    let entity = match &args.entity {
        Some(beginning) => Some(entities::find(&archive, beginning)?),
        None => None,
    };
    let name = match (&args.name, &entity) {
        (Some(name), _) => name.clone(),
        (None, Some(entity)) => entity.name.clone(),
        (None, None) => String::new(),
    };
    let asked = Asked {
        name,
        entity: entity.map(|entity| entity.id),
        whole: args.whole,
        after: args.published.after,
        before: args.published.before,
        outlet: args.published.outlet.clone(),
        offset: args.part.offset,
        limit: args.part.limit,
    };
    let mut who = archive.who(&asked)?;
    let left_out = only(args.sure, &mut who);
    match args.answer.format {
        Format::Json => output::json(&who)?,
        Format::Text => {
            let said = who.said.iter().map(|said| &said.report.id);
            let about = who.about.iter().map(|about| &about.report.id);
            let statements = Statements::read(&archive, said.chain(about))?;
            output::page(args.answer.look, |form| {
                print(form, &asked, &who, &statements)
            })?;
        }
    }
    args.sure.told(left_out).iter().for_each(|told| say(told));
    Ok(Exit::Done)
}

/// Leaves out of this part of the answer what is not sure enough: how many statements.
fn only(sure: Sure, who: &mut Who) -> usize {
    let before = who.said.len() + who.about.len();
    who.said
        .retain(|said| sure.holds(said.attribution.confidence));
    who.about
        .retain(|about| sure.holds(about.attribution.confidence));
    before - who.said.len() - who.about.len()
}

fn print(form: TextForm, asked: &Asked, who: &Who, statements: &Statements) -> String {
    let mut page = Page {
        sheet: Sheet::new(form),
        statements,
        day: None,
    };
    page.entities(&who.entities);
    page.names(&who.names);
    if !who.said.is_empty() {
        page.heading(
            "who.said",
            Some((asked.offset, who.said.len(), who.statements)),
        );
    }
    for said in &who.said {
        page.said(said);
    }
    if !who.about.is_empty() {
        page.heading("who.about", None);
    }
    for about in &who.about {
        page.about(about);
    }
    if who.more_about {
        page.line("more", "");
    }
    page.line("who.mentioned", &format!(": {}", who.mentioned_in));
    page.sheet.out
}

struct Page<'a> {
    sheet: Sheet,
    statements: &'a Statements,
    /// The line over the statement before: it stands once over all that it holds for.
    day: Option<String>,
}

impl Page<'_> {
    fn line(&mut self, key: &'static str, after: &str) {
        let mut line = Paragraph::new(self.sheet.form.base(), 0);
        line.label(self.sheet.labels.get(key), DIM)
            .label(after, DIM);
        self.sheet.print(&line);
    }

    /// A heading, and which part of how many follows.
    fn heading(&mut self, key: &'static str, part: Option<(usize, usize, usize)>) {
        let mut line = Paragraph::new(self.sheet.form.base(), 0);
        line.label(self.sheet.labels.get(key), BOLD.underline());
        if let Some((before, here, all)) = part {
            let of = self.sheet.labels.get("of");
            let part = format!(": {}–{} {of} {all}", before + 1, before + here);
            line.label(&part, DIM);
        }
        self.sheet.print(&line);
        self.sheet.out.push('\n');
        self.day = None;
    }

    /// Who has the name, with offices over time.
    fn entities(&mut self, speakers: &[Speaker]) {
        if speakers.is_empty() {
            return;
        }
        self.heading("who.entities", None);
        for speaker in speakers.iter().take(SHOWN) {
            entities::speaker(&mut self.sheet, &speaker.entity, Some(speaker.statements));
        }
        if speakers.len() > SHOWN {
            self.line("more", "");
            self.sheet.out.push('\n');
        }
    }

    fn names(&mut self, names: &[Named]) {
        if names.is_empty() {
            self.line("who.nobody", "");
            self.sheet.out.push('\n');
            return;
        }
        self.heading("who.names", None);
        for named in names {
            let mut line = Paragraph::new(self.sheet.form.base(), 2);
            line.words(&named.name, BOLD);
            line.label(
                &format!(" ({})", self.sheet.labels.of("kind", named.kind)),
                DIM,
            );
            let figures = [("statements", named.statements), ("who.in", named.reports)];
            for (key, number) in figures {
                line.label(&format!(" · {}: {number}", self.sheet.labels.get(key)), DIM);
            }
            self.sheet.print(&line);
        }
        self.sheet.out.push('\n');
    }

    fn said(&mut self, said: &Said) {
        self.date(
            &said.date,
            said.dated_by,
            (!said.is_origin).then_some("who.relays"),
        );
        self.place(&said.report.id, &said.attribution.id);
        self.sheet
            .out
            .push_str(&brief::print(self.sheet.form, &said.report, None));
        self.sheet.out.push('\n');
    }

    fn about(&mut self, about: &About) {
        self.date(&about.date, about.dated_by, None);
        self.place(&about.report.id, &about.attribution.id);
        self.sheet
            .out
            .push_str(&brief::print(self.sheet.form, &about.report, None));
        self.sheet.out.push('\n');
    }

    fn place(&mut self, report: &str, statement: &str) {
        let one = self.statements.one(self.sheet.form, report, statement);
        self.sheet.out.push_str(&one);
    }

    fn date(&mut self, date: &Option<String>, by: DatedBy, note: Option<&'static str>) {
        let mut line = Paragraph::new(self.sheet.form.base(), 0);
        let key = match by {
            DatedBy::SaidOn => "who.said_on",
            DatedBy::Published => "who.published",
            DatedBy::None => "who.undated",
        };
        line.label(self.sheet.labels.get(key), DIM);
        if let Some(date) = date {
            line.label(&format!(" {}", date.replace('-', "/")), BOLD);
        }
        if let Some(note) = note {
            line.label(&format!(" · {}", self.sheet.labels.get(note)), DIM.italic());
        }
        let mut printed = String::new();
        self.sheet.form.screen.print(&line, &mut printed);
        if self.day.as_ref() != Some(&printed) {
            self.sheet.out.push_str(&printed);
            self.sheet.out.push('\n');
            self.day = Some(printed);
        }
    }
}
