//! With which token a content before its cue begins.

use super::Scene;
use crate::doc::Doc;
use crate::judge::{Features, bucket, note};
use crate::lexicon::Classes;
use crate::shape::Shapes;

/// How far before its cue a content may begin, in tokens.
const BACK: usize = 90;

/// Where a content before its cue may begin: with its sentence, behind a mark, with a conjunction.
pub(super) fn options(doc: &Doc, end: usize, proposed: Option<usize>) -> Vec<usize> {
    let Some(last) = end.checked_sub(1) else {
        return Vec::new();
    };
    let from = doc.paragraph(last).start.max(end.saturating_sub(BACK));
    let begins = |&i: &usize| {
        let content = !doc.is_mark(i) || doc.quotation_at(i).is_some();
        let opens = i == from
            || doc.is_mark(i - 1)
            || doc.words[i].conj
            || doc.is_comp(i)
            || doc.is_comp(i - 1)
            || doc.classes(i - 1).any(Classes::DISCOURSE)
            || doc.quotation_at(i).is_some();
        content && opens
    };
    let mut out: Vec<usize> = (from..end).filter(begins).collect();
    if let Some(p) = proposed.filter(|p| *p < end && !out.contains(p)) {
        out.push(p);
    }
    out
}

/// What speaks for and against token `i` as the first of what ends at `end`.
pub(super) fn describe(
    doc: &Doc,
    shapes: &Shapes,
    scene: &Scene,
    i: usize,
    end: usize,
    proposed: Option<usize>,
    f: &mut Features,
) {
    let (a, s) = (shapes.before(i, 1), shapes.at(i));
    let order = proposed.map_or(9, |p| p.cmp(&i) as i8 as u64);
    note!(f, "first order", order);
    note!(f, "first order before", order, a.form);
    note!(f, "first before", a.form);
    note!(f, "first tags", a.tag, s.tag);
    note!(f, "first form", s.form);
    note!(f, "first tag", s.tag);
    note!(f, "first lemma tag", scene.lemma, a.form);
    note!(f, "first words", bucket(doc.words_in(i..end)));
    let same = doc.sentence(end - 1).start;
    note!(f, "first sentence", same.cmp(&i) as i8 as u64);
    note!(f, "first of paragraph" if doc.paragraph(i).start == i);
    let quoted = doc
        .quotation_closed_at(end - 1)
        .map_or(0, |q| 1 + u64::from(q.open == i));
    note!(f, "first quoted", quoted);
    note!(f, "first quoted part", quoted, scene.part);
    let commas = (i..end).filter(|&j| doc.is_comma(j)).count();
    note!(f, "first commas", bucket(commas));
    let stops = scene.stops.passed(i, end, scene.k);
    note!(f, "first passes statements", bucket(stops));
    let cue = doc.is_finite_cue(i) || i > 0 && doc.is_finite_cue(i - 1);
    note!(f, "first is cue" if cue);
}
