//! Scoring one report.

use crate::align::{Pair, align, touch};
use crate::figures::{Counts, Figure};
use crate::normal::same_name;
use crate::resolve::{Item, Link, Resolved};
use musnad_report::Span;
use std::collections::{HashMap, HashSet};

/// The word overlap F1 from which on a prediction and a gold attribution are a pair.
pub const PAIR_OVERLAP: f64 = 0.5;

/// One report's counts, and what went into them.
#[derive(Clone, Debug, PartialEq)]
pub struct DocScore {
    /// Per figure.
    pub counts: Counts,
    /// Gold attributions that count.
    pub gold: usize,
    /// Predictions that count.
    pub predicted: usize,
    /// Predictions whose cue, source and content are all right.
    pub exact: usize,
}

/// What is left to compare once optional gold and the predictions that found it are taken away.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// Predictions that count.
    pub predicted: Vec<Item>,
    /// The place of each of them among all predictions.
    pub places: Vec<usize>,
    /// Gold attributions that count.
    pub gold: Vec<Item>,
    /// Assigned one to one.
    pub pairs: Vec<Pair>,
    /// Cues of all hops that were predicted, those of optional gold left out. A hop without a cue
    /// is one `None` a report.
    pub predicted_cues: HashSet<Option<Span>>,
    /// Cues of all hops of the gold that counts.
    pub gold_cues: HashSet<Option<Span>>,
    predicted_of_gold: HashMap<Option<String>, Option<String>>,
    all: (&'a Resolved, &'a Resolved),
}

/// Compares one report's predictions with its gold.
pub fn score(predicted: &Resolved, gold: &Resolved) -> DocScore {
    Comparison::new(predicted, gold).score()
}

impl<'a> Comparison<'a> {
    /// Takes away what is optional and pairs the rest.
    pub fn new(all_predicted: &'a Resolved, all_gold: &'a Resolved) -> Comparison<'a> {
        let (optional, gold): (Vec<Item>, Vec<Item>) = all_gold
            .attributions
            .iter()
            .cloned()
            .partition(|item| item.optional);
        let found_optional: HashSet<usize> =
            align(&all_predicted.attributions, &all_gold.attributions)
                .iter()
                .filter(|pair| all_gold.attributions[pair.gold].optional)
                .map(|pair| pair.predicted)
                .collect();
        let places: Vec<usize> = (0..all_predicted.attributions.len())
            .filter(|i| !found_optional.contains(i))
            .collect();
        let predicted: Vec<Item> = places
            .iter()
            .map(|&i| all_predicted.attributions[i].clone())
            .collect();
        let pairs = align(&predicted, &gold);
        Comparison {
            predicted_cues: &cues(&predicted) - &cues(&optional),
            gold_cues: cues(&gold),
            predicted_of_gold: pairs
                .iter()
                .filter(|pair| pair.overlap >= PAIR_OVERLAP)
                .map(|pair| {
                    (
                        gold[pair.gold].id.clone(),
                        predicted[pair.predicted].id.clone(),
                    )
                })
                .collect(),
            pairs,
            predicted,
            places,
            gold,
            all: (all_predicted, all_gold),
        }
    }

    /// Counts every figure.
    pub fn score(&self) -> DocScore {
        let mut counts = Counts::default();
        for item in &self.predicted {
            for figure in denominators(item) {
                counts[figure].predicted += 1;
            }
            counts[Figure::ContentOverlap].predicted += item.words.len();
        }
        for item in &self.gold {
            for figure in denominators(item) {
                counts[figure].gold += 1;
            }
            counts[Figure::ContentOverlap].gold += item.words.len();
        }
        self.count_sets(&mut counts);
        for pair in &self.pairs {
            let (p, g) = (&self.predicted[pair.predicted], &self.gold[pair.gold]);
            counts[Figure::ContentOverlap].right += p.words.intersection(&g.words).count();
            for figure in right_spans(p, g) {
                counts[figure].right += 1;
            }
            if pair.overlap >= PAIR_OVERLAP {
                for figure in self.right_fields(p, g) {
                    counts[figure].right += 1;
                }
            }
        }
        DocScore {
            exact: counts[Figure::Tuple].right,
            counts,
            gold: self.gold.len(),
            predicted: self.predicted.len(),
        }
    }

    fn count_sets(&self, counts: &mut Counts) {
        let cue = &mut counts[Figure::Cue];
        cue.predicted = self.predicted_cues.len();
        cue.gold = self.gold_cues.len();
        cue.right = self.predicted_cues.intersection(&self.gold_cues).count();
        let (predicted, gold) = self.all;
        let credits = &mut counts[Figure::Credits];
        credits.predicted = predicted.credits.len();
        credits.gold = gold.credits.len();
        credits.right = predicted.credits.intersection(&gold.credits).count();
    }

    /// The figures on pairs in which `p` is right.
    pub fn right_fields(&self, p: &Item, g: &Item) -> Vec<Figure> {
        let (hop, gold_hop) = (p.origin(), g.origin());
        let who = same_name(&hop.who, &gold_hop.who);
        let implicit = who && hop.source.is_none() && gold_hop.source.is_none();
        chosen([
            (Figure::Pair, true),
            (Figure::Who, who),
            (Figure::Implicit, implicit),
            (Figure::Stance, p.stance == g.stance),
            (Figure::Mode, p.mode == g.mode),
            (Figure::Kind, hop.kind == gold_hop.kind),
            (Figure::Inside, self.inside_right(p, g)),
            (
                Figure::SaidOn,
                g.said_on.is_some() && p.said_on == g.said_on,
            ),
        ])
    }

    /// Whether `p` lies inside the prediction that is paired with gold's outer attribution. Where
    /// that one was not found there is nothing to point to, and nothing to be wrong about.
    fn inside_right(&self, p: &Item, g: &Item) -> bool {
        match self.predicted_of_gold.get(&g.inside) {
            Some(outer) => p.inside == *outer,
            None => g.inside.is_some() || p.inside.is_none(),
        }
    }
}

