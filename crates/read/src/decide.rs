//! The decisions of a reading, in order: which words are cues ([`cues`]), which words each cue is
//! ([`extents`]), who is written as its source ([`sources`]), where its content stands ([`contents`]); then who
//! each source is: whom a cue without one means ([`speakers`]), which form of a name is the fullest ([`names`]), of
//! what sort it is ([`kinds`]); and when it was said ([`times`]).
//!
//! Every module lays out its options and describes them by features; the desk's judge chooses.

pub(crate) mod contents;
pub(crate) mod cues;
pub(crate) mod extents;
pub(crate) mod kinds;
pub(crate) mod names;
pub(crate) mod sources;
pub(crate) mod speakers;
pub(crate) mod times;

use crate::doc::Doc;
use crate::judge::{Answer, Case, Features, Judge, Question, Verdict};
use crate::matcher::FoundHop;
use crate::rule::Rule;
use crate::shape::Shapes;
use musnad_report::Span;
use std::ops::Range;

/// What decisions are made with.
pub(crate) struct Desk<'a, 't> {
    pub doc: &'a Doc<'t>,
    pub shapes: Shapes,
    pub rules: &'a [Rule],
    pub judge: &'a mut dyn Judge,
    /// How sure all answers since this was set last are together.
    pub sure: f32,
}

impl<'a, 't> Desk<'a, 't> {
    pub fn new(doc: &'a Doc<'t>, rules: &'a [Rule], judge: &'a mut dyn Judge) -> Desk<'a, 't> {
        let shapes = Shapes::of(doc);
        Desk {
            doc,
            shapes,
            rules,
            judge,
            sure: 1.0,
        }
    }

    /// Puts a question about `at` to the judge.
    fn ask(
        &mut self,
        question: Question,
        at: Span,
        options: &[Answer],
        proposed: usize,
        mut describe: impl FnMut(&Doc<'t>, &Shapes, usize, &mut Features),
    ) -> Verdict {
        let case = Case {
            question,
            at,
            proposed,
        };
        let (doc, shapes) = (self.doc, &self.shapes);
        let mut describe = |n: usize, features: &mut Features| describe(doc, shapes, n, features);
        let verdict = self.judge.choose(&case, options, &mut describe);
        self.sure *= verdict.probability;
        verdict
    }
}

/// The token of a cue that reports, whatever stands around it: «قد | أعلنت», «جاء | في».
pub(crate) fn head(doc: &Doc, cue: &Range<usize>) -> usize {
    use crate::lexicon::Classes;
    let helps = Classes::AUX.union(Classes::NEG);
    let mut words = cue.clone().filter(|&i| !doc.words[i].classes.any(helps));
    let first = words.clone().next().unwrap_or(cue.start);
    words
        .find(|&i| !doc.words[i].cues.is_empty())
        .unwrap_or(first)
}

/// The reporting verb and part of a hop, as a model sees it; of a cue without a verb, its head's word.
fn lemma(doc: &Doc, shapes: &Shapes, hop: &FoundHop) -> u64 {
    match hop.form {
        Some((form, _)) => crate::judge::key(&doc.verb(&form).lemma) ^ (form.part as u64 + 1),
        None => shapes.at(head(doc, &hop.cue)).stem,
    }
}
