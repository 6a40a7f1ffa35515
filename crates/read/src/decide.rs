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
use crate::judge::{Answer, Case, Decision, Features, Judge, Question, Verdict};
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
    /// All that was decided of what may be a cue, in the order in which it was asked.
    decisions: Vec<Decision>,
}

impl<'a, 't> Desk<'a, 't> {
    pub fn new(doc: &'a Doc<'t>, rules: &'a [Rule], judge: &'a mut dyn Judge) -> Desk<'a, 't> {
        let shapes = Shapes::of(doc);
        Desk {
            doc,
            shapes,
            rules,
            judge,
            decisions: Vec::new(),
        }
    }

    /// All decisions so far, by where the word or the cue stands that they were asked of, and of one
    /// place in the order in which they were made.
    pub fn decisions(self) -> Vec<Decision> {
        let mut decisions = self.decisions;
        decisions.sort_by_key(|d| d.at.start);
        decisions
    }

    /// Puts a question about `at` to the judge, and keeps what he decides.
    fn ask(
        &mut self,
        question: Question,
        at: Span,
        options: &[Answer],
        proposed: usize,
        describe: impl FnMut(&Doc<'t>, &Shapes, usize, &mut Features),
    ) -> Verdict {
        let case = Case {
            question,
            at,
            proposed,
        };
        let verdict = self.put(&case, options, describe);
        self.keep(&case, options, &verdict);
        verdict
    }

    /// Puts a question to the judge.
    fn put(
        &mut self,
        case: &Case,
        options: &[Answer],
        mut describe: impl FnMut(&Doc<'t>, &Shapes, usize, &mut Features),
    ) -> Verdict {
        let (doc, shapes) = (self.doc, &self.shapes);
        let mut describe = |n: usize, features: &mut Features| describe(doc, shapes, n, features);
        self.judge.choose(case, options, &mut describe)
    }

    fn keep(&mut self, case: &Case, options: &[Answer], verdict: &Verdict) {
        self.decisions.push(Decision::new(case, options, verdict));
    }
}

/// The decisions on the words of these cues, from the first cue to the last; `all` are sorted by where
/// they stand. A word of «قد أعلن» that was found to be no cue by itself tells nothing of it.
pub(crate) fn decisions_on(all: &[Decision], cues: &[Span]) -> Vec<Decision> {
    let mut out = Vec::new();
    for cue in cues {
        let from = all.partition_point(|d| d.at.start < cue.start);
        let to = all.partition_point(|d| d.at.start < cue.end);
        // The words of two cues may overlap.
        let on = all[from..to].iter().filter(|d| cue.contains(d.at));
        let (heads, others): (Vec<_>, Vec<_>) = on.partition(|d| d.question == Question::Cue);
        let head = heads.iter().find(|d| d.taken == Answer::Cue(true));
        out.extend(head.or(heads.first()).copied().cloned());
        out.extend(others.into_iter().cloned());
    }
    out
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

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(question: Question, at: (usize, usize), taken: Answer) -> Decision {
        Decision {
            question,
            at: Span::new(at.0, at.1),
            options: 2,
            taken,
            probability: 0.5,
            proposed: true,
            runner_up: None,
            weighed: vec![],
        }
    }

    /// «قد أعلن»: both words were asked about, one of them is the cue's head.
    #[test]
    fn decisions_are_found_by_the_words_of_their_cue() {
        let words = Answer::Words(None);
        let all = [
            decision(Question::Cue, (0, 4), Answer::Cue(false)),
            decision(Question::Source, (0, 13), words),
            decision(Question::Cue, (5, 13), Answer::Cue(true)),
            decision(Question::Cue, (20, 26), Answer::Cue(true)),
        ];
        let on = |cues: &[(usize, usize)]| -> Vec<usize> {
            let cues: Vec<Span> = cues.iter().map(|c| Span::new(c.0, c.1)).collect();
            let on = decisions_on(&all, &cues);
            let place = |d: &Decision| all.iter().position(|a| a == d).expect("one of all");
            on.iter().map(place).collect()
        };
        assert_eq!(on(&[(0, 13)]), [2, 1]);
        assert_eq!(on(&[(20, 26), (0, 13)]), [3, 2, 1]);
        assert_eq!(on(&[(14, 19)]), [0; 0]);
    }
}