fn cues(items: &[Item]) -> HashSet<Option<Span>> {
    items
        .iter()
        .flat_map(|item| item.hops.iter().map(|hop| hop.cue))
        .collect()
}

fn chosen<const N: usize>(figures: [(Figure, bool); N]) -> Vec<Figure> {
    figures
        .into_iter()
        .filter_map(|(figure, counts)| counts.then_some(figure))
        .collect()
}

/// The figures in whose denominator an attribution counts once.
fn denominators(item: &Item) -> Vec<Figure> {
    let implicit = item.origin().source.is_none();
    chosen([
        (Figure::Source, !implicit),
        (Figure::Content, true),
        (Figure::Pair, true),
        (Figure::Tuple, true),
        (Figure::Direct, item.is_direct()),
        (Figure::Chain, item.hops.len() > 1),
        (Figure::Who, true),
        (Figure::Implicit, implicit),
        (Figure::Stance, true),
        (Figure::Mode, true),
        (Figure::Kind, true),
        (Figure::Inside, true),
        (Figure::SaidOn, item.said_on.is_some()),
    ])
}

/// Whether a prediction stands in the denominator of a figure's precision; of [`Figure::Cue`], whose
/// denominator is a set of spans, where its origin has a cue.
pub fn counts_in(item: &Item, figure: Figure) -> bool {
    match figure {
        Figure::Cue => item.origin().cue.is_some(),
        _ => denominators(item).contains(&figure),
    }
}

/// The figures on spans in which `p` is right.
pub fn right_spans(p: &Item, g: &Item) -> Vec<Figure> {
    let (hop, gold_hop) = (p.origin(), g.origin());
    let touches = touch(hop.cue, gold_hop.cue);
    let source = hop.source == gold_hop.source;
    let content = p.content == g.content;
    let tuple = hop.cue == gold_hop.cue && source && content;
    chosen([
        (
            Figure::Source,
            touches && source && gold_hop.source.is_some(),
        ),
        (Figure::Content, touches && content),
        (Figure::Tuple, tuple),
        (Figure::Direct, tuple && p.is_direct() && g.is_direct()),
        (
            Figure::Chain,
            g.hops.len() > 1 && same_chain(&p.hops, &g.hops),
        ),
    ])
}

/// Whether every hop's cue and source are equal, in order.
pub fn same_chain(p: &[Link], g: &[Link]) -> bool {
    p.len() == g.len()
        && p.iter()
            .zip(g)
            .all(|(a, b)| a.cue == b.cue && a.source == b.source)
}
