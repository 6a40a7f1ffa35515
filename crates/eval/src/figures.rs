//! The figures, and how they are counted.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Index, IndexMut};
use std::str::FromStr;

/// What is measured. "Pairs" are predictions and gold attributions whose contents share words with
/// an F1 of 0.5 or more; every denominator counts all predictions (P) and all gold (R), so that what
/// is not found is wrong everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Figure {
    /// Spans of all hops' cues, as a set, regardless of everything else.
    #[serde(rename = "cue")]
    Cue,
    /// Written sources of origin hops whose cues touch gold's.
    #[serde(rename = "source")]
    Source,
    /// Contents, all their spans, whose cues touch gold's.
    #[serde(rename = "content")]
    Content,
    /// Words of contents, over attributions assigned one to one.
    #[serde(rename = "content.overlap")]
    ContentOverlap,
    /// Pairs.
    #[serde(rename = "pair")]
    Pair,
    /// Cue, source and content of the origin hop all equal.
    #[serde(rename = "tuple")]
    Tuple,
    /// The same, on attributions of mode "direct" alone.
    #[serde(rename = "direct")]
    Direct,
    /// Chains of two hops or more: every hop's cue and source equal, in order.
    #[serde(rename = "chain")]
    Chain,
    /// The origin's name, on pairs; see [`crate::normal::same_name`].
    #[serde(rename = "who")]
    Who,
    /// The same, on attributions whose origin has no written source.
    #[serde(rename = "implicit")]
    Implicit,
    /// The stance, on pairs.
    #[serde(rename = "stance")]
    Stance,
    /// The mode, on pairs.
    #[serde(rename = "mode")]
    Mode,
    /// The origin's kind, on pairs.
    #[serde(rename = "kind")]
    Kind,
    /// The attribution that holds this one, on pairs.
    #[serde(rename = "inside")]
    Inside,
    /// The ISO date of saying, on pairs of which gold or the prediction has one.
    #[serde(rename = "said_on")]
    SaidOn,
    /// Credit lines, as a set of spans.
    #[serde(rename = "credits")]
    Credits,
}

impl Figure {
    /// All figures, in the order in which they are printed.
    pub const ALL: [Figure; 16] = [
        Figure::Cue,
        Figure::Source,
        Figure::Content,
        Figure::ContentOverlap,
        Figure::Pair,
        Figure::Tuple,
        Figure::Direct,
        Figure::Chain,
        Figure::Who,
        Figure::Implicit,
        Figure::Stance,
        Figure::Mode,
        Figure::Kind,
        Figure::Inside,
        Figure::SaidOn,
        Figure::Credits,
    ];

    /// Its name in tables and floors.
    pub fn name(self) -> &'static str {
        const NAMES: [&str; 16] = [
            "cue",
            "source",
            "content",
            "content.overlap",
            "pair",
            "tuple",
            "direct",
            "chain",
            "who",
            "implicit",
            "stance",
            "mode",
            "kind",
            "inside",
            "said_on",
            "credits",
        ];
        NAMES[self as usize]
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// No figure has that name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no figure «{0}»")]
pub struct UnknownFigure(pub String);

impl FromStr for Figure {
    type Err = UnknownFigure;

    fn from_str(name: &str) -> Result<Figure, UnknownFigure> {
        Figure::ALL
            .into_iter()
            .find(|figure| figure.name() == name)
            .ok_or_else(|| UnknownFigure(name.to_owned()))
    }
}

/// How many were right, predicted, and in the gold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Predictions that are right.
    pub right: usize,
    /// All predictions; the denominator of precision.
    pub predicted: usize,
    /// All of the gold; the denominator of recall.
    pub gold: usize,
}

/// Precision, recall and F1, each rounded to four digits, half to even.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rates {
    /// Precision: right of predicted; 0 where nothing is predicted.
    pub p: f64,
    /// Recall: right of gold; 0 where gold has nothing.
    pub r: f64,
    /// 2PR/(P+R); 1 where there is neither prediction nor gold, else 0 where nothing is right.
    pub f1: f64,
    /// [`Count::right`].
    pub n_right: usize,
    /// [`Count::predicted`].
    pub n_pred: usize,
    /// [`Count::gold`].
    pub n_gold: usize,
}

impl Count {
    /// 2PR/(P+R), not rounded; 1 where there is neither prediction nor gold.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 {
            2.0 * p * r / (p + r)
        } else if self.predicted == 0 && self.gold == 0 {
            1.0
        } else {
            0.0
        }
    }

    fn precision(self) -> f64 {
        ratio(self.right, self.predicted)
    }

    fn recall(self) -> f64 {
        ratio(self.right, self.gold)
    }

    /// The rates, rounded.
    pub fn rates(self) -> Rates {
        Rates {
            p: round4(self.precision()),
            r: round4(self.recall()),
            f1: round4(self.f1()),
            n_right: self.right,
            n_pred: self.predicted,
            n_gold: self.gold,
        }
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// To four digits, ties of the binary value to even (1/32 = 0.03125 becomes 0.0312), as Python's
/// `round` does: only an exact decimal expansion decides that, a multiplication by 10,000 does not.
fn round4(x: f64) -> f64 {
    format!("{x:.4}").parse().unwrap_or(x)
}

/// One count a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([Count; Figure::ALL.len()]);

impl Index<Figure> for Counts {
    type Output = Count;

    fn index(&self, figure: Figure) -> &Count {
        &self.0[figure as usize]
    }
}

impl IndexMut<Figure> for Counts {
    fn index_mut(&mut self, figure: Figure) -> &mut Count {
        &mut self.0[figure as usize]
    }
}

impl Counts {
    /// Adds another report's counts (figures are micro-averaged).
    pub fn add(&mut self, other: &Counts) {
        for (sum, count) in self.0.iter_mut().zip(&other.0) {
            sum.right += count.right;
            sum.predicted += count.predicted;
            sum.gold += count.gold;
        }
    }

    /// The sum over reports.
    pub fn sum<'a>(all: impl IntoIterator<Item = &'a Counts>) -> Counts {
        let mut sum = Counts::default();
        for counts in all {
            sum.add(counts);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_counted_by_hand() {
        let count = Count {
            right: 3,
            predicted: 4,
            gold: 9,
        };
        let rates = count.rates();
        // 2 × ¾ × ⅓ / (¾ + ⅓) = 6/13
        assert_eq!((rates.p, rates.r, rates.f1), (0.75, 0.3333, 0.4615));
    }

    #[test]
    fn empty_denominators() {
        assert_eq!(Count::default().f1(), 1.0);
        assert_eq!(
            Count {
                right: 0,
                predicted: 2,
                gold: 0
            }
            .f1(),
            0.0
        );
        assert_eq!(
            Count {
                right: 0,
                predicted: 0,
                gold: 2
            }
            .f1(),
            0.0
        );
    }

    #[test]
    fn ties_are_rounded_to_even() {
        assert_eq!(round4(1.0 / 32.0), 0.0312);
        assert_eq!(round4(3.0 / 32.0), 0.0938);
        assert_eq!(round4(5.0 / 32.0), 0.1562);
        assert_eq!(round4(2.0 / 3.0), 0.6667);
    }

    #[test]
    fn names_come_back() {
        for figure in Figure::ALL {
            assert_eq!(figure.name().parse(), Ok(figure));
            assert_eq!(serde_json::to_value(figure).unwrap(), figure.name());
        }
        assert!("F1".parse::<Figure>().is_err());
    }
}
