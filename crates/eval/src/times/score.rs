//! Counting.

use super::Time;
use crate::figures::Count;
use crate::layer::Reached;
use std::collections::BTreeMap;
use std::fmt;

/// What is counted of times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Figure {
    /// Exact spans.
    Span,
    /// Exact spans with the same value, letter by letter.
    Value,
}

impl Figure {
    /// Both, in the order in which they are printed.
    pub const ALL: [Figure; 2] = [Figure::Span, Figure::Value];

    /// Its name in tables and floors.
    pub fn name(self) -> &'static str {
        match self {
            Figure::Span => "span",
            Figure::Value => "value",
        }
    }
}

/// A count for each figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// See [`Figure::Span`].
    pub span: Count,
    /// See [`Figure::Value`].
    pub value: Count,
}

impl Counts {
    /// That of one figure.
    pub fn of(&self, figure: Figure) -> Count {
        match figure {
            Figure::Span => self.span,
            Figure::Value => self.value,
        }
    }

    /// F1 of each figure, by its name.
    pub fn reached(&self) -> Reached {
        let f1 = |figure: Figure| (figure.name().to_owned(), self.of(figure).rates().f1);
        Figure::ALL.map(f1).into()
    }

    /// Adds the counts of another text.
    pub fn add(&mut self, other: &Counts) {
        for (sum, count) in [(&mut self.span, other.span), (&mut self.value, other.value)] {
            sum.right += count.right;
            sum.predicted += count.predicted;
            sum.gold += count.gold;
        }
    }
}

/// Compares what was found in a text with what is marked there; what is found twice counts once.
pub fn compare(gold: &[Time], found: &[Time]) -> Counts {
    let by_span = |times: &[Time]| -> BTreeMap<_, _> {
        let each = times.iter().map(|time| (time.span, time.value.clone()));
        each.collect()
    };
    let (gold, found) = (by_span(gold), by_span(found));
    let same_span = found
        .iter()
        .filter_map(|(span, value)| Some((value, gold.get(span)?)));
    let (span, value) = same_span.fold((0, 0), |(span, value), (found, gold)| {
        (span + 1, value + usize::from(found == gold))
    });
    let count = |right| Count {
        right,
        predicted: found.len(),
        gold: gold.len(),
    };
    Counts {
        span: count(span),
        value: count(value),
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for figure in Figure::ALL {
            let (count, rates) = (self.of(figure), self.of(figure).rates());
            writeln!(
                f,
                "  {:<6} P {:.3}  R {:.3}  F1 {:.3}  ({} of {} found, {} wanted)",
                figure.name(),
                rates.p,
                rates.r,
                rates.f1,
                count.right,
                count.predicted,
                count.gold
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use musnad_report::Span;

    fn time(start: usize, end: usize, value: &str) -> Time {
        Time {
            span: Span::new(start, end),
            value: value.to_owned(),
        }
    }

    fn counted(right: usize, predicted: usize, gold: usize) -> Count {
        Count {
            right,
            predicted,
            gold,
        }
    }

    #[test]
    fn right_is_the_same_span_and_then_the_same_value() {
        let gold = [
            time(0, 6, "2015-07-21"),
            time(10, 20, "2015"),
            time(30, 40, "P3D"),
            time(50, 60, "R/P1W"),
        ];
        // Right; another value; another end; made up; and the right one once more. One of gold is missed.
        let found = [
            time(0, 6, "2015-07-21"),
            time(10, 20, "2014"),
            time(30, 44, "P3D"),
            time(70, 80, "2015-07-22"),
            time(0, 6, "2015-07-21"),
        ];
        let counts = compare(&gold, &found);
        assert_eq!(counts.span, counted(2, 4, 4));
        assert_eq!(counts.value, counted(1, 4, 4));
        // P = R = F1 = 2/4 and 1/4.
        assert_eq!(counts.span.rates().f1, 0.5);
        assert_eq!(counts.value.rates().f1, 0.25);
        let reached = [("span".to_owned(), 0.5), ("value".to_owned(), 0.25)];
        assert_eq!(counts.reached(), reached.into());
    }

    #[test]
    fn counts_of_texts_add_up() {
        let mut sum = compare(&[time(0, 6, "2015")], &[time(0, 6, "2015")]);
        sum.add(&compare(&[time(0, 6, "2015"), time(7, 9, "P1D")], &[]));
        assert_eq!((sum.span, sum.value), (counted(1, 1, 3), counted(1, 1, 3)));
        // P = 1, R = 1/3, F1 = 2 · (1 · 1/3) / (4/3) = 1/2.
        assert!(
            sum.to_string()
                .contains("span   P 1.000  R 0.333  F1 0.500  (1 of 1 found, 3 wanted)")
        );
        assert_eq!(compare(&[], &[]).span.rates().f1, 1.0);
    }
}
