//! For people: each statement with its speaker, its chain and its exact words; and what is told of beside them.

mod events;
mod times;

use crate::args::Lang;
use crate::labels::Labels;
use crate::layout::{Direction, NO_BREAK, Paragraph, Screen, direction};
use crate::sure::Kept;
use anstyle::{AnsiColor, Style};
use jiff::civil::Date;
use musnad_read::{Attribution, Hop, Precision, Reading, Stance, Who, ZoneKind};
use musnad_report::{Report, Span};
use std::collections::HashSet;

const PLAIN: Style = Style::new();
const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const CUE: Style = Style::new().underline();

/// Cells by which a statement, and one inside it, are moved in.
const STEP: usize = 4;
/// What is less probable than this is marked: it is likelier wrong than right.
const UNSURE: f32 = 0.5;
/// Statements nested deeper than this are not moved in any further.
const DEEPEST: usize = 6;

/// Prints readings for people.
#[derive(Clone, Copy, Debug)]
pub struct TextForm {
    /// What there is to print on.
    pub screen: Screen,
    /// In which language the labels are.
    pub lang: Lang,
}

/// One report on its way to the screen.
struct Page<'a> {
    form: TextForm,
    labels: Labels,
    report: &'a Report,
    reading: &'a Reading,
    /// Paragraphs that stood before, in the order of the text.
    repeats: Vec<Span>,
    out: String,
}

impl TextForm {
    /// A report and what is kept of what was read out of it, ending with an empty line.
    pub fn page(&self, report: &Report, reading: &Reading, kept: &Kept) -> String {
        let mut page = Page::new(*self, report, reading);
        page.header();
        page.statements(kept, false);
        page.credits();
        page.events();
        page.times();
        page.out
    }

    /// A report without its statements: title, outlet, day, figures, where it was found.
    pub fn header(&self, report: &Report, reading: &Reading) -> String {
        let mut page = Page::new(*self, report, reading);
        page.header();
        page.out
    }

    /// The statements of a report that are kept, with their numbers, from 1, and its credits.
    pub fn numbered(&self, report: &Report, reading: &Reading, kept: &Kept) -> String {
        let mut page = Page::new(*self, report, reading);
        page.statements(kept, true);
        page.credits();
        page.out
    }

    /// One statement, without those inside it.
    pub fn one(&self, report: &Report, reading: &Reading, attribution: &Attribution) -> String {
        let mut page = Page::new(*self, report, reading);
        page.statement(attribution, 0, None);
        page.out
    }

