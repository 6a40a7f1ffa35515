//! The text of a report with its statements marked in it.

use crate::layout::{Paragraph, direction};
use crate::render::text::TextForm;
use crate::sure::Kept;
use anstyle::{AnsiColor, Style};
use musnad_read::{Attribution, Reading};
use musnad_report::{Span, Text};
use std::collections::BTreeMap;

const CUE: Style = Style::new().underline();
const SOURCE: Style = Style::new().bold();
const WHEN: Style = Style::new().italic();
const CONTENT: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green)));
const NUMBER: Style = Style::new().dimmed();

/// The text, paragraph by paragraph: what is said, by whom and by which words in their styles, and
/// behind the origin's cue the statement's number, which stays where there are no styles.
pub fn print(form: TextForm, text: &Text, reading: &Reading, kept: &Kept) -> String {
    let marks = Marks::new(reading, kept);
    let mut out = String::new();
    for tokens in text.paragraphs() {
        let span = text.span_of(tokens.clone());
        let mut paragraph = Paragraph::new(direction(text.slice(span)), 0);
        let mut at = span.start;
        for end in marks.ends_in(span) {
            // As labels: these are parts of one running text, whose order is its own affair.
            let words = text.get(Span::new(at, end)).unwrap_or_default();
            paragraph.label(words, marks.style_at(at));
            if let Some(numbers) = marks.numbers.get(&end) {
                paragraph.label(&format!("[{}]", numbers.join("،")), NUMBER);
            }
            at = end;
        }
        form.screen.print(&paragraph, &mut out);
        out.push('\n');
    }
    out
}

struct Marks {
    /// What goes before what follows it.
    styles: Vec<(Span, Style)>,
    /// Where styles begin and end.
    edges: Vec<usize>,
    /// Statements by the end of their origin's cue, counted from 1.
    numbers: BTreeMap<usize, Vec<String>>,
}

impl Marks {
    fn new(reading: &Reading, kept: &Kept) -> Marks {
        let all = &reading.attributions;
        let cues = all.iter().flat_map(cues).map(|span| (span, CUE));
        let sources = all.iter().flat_map(sources).map(|span| (span, SOURCE));
        let whens = all.iter().filter_map(|a| a.said_on.as_ref());
        let whens = whens.map(|said_on| (said_on.span, WHEN));
        let contents = all.iter().flat_map(|a| a.content.iter().copied());
        let contents = contents.map(|span| (span, CONTENT));
        let styles: Vec<_> = cues.chain(sources).chain(whens).chain(contents).collect();
        let mut edges: Vec<usize> = styles
            .iter()
            .flat_map(|(span, _)| [span.start, span.end])
            .collect();
        edges.sort_unstable();
        edges.dedup();
        let mut numbers: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (place, attribution) in kept.places.iter().zip(all) {
            let end = attribution.origin().cue.end;
            numbers
                .entry(end)
                .or_default()
                .push((place + 1).to_string());
        }
        Marks {
            styles,
            edges,
            numbers,
        }
    }

    /// Where pieces of one style end within a paragraph, its own end among them.
    fn ends_in(&self, span: Span) -> Vec<usize> {
        let start = self.edges.partition_point(|&edge| edge <= span.start);
        let end = self.edges.partition_point(|&edge| edge < span.end);
        let inside = self.edges.get(start..end).unwrap_or_default();
        inside.iter().copied().chain([span.end]).collect()
    }

    fn style_at(&self, at: usize) -> Style {
        let here = |span: &Span| span.start <= at && at < span.end;
        let found = self.styles.iter().find(|(span, _)| here(span));
        found.map_or(Style::new(), |(_, style)| *style)
    }
}

fn cues(attribution: &Attribution) -> impl Iterator<Item = Span> {
    attribution.chain.iter().map(|hop| hop.cue)
}

fn sources(attribution: &Attribution) -> impl Iterator<Item = Span> {
    attribution.chain.iter().filter_map(|hop| hop.source)
}
