//! `--min-confidence`: what is not sure enough is left out, and it is said how much that was.

use crate::args::Sure;
use musnad_read::Reading;
use musnad_read::contract::Line;

impl Sure {
    /// Leaves out of a reading what is not sure enough.
    pub fn only(self, reading: &mut Reading) -> Kept {
        let all = reading.attributions.len();
        let Some(least) = self.min_confidence else {
            return Kept::all(reading);
        };
        let places = reading.leave_out_below(least);
        Kept {
            left_out: all - places.len(),
            places,
        }
    }

    /// Leaves out of a line what is not sure enough, and says how many statements that were.
    pub fn only_of_line(self, line: &mut Line) -> usize {
        self.min_confidence
            .map_or(0, |least| line.leave_out_below(least))
    }

    /// Whether something is sure enough.
    pub fn holds(self, confidence: f32) -> bool {
        self.min_confidence.is_none_or(|least| confidence >= least)
    }

    /// What is told of statements that were left out, if any were.
    pub fn told(self, left_out: usize) -> Option<String> {
        self.told_of(left_out, ["statement", "statements"])
    }

    /// The same of what is called so, one and many.
    pub fn told_of(self, left_out: usize, [one, many]: [&str; 2]) -> Option<String> {
        let least = self.min_confidence.filter(|_| left_out > 0)?;
        let counted = match left_out {
            1 => format!("1 {one} was"),
            n => format!("{n} {many} were"),
        };
        Some(format!(
            "musnad: {counted} left out, less sure than {least} (--min-confidence)"
        ))
    }
}

/// What is left of a reading's statements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// At which places they stood before: their numbers stay what they were.
    pub places: Vec<usize>,
    /// How many were left out.
    pub left_out: usize,
}

impl Kept {
    /// All of them.
    pub fn all(reading: &Reading) -> Kept {
        Kept {
            places: (0..reading.attributions.len()).collect(),
            left_out: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_told_how_many_were_left_out() {
        let sure = Sure {
            min_confidence: Some(0.8),
        };
        let told = |n| sure.told(n).unwrap_or_default();
        assert_eq!(told(0), "");
        assert_eq!(
            told(1),
            "musnad: 1 statement was left out, less sure than 0.8 (--min-confidence)"
        );
        assert!(told(7).starts_with("musnad: 7 statements were left out"));
        assert!(sure.holds(0.8) && !sure.holds(0.799));
    }
}
