//! Figures and errors as text.

use crate::errors::{Class, Error, Form, NONE, errors};
use crate::figures::{Figure, Rates};
use crate::gate::SetReport;
use musnad_report::Span;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// One set's figures as a table: the engine's beside its floors and the baselines.
pub fn table(set: &SetReport) -> String {
    let gold: usize = set.outcomes.iter().map(|o| o.score.gold).sum();
    let mut out = format!(
        "{}: {} reports, {gold} attributions\n",
        set.entry.name,
        set.docs.len()
    );
    let _ = writeln!(
        out,
        "  {:16} {:>5} {:>5} {:>5}   {:>15}  {:>11} {:>6}   {:>7}  {:>12}",
        "",
        "P",
        "R",
        "F1",
        "right/read/gold",
        "95%",
        "floor",
        set.baselines[0].0,
        set.baselines[1].0
    );
    for figure in Figure::ALL {
        let rates = set.counts[figure].rates();
        let interval = set.intervals[figure as usize];
        let floor = set.entry.floors.get(&figure);
        let baseline = |index: usize| set.baselines[index].1[figure].rates().f1;
        let _ = writeln!(
            out,
            "  {figure:16} {:.3} {:.3} {:.3}   {:>15}  {:.3}–{:.3}{}{:>6}   {:>7.3}  {:>12.3}",
            rates.p,
            rates.r,
            rates.f1,
            format!("{}/{}/{}", rates.n_right, rates.n_pred, rates.n_gold),
            interval.low,
            interval.high,
            if floor.is_some_and(|&floor| rates.f1 < floor) {
                " ✗"
            } else {
                "  "
            },
            floor.map_or("–".to_owned(), |floor| format!("{floor:.3}")),
            baseline(0),
            baseline(1),
        );
    }
    out
}

/// One line a report: how many attributions the gold has, were read, and are right in cue, source
/// and content. `filter` is a part of the report's id.
pub fn per_report(set: &SetReport, filter: &str) -> String {
    let mut out = String::new();
    for (doc, outcome) in set.docs.iter().zip(&set.outcomes) {
        let score = &outcome.score;
        if doc.id.contains(filter) {
            let _ = writeln!(
                out,
                "  {:48} gold {:3}  read {:3}  tuple right {:3}  F1 {:.3}",
                doc.id,
                score.gold,
                score.predicted,
                score.exact,
                score.counts[Figure::Tuple].f1()
            );
        }
    }
    out
}

/// A set's figures for other programs; those of the engine have the reference scorer's names.
#[derive(Serialize)]
pub struct Json<'a> {
    set: &'a str,
    figures: BTreeMap<&'static str, Rates>,
    floors: &'a BTreeMap<Figure, f64>,
    baselines: BTreeMap<&'static str, BTreeMap<&'static str, Rates>>,
    failures: Vec<String>,
}

impl<'a> From<&'a SetReport> for Json<'a> {
    fn from(set: &'a SetReport) -> Json<'a> {
        let rates = |counts: &crate::Counts| {
            Figure::ALL
                .map(|figure| (figure.name(), counts[figure].rates()))
                .into()
        };
        Json {
            set: &set.entry.name,
            figures: rates(&set.counts),
            floors: &set.entry.floors,
            baselines: set
                .baselines
                .iter()
                .map(|(name, counts)| (*name, rates(counts)))
                .collect(),
            failures: set.failures.iter().map(ToString::to_string).collect(),
        }
    }
}

/// Which errors are shown.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// A part of the class's name; empty for all.
    pub class: String,
    /// A part of the report's id; empty for all.
    pub doc: String,
    /// A part of the key (the cue's folded word, «state → affirm»); empty for all.
    pub key: String,
    /// How many examples a class.
    pub examples: usize,
}

