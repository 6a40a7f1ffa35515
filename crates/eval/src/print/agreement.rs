//! Agreement as text.

use crate::agreement::Agreement;
use crate::figures::Figure;
use std::fmt::Write as _;

/// The figures of a second reading against the first one: over all reports with intervals, and F1 over
/// the reports of each set.
pub fn agreement_table(agreement: &Agreement) -> String {
    let (reports, counts) = &agreement.all;
    let mut out = format!("A second reading of {reports} reports against the first\n");
    let _ = write!(
        out,
        "  {:16} {:>5} {:>5} {:>5}   {:>18}  {:>11}",
        "", "P", "R", "F1", "same/second/first", "95%"
    );
    for (name, reports, _) in &agreement.parts {
        let _ = write!(out, "  {:>12}", format!("{name} ({reports})"));
    }
    out.push('\n');
    for figure in Figure::ALL {
        let rates = counts[figure].rates();
        let interval = agreement.intervals[figure as usize];
        let _ = write!(
            out,
            "  {figure:16} {:.3} {:.3} {:.3}   {:>18}  {:.3}–{:.3}",
            rates.p,
            rates.r,
            rates.f1,
            format!("{}/{}/{}", rates.n_right, rates.n_pred, rates.n_gold),
            interval.low,
            interval.high
        );
        for (_, _, counts) in &agreement.parts {
            let _ = write!(out, "  {:>12.3}", counts[figure].rates().f1);
        }
        out.push('\n');
    }
    out
}
