//! With which token a content behind its cue begins.

use super::Scene;
use crate::decide::cues::frame_number;
use crate::doc::Doc;
use crate::judge::{Features, bucket, key, note};
use crate::lexicon::Frame;
use crate::shape::Shapes;
use std::ops::Range;

/// How far behind its cue a content may begin, in tokens.
const FAR: usize = 40;

/// The tokens from `from` on that may be the first, `proposed` among them.
pub(super) fn options(doc: &Doc, from: usize, proposed: Option<usize>) -> Vec<usize> {
    let mut out = Vec::new();
    for i in from..doc.len().min(from + FAR) {
        let content = !doc.is_mark(i) || doc.quotation_at(i).is_some();
        if content {
            out.push(i);
        } else if matches!(doc.f(i), "." | "؟" | "!") {
            break;
        }
        let next_line = i > from && doc.paragraph(i).start == i && doc.f(i - 1) != ":";
        if next_line {
            out.pop();
            break;
        }
    }
    if let Some(p) = proposed.filter(|p| !out.contains(p)) {
        out.push(p);
    }
    out
}

/// What speaks for and against token `i`, of which `proposed` is the rules' choice.
pub(super) fn describe(
    doc: &Doc,
    shapes: &Shapes,
    scene: &Scene,
    i: usize,
    proposed: Option<usize>,
    f: &mut Features,
) {
    let gap = scene.behind..i;
    let far = bucket(gap.len());
    note!(f, "start proposed" if Some(i) == proposed);
    if let (Some(p), Some(start)) = (proposed, scene.s.found.start) {
        let (order, frame) = (p.cmp(&i) as i8 as u64, frame_number(start));
        note!(f, "start order", order, frame);
        note!(f, "start order lemma", order, frame, scene.lemma);
    }
    words(shapes, scene, i, far, f);
    let comp = u64::from(doc.is_comp(i));
    let quote = u64::from(doc.quotation_at(i).is_some());
    let colon = u64::from(shapes.before(i, 1).form == const { key(":") });
    let kind = comp + 2 * quote + 4 * colon;
    note!(f, "start kind", kind, far);
    note!(f, "start kind lemma", kind, scene.lemma, 0);
    passed(doc, shapes, gap, kind, f);
    let written = scene
        .s
        .found
        .hops
        .last()
        .is_some_and(|h| h.source.is_some());
    note!(f, "start written", u64::from(written), far, kind);
    let ahead = (i + 1..doc.sentence_end(i).min(i + 20)).any(|j| doc.is_comp(j));
    note!(f, "start comp ahead", u64::from(ahead), kind);
    note!(f, "start governed", u64::from(governed(doc, scene, i)), far);
}

/// The token and those around it.
fn words(shapes: &Shapes, scene: &Scene, i: usize, far: u64, f: &mut Features) {
    let (b, a) = (shapes.before(i, 2), shapes.before(i, 1));
    let (s, z) = (shapes.at(i), shapes.at(i + 1));
    note!(f, "start far", far);
    note!(f, "start far part", far, scene.part);
    note!(f, "start form", s.form);
    note!(f, "start tag", s.tag);
    note!(f, "start tag far", s.tag, far);
    note!(f, "start form lemma", s.form, scene.lemma);
    note!(f, "start tag lemma", s.tag, scene.lemma);
    note!(f, "start tag part", s.tag, scene.part);
    note!(f, "start before", a.form);
    note!(f, "start before tag", a.form, s.tag);
    note!(f, "start tags", a.tag, s.tag);
    note!(f, "start tags 3", b.tag, a.tag, s.tag);
    note!(f, "start next", s.tag, z.tag);
}

/// What stands between the cue and the token.
fn passed(doc: &Doc, shapes: &Shapes, gap: Range<usize>, kind: u64, f: &mut Features) {
    let count = |test: &dyn Fn(usize) -> bool| bucket(gap.clone().filter(|&j| test(j)).count());
    note!(f, "start behind a comp", count(&|j| doc.is_comp(j)), kind);
    note!(f, "start behind marks", count(&|j| doc.is_mark(j)), kind);
    note!(
        f,
        "start behind verbs",
        count(&|j| doc.is_finite_cue(j)),
        kind
    );
    if !gap.is_empty() {
        let first = shapes.at(gap.start).tag;
        note!(f, "start gap first", first, kind);
        note!(f, "start gap first far", first, bucket(gap.len()));
    }
}

/// Whether a preposition stands here that the verb governs: «أشاد | بـ…».
fn governed(doc: &Doc, scene: &Scene, i: usize) -> bool {
    let stands = |frame: &Frame| match frame {
        Frame::Prep(p) | Frame::ObjectPrep(p) => {
            // «حسبما ذكرت وزير»: a content may be proposed behind the last word.
            let attached = doc.words.get(i).and_then(|w| w.prep);
            doc.f(i) == p.word() || attached.is_some_and(|c| p.word() == c.to_string())
        }
        _ => false,
    };
    let form = scene.s.found.hops.last().and_then(|h| h.form);
    form.is_some_and(|(c, _)| doc.verb(&c).frames.iter().any(stands))
}