/// Errors by class, the most frequent class first: how many, which keys repeat, and examples.
pub fn error_list(set: &SetReport, selection: &Selection) -> String {
    let mut classes: BTreeMap<Class, Vec<(usize, Error)>> = BTreeMap::new();
    for (i, (doc, outcome)) in set.docs.iter().zip(&set.outcomes).enumerate() {
        if !doc.id.contains(&selection.doc) {
            continue;
        }
        for error in errors(doc, &outcome.predicted) {
            let class = error.class.to_string();
            if class.contains(&selection.class) && error.key.contains(&selection.key) {
                classes.entry(error.class).or_default().push((i, error));
            }
        }
    }
    let mut classes: Vec<_> = classes.into_iter().collect();
    classes.sort_by_key(|(_, errors)| std::cmp::Reverse(errors.len()));
    let mut out = String::new();
    for (class, errors) in classes {
        let _ = writeln!(
            out,
            "── {class}: {} ── {}",
            errors.len(),
            frequent_keys(&errors)
        );
        for (doc, error) in errors.iter().take(selection.examples) {
            example(&mut out, &set.docs[*doc], error);
        }
    }
    out
}

fn frequent_keys(errors: &[(usize, Error)]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, error) in errors {
        *counts.entry(&error.key).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&(_, n)| std::cmp::Reverse(n));
    let shown = counts.iter().take(16).map(|(key, n)| format!("{key} ×{n}"));
    shown.collect::<Vec<_>>().join(", ")
}

fn example(out: &mut String, doc: &crate::Doc, error: &Error) {
    let text = doc.text();
    let around = error.around;
    let _ = writeln!(
        out,
        "{}:{}  {}⟦{}⟧{}",
        doc.id,
        around.start,
        before(text, around.start, 50),
        flat(&text[around.range()]),
        after(text, around.end, 110)
    );
    // A missed or spurious cue is all in the line above.
    if !matches!((&error.gold, &error.read), (Form::Nothing, Form::Words(s)) | (Form::Words(s), Form::Nothing) if *s == around)
    {
        let _ = writeln!(
            out,
            "    gold {}\n    read {}",
            form(text, &error.gold),
            form(text, &error.read)
        );
    }
}

fn form(text: &str, form: &Form) -> String {
    match form {
        Form::Nothing => NONE.to_owned(),
        Form::Words(Span { start, end }) => {
            let words = flat(&text[*start..*end]);
            if words.chars().count() <= 120 {
                return words;
            }
            format!(
                "{} … {}",
                after(&words, 0, 60),
                before(&words, words.len(), 50)
            )
        }
        &Form::Edge(at) => format!("{}║{}", before(text, at, 45), after(text, at, 45)),
        Form::Value(value) => flat(value),
    }
}

/// Up to `n` characters before byte `at`, on one line.
fn before(text: &str, at: usize, n: usize) -> String {
    let start = text[..at]
        .char_indices()
        .rev()
        .take(n)
        .last()
        .map_or(at, |(i, _)| i);
    flat(&text[start..at])
}

/// Up to `n` characters from byte `at`, on one line.
fn after(text: &str, at: usize, n: usize) -> String {
    let end = text[at..]
        .char_indices()
        .nth(n)
        .map_or(text.len(), |(i, _)| at + i);
    flat(&text[at..end])
}

fn flat(words: &str) -> String {
    words.replace('\n', "⏎")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surroundings_are_cut_by_characters_and_kept_on_one_line() {
        let text = "قال\nالوزير نعم";
        let at = text.find("الوزير").unwrap();
        assert_eq!(before(text, at, 3), "ال⏎");
        assert_eq!(before(text, at, 99), "قال⏎");
        assert_eq!(after(text, at, 6), "الوزير");
        assert_eq!(after(text, at, 99), "الوزير نعم");
        assert_eq!(form(text, &Form::Edge(at)), "قال⏎║الوزير نعم");
        assert_eq!(form(text, &Form::Nothing), NONE);
    }

    #[test]
    fn the_keys_that_repeat_come_first() {
        let error = |key: &str| {
            let error = Error {
                class: Class::MissedCue,
                around: Span::new(0, 0),
                key: key.to_owned(),
                gold: Form::Nothing,
                read: Form::Nothing,
            };
            (0, error)
        };
        let errors = [error("قال"), error("اكد"), error("قال")];
        assert_eq!(frequent_keys(&errors), "قال ×2, اكد ×1");
    }
}
