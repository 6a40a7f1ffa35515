//! Figures and errors as text.

mod agreement;
mod calibration;
mod errors;
mod robustness;

pub use agreement::agreement_table;
pub use calibration::calibration_table;
pub use errors::{Selection, error_list, error_table};
pub use robustness::robustness_table;

use crate::figures::{Figure, Rates};
use crate::floors::{Held, Least};
use crate::gate::{PoolReport, SetReport};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// One set's figures as a table: those of the reader beside its floors, what the rules reach alone,
/// and the baselines. «✗» stands where a floor is not reached.
pub fn table(set: &SetReport) -> String {
    let gold: usize = set.outcomes.iter().map(|o| o.score.gold).sum();
    let mut out = format!(
        "{}: {} reports, {gold} attributions\n",
        set.entry.name,
        set.docs.len()
    );
    let _ = writeln!(
        out,
        "  {:16} {:>5} {:>5} {:>5}   {:>15}  {:>11} {:>6}   {:>7}  {:>7}  {:>12}",
        "",
        "P",
        "R",
        "F1",
        "right/read/gold",
        "95%",
        "floor",
        "rules",
        set.baselines[0].0,
        set.baselines[1].0
    );
    for figure in Figure::ALL {
        row(&mut out, set, figure);
    }
    out
}

fn row(out: &mut String, set: &SetReport, figure: Figure) {
    let rates = set.counts[figure].rates();
    let rules = set.rules[figure].rates().f1;
    let interval = set.intervals[figure as usize];
    let floor = set.held.and_then(|held| set.floor(held, figure));
    let mark = |f1: f64, floor: Option<f64>| match floor.is_some_and(|floor| f1 < floor) {
        true => "✗",
        false => " ",
    };
    let baseline = |index: usize| set.baselines[index].1[figure].rates().f1;
    let _ = writeln!(
        out,
        "  {figure:16} {:.3} {:.3} {:.3}   {:>15}  {:.3}–{:.3} {}{:>6}   {:>6.3}{}  {:>7.3}  {:>12.3}",
        rates.p,
        rates.r,
        rates.f1,
        format!("{}/{}/{}", rates.n_right, rates.n_pred, rates.n_gold),
        interval.low,
        interval.high,
        mark(rates.f1, floor),
        floor.map_or("–".to_owned(), |floor| format!("{floor:.3}")),
        rules,
        mark(rules, set.floor(Held::Rules, figure)),
        baseline(0),
        baseline(1),
    );
}

/// One figure over reports of several sets, on one line.
pub fn pooled(pool: &PoolReport) -> String {
    let rates = pool.count.rates();
    format!(
        "{} ({}, {} reports): P {:.3} R {:.3} F1 {:.3}   {}/{}/{}   {:.3}–{:.3}\n",
        pool.entry.figure,
        pool.entry.name,
        pool.reports,
        rates.p,
        rates.r,
        rates.f1,
        rates.n_right,
        rates.n_pred,
        rates.n_gold,
        pool.interval.low,
        pool.interval.high
    )
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

/// A set's figures for other programs; they have the reference scorer's names.
#[derive(Serialize)]
pub struct Json<'a> {
    set: &'a str,
    #[serde(flatten)]
    reader: JsonHeld<'a>,
    rules: JsonHeld<'a>,
    baselines: BTreeMap<&'static str, BTreeMap<&'static str, Rates>>,
    failures: Vec<String>,
}

/// What was reached, and below what it may not fall.
#[derive(Serialize)]
struct JsonHeld<'a> {
    figures: BTreeMap<&'static str, Rates>,
    floors: Option<&'a Least>,
}

impl<'a> From<&'a SetReport> for Json<'a> {
    fn from(set: &'a SetReport) -> Json<'a> {
        let rates = |counts: &crate::Counts| {
            Figure::ALL
                .map(|figure| (figure.name(), counts[figure].rates()))
                .into()
        };
        let reached = |counts, held: Option<Held>| JsonHeld {
            figures: rates(counts),
            floors: held.and_then(|held| set.entry.least(held)),
        };
        Json {
            set: &set.entry.name,
            reader: reached(&set.counts, set.held),
            rules: reached(&set.rules, Some(Held::Rules)),
            baselines: set
                .baselines
                .iter()
                .map(|(name, counts)| (*name, rates(counts)))
                .collect(),
            failures: set.failures.iter().map(ToString::to_string).collect(),
        }
    }
}
