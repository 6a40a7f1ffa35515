//! Calibration as text.

use crate::calibration::{
    BINS, Bin, Judged, brier, equal_mass, equal_width, error_of_chance, expected_error, judged,
};
use crate::figures::Figure;
use crate::gate::SetReport;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// For every figure that a set's readings give probabilities for: expected calibration error over
/// bins of equal mass and of equal width, what perfect probabilities would have, and Brier score; then
/// the reliability curve of each over bins of equal mass. That of `tuple` is the confidence of a whole
/// attribution, the others are those of its fields.
pub fn calibration_table(set: &SetReport) -> String {
    let mut figures: BTreeMap<Figure, Vec<Judged>> = BTreeMap::new();
    for (doc, outcome) in set.docs.iter().zip(&set.outcomes) {
        for (figure, case) in judged(&outcome.predicted, &doc.gold) {
            figures.entry(figure).or_default().push(case);
        }
    }
    let mut out = format!("Calibration on {}\n", set.entry.name);
    if figures.is_empty() {
        return out + "  what was read carries no probabilities\n";
    }
    out += &summary(&figures);
    for (figure, cases) in &figures {
        let _ = writeln!(out, "\n{figure}");
        out += &reliability(&equal_mass(cases, BINS));
    }
    out
}

/// A line a figure.
fn summary(figures: &BTreeMap<Figure, Vec<Judged>>) -> String {
    let mut out = format!(
        "\n  Expected calibration error in {BINS} bins of equal mass, what chance alone makes of it, and in \
         bins of equal width\n\n  {:8}  {:>5}  {:>5}  {:>5}  {:>5}  {:>6}  {:>5}  {:>5}\n",
        "figure", "cases", "mean", "right", "error", "chance", "width", "Brier"
    );
    for (figure, cases) in figures {
        let (mass, width) = (equal_mass(cases, BINS), equal_width(cases, BINS));
        let (mean, right) = means(cases);
        let _ = writeln!(
            out,
            "  {figure:8}  {:>5}  {mean:.3}  {right:.3}  {:.3}  {:>6.3}  {:.3}  {:.3}",
            cases.len(),
            expected_error(&mass),
            error_of_chance(&mass),
            expected_error(&width),
            brier(cases)
        );
    }
    out
}

fn means(cases: &[Judged]) -> (f64, f64) {
    let n = cases.len() as f64;
    let right = cases.iter().filter(|case| case.right).count() as f64;
    let sum: f64 = cases.iter().map(|case| case.probability).sum();
    (sum / n, right / n)
}

/// A line a bin, with a bar as long as the share that is right and a mark where it should end.
fn reliability(bins: &[Bin]) -> String {
    let mut out = format!(
        "  {:>11}  {:>5}  {:>5}  {:>5}  {:>6}\n",
        "from – to", "cases", "mean", "right", "gap"
    );
    for bin in bins {
        let _ = writeln!(
            out,
            "  {:.3}–{:.3}  {:>5}  {:.3}  {:.3}  {:>+6.3}  {}",
            bin.low,
            bin.high,
            bin.cases,
            bin.mean,
            bin.right,
            bin.right - bin.mean,
            bar(bin)
        );
    }
    out
}

/// How many cells a bar of 1 has.
const CELLS: usize = 40;

/// `████████│░`: what is right is filled; the line stands at the mean probability.
fn bar(bin: &Bin) -> String {
    let cell = |share: f64| (share * CELLS as f64).round() as usize;
    let (right, mean) = (cell(bin.right), cell(bin.mean).min(CELLS - 1));
    let bar: String = (0..CELLS)
        .map(|n| match n {
            n if n == mean => '│',
            n if n < right => '█',
            n if n < mean => '░',
            _ => ' ',
        })
        .collect();
    bar.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_shows_what_is_right_and_what_is_promised() {
        let bin = |mean, right| Bin {
            low: mean,
            high: mean,
            cases: 1,
            mean,
            right,
            chance: 0.0,
        };
        assert_eq!(bar(&bin(0.1, 0.05)), "██░░│");
        assert_eq!(bar(&bin(0.05, 0.1)), "██│█");
        assert_eq!(bar(&bin(1.0, 1.0)).chars().count(), CELLS);
    }
}
