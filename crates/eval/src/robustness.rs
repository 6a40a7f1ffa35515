//! The same reading under the harmless differences of real pages.
//!
//! Every [`Variant`] writes a report otherwise without saying anything else. Its gold is carried
//! along by the edit's [`Offsets`], and what is read of the variant is scored against that: a figure
//! should not fall.

mod edit;
mod variants;

pub use edit::{Edited, Offsets};
pub use variants::Variant;

use crate::bootstrap::{Interval, difference};
use crate::figures::{Counts, Figure};
use crate::normal::{trim, word_starts};
use crate::reader::{Reader, outcomes};
use crate::resolve::{Item, Link, Resolved};
use crate::set::Doc;
use musnad_report::{Report, Span, Text};

/// The figures of one variant.
#[derive(Clone, Debug)]
pub struct Fall {
    /// Which.
    pub variant: Variant,
    /// The sum over reports.
    pub counts: Counts,
    /// The 95% interval of the fall of tuple F1 (what it was less what it is), reports drawn.
    pub interval: Interval,
}

impl Fall {
    /// How far a figure's F1 falls from what it is on the reports as they stand.
    pub fn of(&self, plain: &Counts, figure: Figure) -> f64 {
        plain[figure].f1() - self.counts[figure].f1()
    }

    /// Whether tuple F1 falls further than the variant allows.
    pub fn is_too_far(&self, plain: &Counts) -> bool {
        self.of(plain, Figure::Tuple) > self.variant.allowed()
    }
}

/// The figures of the reports as they stand, and of every variant.
pub fn robustness(reader: &impl Reader, docs: &[Doc]) -> (Counts, Vec<Fall>) {
    let counts = |docs: &[Doc]| -> Vec<Counts> {
        let read = outcomes(reader, docs);
        read.iter().map(|outcome| outcome.score.counts).collect()
    };
    let plain = counts(docs);
    let falls = Variant::ALL.map(|variant| {
        let docs: Vec<Doc> = docs.iter().map(|doc| rewritten(doc, variant)).collect();
        let of_variant = counts(&docs);
        Fall {
            variant,
            counts: Counts::sum(&of_variant),
            interval: difference(&of_variant, &plain, Figure::Tuple),
        }
    });
    (Counts::sum(&plain), falls.into())
}

/// A report as a variant writes it, with its gold.
pub fn rewritten(doc: &Doc, variant: Variant) -> Doc {
    let edited = variant.edit(doc.text());
    let gold = carried(&doc.gold, &edited, variant);
    Doc {
        id: doc.id.clone(),
        report: Report {
            has_title: doc.report.has_title && variant.keeps_title(),
            text: Text::new(edited.text),
            ..doc.report.clone()
        },
        relay: doc.relay,
        gold,
    }
}

/// Gold with its spans where the edit has put them. Names that stand in the gold are written as the
/// variant writes words.
fn carried(gold: &Resolved, edited: &Edited, variant: Variant) -> Resolved {
    let span = |span: Span| trim(&edited.text, edited.offsets.span(span));
    let hop = |hop: &Link| Link {
        cue: hop.cue.map(span),
        source: hop.source.map(span),
        who: variant.edit(&hop.who).text,
        kind: hop.kind.clone(),
    };
    let item = |item: &Item| {
        let content: Vec<Span> = item.content.iter().copied().map(span).collect();
        let words = content
            .iter()
            .flat_map(|&span| word_starts(&edited.text, span));
        Item {
            hops: item.hops.iter().map(hop).collect(),
            words: words.collect(),
            content,
            ..item.clone()
        }
    };
    Resolved {
        attributions: gold.attributions.iter().map(item).collect(),
        credits: gold.credits.iter().copied().map(span).collect(),
    }
}
