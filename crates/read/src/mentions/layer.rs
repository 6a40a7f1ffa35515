//! Taggers that stand one on the other (stacking, Wolpert 1992): each layer sees, beside the words, what the
//! layers before it found here and at other places of the text where the same word stands (two-stage
//! prediction, Krishnan and Manning 2006).

use super::atoms::{Atom, NOWHERE, atoms};
use super::crf::{Crf, Labelling};
use super::features::Window;
use super::tags;
use super::word_classes::WordClasses;
use crate::doc::Doc;
use crate::judge::{Features, note};
use crate::shape::Shapes;
use std::ops::Range;

/// One tagger.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// Its name, unlike that of any other.
    pub name: String,
    /// The sorts of segments that it finds.
    pub sorts: Vec<String>,
    /// The names of the layers whose labels it sees.
    pub inputs: Vec<String>,
    /// Its weights.
    pub crf: Crf,
}

/// A text as all layers see it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Every token.
    pub atoms: Vec<Atom>,
    /// The features of all tokens that hang on no layer, one token after the other.
    features: Vec<u32>,
    /// Where those of each token end, and before that where what is of the word itself and of the words
    /// around it do.
    ends: Vec<[usize; 3]>,
    /// Sentences, as ranges of tokens.
    pub sentences: Vec<Range<usize>>,
}

impl Seen {
    /// Describes the tokens of these sentences, of which no more is seen.
    pub fn new(
        doc: &Doc,
        known: &WordClasses,
        shapes: &Shapes,
        sentences: &[Range<usize>],
    ) -> Seen {
        let start = sentences.first().map_or(0, |s| s.start);
        let end = sentences.last().map_or(0, |s| s.end);
        let atoms = atoms(doc, shapes, known, start..end);
        let moved = |s: &Range<usize>| s.start - start..s.end - start;
        let sentences: Vec<Range<usize>> = sentences.iter().map(moved).collect();
        let mut f = Features::default();
        let mut ends = Vec::with_capacity(atoms.len());
        for sentence in &sentences {
            let window = Window {
                atoms: &atoms,
                sentence: sentence.clone(),
            };
            for i in sentence.clone() {
                let [own, words] = window.describe(i, &mut f);
                ends.push([own, words, f.as_slice().len()]);
            }
        }
        Seen {
            atoms,
            features: f.as_slice().to_vec(),
            ends,
            sentences,
        }
    }

    /// The features of token `i`, and how many of them are of the word itself, and of it and those around it.
    pub fn of(&self, i: usize) -> (&[u32], [usize; 2]) {
        let start = i.checked_sub(1).map_or(0, |before| self.ends[before][2]);
        let [own, words, end] = self.ends[i];
        (&self.features[start..end], [own - start, words - start])
    }
}

/// What a layer found in a text: a label a token, and how probable it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tags {
    /// A label a token.
    pub labels: Vec<u8>,
    /// How probable each is.
    pub probabilities: Vec<f32>,
}

impl Tags {
    /// Certain labels.
    pub fn certain(labels: Vec<u8>) -> Tags {
        let probabilities = vec![1.0; labels.len()];
        Tags {
            labels,
            probabilities,
        }
    }

    /// Which tokens are in segments of several.
    pub(super) fn inside(&self) -> Vec<bool> {
        let mut inside = vec![false; self.labels.len()];
        for (range, _) in tags::decode(&self.labels) {
            if range.len() > 1 {
                inside[range].fill(true);
            }
        }
        inside
    }

    fn at(&self, i: usize, offset: isize) -> u64 {
        let at = i.checked_add_signed(offset);
        at.and_then(|at| self.labels.get(at))
            .map_or(99, |l| u64::from(*l))
    }

