//! How far two readers of the same reports agree on who, where and when.
//!
//! The second reading is scored against the first as if it were found; F1 is the same whichever of the two is taken
//! for gold (Hripcsak and Rothschild, 2005). Entities are compared on the mentions that both have marked, by B³: keys
//! are names that each reader chose, and what counts is which mentions share one.

use super::score::{ByType, compare};
use super::{Mark, Marked};
use crate::agreement::NoFirstReading;
use crate::entities::b_cubed::{BCubed, b_cubed};
use crate::entities::gold::{GoldMention, GoldReport};
use crate::entities::{Right, scored};
use crate::figures::Count;
use crate::times::Timed;
use crate::times::score::{Counts, compare as compare_times};
use musnad_read::mentions::MentionKind;
use musnad_report::Span;
use std::collections::BTreeMap;

/// The agreement of two readings on mentions, and on what they mean.
#[derive(Clone, Debug, Default)]
pub struct Agreement {
    /// How many reports were read twice.
    pub reports: usize,
    /// Mentions by exact span and type, definite nouns (`place*`) as types of their own.
    pub mentions: ByType,
    /// Places by exact span and id.
    pub places: Count,
    /// Of the places that both have marked, those with the same id.
    pub ids: Right,
    /// Entities of single reports.
    pub within: BCubed,
    /// Entities across reports.
    pub across: BCubed,
}

/// Compares two readings.
///
/// # Errors
/// When a report of the second stands not in the first.
pub fn agreement(first: &[GoldReport], second: &[GoldReport]) -> Result<Agreement, NoFirstReading> {
    let mut out = Agreement::default();
    let mut clusters = Vec::new();
    for (n, (first, second)) in pairs(first, second, |r| &r.id)?.into_iter().enumerate() {
        out.reports += 1;
        let found = marked(second).marks;
        out.mentions.add(&compare(&marked(first), &found));
        out.places.gold += first.mentions.iter().filter(|m| is_place(m)).count();
        out.places.predicted += second.mentions.iter().filter(|m| is_place(m)).count();
        for (a, b) in both(first, second) {
            let same = a.key == b.key;
            if is_place(a) {
                out.ids.all += 1;
                out.ids.right += usize::from(same);
                out.places.right += usize::from(same);
            }
            if scored(a) && scored(b) {
                clusters.push((n, b.key.as_deref(), a.key.as_deref()));
            }
        }
    }
    let within: Vec<_> = clusters.iter().map(|&(n, b, a)| ((n, b), (n, a))).collect();
    let across: Vec<_> = clusters.iter().map(|&(_, b, a)| (b, a)).collect();
    out.within = b_cubed(&within);
    out.across = b_cubed(&across);
    Ok(out)
}

/// Compares two readings of expressions of time.
///
/// # Errors
/// When a report of the second stands not in the first.
pub fn times(first: &[Timed], second: &[Timed]) -> Result<Counts, NoFirstReading> {
    let mut sum = Counts::default();
    for (first, second) in pairs(first, second, |report| &report.id)? {
        sum.add(&compare_times(&first.times, &second.times));
    }
    Ok(sum)
}

/// Each report of the second reading with that of the first.
fn pairs<'r, R>(
    first: &'r [R],
    second: &'r [R],
    id: impl Fn(&R) -> &String,
) -> Result<Vec<(&'r R, &'r R)>, NoFirstReading> {
    let pair = |second: &'r R| {
        let first = first.iter().find(|first| id(first) == id(second));
        let first = first.ok_or_else(|| NoFirstReading(id(second).clone()))?;
        Ok((first, second))
    };
    second.iter().map(pair).collect()
}

fn is_place(m: &GoldMention) -> bool {
    m.mention.kind == MentionKind::Place && m.key.is_some()
}

/// The mentions that both have marked, those of the first reading before those of the second.
fn both<'r>(
    first: &'r GoldReport,
    second: &'r GoldReport,
) -> Vec<(&'r GoldMention, &'r GoldMention)> {
    let place = |m: &GoldMention| -> (Span, MentionKind) { (m.mention.span, m.mention.kind) };
    let of_second: BTreeMap<_, _> = second.mentions.iter().map(|m| (place(m), m)).collect();
    let mut first: Vec<_> = first.mentions.iter().map(|m| (place(m), m)).collect();
    first.dedup_by_key(|(place, _)| *place);
    let pair = |(place, m)| Some((m, *of_second.get(&place)?));
    first.into_iter().filter_map(pair).collect()
}

