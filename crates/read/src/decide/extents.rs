//! Which words a cue is: «أعلنت» alone or «كان قد أعلن», «وفق» or «وفق ما جاء في».

use super::{Desk, head};
use crate::doc::Doc;
use crate::judge::{Answer, Features, Question, note};
use crate::shape::Shapes;
use std::ops::Range;

/// How many words of a cue stand before its head, and how many behind it, at most.
const BEFORE: usize = 3;
const BEHIND: usize = 4;

/// The words of the cue that rules think is `proposed`.
pub(crate) fn extent(desk: &mut Desk, proposed: Range<usize>) -> Range<usize> {
    let doc = desk.doc;
    let head = head(doc, &proposed);
    if doc.is_mark(head) {
        return proposed; // the colon of a headline
    }
    let ranges = options(doc, head, &proposed);
    let answers: Vec<Answer> = ranges
        .iter()
        .map(|r| Answer::Words(Some(doc.span(r.clone()))))
        .collect();
    let of_rules = ranges.iter().position(|r| *r == proposed).unwrap_or(0);
    let at = doc.span(head..head + 1);
    let verdict = desk.ask(
        Question::Extent,
        at,
        &answers,
        of_rules,
        |doc, shapes, n, f| {
            describe(doc, shapes, head, &ranges[n], &proposed, f);
        },
    );
    ranges[verdict.choice].clone()
}

fn options(doc: &Doc, head: usize, proposed: &Range<usize>) -> Vec<Range<usize>> {
    let sentence = doc.sentence(head);
    let plain = |i: &usize| !doc.is_mark(*i);
    let first = (sentence.start..head)
        .rev()
        .take(BEFORE)
        .take_while(plain)
        .last()
        .unwrap_or(head);
    let last = (head + 1..sentence.end)
        .take(BEHIND)
        .take_while(plain)
        .last()
        .unwrap_or(head);
    let mut out = vec![proposed.clone()];
    for start in first..=head {
        out.extend(
            (head..=last)
                .map(|end| start..end + 1)
                .filter(|r| r != proposed),
        );
    }
    out
}

fn describe(
    doc: &Doc,
    shapes: &Shapes,
    head: usize,
    r: &Range<usize>,
    proposed: &Range<usize>,
    f: &mut Features,
) {
    let s = shapes.at(head);
    let own = if s.cue == 0 { s.stem } else { s.cue };
    let part = doc.words[head]
        .cues
        .first()
        .map_or(9, |(c, _)| c.part as u64);
    note!(f, "ext proposed" if r == proposed);
    note!(f, "ext start proposed" if r.start == proposed.start);
    note!(f, "ext end proposed" if r.end == proposed.end);
    let (left, right) = ((head - r.start) as u64, (r.end - head - 1) as u64);
    note!(f, "ext left", left);
    note!(f, "ext right", right);
    note!(f, "ext right part", right, part);
    note!(f, "ext right part next", right, part, shapes.at(r.end).form);
    for i in r.clone().filter(|&i| i != head) {
        note!(f, "ext takes form", shapes.at(i).form, u64::from(i < head));
        note!(f, "ext takes tag", shapes.at(i).tag, u64::from(i < head));
        note!(
            f,
            "ext takes form of",
            shapes.at(i).form,
            u64::from(i < head),
            own
        );
    }
    let (a, z) = (shapes.before(r.start, 1), shapes.at(r.end));
    note!(f, "ext leaves left", a.form);
    note!(f, "ext leaves right", z.form);
    note!(f, "ext leaves right tag", z.tag);
    note!(f, "ext last next", shapes.at(r.end - 1).form, z.form);
    note!(f, "ext last next tag", shapes.at(r.end - 1).form, z.tag);
}
