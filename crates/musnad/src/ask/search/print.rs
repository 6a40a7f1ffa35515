//! What was found, for people.

use crate::ask::brief;
use crate::layout::{Paragraph, direction};
use crate::render::sheet::Sheet;
use crate::render::text::TextForm;
use anstyle::{AnsiColor, Style};
use musnad_archive::contract::search::{Count, Excerpt, Facets, Hit, Search};

const PLAIN: Style = Style::new();
const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const MEANT: Style = Style::new()
    .bold()
    .fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));

/// Values that a facet shows; programs get more.
const SHOWN: usize = 6;

/// The reports of one part, and counts over all.
pub fn page(form: TextForm, search: &Search) -> String {
    let mut sheet = Sheet::new(form);
    head(&mut sheet, search);
    for found in &search.hits {
        hit(&mut sheet, found);
    }
    if search.total == 0 {
        sheet.hint("search.nothing");
    }
    facets(&mut sheet, &search.facets);
    sheet.out
}

fn head(sheet: &mut Sheet, search: &Search) {
    let mut line = Paragraph::new(sheet.form.base(), 0);
    line.label(&format!("{}: ", sheet.labels.get("search.found")), DIM);
    line.label(&search.total.to_string(), BOLD);
    if (1..search.total).contains(&search.hits.len()) {
        let first = search.offset + 1;
        let last = search.offset + search.hits.len();
        line.label(&format!(" · {first}–{last}"), DIM);
    }
    sheet.print(&line);
    sheet.out.push('\n');
}

fn hit(sheet: &mut Sheet, hit: &Hit) {
    match &hit.title {
        Some(title) => excerpt(sheet, title, 0, BOLD),
        None => {
            let title = hit.report.title.as_deref();
            let title = title.unwrap_or(sheet.labels.get("untitled"));
            let mut line = Paragraph::new(direction(title), 0);
            line.words(title, BOLD);
            sheet.print(&line);
        }
    }
    // Without a headline it is known by its address or its file.
    let facts = match hit.title.is_none() && hit.report.title.is_none() {
        true => brief::print(sheet.form, &hit.report, None),
        false => brief::facts(sheet.form, &hit.report),
    };
    sheet.out.push_str(&facts);
    // Where all is in the title, there is no more to show.
    let words = &hit.snippet.words;
    let shown = hit
        .title
        .as_ref()
        .is_some_and(|title| words.end <= title.words.end);
    if !shown {
        excerpt(sheet, &hit.snippet, 4, PLAIN);
    }
    sheet.out.push('\n');
}

/// A piece of a text, with the words that are meant in their style.
pub fn excerpt(sheet: &mut Sheet, excerpt: &Excerpt, indent: usize, style: Style) {
    let whole = &excerpt.words;
    let mut paragraph = Paragraph::new(direction(&whole.text), indent);
    let part = |start: usize, end: usize| {
        let range = start - whole.start..end - whole.start;
        whole.text.get(range).unwrap_or_default()
    };
    if excerpt.cut_before {
        paragraph.label("… ", DIM);
    }
    let mut at = whole.start;
    for hit in &excerpt.hits {
        paragraph.label(part(at, hit.start), style);
        paragraph.label(&hit.text, MEANT);
        at = hit.end;
    }
    paragraph.label(part(at, whole.end), style);
    if excerpt.cut_after {
        paragraph.label(" …", DIM);
    }
    sheet.print(&paragraph);
}

fn facets(sheet: &mut Sheet, facets: &Facets) {
    let named = |count: &Count| count.value.clone();
    let labels = sheet.labels;
    let stance = |count: &Count| labels.of("stance", &count.value);
    let kind = |count: &Count| labels.of("kind", &count.value);
    let month = |count: &Count| count.value.replace('-', "/");
    facet(sheet, "facet.outlet", &facets.outlet, named);
    facet(sheet, "facet.month", &facets.month, month);
    facet(sheet, "facet.speaker", &facets.speaker, named);
    facet(sheet, "facet.stance", &facets.stance, stance);
    facet(sheet, "facet.kind", &facets.kind, kind);
}

fn facet(sheet: &mut Sheet, key: &'static str, counts: &[Count], name: impl Fn(&Count) -> String) {
    if counts.is_empty() {
        return;
    }
    let mut line = Paragraph::new(sheet.form.base(), 0);
    line.label(&format!("{}: ", sheet.labels.get(key)), DIM);
    for (n, count) in counts.iter().take(SHOWN).enumerate() {
        if n > 0 {
            line.label(" · ", DIM);
        }
        line.words(&name(count), PLAIN);
        line.label(&format!(" {}", count.reports), BOLD);
    }
    if counts.len() > SHOWN {
        line.label(" …", DIM);
    }
    sheet.print(&line);
}