    /// One line of figures: label and number in turn.
    pub fn figures(&self, figures: &[(&'static str, String)]) -> String {
        let labels = Labels(self.lang);
        let mut paragraph = Paragraph::new(self.base(), 0);
        for (i, (key, figure)) in figures.iter().enumerate() {
            let before = if i == 0 { "" } else { " · " };
            paragraph.label(&format!("{before}{}: ", labels.get(key)), DIM);
            paragraph.label(figure, BOLD);
        }
        let mut out = String::new();
        self.screen.print(&paragraph, &mut out);
        out
    }

    /// One line with one label.
    pub fn line(&self, key: &'static str) -> String {
        let mut out = String::new();
        let mut line = Paragraph::new(self.base(), 0);
        line.label(Labels(self.lang).get(key), DIM);
        self.screen.print(&line, &mut out);
        out
    }

    /// Where lines of labels begin.
    pub fn base(&self) -> Direction {
        match self.lang {
            Lang::Ar => Direction::Rtl,
            Lang::En => Direction::Ltr,
        }
    }
}

impl<'a> Page<'a> {
    fn new(form: TextForm, report: &'a Report, reading: &'a Reading) -> Page<'a> {
        let repeats = reading
            .zones
            .iter()
            .filter(|zone| zone.kind == ZoneKind::Repeat);
        let mut repeats: Vec<Span> = repeats.map(|zone| zone.span).collect();
        repeats.sort_unstable();
        Page {
            form,
            labels: Labels(form.lang),
            report,
            reading,
            repeats,
            out: String::new(),
        }
    }

    fn repeated(&self, cue: Span) -> bool {
        let before = self
            .repeats
            .partition_point(|repeat| repeat.start <= cue.start);
        before
            .checked_sub(1)
            .is_some_and(|i| self.repeats[i].contains(cue))
    }

    fn paragraph(&self, indent: usize) -> Paragraph {
        Paragraph::new(self.form.base(), indent)
    }

    fn print(&mut self, paragraph: &Paragraph) {
        self.form.screen.print(paragraph, &mut self.out);
    }

    /// Words of the report in a paragraph of their own.
    fn print_words(&mut self, text: &str, indent: usize, style: Style) {
        let mut paragraph = Paragraph::new(direction(text), indent);
        paragraph.words(text, style);
        self.print(&paragraph);
    }

    fn header(&mut self) {
        let title = title(self.report, self.reading).unwrap_or(self.labels.get("untitled"));
        self.print_words(title, 0, BOLD.fg_color(Some(AnsiColor::Cyan.into())));
        let mut line = self.paragraph(0);
        if let Some(outlet) = &self.report.outlet {
            line.words(outlet, DIM).label(" · ", DIM);
        }
        if let Some(published) = self.report.published {
            line.label(&day(published.date, Precision::Day), DIM)
                .label(" · ", DIM);
        }
        let speakers = speakers(self.reading).count();
        for (key, number) in [
            ("statements", self.reading.attributions.len()),
            ("speakers", speakers),
        ] {
            let before = if key == "statements" { "" } else { " · " };
            line.label(&format!("{before}{}: {number}", self.labels.get(key)), DIM);
        }
        self.print(&line);
        // Paths and addresses run from the left and get a line of their own.
        let origin = &self.report.origin;
        let path = origin.path.as_deref().unwrap_or_default();
        let record = origin.record.map(|n| format!(" #{n}")).unwrap_or_default();
        let mut line = Paragraph::new(Direction::Ltr, 0);
        line.words(&format!("{path}{record}"), DIM);
        self.print(&line);
        for note in &self.reading.diagnostics {
            let mut line = Paragraph::new(Direction::Ltr, 0);
            line.words(
                &format!("! {note}"),
                Style::new().fg_color(Some(AnsiColor::Yellow.into())),
            );
            self.print(&line);
        }
        self.out.push('\n');
    }

    fn nothing(&mut self) {
        let foreign = !self.report.language.is_arabic();
        let mut line = self.paragraph(STEP);
        line.label(
            self.labels.get(if foreign { "foreign" } else { "none" }),
            DIM,
        );
        if foreign {
            line.label(&format!(" ({})", self.report.language), DIM);
        }
        self.print(&line);
        self.out.push('\n');
    }

    fn statements(&mut self, kept: &Kept, numbered: bool) {
        if self.reading.attributions.is_empty() && kept.left_out == 0 {
            self.nothing();
        }
        for (i, depth) in outline(self.reading) {
            let number = kept.places.get(i).filter(|_| numbered);
            let number = number.map(|place| place + 1);
            let indent = depth.min(DEEPEST) * STEP;
            self.statement(&self.reading.attributions[i], indent, number);
            self.out.push('\n');
        }
        if kept.left_out > 0 {
            let mut line = self.paragraph(0);
            let label = self.labels.get("left_out");
            line.label(&format!("{label}: {}", kept.left_out), DIM);
            self.print(&line);
            self.out.push('\n');
        }
    }

    fn statement(&mut self, a: &Attribution, indent: usize, number: Option<usize>) {
        let mut line = self.paragraph(indent);
        if let Some(number) = number {
            line.label(&format!("[{number}]{NO_BREAK}"), DIM);
        }
        self.speaker(&mut line, a.origin());
        line.label(" — ", DIM);
        line.label(&self.labels.of("stance", a.stance), stance_style(a.stance));
        line.label(self.labels.get("separator"), DIM)
            .label(" ", DIM);
        line.label(&self.labels.of("mode", a.mode), DIM);
        self.print(&line);
        let text = &self.report.text;
        let words: Vec<&str> = a.content.iter().map(|&span| text.slice(span)).collect();
        self.print_words(&words.join(" […] "), indent + STEP, PLAIN);
        if a.chain.len() > 1 {
            let chain = self.chain(a, indent + STEP);
            self.print(&chain);
        }
        let details = self.details(a, indent + STEP);
        self.print(&details);
    }

    /// Who, and what sort of source.
    fn speaker(&self, line: &mut Paragraph, hop: &Hop) {
        match &hop.who {
            Who::Unknown => line.label(self.labels.get("speaker.unknown"), BOLD),
            who => line.words(who.as_str(), BOLD).label(
                &format!("{NO_BREAK}({})", self.labels.of("kind", hop.kind)),
                DIM,
            ),
        };
    }

    /// «وكالة السهل ← سامي الحلو»: from the reader to the origin.
    fn chain(&self, a: &Attribution, indent: usize) -> Paragraph {
        let mut line = self.paragraph(indent);
        line.label(&format!("{}: ", self.labels.get("chain")), DIM);
        for (n, hop) in a.chain.iter().enumerate() {
            if n > 0 {
                line.label(&format!(" {} ", self.labels.get("arrow")), BOLD);
            }
            self.speaker(&mut line, hop);
        }
        line.label(&format!("{NO_BREAK}[{}]", self.labels.get("origin")), DIM);
        line
    }

    /// Cue, time of saying, and whatever a careful reader has to know.
    fn details(&self, a: &Attribution, indent: usize) -> Paragraph {
        let text = &self.report.text;
        let mut line = self.paragraph(indent);
        line.label(&format!("{}: ", self.labels.get("cue")), DIM);
        for (n, hop) in a.chain.iter().enumerate() {
            if n > 0 {
                line.label(" … ", DIM);
            }
            line.label("«", DIM)
                .words(text.slice(hop.cue), CUE)
                .label("»", DIM);
        }
        if let Some(said_on) = &a.said_on {
            line.label(&format!(" · {}: ", self.labels.get("when")), DIM);
            line.words(text.slice(said_on.span), PLAIN);
            if let Some(date) = said_on.date {
                line.label(&format!(" ({})", day(date, said_on.precision)), PLAIN);
            }
        }
        for note in self.notes(a) {
            line.label(" · ", DIM).label(&note, Style::new().italic());
        }
        if let Some(outer) = a.inside.and_then(|i| self.reading.attributions.get(i)) {
            line.label(&format!(" · {} ", self.labels.get("inside")), DIM);
            self.speaker(&mut line, outer.origin());
        }
        line
    }

    fn notes(&self, a: &Attribution) -> Vec<String> {
        let origin = a.origin();
        let implicit = origin.source.is_none() && origin.who != Who::Unknown;
        let repeats = self.repeated(origin.cue);
        [
            implicit.then(|| self.labels.get("speaker.implicit").to_owned()),
            repeats.then(|| self.labels.get("repeat").to_owned()),
            self.unsure(a),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// «غير مؤكد (0.41): القائل 0.38، التاريخ 0.44»: the whole, or fields, that are likelier wrong than
    /// right. Where the whole is unsure and one part of it tells why, the part is named too.
    fn unsure(&self, a: &Attribution) -> Option<String> {
        let fields = a.field_confidence.iter().flat_map(|of| of.iter());
        let doubted: Vec<String> = fields
            .filter(|(_, p)| *p < UNSURE)
            .map(|(field, p)| format!("{} {p:.2}", self.labels.of("field", field.name())))
            .collect();
        let whole = a.confidence < UNSURE;
        let word = self.labels.get("unsure");
        let doubted = doubted.join(&format!("{} ", self.labels.get("separator")));
        match (whole, doubted.is_empty()) {
            (false, true) => None,
            (true, true) => Some(format!("{word} ({:.2})", a.confidence)),
            (true, false) => Some(format!("{word} ({:.2}): {doubted}", a.confidence)),
            (false, false) => Some(format!("{word}: {doubted}")),
        }
    }

    fn credits(&mut self) {
        if self.reading.credits.is_empty() {
            return;
        }
        let mut line = self.paragraph(0);
        line.label(&format!("{}: ", self.labels.get("credits")), DIM);
        for (n, credit) in self.reading.credits.iter().enumerate() {
            if n > 0 {
                line.label(self.labels.get("separator"), DIM)
                    .label(" ", DIM);
            }
            line.words(&credit.who, PLAIN);
        }
        self.print(&line);
        self.out.push('\n');
    }
}

/// The input's own title, else the headline in the text, else its first line.
fn title<'a>(report: &'a Report, reading: &Reading) -> Option<&'a str> {
    let headline = || {
        reading
            .zones
            .iter()
            .find(|zone| zone.kind == ZoneKind::Headline)
    };
    let own = report.title.as_deref();
    let own = own.or_else(|| headline().and_then(|zone| report.text.get(zone.span)));
    own.or_else(|| {
        report
            .text
            .as_str()
            .lines()
            .map(str::trim)
            .find(|line| !line.is_empty())
    })
}

/// All statements with their depth, each followed by those inside it. Without recursion: a report may
/// nest deeper than a stack holds.
fn outline(reading: &Reading) -> Vec<(usize, usize)> {
    let mut inside: Vec<Vec<usize>> = vec![Vec::new(); reading.attributions.len()];
    let mut waiting: Vec<(usize, usize)> = Vec::new();
    for (i, attribution) in reading.attributions.iter().enumerate() {
        match attribution.inside {
            Some(outer) if outer < inside.len() => inside[outer].push(i),
            _ => waiting.push((i, 0)),
        }
    }
    waiting.reverse();
    let mut outline = Vec::with_capacity(inside.len());
    while let Some((i, depth)) = waiting.pop() {
        outline.push((i, depth));
        waiting.extend(inside[i].iter().rev().map(|&inner| (inner, depth + 1)));
    }
    outline
}

/// Whom the statements of a report come from, each once; an unnamed or unknown source stands for
/// nobody else (law 6), so it is one with itself alone: with the very same words, or not at all.
pub fn speakers(reading: &Reading) -> impl Iterator<Item = &Who> {
    let mut named: HashSet<&str> = HashSet::new();
    let mut unnamed: HashSet<Span> = HashSet::new();
    let origins = reading.attributions.iter().map(|a| &a.origin().who);
    origins.filter(move |who| match who {
        Who::Named { name, .. } => named.insert(name),
        Who::Unnamed { at, .. } => unnamed.insert(*at),
        Who::Unknown => true,
    })
}

/// With slashes: after Arabic letters the parts of `2024-03-05` change places on a screen that knows
/// no isolates, those of `2024/03/05` do not (rule W4 of UAX #9).
fn day(date: Date, precision: Precision) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    match precision {
        Precision::Day | Precision::Week => format!("{year:04}/{month:02}/{day:02}"),
        Precision::Month => format!("{year:04}/{month:02}"),
        Precision::Year => format!("{year:04}"),
    }
}

fn stance_style(stance: Stance) -> Style {
    let color = match stance {
        Stance::Deny | Stance::Reject => AnsiColor::Red,
        Stance::Accuse | Stance::Condemn | Stance::Warn => AnsiColor::Magenta,
        Stance::Request | Stance::Promise => AnsiColor::Blue,
        Stance::Support => AnsiColor::Green,
        Stance::Allege | Stance::Opine => AnsiColor::Yellow,
        Stance::State | Stance::Affirm => return Style::new(),
    };
    Style::new().fg_color(Some(color.into()))
}

#[cfg(test)]
mod tests;
