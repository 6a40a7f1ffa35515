//! How right are mentions? Counted are exact span and type, as CoNLL 2003 does.

pub mod agreement;
pub mod columns;
pub mod gold;
pub mod score;
pub mod wikipedia;
pub mod written;

use crate::set::hex_sha256;
use musnad_report::{Span, Text};
use std::fmt::Write;

/// A text and what is marked in it.
#[derive(Clone, Debug)]
pub struct Marked {
    /// The report's id, or the place in its set.
    pub id: String,
    /// The text that spans count in.
    pub text: Text,
    /// In the order of their starts, the longer first of two that start together.
    pub marks: Vec<Mark>,
}

/// One mention, with its type as its set calls it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// Whole words, without marks at the ends.
    pub span: Span,
    /// The type.
    pub label: String,
}

/// SHA-256, in hexadecimal, over the texts of a set and what is marked in them.
pub fn sha256(set: &[Marked]) -> String {
    let mut all = String::new();
    for report in set {
        let _ = writeln!(all, "{}\n{}", report.id, report.text.as_str());
        for mark in &report.marks {
            let _ = writeln!(all, "{} {} {}", mark.span.start, mark.span.end, mark.label);
        }
    }
    hex_sha256(all.as_bytes())
}

/// A text's sentences in which something was missed (`-`) or found wrongly (`+`), a line each.
pub fn shown(gold: &Marked, found: &[Mark]) -> String {
    let mut out = String::new();
    for sentence in gold.text.sentences() {
        let span = gold.text.span_of(sentence.clone());
        let only = |some: &[Mark], others: &[Mark], sign: char| -> Vec<String> {
            let some = some
                .iter()
                .filter(|m| span.contains(m.span) && !others.contains(m));
            some.map(|m| format!("{sign}{} «{}»", m.label, gold.text.slice(m.span)))
                .collect()
        };
        let errors = [only(&gold.marks, found, '-'), only(found, &gold.marks, '+')].concat();
        if !errors.is_empty() {
            let words = gold.text.slice(span).replace('\n', " ");
            out.push_str(&format!(
                "{}: {words}\n    {}\n",
                gold.id,
                errors.join("  ")
            ));
        }
    }
    out
}
