//! Errors as text: a table of classes, and lists of examples.

use crate::Doc;
use crate::errors::{Class, CueKinds, Error, Form, NONE, SORTED, Side, errors};
use crate::figures::Figure;
use crate::gate::SetReport;
use musnad_report::Span;
use std::collections::BTreeMap;
use std::fmt::Write as _;

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

/// An error, and the index of its report.
type Found = (usize, Error);

fn selected(
    set: &SetReport,
    kinds: &CueKinds<'_>,
    selection: &Selection,
) -> BTreeMap<Class, Vec<Found>> {
    let mut classes: BTreeMap<Class, Vec<Found>> = BTreeMap::new();
    for (i, (doc, outcome)) in set.docs.iter().zip(&set.outcomes).enumerate() {
        if !doc.id.contains(&selection.doc) {
            continue;
        }
        for error in errors(doc, &outcome.predicted, kinds) {
            let class = error.class.to_string();
            if class.contains(&selection.class) && error.key.contains(&selection.key) {
                classes.entry(error.class).or_default().push((i, error));
            }
        }
    }
    classes
}

/// The table of errors by class, figure by figure: how many, their share of the figure's errors, the
/// keys that repeat, and examples (report, bytes, words). Last in each figure stand the errors that
/// only follow from a missed, made up or otherwise misplaced attribution. The numbers of a figure
/// without a selection add up to the scorer's.
pub fn error_table(set: &SetReport, kinds: &CueKinds<'_>, selection: &Selection) -> String {
    let classes = selected(set, kinds, selection);
    let mut out = format!("Errors of {} by class\n", set.entry.name);
    for figure in SORTED {
        let of_figure = |class: &Class| class.figure() == figure;
        let mut rows: Vec<_> = classes
            .iter()
            .filter(|(class, _)| of_figure(class))
            .collect();
        rows.sort_by_key(|(class, errors)| (class.follows(), std::cmp::Reverse(errors.len())));
        let all: usize = rows.iter().map(|(_, errors)| errors.len()).sum();
        if all == 0 {
            continue;
        }
        out += &heading(set, figure, &rows);
        for (class, errors) in rows {
            let share = 100.0 * errors.len() as f64 / all as f64;
            let keys = match class.follows() {
                true => String::new(),
                false => frequent_keys(errors, 5),
            };
            let _ = writeln!(
                out,
                "  {:50} {:>5} {share:>5.1}%  {keys}",
                class.to_string(),
                errors.len()
            );
            if !class.follows() {
                for (doc, error) in spread(errors, selection.examples) {
                    short_example(&mut out, &set.docs[*doc], error);
                }
            }
        }
    }
    out
}

fn heading(set: &SetReport, figure: Figure, rows: &[(&Class, &Vec<Found>)]) -> String {
    let side = |side: Side| -> usize {
        rows.iter()
            .flat_map(|(_, errors)| errors.iter())
            .filter(|(_, error)| error.side == side)
            .count()
    };
    let (missed, spurious, wrong) = (side(Side::Missed), side(Side::Spurious), side(Side::Wrong));
    let rates = set.counts[figure].rates();
    format!(
        "\n{figure}: F1 {:.3}; {} errors: {missed} missed, {spurious} spurious, {wrong} wrong \
         ({} right of {} read and {} in gold)\n",
        rates.f1,
        missed + spurious + wrong,
        rates.n_right,
        rates.n_pred,
        rates.n_gold,
    )
}

/// Up to `n` errors, from as many reports as there are.
fn spread(errors: &[Found], n: usize) -> Vec<&Found> {
    let mut seen = std::collections::HashSet::new();
    let (first, again): (Vec<&Found>, Vec<&Found>) =
        errors.iter().partition(|(doc, _)| seen.insert(*doc));
    first.into_iter().chain(again).take(n).collect()
}

/// Errors by class, the most frequent class first: how many, which keys repeat, and examples in
/// their surroundings.
pub fn error_list(set: &SetReport, kinds: &CueKinds<'_>, selection: &Selection) -> String {
    let mut classes: Vec<_> = selected(set, kinds, selection).into_iter().collect();
    classes.sort_by_key(|(_, errors)| std::cmp::Reverse(errors.len()));
    let mut out = String::new();
    for (class, errors) in classes {
        let _ = writeln!(
            out,
            "── {class}: {} ── {}",
            errors.len(),
            frequent_keys(&errors, 16)
        );
        for (doc, error) in errors.iter().take(selection.examples) {
            example(&mut out, &set.docs[*doc], error);
        }
    }
    out
}

fn frequent_keys(errors: &[Found], n: usize) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, error) in errors {
        *counts.entry(&error.key).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&(_, n)| std::cmp::Reverse(n));
    let shown = counts.iter().take(n).map(|(key, n)| format!("{key} ×{n}"));
    shown.collect::<Vec<_>>().join(", ")
}

/// One line: report, bytes, words, and both sides where they are not those words.
fn short_example(out: &mut String, doc: &Doc, error: &Error) {
    let (text, around) = (doc.text(), error.around);
    let Span { start, end } = around;
    let words = flat(&text[around.range()]);
    let _ = write!(out, "      {}:{start}..{end} «{words}»", doc.id);
    if !shown_by_words(error) {
        let short = |side: &Form| form(text, side, 48);
        let _ = write!(
            out,
            "  gold {}  read {}",
            short(&error.gold),
            short(&error.read)
        );
    }
    out.push('\n');
}

fn example(out: &mut String, doc: &Doc, error: &Error) {
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
    if !shown_by_words(error) {
        let _ = writeln!(
            out,
            "    gold {}\n    read {}",
            form(text, &error.gold, 120),
            form(text, &error.read, 120)
        );
    }
}

/// Whether the words around which it happened say all: a missed or spurious cue.
fn shown_by_words(error: &Error) -> bool {
    matches!(
        (&error.gold, &error.read),
        (Form::Nothing, Form::Words(words)) | (Form::Words(words), Form::Nothing)
            if *words == error.around
    )
}

/// At most about `n` characters of one side.
fn form(text: &str, form: &Form, n: usize) -> String {
    let cut = |words: String| {
        if words.chars().count() <= n {
            return words;
        }
        format!(
            "{} … {}",
            after(&words, 0, n / 2),
            before(&words, words.len(), n / 2 - n / 10)
        )
    };
    match form {
        Form::Nothing => NONE.to_owned(),
        Form::Words(span) => cut(flat(&text[span.range()])),
        &Form::Edge(at) => {
            let n = (n / 2).min(45);
            format!("{}║{}", before(text, at, n), after(text, at, n))
        }
        Form::Value(value) => cut(flat(value)),
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
        assert_eq!(form(text, &Form::Edge(at), 120), "قال⏎║الوزير نعم");
        assert_eq!(form(text, &Form::Nothing, 120), NONE);
    }

    #[test]
    fn the_keys_that_repeat_come_first() {
        let error = |key: &str| {
            let error = Error {
                class: Class::SplitCue,
                side: Side::Wrong,
                around: Span::new(0, 0),
                key: key.to_owned(),
                gold: Form::Nothing,
                read: Form::Nothing,
            };
            (0, error)
        };
        let errors = [error("قال"), error("اكد"), error("قال")];
        assert_eq!(frequent_keys(&errors, 16), "قال ×2, اكد ×1");
    }
}
