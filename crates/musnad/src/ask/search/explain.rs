//! How a query was understood.

use crate::layout::Paragraph;
use crate::render::sheet::Sheet;
use crate::render::text::TextForm;
use anstyle::Style;
use musnad_search::{Filter, Name, Node, Query, stem};

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const PLAIN: Style = Style::new();

/// The query written in full, and under it what each part asks for.
pub fn print(form: TextForm, query: &Query) -> String {
    let mut sheet = Sheet::new(form);
    let mut line = Paragraph::new(form.base(), 0);
    line.words(&query.to_string(), BOLD);
    form.screen.print(&line, &mut sheet.out);
    sheet.out.push('\n');
    node(&mut sheet, query.root(), 1);
    sheet.out
}

/// Queries nest no deeper than their parser lets them.
fn node(sheet: &mut Sheet, node: &Node, depth: usize) {
    match node {
        Node::Stems(words) => stems(sheet, words, depth),
        Node::Exact(words) => line(sheet, depth, "query.exact", &words.join(" ")),
        Node::Prefix(begin) => line(sheet, depth, "query.prefix", begin),
        Node::Near { items, within } => {
            let label = format!("{} {within}", sheet.labels.get("query.near"));
            labelled(sheet, depth, &label, "");
            for words in items {
                stems(sheet, words, depth + 1);
            }
        }
        Node::And(nodes) => all(sheet, "query.and", nodes, depth),
        Node::Or(nodes) => all(sheet, "query.or", nodes, depth),
        Node::Not(node) => all(sheet, "query.not", std::slice::from_ref(node), depth),
        Node::InTitle(node) => all(sheet, "query.title", std::slice::from_ref(node), depth),
        Node::Filter(about) => filter(sheet, about, depth),
    }
}

fn all(sheet: &mut Sheet, key: &'static str, nodes: &[Node], depth: usize) {
    line(sheet, depth, key, "");
    for inner in nodes {
        node(sheet, inner, depth + 1);
    }
}

fn stems(sheet: &mut Sheet, words: &[String], depth: usize) {
    let stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
    let label = sheet.labels.get("query.stems");
    labelled(
        sheet,
        depth,
        label,
        &format!("{} ({})", words.join(" "), stems.join(" ")),
    );
}

fn filter(sheet: &mut Sheet, filter: &Filter, depth: usize) {
    let name = |name: &Name| name.words.join(" ");
    let (key, value) = match filter {
        Filter::Speaker(speaker) => ("query.speaker", name(speaker)),
        Filter::Outlet(outlet) => ("query.outlet", name(outlet)),
        Filter::Stance(stance) => ("query.stance", sheet.labels.of("stance", stance)),
        Filter::Kind(kind) => ("query.kind", sheet.labels.of("kind", kind)),
        Filter::After(date) => ("query.after", date.first_day().to_string()),
        Filter::Before(date) => ("query.before", date.first_day().to_string()),
    };
    line(sheet, depth, key, &value.replace('-', "/"));
}

fn line(sheet: &mut Sheet, depth: usize, key: &'static str, words: &str) {
    labelled(sheet, depth, sheet.labels.get(key), words);
}

fn labelled(sheet: &mut Sheet, depth: usize, label: &str, words: &str) {
    let mut line = Paragraph::new(sheet.form.base(), depth * 2);
    line.label(label, DIM);
    if !words.is_empty() {
        line.label(": ", DIM).words(words, PLAIN);
    }
    sheet.form.screen.print(&line, &mut sheet.out);
}
