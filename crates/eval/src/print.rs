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
use crate::gate::{PoolReport, SetReport};
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
