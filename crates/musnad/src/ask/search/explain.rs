//! How a query was understood.

use crate::labels::Labels;
use crate::layout::Paragraph;
use crate::render::text::TextForm;
use anstyle::Style;
use musnad_search::{Filter, Name, Node, Query, stem};

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const PLAIN: Style = Style::new();

/// The query written in full, and under it what each part asks for.
pub fn print(form: TextForm, query: &Query) -> String {
    let mut page = Page {
        form,
        labels: Labels(form.lang),
        out: String::new(),
    };
    let mut line = Paragraph::new(form.base(), 0);
    line.words(&query.to_string(), BOLD);
    form.screen.print(&line, &mut page.out);
    page.out.push('\n');
    page.node(query.root(), 1);
    page.out
}

struct Page {
    form: TextForm,
    labels: Labels,
    out: String,
}

impl Page {
    /// Queries nest no deeper than their parser lets them.
    fn node(&mut self, node: &Node, depth: usize) {
        match node {
            Node::Stems(words) => self.stems(words, depth),
            Node::Exact(words) => self.line(depth, "query.exact", &words.join(" ")),
            Node::Prefix(begin) => self.line(depth, "query.prefix", begin),
            Node::Near { items, within } => {
                let label = format!("{} {within}", self.labels.get("query.near"));
                self.labelled(depth, &label, "");
                for words in items {
                    self.stems(words, depth + 1);
                }
            }
            Node::And(nodes) => self.all("query.and", nodes, depth),
            Node::Or(nodes) => self.all("query.or", nodes, depth),
            Node::Not(node) => self.all("query.not", std::slice::from_ref(node), depth),
            Node::InTitle(node) => self.all("query.title", std::slice::from_ref(node), depth),
            Node::Filter(filter) => self.filter(filter, depth),
        }
    }

    fn all(&mut self, key: &'static str, nodes: &[Node], depth: usize) {
        self.line(depth, key, "");
        for node in nodes {
            self.node(node, depth + 1);
        }
    }

    fn stems(&mut self, words: &[String], depth: usize) {
        let stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
        let label = self.labels.get("query.stems");
        self.labelled(
            depth,
            label,
            &format!("{} ({})", words.join(" "), stems.join(" ")),
        );
    }

    fn filter(&mut self, filter: &Filter, depth: usize) {
        let name = |name: &Name| name.words.join(" ");
        let (key, value) = match filter {
            Filter::Speaker(speaker) => ("query.speaker", name(speaker)),
            Filter::Outlet(outlet) => ("query.outlet", name(outlet)),
            Filter::Stance(stance) => ("query.stance", self.labels.of("stance", stance)),
            Filter::Kind(kind) => ("query.kind", self.labels.of("kind", kind)),
            Filter::After(date) => ("query.after", date.first_day().to_string()),
            Filter::Before(date) => ("query.before", date.first_day().to_string()),
        };
        self.line(depth, key, &value.replace('-', "/"));
    }

    fn line(&mut self, depth: usize, key: &'static str, words: &str) {
        self.labelled(depth, self.labels.get(key), words);
    }

    fn labelled(&mut self, depth: usize, label: &str, words: &str) {
        let mut line = Paragraph::new(self.form.base(), depth * 2);
        line.label(label, DIM);
        if !words.is_empty() {
            line.label(": ", DIM).words(words, PLAIN);
        }
        self.form.screen.print(&line, &mut self.out);
    }
}
