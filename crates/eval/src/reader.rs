//! Whatever reads attributions out of a report: the engine, or a baseline.

use crate::annotations::{Annotations, Attribution, Hop, SaidOn};
use crate::figures::Figure;
use crate::floors::Held;
use crate::resolve::Resolved;
use crate::score::{DocScore, score};
use crate::set::Doc;
use jiff::civil::Date;
use musnad_read as read;
use musnad_read::confidence::Field;
use musnad_read::judge::Proposals;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// Reads one report. Implementations are used by several threads at once.
pub trait Reader: Sync {
    /// What it reads out of the text; the gold of `doc` is none of its business.
    fn read(&self, doc: &Doc) -> Annotations;

    /// Whose floors it is held to; a baseline is held to none.
    fn held(&self) -> Option<Held> {
        None
    }
}

impl Reader for read::Engine {
    fn read(&self, doc: &Doc) -> Annotations {
        Annotations::from(&self.read(&doc.report.text, &context(doc)))
    }

    fn held(&self) -> Option<Held> {
        Some(Held::Engine)
    }
}

/// The engine without its weights: what its rules propose is taken.
#[derive(Clone, Copy, Debug)]
pub struct RulesAlone<'a>(pub &'a read::Engine);

impl Reader for RulesAlone<'_> {
    fn read(&self, doc: &Doc) -> Annotations {
        let reading = self
            .0
            .read_with(&doc.report.text, &context(doc), &mut Proposals);
        Annotations::from(&reading)
    }

    fn held(&self) -> Option<Held> {
        Some(Held::Rules)
    }
}

/// What is known of a report beside its text, as readers are told it.
pub fn context(doc: &Doc) -> read::Context {
    read::Context {
        published: doc.report.published.map(|d| d.date),
        has_title: doc.report.has_title,
    }
}

/// One report read and scored.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What was read.
    pub predicted: Resolved,
    /// How good that is.
    pub score: DocScore,
}

/// Reads and scores every report, in parallel; the outcomes are in the order of `docs`.
///
/// # Panics
/// When the reader gives a span that its text does not have: that is a defect of the reader.
pub fn outcomes(reader: &impl Reader, docs: &[Doc]) -> Vec<Outcome> {
    docs.par_iter()
        .map(|doc| {
            let predicted = Resolved::new(doc.text(), &reader.read(doc))
                .unwrap_or_else(|error| panic!("{}: the reader's span: {error}", doc.id));
            Outcome {
                score: score(&predicted, &doc.gold),
                predicted,
            }
        })
        .collect()
}

impl From<&read::Reading> for Annotations {
    fn from(reading: &read::Reading) -> Annotations {
        let attributions = reading.attributions.iter().enumerate();
        Annotations {
            text_sha256: None,
            attributions: attributions.map(|(i, a)| attribution(i, a)).collect(),
            credits: reading.credits.iter().map(|c| c.span.into()).collect(),
        }
    }
}

fn attribution(index: usize, a: &read::Attribution) -> Attribution {
    let id = |index: usize| format!("a{}", index + 1);
    Attribution {
        id: Some(id(index)),
        chain: a.chain.iter().map(hop).collect(),
        content: a.content.iter().map(|&span| span.into()).collect(),
        mode: label(a.mode),
        stance: label(a.stance),
        said_on: a.said_on.as_ref().map(|said| SaidOn {
            iso: said.date.map(|date| iso(date, said.precision)),
        }),
        inside: a.inside.map(id),
        optional: false,
        probabilities: probabilities(a),
    }
}

/// The reading's probabilities, by the figures that they are for.
fn probabilities(a: &read::Attribution) -> BTreeMap<Figure, f64> {
    let fields = a.field_confidence.iter().flat_map(|of| of.iter());
    let all = fields.chain([(Field::Tuple, a.confidence)]);
    let figure = |(field, p): (Field, f32)| Some((field.name().parse().ok()?, f64::from(p)));
    all.filter_map(figure).collect()
}

fn hop(hop: &read::Hop) -> Hop {
    Hop {
        cue: Some(hop.cue.into()),
        source: hop.source.map(Into::into),
        who: Some(hop.who.as_str().into()),
        kind: label(hop.kind),
    }
}

/// The word that the contract has for a value of a field: «person», «state».
pub fn label(value: impl Serialize) -> Option<String> {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
}

/// ISO 8601, as exact as the words are.
pub fn iso(date: Date, precision: read::Precision) -> String {
    match precision {
        read::Precision::Day => date.to_string(),
        read::Precision::Week => {
            let week = date.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        read::Precision::Month => format!("{:04}-{:02}", date.year(), date.month()),
        read::Precision::Year => format!("{:04}", date.year()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use musnad_read::{Kind, Mode, Precision, Stance, Who};
    use musnad_report::Span;

    #[test]
    fn dates_are_as_exact_as_their_words() {
        let date = Date::constant(2015, 7, 20);
        assert_eq!(iso(date, Precision::Day), "2015-07-20");
        assert_eq!(iso(date, Precision::Week), "2015-W30");
        assert_eq!(iso(date, Precision::Month), "2015-07");
        assert_eq!(iso(date, Precision::Year), "2015");
    }

    #[test]
    fn every_field_with_a_probability_has_its_figure() {
        for field in Field::ALL {
            assert!(field.name().parse::<Figure>().is_ok(), "{field:?}");
        }
    }

    #[test]
    fn a_reading_becomes_comparable() {
        let inner = read::Attribution {
            chain: vec![read::Hop {
                cue: Span::new(0, 6),
                source: None,
                who: Who::Unknown,
                kind: Kind::Unknown,
            }],
            content: vec![Span::new(7, 9)],
            mode: Mode::Indirect,
            stance: Stance::Opine,
            said_on: None,
            inside: Some(1),
            confidence: 1.0,
            field_confidence: None,
            decisions: vec![],
            because: vec![],
        };
        let reading = read::Reading {
            attributions: vec![inner],
            ..Default::default()
        };
        let annotations = Annotations::from(&reading);
        let a = &annotations.attributions[0];
        assert_eq!(a.id.as_deref(), Some("a1"));
        assert_eq!(a.inside.as_deref(), Some("a2"));
        assert_eq!(a.stance.as_deref(), Some("opine"));
        assert_eq!(a.chain[0].who, Some("unknown".into()));
        assert_eq!(a.chain[0].kind.as_deref(), Some("unknown"));
    }
}