fn marked(report: &GoldReport) -> Marked {
    let mark = |m: &GoldMention| Mark {
        span: m.mention.span,
        label: format!(
            "{}{}",
            m.mention.kind.name(),
            if m.nominal { "*" } else { "" }
        ),
    };
    Marked {
        id: report.id.clone(),
        text: report.text.clone(),
        marks: report.mentions.iter().map(mark).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::times::Time;
    use musnad_read::mentions::Mention;
    use musnad_report::Text;

    fn report(id: &str, mentions: &[(usize, usize, MentionKind, &str)]) -> GoldReport {
        let mention = |&(start, end, kind, key): &(usize, usize, MentionKind, &str)| GoldMention {
            mention: Mention {
                span: Span::new(start, end),
                kind,
                nominal: false,
                confidence: 1.0,
            },
            nominal: false,
            key: Some(key.to_owned()),
        };
        GoldReport {
            id: id.to_owned(),
            text: Text::new("x".repeat(60)),
            published: None,
            outlet: None,
            mentions: mentions.iter().map(mention).collect(),
        }
    }

    #[test]
    fn figures_are_counted_by_hand() {
        use MentionKind::{Nationality, Organisation, Person, Place};
        let first = [
            report(
                "one",
                &[
                    (0, 5, Person, "A"),
                    (6, 9, Person, "A"),
                    (10, 15, Person, "A"),
                    (20, 25, Place, "wof:1"),
                    (30, 35, Place, "wof:2"),
                    (40, 45, Nationality, "SY"),
                ],
            ),
            report("two", &[(0, 5, Person, "A"), (6, 9, Organisation, "B")]),
            report("read once", &[(0, 5, Person, "C")]),
        ];
        // The reader calls A otherwise and holds the third for somebody else, marks one place more, gives another
        // an id of his own, and takes B for a place.
        let second = [
            report("two", &[(0, 5, Person, "a"), (6, 9, Place, "wof:3")]),
            report(
                "one",
                &[
                    (0, 5, Person, "a"),
                    (6, 9, Person, "a"),
                    (10, 15, Person, "z"),
                    (20, 25, Place, "wof:1"),
                    (30, 35, Place, "wof:9"),
                    (40, 45, Nationality, "SY"),
                    (50, 55, Place, "wof:1"),
                ],
            ),
        ];
        let found = agreement(&first, &second).expect("read before");
        assert_eq!(found.reports, 2);
        let count = |right, predicted, gold| Count {
            right,
            predicted,
            gold,
        };
        assert_eq!(found.mentions.0["person"], count(4, 4, 4));
        assert_eq!(found.mentions.0["place"], count(2, 4, 2));
        assert_eq!(found.mentions.0["organisation"], count(0, 0, 1));
        assert_eq!(found.mentions.all(), count(7, 9, 8));
        assert_eq!(found.places, count(1, 4, 2));
        assert_eq!((found.ids.right, found.ids.all), (1, 2));
        // Six mentions that both have marked. In «one» A A A are a a z (recall 2/3, 2/3, 1/3), the places are alike; in
        // «two» A is a. Across reports A is of four, three of them a: 3/4, 3/4, 3/4, 1/4.
        let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert_eq!(found.within.mentions, 6);
        assert!(close(found.within.precision, 1.0), "{:?}", found.within);
        assert!(close(found.within.recall, (5.0 / 3.0 + 3.0) / 6.0));
        assert!(close(found.across.precision, 1.0), "{:?}", found.across);
        assert!(close(found.across.recall, (5.0 / 2.0 + 2.0) / 6.0));
    }

    #[test]
    fn what_was_read_once_has_no_agreement() {
        let second = [report("two", &[])];
        assert_eq!(
            agreement(&[], &second).err(),
            Some(NoFirstReading("two".to_owned()))
        );
    }

    #[test]
    fn times_agree_by_span_and_value() {
        let timed = |values: &[(usize, &str)]| Timed {
            id: "one".to_owned(),
            text: Text::new("x".repeat(60)),
            published: None,
            times: values
                .iter()
                .map(|&(start, value)| Time {
                    span: Span::new(start, start + 4),
                    value: value.to_owned(),
                })
                .collect(),
        };
        let first = [timed(&[(0, "2015"), (10, "P1D"), (20, "2014~")])];
        let second = [timed(&[(0, "2015"), (10, "PT24H")])];
        let counts = times(&first, &second).expect("read before");
        // P = 2/2 and 1/2, R = 2/3 and 1/3: F1 4/5 and 2/5.
        assert_eq!(counts.span.rates().f1, 0.8);
        assert_eq!(counts.value.rates().f1, 0.4);
    }
}
