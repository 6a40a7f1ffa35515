//! `musnad who`: what somebody is made to say, and what others say about the name.

use super::args::WhoArgs;
use super::brief;
use super::found::Shown;
use crate::args::{Format, Sure};
use crate::exit::Exit;
use crate::layout::Paragraph;
use crate::opened::open;
use crate::output;
use crate::progress::say;
use crate::render::sheet::Sheet;
use crate::render::text::TextForm;
use anstyle::Style;
use anyhow::Result;
use musnad_archive::contract::who::{About, DatedBy, Named, Said, Who};
use musnad_archive::{Access, Archive, Asked};

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

/// Prints the statements of a name.
///
/// # Errors
/// If the archive cannot be used, or standard output fails.
pub fn run(args: &WhoArgs) -> Result<Exit> {
    let archive = open(&args.answer.archive, Access::Read)?;
    let asked = Asked {
        name: args.name.clone(),
        entity: None,
        whole: args.whole,
        after: args.after,
        before: args.before,
        outlet: args.outlet.clone(),
        offset: args.part.offset,
        limit: args.part.limit,
    };
    let mut who = archive.who(&asked)?;
    let left_out = only(args.sure, &mut who);
    match args.answer.format {
        Format::Json => output::json(&who)?,
        Format::Text => {
            let statements = Statements::read(&archive, &who)?;
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

/// The reports that the answer's statements stand in.
struct Statements(Vec<Shown>);

impl Statements {
    fn read(archive: &Archive, who: &Who) -> Result<Statements> {
        let said = who.said.iter().map(|said| &said.report.id);
        let about = who.about.iter().map(|about| &about.report.id);
        let mut ids: Vec<&String> = said.chain(about).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut shown = Vec::new();
        for id in ids {
            if let Some(held) = archive.held(id)? {
                shown.push(Shown::new(archive, held)?);
            }
        }
        Ok(Statements(shown))
    }

    fn one(&self, form: TextForm, report: &str, statement: &str) -> String {
        let place = self
            .0
            .binary_search_by(|shown| shown.held.id.as_str().cmp(report));
        let shown = place.ok().map(|i| &self.0[i]);
        shown.map_or_else(String::new, |shown| shown.one(form, statement))
    }
}

fn print(form: TextForm, asked: &Asked, who: &Who, statements: &Statements) -> String {
    let mut page = Page {
        sheet: Sheet::new(form),
        statements,
        day: None,
    };
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
