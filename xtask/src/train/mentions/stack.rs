//! Teaches layers that stand one on the other.

use super::fit::{self, Lessons, Recipe};
use musnad_eval::mentions::Marked;
use musnad_read::doc::Doc;
use musnad_read::judge::Features;
use musnad_read::lexicon::Lexicon;
use musnad_read::mentions::layer::{Layer, Seen, Tags, describe};
use musnad_read::mentions::tags;
use musnad_read::mentions::word_classes::WordClasses;
use musnad_read::shape::Shapes;
use std::collections::BTreeMap;
use std::ops::Range;

/// A text, what is marked in it, and what layers have found in it so far.
pub struct Lesson {
    /// The text as layers see it.
    pub seen: Seen,
    /// What is marked: tokens and label.
    pub marks: Vec<(Range<usize>, String)>,
    /// By the layer's name.
    pub found: BTreeMap<String, Tags>,
}

/// Describes these texts.
pub fn lessons(texts: &[Marked], lexicon: &Lexicon, known: &WordClasses) -> Vec<Lesson> {
    let lesson = |m: &Marked| {
        let doc = Doc::new(&m.text, lexicon);
        let seen = Seen::new(&doc, known, &Shapes::of(&doc), m.text.sentences());
        let marks = m
            .marks
            .iter()
            .map(|k| (m.text.tokens_in(k.span), k.label.clone()));
        Lesson {
            seen,
            marks: marks.collect(),
            found: BTreeMap::new(),
        }
    };
    texts.iter().map(lesson).collect()
}

/// Which marks a layer learns.
pub type Pick = fn(&[(Range<usize>, String)]) -> Vec<(Range<usize>, String)>;

/// A layer that is to be taught.
pub struct Plan<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its sorts.
    pub sorts: &'a [&'a str],
    /// Whose labels it sees.
    pub inputs: &'a [&'a str],
    /// What it learns.
    pub pick: Pick,
    /// How.
    pub recipe: Recipe,
}

impl Plan<'_> {
    /// The labels of a text.
    pub fn labels(&self, lesson: &Lesson) -> Vec<u8> {
        let picked = (self.pick)(&lesson.marks)
            .into_iter()
            .filter_map(|(range, label)| {
                Some((range, self.sorts.iter().position(|s| *s == label)?))
            });
        let picked: Vec<_> = picked.collect();
        let mut labels = tags::encode(lesson.seen.atoms.len(), &picked);
        for sentence in &lesson.seen.sentences {
            // A mention across the end of what is taken for a sentence begins anew there.
            if let Some(first) = labels.get_mut(sentence.start)
                && *first > 0
                && *first % 2 == 0
            {
                *first -= 1;
            }
        }
        labels
    }

    /// Teaches it with these texts.
    pub fn teach<'l>(&self, lessons: impl IntoIterator<Item = &'l Lesson>) -> Layer {
        let mut all = Lessons::default();
        let mut f = Features::default();
        for lesson in lessons {
            let labels = self.labels(lesson);
            let inputs: Vec<&Tags> = self
                .inputs
                .iter()
                .map(|name| &lesson.found[*name])
                .collect();
            for sentence in &lesson.seen.sentences {
                for i in sentence.clone() {
                    let (own, groups) = lesson.seen.of(i);
                    f.clear();
                    describe(&inputs, &lesson.seen.atoms, i, &mut f);
                    all.token([own, f.as_slice()], groups, labels[i]);
                }
                all.end();
            }
        }
        Layer {
            name: self.name.to_owned(),
            sorts: self.sorts.iter().map(|s| (*s).to_owned()).collect(),
            inputs: self.inputs.iter().map(|s| (*s).to_owned()).collect(),
            crf: fit::fit(all, tags::labels(self.sorts.len()), &self.recipe),
        }
    }

    /// Notes in each text what a layer finds that was taught without that text and its neighbours: what a later
    /// layer is to expect of it in texts that nobody has seen.
    pub fn jackknife(&self, lessons: &mut [Lesson], folds: usize) {
        let fold = |n: usize, of: usize| n * folds / of;
        let count = lessons.len();
        for k in 0..folds {
            let others = lessons
                .iter()
                .enumerate()
                .filter(|(n, _)| fold(*n, count) != k);
            let layer = self.teach(others.map(|(_, lesson)| lesson));
            for (n, lesson) in lessons.iter_mut().enumerate() {
                if fold(n, count) == k {
                    find(&layer, lesson);
                }
            }
        }
    }
}

/// Notes what a layer finds in a text.
pub fn find(layer: &Layer, lesson: &mut Lesson) {
    let inputs: Vec<&Tags> = layer
        .inputs
        .iter()
        .map(|name| &lesson.found[name])
        .collect();
    let tags = layer.tags(&lesson.seen, &inputs);
    lesson.found.insert(layer.name.clone(), tags);
}

/// Those that no other mark holds.
pub fn outermost(marks: &[(Range<usize>, String)]) -> Vec<(Range<usize>, String)> {
    let holds = |a: &Range<usize>, b: &Range<usize>| {
        a.start <= b.start && b.end <= a.end && a.len() > b.len()
    };
    let outer = marks
        .iter()
        .filter(|(m, _)| !marks.iter().any(|(other, _)| holds(other, m)));
    outer.cloned().collect()
}

/// Names: outermost but for roles, in which they may stand.
pub fn names(marks: &[(Range<usize>, String)]) -> Vec<(Range<usize>, String)> {
    let names: Vec<_> = marks
        .iter()
        .filter(|(_, label)| label != "role")
        .cloned()
        .collect();
    outermost(&names)
}

/// Outermost roles.
pub fn roles(marks: &[(Range<usize>, String)]) -> Vec<(Range<usize>, String)> {
    let roles: Vec<_> = marks
        .iter()
        .filter(|(_, label)| label == "role")
        .cloned()
        .collect();
    outermost(&roles)
}

/// Names inside names: outermost of what is left.
pub fn inner(marks: &[(Range<usize>, String)]) -> Vec<(Range<usize>, String)> {
    let names = names(marks);
    let left = marks.iter().filter(|m| m.1 != "role" && !names.contains(m));
    outermost(&left.cloned().collect::<Vec<_>>())
}

/// All marks.
pub fn all(marks: &[(Range<usize>, String)]) -> Vec<(Range<usize>, String)> {
    marks.to_vec()
}