    /// What these labels tell a later layer of token `i`. Where there is no mention near it, and none where the
    /// same word stands elsewhere, that is all that is told.
    pub fn describe(&self, atoms: &[Atom], i: usize, f: &mut Features) {
        let [p2, p1, w, n1, n2] = [-2, -1, 0, 1, 2].map(|offset| self.at(i, offset));
        let others = atoms[i].elsewhere.iter().filter(|&&o| o != NOWHERE);
        let mut others = others.map(|&o| o as usize);
        if p2 | p1 | w | n1 | n2 == 0 && others.all(|o| self.labels[o] == 0) {
            return note!(f, "no label");
        }
        let atom = &atoms[i];
        note!(f, "label-2", p2);
        note!(f, "label-1", p1);
        note!(f, "label", w);
        note!(f, "label sure", w, self.sure(i));
        note!(f, "label+1", n1);
        note!(f, "label+2", n2);
        note!(f, "label-1 label", p1, w);
        note!(f, "label label+1", w, n1);
        note!(f, "label-1 label label+1", p1, w, n1);
        note!(f, "label coarse", w, atom.coarse);
        note!(f, "label classes", w, atom.classes);
        note!(f, "label stem", w, atom.stem);
        note!(
            f,
            "label stem-1",
            w,
            i.checked_sub(1).map_or(1, |k| atoms[k].stem)
        );
        note!(f, "label stem+1", w, atoms.get(i + 1).map_or(1, |a| a.stem));
        for &other in atom.elsewhere.iter().filter(|&&o| o != NOWHERE) {
            let other = other as usize;
            note!(f, "other label", self.at(other, 0));
            note!(f, "other label label", self.at(other, 0), w);
            note!(f, "other label-1", self.at(other, -1));
            note!(f, "other label+1", self.at(other, 1));
            note!(f, "other label sure", self.at(other, 0), self.sure(other));
        }
    }

    fn sure(&self, i: usize) -> u64 {
        (self.probabilities[i] * 5.0) as u64
    }
}

impl Layer {
    /// The labels of all tokens, `inputs` being what its inputs found.
    pub fn tags(&self, seen: &Seen, inputs: &[&Tags]) -> Tags {
        let n = self.crf.labels();
        let mut scores = vec![0.0; n * seen.atoms.len()];
        for (i, score) in scores.chunks_exact_mut(n).enumerate() {
            self.crf.add(seen.of(i).0, score);
        }
        self.tags_by(seen, inputs, scores, |_| true)
    }

    /// The same where what words weigh is already counted in `scores`, one a label and token. Of tokens that are
    /// not `open` nothing is asked.
    pub(super) fn tags_by(
        &self,
        seen: &Seen,
        inputs: &[&Tags],
        mut scores: Vec<f32>,
        open: impl Fn(usize) -> bool,
    ) -> Tags {
        let n = self.crf.labels();
        let mut f = Features::default();
        if !inputs.is_empty() {
            let tokens = scores.chunks_exact_mut(n).enumerate();
            for (i, score) in tokens.filter(|(i, _)| open(*i)) {
                f.clear();
                describe(inputs, &seen.atoms, i, &mut f);
                self.crf.add(f.as_slice(), score);
            }
        }
        let mut out = Tags::default();
        for sentence in &seen.sentences {
            let here = &mut scores[sentence.start * n..sentence.end * n];
            let Labelling {
                labels,
                probabilities,
            } = self.crf.decode(here);
            out.labels.extend(labels);
            out.probabilities.extend(probabilities);
        }
        out
    }

    /// The segments of these labels, with their sorts and how probable the least probable of their labels is.
    pub fn segments(&self, tags: &Tags) -> Vec<(Range<usize>, usize, f32)> {
        let sure = |range: &Range<usize>| {
            tags.probabilities[range.clone()]
                .iter()
                .fold(1.0_f32, |least, p| least.min(*p))
        };
        let segments = tags::decode(&tags.labels).into_iter();
        segments
            .map(|(range, sort)| (range.clone(), sort, sure(&range)))
            .collect()
    }
}

/// What the layers before found, as features of token `i`.
pub fn describe(inputs: &[&Tags], atoms: &[Atom], i: usize, f: &mut Features) {
    for (n, tags) in inputs.iter().enumerate() {
        let from = f.as_slice().len();
        tags.describe(atoms, i, f);
        f.salt(from, n as u32);
    }
}
