//! Calibration as text.

use crate::calibration::{
    BINS, Bin, Judged, brier, equal_mass, equal_width, expected_error, judged,
};
use crate::figures::Figure;
use crate::gate::SetReport;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// For every figure that a set's readings give probabilities for: expected calibration error over
/// bins of equal mass and of equal width, Brier score, and the reliability table of each binning. That
/// of `tuple` is the confidence of a whole attribution.
pub fn calibration_table(set: &SetReport) -> String {
    let mut figures: BTreeMap<Figure, Vec<Judged>> = BTreeMap::new();
    for (doc, outcome) in set.docs.iter().zip(&set.outcomes) {
        for (figure, case) in judged(&outcome.predicted, &doc.gold) {
            figures.entry(figure).or_default().push(case);
        }
    }
    let mut out = format!("Calibration on {}\n", set.entry.name);
    if figures.is_empty() {
        out += "  what was read carries no probabilities\n";
    }
    for (figure, cases) in figures {
        let (mass, width) = (equal_mass(&cases, BINS), equal_width(&cases, BINS));
        let _ = writeln!(
            out,
            "\n{figure}: {} cases; expected calibration error {:.3} in {BINS} bins of equal mass, \
             {:.3} of equal width; Brier score {:.3}",
            cases.len(),
            expected_error(&mass),
            expected_error(&width),
            brier(&cases)
        );
        out += &reliability("equal mass", &mass);
        out += &reliability("equal width", &width);
    }
    out
}

fn reliability(name: &str, bins: &[Bin]) -> String {
    let mut out = format!(
        "  {name:11}  {:>11}  {:>5}  {:>5}  {:>5}  {:>6}\n",
        "from – to", "cases", "mean", "right", "gap"
    );
    for bin in bins {
        let _ = writeln!(
            out,
            "  {:11}  {:.3}–{:.3}  {:>5}  {:.3}  {:.3}  {:>+6.3}",
            "",
            bin.low,
            bin.high,
            bin.cases,
            bin.mean,
            bin.right,
            bin.right - bin.mean
        );
    }
    out
}
