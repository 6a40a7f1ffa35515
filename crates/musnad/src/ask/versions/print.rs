//! Changes for people. Removed words stand in `[-…-]` and added ones in `{+…+}`, as in `git diff
//! --word-diff`, so that they are told apart without colours too.

use crate::ask::brief;
use crate::ask::found::Shown;
use crate::layout::{Paragraph, direction};
use crate::render::sheet::Sheet;
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
    let mut sheet = Sheet::new(form);
    print_words(&mut sheet, &asked.address, PLAIN);
    for version in &versions.versions {
        sheet
            .out
            .push_str(&brief::print(form, version, Some(&asked.id)));
    }
    sheet.out.push('\n');
    if versions.changes.is_empty() {
        label(&mut sheet, "versions.one", DIM);
    }
    for (step, two) in versions.changes.iter().zip(shown.windows(2)) {
        changes(&mut sheet, step, &two[0], &two[1]);
    }
    sheet.out
}

fn paragraph(sheet: &mut Sheet) -> Paragraph {
    Paragraph::new(sheet.form.base(), 0)
}

fn print_words(sheet: &mut Sheet, words: &str, style: Style) {
    let mut line = Paragraph::new(direction(words), 0);
    line.words(words, style);
    sheet.print(&line);
}

fn label(sheet: &mut Sheet, key: &'static str, style: Style) {
    let mut line = paragraph(sheet);
    line.label(sheet.labels.get(key), style);
    sheet.print(&line);
}

/// A label, and how many follow under it.
fn heading(sheet: &mut Sheet, key: &'static str, number: usize) {
    let mut line = paragraph(sheet);
    line.label(sheet.labels.get(key), BOLD);
    line.label(&format!(": {number}"), DIM);
    sheet.print(&line);
    sheet.out.push('\n');
}

fn changes(sheet: &mut Sheet, changes: &Changes, before: &Shown, after: &Shown) {
    let mut line = paragraph(sheet);
    line.words(&changes.before, BOLD);
    line.label(&format!(" {} ", sheet.labels.get("arrow")), BOLD);
    line.words(&changes.after, BOLD);
    sheet.print(&line);
    for change in &changes.metadata {
        field(sheet, change);
    }
    if changes.same_text {
        label(sheet, "versions.same", DIM);
    } else if changes.paragraphs.is_empty() {
        label(sheet, "versions.space", DIM);
    }
    sheet.out.push('\n');
    words(sheet, changes);
    statements(sheet, changes, before, after);
}

fn field(sheet: &mut Sheet, change: &FieldChange) {
    let mut line = paragraph(sheet);
    line.label(&sheet.labels.of("field", change.field), DIM);
    line.label(": ", DIM);
    let unknown = sheet.labels.get("field.unknown");
    let value = |line: &mut Paragraph, value: &Option<String>, style| {
        match value {
            Some(value) => line.label("«", DIM).words(value, style).label("»", DIM),
            None => line.label(unknown, DIM),
        };
    };
    value(&mut line, &change.before, REMOVED);
    line.label(&format!(" {} ", sheet.labels.get("arrow")), BOLD);
    value(&mut line, &change.after, ADDED);
    sheet.print(&line);
}

fn words(sheet: &mut Sheet, changes: &Changes) {
    if changes.paragraphs.is_empty() {
        return;
    }
    heading(sheet, "versions.paragraphs", changes.paragraphs.len());
    for paragraph in &changes.paragraphs {
        change(sheet, paragraph);
    }
}

fn change(sheet: &mut Sheet, change: &ParagraphChange) {
    let whole = change.after.as_ref().or(change.before.as_ref());
    let base = direction(whole.map_or("", |words| &words.text));
    pieces(sheet, Paragraph::new(base, 4), &change.pieces);
    sheet.out.push('\n');
}

fn pieces(sheet: &mut Sheet, mut paragraph: Paragraph, pieces: &[Piece]) {
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
    sheet.print(&paragraph);
}

fn statements(sheet: &mut Sheet, changes: &Changes, before: &Shown, after: &Shown) {
    let statements = &changes.statements;
    for (key, list, shown) in [
        ("versions.gained", &statements.gained, after),
        ("versions.lost", &statements.lost, before),
    ] {
        if !list.is_empty() {
            heading(sheet, key, list.len());
        }
        for attribution in list {
            statement(sheet, attribution, shown);
        }
    }
    if !statements.changed.is_empty() {
        heading(sheet, "versions.changed", statements.changed.len());
    }
    for changed in &statements.changed {
        let what = changed
            .what
            .iter()
            .map(|what| sheet.labels.of("aspect", what));
        let what: Vec<String> = what.collect();
        let separator = format!("{} ", sheet.labels.get("separator"));
        print_words(sheet, &what.join(&separator), colored(AnsiColor::Yellow));
        label(sheet, "versions.before", DIM);
        statement(sheet, &changed.before, before);
        label(sheet, "versions.after", DIM);
        statement(sheet, &changed.after, after);
    }
    let mut line = paragraph(sheet);
    line.label(
        &format!("{}: ", sheet.labels.get("versions.unchanged")),
        DIM,
    );
    line.label(&statements.unchanged.to_string(), BOLD);
    sheet.print(&line);
    sheet.out.push('\n');
}

fn statement(sheet: &mut Sheet, attribution: &Attribution, shown: &Shown) {
    sheet.out.push_str(&shown.one(sheet.form, &attribution.id));
    sheet.out.push('\n');
}
