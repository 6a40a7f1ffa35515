//! What was found, for people.

use crate::ask::brief;
use crate::labels::Labels;
use crate::layout::{Paragraph, direction};
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
    let mut page = Page {
        form,
        labels: Labels(form.lang),
        out: String::new(),
    };
    page.head(search);
    for hit in &search.hits {
        page.hit(hit);
    }
    page.facets(&search.facets);
    page.out
}

struct Page {
    form: TextForm,
    labels: Labels,
    out: String,
}

impl Page {
    fn print(&mut self, paragraph: &Paragraph) {
        self.form.screen.print(paragraph, &mut self.out);
    }

    fn head(&mut self, search: &Search) {
        let mut line = Paragraph::new(self.form.base(), 0);
        line.label(&format!("{}: ", self.labels.get("search.found")), DIM);
        line.label(&search.total.to_string(), BOLD);
        if search.hits.len() < search.total {
            let first = search.offset + 1;
            let last = search.offset + search.hits.len();
            line.label(&format!(" · {first}–{last}"), DIM);
        }
        self.print(&line);
        self.out.push('\n');
    }

    fn hit(&mut self, hit: &Hit) {
        match &hit.title {
            Some(title) => self.excerpt(title, 0, BOLD),
            None => {
                let title = hit.report.title.as_deref();
                let title = title.unwrap_or(self.labels.get("untitled"));
                let mut line = Paragraph::new(direction(title), 0);
                line.words(title, BOLD);
                self.print(&line);
            }
        }
        self.out.push_str(&brief::facts(self.form, &hit.report));
        // Where all is in the title, there is no more to show.
        let words = &hit.snippet.words;
        let shown = hit
            .title
            .as_ref()
            .is_some_and(|title| words.end <= title.words.end);
        if !shown {
            self.excerpt(&hit.snippet, 4, PLAIN);
        }
        self.out.push('\n');
    }

    /// A piece of a text, with the words that are meant in their style.
    fn excerpt(&mut self, excerpt: &Excerpt, indent: usize, style: Style) {
        let whole = &excerpt.words;
        let mut paragraph = Paragraph::new(direction(&whole.text), indent);
        let part = |start: usize, end: usize| {
            let range = start - whole.start..end - whole.start;
            whole.text.get(range).unwrap_or_default()
        };
        let mut at = whole.start;
        for hit in &excerpt.hits {
            paragraph.label(part(at, hit.start), style);
            paragraph.label(&hit.text, MEANT);
            at = hit.end;
        }
        paragraph.label(part(at, whole.end), style);
        self.print(&paragraph);
    }

    fn facets(&mut self, facets: &Facets) {
        let named = |count: &Count| count.value.clone();
        let labels = self.labels;
        let stance = |count: &Count| labels.of("stance", &count.value);
        let kind = |count: &Count| labels.of("kind", &count.value);
        let month = |count: &Count| count.value.replace('-', "/");
        self.facet("facet.outlet", &facets.outlet, named);
        self.facet("facet.month", &facets.month, month);
        self.facet("facet.speaker", &facets.speaker, named);
        self.facet("facet.stance", &facets.stance, stance);
        self.facet("facet.kind", &facets.kind, kind);
    }

    fn facet(&mut self, key: &'static str, counts: &[Count], name: impl Fn(&Count) -> String) {
        if counts.is_empty() {
            return;
        }
        let mut line = Paragraph::new(self.form.base(), 0);
        line.label(&format!("{}: ", self.labels.get(key)), DIM);
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
        self.print(&line);
    }
}
