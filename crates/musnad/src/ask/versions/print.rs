//! Changes for people. Removed words stand in `[-…-]` and added ones in `{+…+}`, as in `git diff
//! --word-diff`, so that they are told apart without colours too.

use crate::ask::brief;
use crate::ask::found::Shown;
use crate::labels::Labels;
use crate::layout::{Paragraph, direction};
use crate::render::text::TextForm;
use anstyle::{AnsiColor, Style};
use musnad_archive::Held;
use musnad_archive::contract::Versions;
use musnad_archive::versions::{Changes, FieldChange, ParagraphChange, Piece, PieceKind};
use musnad_read::contract::Attribution;

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const PLAIN: Style = Style::new();
const REMOVED: Style = colored(AnsiColor::Red).strikethrough();
const ADDED: Style = colored(AnsiColor::Green);

const fn colored(color: AnsiColor) -> Style {
    Style::new().fg_color(Some(anstyle::Color::Ansi(color)))
}

/// The versions of a page, and what changed from each to the next.
pub fn page(form: TextForm, asked: &Held, shown: &[Shown], versions: &Versions) -> String {
    let mut page = Page {
        form,
        labels: Labels(form.lang),
        out: String::new(),
    };
    page.line(&asked.address, PLAIN);
    for version in &versions.versions {
        page.out
            .push_str(&brief::print(form, version, Some(&asked.id)));
    }
    page.out.push('\n');
    if versions.changes.is_empty() {
        page.label("versions.one", DIM);
    }
    for (changes, two) in versions.changes.iter().zip(shown.windows(2)) {
        page.changes(changes, &two[0], &two[1]);
    }
    page.out
}

struct Page {
    form: TextForm,
    labels: Labels,
    out: String,
}

impl Page {
    fn paragraph(&self) -> Paragraph {
        Paragraph::new(self.form.base(), 0)
    }

    fn print(&mut self, paragraph: &Paragraph) {
        self.form.screen.print(paragraph, &mut self.out);
    }

    fn line(&mut self, words: &str, style: Style) {
        let mut line = Paragraph::new(direction(words), 0);
        line.words(words, style);
        self.print(&line);
    }

    fn label(&mut self, key: &'static str, style: Style) {
        let mut line = self.paragraph();
        line.label(self.labels.get(key), style);
        self.print(&line);
    }

    /// A label, and how many follow under it.
    fn heading(&mut self, key: &'static str, number: usize) {
        let mut line = self.paragraph();
        line.label(self.labels.get(key), BOLD);
        line.label(&format!(": {number}"), DIM);
        self.print(&line);
        self.out.push('\n');
    }

    fn changes(&mut self, changes: &Changes, before: &Shown, after: &Shown) {
        let mut line = self.paragraph();
        line.words(&changes.before, BOLD);
        line.label(&format!(" {} ", self.labels.get("arrow")), BOLD);
        line.words(&changes.after, BOLD);
        self.print(&line);
        self.out.push('\n');
        for change in &changes.metadata {
            self.field(change);
        }
        if changes.same_text {
            self.label("versions.same", DIM);
        } else if changes.paragraphs.is_empty() {
            self.label("versions.space", DIM);
        }
        self.out.push('\n');
        self.words(changes);
        self.statements(changes, before, after);
    }

    fn field(&mut self, change: &FieldChange) {
        let mut line = self.paragraph();
        line.label(&self.labels.of("field", change.field), DIM);
        line.label(": ", DIM);
        let unknown = self.labels.get("field.unknown");
        let value = |line: &mut Paragraph, value: &Option<String>, style| {
            match value {
                Some(value) => line.label("«", DIM).words(value, style).label("»", DIM),
                None => line.label(unknown, DIM),
            };
        };
        value(&mut line, &change.before, REMOVED);
        line.label(&format!(" {} ", self.labels.get("arrow")), BOLD);
        value(&mut line, &change.after, ADDED);
        self.print(&line);
    }

    fn words(&mut self, changes: &Changes) {
        if changes.paragraphs.is_empty() {
            return;
        }
        self.heading("versions.paragraphs", changes.paragraphs.len());
        for change in &changes.paragraphs {
            self.change(change);
        }
    }

    fn change(&mut self, change: &ParagraphChange) {
        let whole = change.after.as_ref().or(change.before.as_ref());
        let base = direction(whole.map_or("", |words| &words.text));
        self.pieces(Paragraph::new(base, 4), &change.pieces);
        self.out.push('\n');
    }

    fn pieces(&mut self, mut paragraph: Paragraph, pieces: &[Piece]) {
        for (n, piece) in pieces.iter().enumerate() {
            if n > 0 {
                paragraph.label(" ", PLAIN);
            }
            let words = piece.after.as_ref().or(piece.before.as_ref());
            let words = words.map_or("", |words| &words.text);
            match piece.kind {
                PieceKind::Same => paragraph.label(words, PLAIN),
                PieceKind::Removed => paragraph.label(&format!("[-{words}-]"), REMOVED),
                PieceKind::Added => paragraph.label(&format!("{{+{words}+}}"), ADDED),
            };
        }
        self.print(&paragraph);
    }

    fn statements(&mut self, changes: &Changes, before: &Shown, after: &Shown) {
        let statements = &changes.statements;
        for (key, list, shown) in [
            ("versions.gained", &statements.gained, after),
            ("versions.lost", &statements.lost, before),
        ] {
            if !list.is_empty() {
                self.heading(key, list.len());
            }
            for attribution in list {
                self.statement(attribution, shown);
            }
        }
        if !statements.changed.is_empty() {
            self.heading("versions.changed", statements.changed.len());
        }
        for changed in &statements.changed {
            let what = changed
                .what
                .iter()
                .map(|what| self.labels.of("aspect", what));
            let what: Vec<String> = what.collect();
            let separator = format!("{} ", self.labels.get("separator"));
            self.line(&what.join(&separator), colored(AnsiColor::Yellow));
            self.label("versions.before", DIM);
            self.statement(&changed.before, before);
            self.label("versions.after", DIM);
            self.statement(&changed.after, after);
        }
        let mut line = self.paragraph();
        line.label(&format!("{}: ", self.labels.get("versions.unchanged")), DIM);
        line.label(&statements.unchanged.to_string(), BOLD);
        self.print(&line);
        self.out.push('\n');
    }

    fn statement(&mut self, attribution: &Attribution, shown: &Shown) {
        self.out.push_str(&shown.one(self.form, &attribution.id));
        self.out.push('\n');
    }
}
