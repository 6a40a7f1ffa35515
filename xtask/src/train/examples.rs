//! Decisions with their right answers: what there is to learn from.

use musnad_read::judge::{Case, Model, Question, place};
use std::fmt;
use std::ops::Range;

/// Decisions with their right answers, their features as places in the table of weights.
#[derive(Default)]
pub struct Examples {
    all: Vec<Example>,
    /// Where each option's features end.
    options: Vec<usize>,
    features: Vec<u32>,
    counts: [Counts; Question::ALL.len()],
}

/// One decision.
#[derive(Clone, Copy)]
struct Example {
    question: Question,
    /// Its first option; the last one is before the first of the next.
    first: usize,
    right: usize,
}

/// What was seen of one question.
#[derive(Clone, Copy, Default)]
struct Counts {
    asked: usize,
    /// Gold's answer was among the options.
    offered: usize,
    /// Gold's answer was the one that the engine's mechanisms propose.
    proposed: usize,
}

impl Examples {
    /// Notes that a question was asked, and which option is right.
    pub fn seen(&mut self, case: &Case, right: Option<usize>) {
        let counts = &mut self.counts[case.question as usize];
        counts.asked += 1;
        counts.offered += usize::from(right.is_some());
        counts.proposed += usize::from(right == Some(case.proposed));
    }

    /// Begins a decision; its options follow.
    pub fn begin(&mut self, question: Question, right: usize) {
        self.all.push(Example {
            question,
            first: self.options.len(),
            right,
        });
    }

    /// Adds an option to the decision begun last.
    pub fn option(&mut self, features: &[u32]) {
        if let Some(example) = self.all.last() {
            let places = features.iter().map(|&f| place(example.question, f) as u32);
            self.features.extend(places);
            self.options.push(self.features.len());
        }
    }

    /// How many decisions there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Which option of the `n`th decision is right.
    pub fn right(&self, n: usize) -> usize {
        self.all[n].right
    }

    /// The features of the options of the `n`th decision, as places.
    pub fn options(&self, n: usize) -> impl Iterator<Item = &[u32]> {
        self.options_of(n).map(|o| self.features_of(o))
    }

    fn options_of(&self, n: usize) -> Range<usize> {
        let last = self.all.get(n + 1).map_or(self.options.len(), |e| e.first);
        self.all[n].first..last
    }

    fn features_of(&self, o: usize) -> &[u32] {
        let start = o.checked_sub(1).map_or(0, |before| self.options[before]);
        &self.features[start..self.options[o]]
    }

    /// All decisions of these lots, in their order.
    pub fn of<'e>(lots: impl Iterator<Item = &'e Examples>) -> Examples {
        let mut all = Examples::default();
        lots.for_each(|lot| all.extend(lot));
        all
    }

    fn extend(&mut self, other: &Examples) {
        let (options, features) = (self.options.len(), self.features.len());
        self.all.extend(other.all.iter().map(|e| Example {
            first: e.first + options,
            ..*e
        }));
        self.options
            .extend(other.options.iter().map(|end| end + features));
        self.features.extend(&other.features);
        for (counts, more) in self.counts.iter_mut().zip(&other.counts) {
            counts.asked += more.asked;
            counts.offered += more.offered;
            counts.proposed += more.proposed;
        }
    }

    /// The same without features that are seen in fewer than `rarest` decisions.
    pub fn without_rare(&self, rarest: u32) -> Examples {
        let counts = self.seen_in();
        let mut kept = Examples::default();
        for (n, example) in self.all.iter().enumerate() {
            kept.begin(example.question, example.right);
            for features in self.options(n) {
                let common = features.iter().filter(|&&f| counts[f as usize] >= rarest);
                kept.features.extend(common);
                kept.options.push(kept.features.len());
            }
        }
        kept
    }

    /// In how many decisions each feature is seen.
    fn seen_in(&self) -> Vec<u32> {
        let mut counts = vec![0; Model::PLACES];
        let mut last = vec![usize::MAX; Model::PLACES];
        for n in 0..self.len() {
            for &f in self.options(n).flatten() {
                if std::mem::replace(&mut last[f as usize], n) != n {
                    counts[f as usize] += 1;
                }
            }
        }
        counts
    }

    /// A table of how often a model is right, a question a line.
    pub fn judged(&self, model: &Model) -> String {
        let mut right = [0_usize; Question::ALL.len()];
        for (n, example) in self.all.iter().enumerate() {
            let score = |features: &[u32]| features.iter().map(|&f| model.weight(f as usize)).sum();
            let scores: Vec<f32> = self.options(n).map(score).collect();
            let best = (0..scores.len())
                .rev()
                .max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
            right[example.question as usize] += usize::from(best == Some(example.right));
        }
        let lines = Question::ALL.iter().zip(self.counts).zip(right);
        let line =
            |((question, counts), right)| format!("{question:?}: {counts}, {right} by the model\n");
        lines.map(line).collect()
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts {
            asked,
            offered,
            proposed,
        } = self;
        write!(
            f,
            "{asked} asked, {offered} offered, {proposed} proposed rightly"
        )
    }
}

impl fmt::Display for Examples {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (question, counts) in Question::ALL.iter().zip(self.counts) {
            writeln!(f, "{question:?}: {counts}")?;
        }
        let (all, options, features) = (self.len(), self.options.len(), self.features.len());
        writeln!(f, "{all} decisions, {options} options, {features} features")
    }
}

#[cfg(test)]
pub(in crate::train) mod tests {
    use super::*;

    /// Two decisions over `Start`: the right option has feature 1 in both, 9 in one of them.
    pub(in crate::train) fn two() -> Examples {
        let mut examples = Examples::default();
        for (right, options) in [(0, [[1, 9], [2, 3]]), (1, [[2, 3], [1, 4]])] {
            examples.begin(Question::Start, right);
            for option in &options {
                examples.option(option);
            }
        }
        examples
    }

    #[test]
    fn rare_features_are_left_out() {
        let common = two().without_rare(2);
        let sizes: Vec<usize> = (0..2)
            .flat_map(|n| common.options(n).map(<[u32]>::len))
            .collect();
        assert_eq!(sizes, [1, 2, 2, 1]);
    }
}
