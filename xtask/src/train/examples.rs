//! Decisions with their right answers: what there is to learn from.

use musnad_read::judge::{Asked, Model, cut, number};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

/// Decisions with their right answers, their features by their numbers (see [`number`]).
#[derive(Default)]
pub struct Examples {
    all: Vec<Example>,
    /// Where each option's features end.
    options: Vec<usize>,
    features: Vec<u32>,
    /// By the numbers of the questions, with their names.
    counts: BTreeMap<u32, (String, Counts)>,
}

/// One decision.
#[derive(Clone, Copy)]
struct Example {
    /// Its question's number.
    question: u32,
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
    pub fn seen(&mut self, question: impl Asked, proposed: usize, right: Option<usize>) {
        let entry = self.counts.entry(question.number());
        let (_, counts) = entry.or_insert_with(|| (question.name(), Counts::default()));
        counts.asked += 1;
        counts.offered += usize::from(right.is_some());
        counts.proposed += usize::from(right == Some(proposed));
    }

    /// Begins a decision; its options follow.
    pub fn begin(&mut self, question: impl Asked, right: usize) {
        self.all.push(Example {
            question: question.number(),
            first: self.options.len(),
            right,
        });
    }

    /// Adds an option to the decision begun last.
    pub fn option(&mut self, features: &[u32]) {
        if let Some(example) = self.all.last() {
            let question = Number(example.question);
            let numbers = features.iter().map(|&f| number(question, f));
            self.features.extend(numbers);
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

    /// The features of the options of the `n`th decision, as numbers.
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
        lots.for_each(|lot| all.add(lot));
        all
    }

    /// Adds the decisions of another lot.
    pub fn add(&mut self, other: &Examples) {
        let (options, features) = (self.options.len(), self.features.len());
        self.all.extend(other.all.iter().map(|e| Example {
            first: e.first + options,
            ..*e
        }));
        self.options
            .extend(other.options.iter().map(|end| end + features));
        self.features.extend(&other.features);
        for (number, (name, more)) in &other.counts {
            let entry = self.counts.entry(*number);
            let (_, counts) = entry.or_insert_with(|| (name.clone(), Counts::default()));
            counts.asked += more.asked;
            counts.offered += more.offered;
            counts.proposed += more.proposed;
        }
    }

    /// The numbers of the features that are seen in at least `rarest` decisions, sorted; and the same decisions with
    /// those features alone, by their places among these. The last bits of the numbers are left out, so many.
    pub fn without_rare(&self, rarest: u32, last: u32) -> (Vec<u32>, Examples) {
        let kept = self.seen_in(rarest, last);
        let places: FxHashMap<u32, u32> = kept
            .iter()
            .zip(0..)
            .map(|(number, place)| (*number, place))
            .collect();
        let mut all = Examples::default();
        for (n, example) in self.all.iter().enumerate() {
            all.begin(Number(example.question), example.right);
            for features in self.options(n) {
                all.features
                    .extend(features.iter().filter_map(|f| places.get(&cut(*f, last))));
                all.options.push(all.features.len());
            }
        }
        (kept, all)
    }

    /// The features that are seen in at least so many decisions, sorted.
    fn seen_in(&self, rarest: u32, bits: u32) -> Vec<u32> {
        // Of each feature: in how many decisions, and in which last.
        let mut seen: FxHashMap<u32, (u32, usize)> = FxHashMap::default();
        for n in 0..self.len() {
            for &f in self.options(n).flatten() {
                let (count, last) = seen.entry(cut(f, bits)).or_insert((0, usize::MAX));
                *count += u32::from(std::mem::replace(last, n) != n);
            }
        }
        let common = seen.into_iter().filter(|(_, (count, _))| *count >= rarest);
        let mut kept: Vec<u32> = common.map(|(f, _)| f).collect();
        kept.sort_unstable();
        kept
    }

    /// A table of how often a model is right, a question a line.
    pub fn judged(&self, model: &Model) -> String {
        let mut right: BTreeMap<u32, usize> = BTreeMap::new();
        for (n, example) in self.all.iter().enumerate() {
            let score = |features: &[u32]| features.iter().map(|&f| model.weight(f)).sum();
            let scores: Vec<f32> = self.options(n).map(score).collect();
            let best = (0..scores.len())
                .rev()
                .max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
            *right.entry(example.question).or_default() += usize::from(best == Some(example.right));
        }
        let line = |(number, (name, counts)): (&u32, &(String, Counts))| {
            let right = right.get(number).copied().unwrap_or_default();
            format!("{name}: {counts}, {right} by the model\n")
        };
        self.counts.iter().map(line).collect()
    }
}

/// A question of which only the number is left.
#[derive(Clone, Copy)]
struct Number(u32);

impl Asked for Number {
    fn number(self) -> u32 {
        self.0
    }

    fn name(self) -> String {
        self.0.to_string()
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
        for (name, counts) in self.counts.values() {
            writeln!(f, "{name}: {counts}")?;
        }
        let (all, options, features) = (self.len(), self.options.len(), self.features.len());
        writeln!(f, "{all} decisions, {options} options, {features} features")
    }
}

#[cfg(test)]
pub(in crate::train) mod tests {
    use super::*;
    use musnad_read::judge::Question;

    /// Two decisions over `Start`: the right option has feature 1 in both, 9 in one of them.
    pub(in crate::train) fn two() -> Examples {
        let mut examples = Examples::default();
        for (right, options) in [(0, [[1, 9], [2, 3]]), (1, [[2, 3], [1, 4]])] {
            examples.seen(Question::Start, 2, Some(right));
            examples.begin(Question::Start, right);
            for option in &options {
                examples.option(option);
            }
        }
        examples
    }

    #[test]
    fn rare_features_are_left_out() {
        let (_, common) = two().without_rare(2, 0);
        let sizes: Vec<usize> = (0..2)
            .flat_map(|n| common.options(n).map(<[u32]>::len))
            .collect();
        assert_eq!(sizes, [1, 2, 2, 1]);
    }
}
