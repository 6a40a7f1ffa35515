//! Robustness as text.

use crate::figures::{Counts, Figure};
use crate::robustness::Fall;
use std::fmt::Write as _;

/// The figures whose fall is printed beside that of the tuple.
const BESIDE: [Figure; 4] = [Figure::Cue, Figure::Source, Figure::Content, Figure::Who];

/// How far F1 falls when the reports of the set `name` are written otherwise.
pub fn robustness_table(name: &str, plain: &Counts, falls: &[Fall]) -> String {
    let mut out = format!(
        "Robustness on {name}: tuple F1 {:.3} as the reports stand; how far it falls\n",
        plain[Figure::Tuple].f1()
    );
    let _ = write!(
        out,
        "  {:26} {:>6}  {:>13}  {:>7}  ",
        "", "tuple", "95%", "allowed"
    );
    for figure in BESIDE {
        let _ = write!(out, " {figure:>8}");
    }
    out.push('\n');
    for fall in falls {
        let _ = write!(
            out,
            "  {:26} {:>+6.3}  {:>+6.3}–{:>+6.3}  {:>7.2} {}",
            fall.variant.to_string(),
            fall.of(plain, Figure::Tuple),
            fall.interval.low,
            fall.interval.high,
            fall.variant.allowed(),
            if fall.is_too_far(plain) { "✗" } else { " " }
        );
        for figure in BESIDE {
            let _ = write!(out, " {:>+8.3}", fall.of(plain, figure));
        }
        out.push('\n');
    }
    out
}
