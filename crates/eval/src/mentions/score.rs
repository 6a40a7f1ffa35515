//! Counting.

use super::{Mark, Marked};
use crate::figures::Count;
use crate::layer::Reached;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Right, found and wanted mentions, by type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByType(pub BTreeMap<String, Count>);

impl ByType {
    /// Adds the counts of another text.
    pub fn add(&mut self, other: &ByType) {
        for (label, count) in &other.0 {
            let sum = self.0.entry(label.clone()).or_default();
            sum.right += count.right;
            sum.predicted += count.predicted;
            sum.gold += count.gold;
        }
    }

    /// F1 of each type by its name, and of `all` together.
    pub fn reached(&self) -> Reached {
        let types = self.0.iter().map(|(label, count)| (label.as_str(), *count));
        let f1 = |(label, count): (&str, Count)| (label.to_owned(), count.rates().f1);
        types.chain([("all", self.all())]).map(f1).collect()
    }

    /// All types together.
    pub fn all(&self) -> Count {
        self.0.values().fold(Count::default(), |sum, count| Count {
            right: sum.right + count.right,
            predicted: sum.predicted + count.predicted,
            gold: sum.gold + count.gold,
        })
    }
}

/// Compares what was found in a text with what is marked there: right is what has the same span and type. What
/// is found twice counts once.
pub fn compare(gold: &Marked, found: &[Mark]) -> ByType {
    let wanted: BTreeSet<&Mark> = gold.marks.iter().collect();
    let found: BTreeSet<&Mark> = found.iter().collect();
    let mut out = ByType::default();
    for mark in &wanted {
        out.0.entry(mark.label.clone()).or_default().gold += 1;
    }
    for mark in found {
        let count = out.0.entry(mark.label.clone()).or_default();
        count.predicted += 1;
        count.right += usize::from(wanted.contains(mark));
    }
    out
}

/// Counts as lines: a type, precision, recall, F1, and how many were right, found and wanted; all types last.
#[derive(Debug)]
pub struct Score<'a>(pub &'a ByType);

impl fmt::Display for Score<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.0.all();
        let rows = self
            .0
            .0
            .iter()
            .map(|(label, count)| (label.as_str(), count));
        for (label, count) in rows.chain([("all", &all)]) {
            let rates = count.rates();
            writeln!(
                f,
                "  {label:<14} P {:.3}  R {:.3}  F1 {:.3}  ({} of {} found, {} wanted)",
                rates.p, rates.r, rates.f1, count.right, count.predicted, count.gold
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use musnad_report::{Span, Text};

    fn mark(start: usize, end: usize, label: &str) -> Mark {
        Mark {
            span: Span::new(start, end),
            label: label.to_owned(),
        }
    }

    fn report(marks: Vec<Mark>) -> Marked {
        Marked {
            id: "one".to_owned(),
            text: Text::new("وزير الري ماهر الساري في دمشق"),
            marks,
        }
    }

    #[test]
    fn right_is_the_same_span_with_the_same_type() {
        let gold = report(vec![
            mark(0, 17, "role"),
            mark(18, 39, "person"),
            mark(45, 53, "place"),
        ]);
        // One right, one with another end, one with another type, and the right one once more.
        let found = [
            mark(0, 17, "role"),
            mark(18, 26, "person"),
            mark(45, 53, "facility"),
            mark(0, 17, "role"),
        ];
        let counts = compare(&gold, &found);
        let of = |label: &str| counts.0.get(label).copied().unwrap_or_default();
        assert_eq!(
            of("role"),
            Count {
                right: 1,
                predicted: 1,
                gold: 1
            }
        );
        assert_eq!(
            of("person"),
            Count {
                right: 0,
                predicted: 1,
                gold: 1
            }
        );
        assert_eq!(
            of("place"),
            Count {
                right: 0,
                predicted: 0,
                gold: 1
            }
        );
        assert_eq!(
            of("facility"),
            Count {
                right: 0,
                predicted: 1,
                gold: 0
            }
        );
        // 1 of 3 found, 1 of 3 wanted: P = R = F1 = 1/3.
        assert_eq!(
            counts.all(),
            Count {
                right: 1,
                predicted: 3,
                gold: 3
            }
        );
        assert!((counts.all().rates().f1 - 0.3333).abs() < 1e-4);
    }

    #[test]
    fn counts_of_two_texts_add_up() {
        let mut sum = compare(&report(vec![mark(0, 17, "role")]), &[mark(0, 17, "role")]);
        sum.add(&compare(
            &report(vec![mark(0, 17, "role"), mark(18, 26, "person")]),
            &[],
        ));
        assert_eq!(
            sum.0["role"],
            Count {
                right: 1,
                predicted: 1,
                gold: 2
            }
        );
        assert_eq!(
            sum.0["person"],
            Count {
                right: 0,
                predicted: 0,
                gold: 1
            }
        );
        // P = 1, R = 1/3, F1 = 2 · (1 · 1/3) / (4/3) = 1/2.
        assert!((sum.all().rates().f1 - 0.5).abs() < 1e-9);
        // «role»: P = 1, R = 1/2; «person»: nothing.
        let reached = [("all", 0.5), ("person", 0.0), ("role", 0.6667)];
        let reached = reached.map(|(label, f1)| (label.to_owned(), f1));
        assert_eq!(sum.reached(), reached.into());
        assert!(
            Score(&sum)
                .to_string()
                .contains("F1 0.500  (1 of 1 found, 3 wanted)")
        );
    }

    #[test]
    fn nested_mentions_and_definite_nouns_count_each_for_itself() {
        let gold = report(vec![
            mark(0, 39, "role"),
            mark(0, 8, "role"),
            mark(45, 53, "place*"),
        ]);
        // The inner one of two that start together, and the noun as a name.
        let counts = compare(&gold, &[mark(0, 8, "role"), mark(45, 53, "place")]);
        let count = |right, predicted, gold| Count {
            right,
            predicted,
            gold,
        };
        assert_eq!(counts.0["role"], count(1, 1, 2));
        assert_eq!(counts.0["place*"], count(0, 0, 1));
        assert_eq!(counts.0["place"], count(0, 1, 0));
        assert_eq!(counts.all(), count(1, 2, 3));
    }
}
