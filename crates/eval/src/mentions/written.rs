//! Reports that were written for the project, with their mentions in brackets: «قال [R وزير الري] [P ماهر الساري]».
//!
//! A bracket opens with the letter of its type, with an asterisk where it names nothing, and a space; brackets
//! may stand inside one another. An empty line ends a report.

use super::{Mark, Marked};
use crate::set::{SetError, malformed, read};
use musnad_report::{Span, Text};
use std::path::Path;

/// The types by their letters, as the guide has them.
const TYPES: [(&str, &str); 7] = [
    ("P", "person"),
    ("O", "organisation"),
    ("L", "place"),
    ("F", "facility"),
    ("N", "nationality"),
    ("R", "role"),
    ("D", "document"),
];

/// Reads a file of them.
///
/// # Errors
/// When the file cannot be read, a type is unknown or a bracket has no other half.
pub fn load(path: &Path) -> Result<Vec<Marked>, SetError> {
    let file = String::from_utf8(read(path)?).map_err(|error| malformed(path, error))?;
    let reports = file
        .split("\n\n")
        .filter(|report| !report.trim().is_empty());
    let reports = reports.enumerate().map(|(n, report)| parse(n, report));
    reports
        .collect::<Result<_, _>>()
        .map_err(|reason| malformed(path, reason))
}

fn parse(n: usize, report: &str) -> Result<Marked, String> {
    let mut text = String::new();
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut found: Vec<(Span, String)> = Vec::new();
    let mut rest = report;
    while let Some(at) = rest.find(['[', ']']) {
        text.push_str(&rest[..at]);
        let bracket = &rest[at..];
        if let Some(inside) = bracket.strip_prefix('[') {
            let (letter, after) = inside.split_once(' ').unwrap_or_default();
            open.push((text.len(), label(letter)?));
            rest = after;
        } else {
            let (start, label) = open
                .pop()
                .ok_or_else(|| format!("report {n}: «]» without «[»"))?;
            found.push((Span::new(start, text.len()), label));
            rest = &bracket[1..];
        }
    }
    text.push_str(rest);
    if !open.is_empty() {
        return Err(format!("report {n}: «[» without «]»"));
    }
    let text = Text::new(text);
    let marks = found
        .into_iter()
        .filter_map(|(span, label)| super::columns::mark(&text, span, &label));
    let mut marks: Vec<Mark> = marks.collect();
    marks.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    Ok(Marked {
        id: format!("written-{n}"),
        text,
        marks,
    })
}

fn label(letter: &str) -> Result<String, String> {
    let (letter, star) = match letter.strip_suffix('*') {
        Some(letter) => (letter, "*"),
        None => (letter, ""),
    };
    let known = TYPES.iter().find(|(l, _)| *l == letter);
    known
        .map(|(_, name)| format!("{name}{star}"))
        .ok_or_else(|| format!("«{letter}» is no type"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_become_marks_and_leave_the_text() {
        let report = parse(
            0,
            "قال [R وزير الخارجية [N الروسي]] [P إيغور بافلوف] [L* للمدينة].",
        )
        .expect("well-formed");
        assert_eq!(
            report.text.as_str(),
            "قال وزير الخارجية الروسي إيغور بافلوف للمدينة."
        );
        let marks: Vec<(&str, &str)> = report
            .marks
            .iter()
            .map(|m| (m.label.as_str(), report.text.slice(m.span)))
            .collect();
        let expected = [
            ("role", "وزير الخارجية الروسي"),
            ("nationality", "الروسي"),
            ("person", "إيغور بافلوف"),
            ("place*", "للمدينة"),
        ];
        assert_eq!(marks, expected);
    }

    #[test]
    fn what_is_not_closed_or_not_known_is_an_error() {
        assert!(parse(0, "قال [P سالم").is_err());
        assert!(parse(0, "قال سالم]").is_err());
        assert!(parse(0, "قال [X سالم]").is_err());
    }
}
