//! Where a content stands, and how far it goes: first its side, then the first token of each of its
//! spans ([`starts`], [`firsts`]), then the end of what follows the cue ([`ends`]).

mod ends;
mod firsts;
mod starts;

use super::{Desk, lemma};
use crate::assemble::stops::Stops;
use crate::assemble::{Statement, back_over_connectives, continued, trimmed, unmarked};
use crate::doc::Doc;
use crate::judge::{Answer, Features, Question, Side, bucket, key, note};
use crate::rule::Rule;
use crate::shape::Shapes;
use std::ops::Range;

/// What is known of a statement before its content is looked for.
struct Scene<'s> {
    s: &'s Statement,
    k: usize,
    cue: Range<usize>,
    lemma: u64,
    part: u64,
    /// One past the cue and a source behind it.
    behind: usize,
    /// The first token of the cue, of a source before it and of what connects them.
    before: usize,
    proposed: &'s [Range<usize>],
    stops: &'s Stops,
}

/// The content of the `k`th statement, of which the rules think `proposed`.
pub(crate) fn content(
    desk: &mut Desk,
    s: &Statement,
    k: usize,
    proposed: &[Range<usize>],
    stops: &Stops,
) -> Vec<Range<usize>> {
    let Some(hop) = s.found.hops.last() else {
        return proposed.to_vec();
    };
    if proposed.is_empty() && !desk.judge.finds() {
        return Vec::new();
    }
    let cue = hop.cue.clone();
    let source = hop
        .source
        .as_ref()
        .map_or(cue.clone(), |np| np.range.clone());
    let scene = Scene {
        s,
        k,
        lemma: lemma(desk.doc, &desk.shapes, hop),
        part: hop.form.map_or(9, |(c, _)| c.part as u64),
        behind: cue.end.max(if source.start >= cue.end {
            source.end
        } else {
            0
        }),
        before: back_over_connectives(desk.doc, cue.start.min(source.start)),
        cue,
        proposed,
        stops,
    };
    match side(desk, &scene) {
        Side::After => after(desk, &scene),
        Side::Before => ahead(desk, &scene).into_iter().collect(),
        Side::Around => around(desk, &scene),
    }
}

const SIDES: [Side; 3] = [Side::After, Side::Before, Side::Around];

fn side(desk: &mut Desk, scene: &Scene) -> Side {
    let is_before = |r: &Range<usize>| r.end <= scene.cue.start;
    let proposed = match scene.proposed {
        [first, .., _] if is_before(first) => 2,
        [first, ..] if is_before(first) => 1,
        _ => 0,
    };
    let (at, rules) = (desk.doc.span(scene.cue.clone()), desk.rules);
    let answers = SIDES.map(Answer::Side);
    let verdict = desk.ask(
        Question::Place,
        at,
        &answers,
        proposed,
        |doc, shapes, n, f| {
            note!(f, "side proposed" if n == proposed);
            describe_side(doc, shapes, scene, rules, n as u64, f);
        },
    );
    SIDES[verdict.choice]
}

fn describe_side(
    doc: &Doc,
    shapes: &Shapes,
    scene: &Scene,
    rules: &[Rule],
    side: u64,
    f: &mut Features,
) {
    let (a, z) = (shapes.before(scene.before, 1), shapes.at(scene.behind));
    let sentence = doc.sentence(scene.cue.start);
    let opens = u64::from(sentence.start == scene.before);
    let quoted = u64::from(doc.follows_quotation(scene.before));
    let rule = scene.s.found.rule.map_or(0, |r| key(&rules[r].id));
    note!(f, "side", side);
    note!(f, "side lemma", side, scene.lemma);
    note!(f, "side part", side, scene.part);
    note!(f, "side rule", side, rule);
    note!(f, "side before", side, a.form);
    note!(f, "side behind", side, z.form);
    note!(f, "side behind tag", side, z.tag);
    note!(f, "side before behind", side, a.tag, z.tag);
    note!(f, "side opens", side, opens, scene.part);
    note!(f, "side quoted", side, quoted, scene.part);
    note!(f, "side comp", side, u64::from(doc.is_comp(scene.behind)));
    let left = sentence.end.saturating_sub(scene.behind);
    note!(f, "side left", side, bucket(left));
}

/// What stands behind the cue, on over further paragraphs where a quotation does.
fn after(desk: &mut Desk, scene: &Scene) -> Vec<Range<usize>> {
    let doc = desk.doc;
    let of_rules = scene.proposed.first().filter(|r| r.start >= scene.cue.end);
    let proposed = of_rules.map(|r| r.start);
    let options = starts::options(doc, scene.behind.min(doc.len()), proposed);
    let start = first(desk, scene, &options, proposed, |doc, shapes, i, f| {
        starts::describe(doc, shapes, scene, i, proposed, f);
    });
    let Some(start) = start else {
        return Vec::new();
    };
    let mut out = vec![up_to(desk, scene, start)];
    continued(doc, start, &mut out);
    out.retain(|r| !r.is_empty());
    out
}

/// What stands before the cue.
fn ahead(desk: &mut Desk, scene: &Scene) -> Option<Range<usize>> {
    let doc = desk.doc;
    let sentence = doc.sentence(scene.cue.start);
    let end = trimmed(doc, sentence.start.min(scene.before)..scene.before).end;
    let of_rules = scene.proposed.first().filter(|r| r.end <= scene.cue.start);
    let proposed = of_rules.map(|r| r.start);
    let options = firsts::options(doc, end, proposed);
    let start = first(desk, scene, &options, proposed, |doc, shapes, i, f| {
        firsts::describe(doc, shapes, scene, i, end, proposed, f);
    });
    start.map(|start| start..end)
}

/// What stands on both sides.
fn around(desk: &mut Desk, scene: &Scene) -> Vec<Range<usize>> {
    let before = ahead(desk, scene);
    let sentence = desk.doc.sentence_end(scene.cue.start);
    let start = unmarked(desk.doc, scene.behind..sentence.max(scene.behind));
    let behind = up_to(desk, scene, start);
    let both = before.into_iter().chain(Some(behind));
    both.filter(|r| !r.is_empty()).collect()
}

/// Which of the tokens `options` is the first of the content.
fn first(
    desk: &mut Desk,
    scene: &Scene,
    options: &[usize],
    proposed: Option<usize>,
    describe: impl Fn(&Doc, &Shapes, usize, &mut Features),
) -> Option<usize> {
    if options.is_empty() {
        return None;
    }
    let doc = desk.doc;
    let answer = |&i: &usize| Answer::Start(doc.span(i..i + 1).start);
    let answers: Vec<Answer> = options.iter().map(answer).collect();
    let of_rules = options
        .iter()
        .position(|i| Some(*i) == proposed)
        .unwrap_or(0);
    let at = doc.span(scene.cue.clone());
    let verdict = desk.ask(
        Question::Start,
        at,
        &answers,
        of_rules,
        |doc, shapes, n, f| {
            describe(doc, shapes, options[n], f);
        },
    );
    Some(options[verdict.choice])
}

/// The span that begins at `start`, up to its end.
fn up_to(desk: &mut Desk, scene: &Scene, start: usize) -> Range<usize> {
    let doc = desk.doc;
    let of_rules = scene.proposed.iter().find(|r| r.start == start);
    let proposed = of_rules.map(|r| r.end).filter(|&e| e > start);
    let options = ends::options(doc, scene, start, proposed);
    if options.is_empty() {
        return start..start;
    }
    let answer = |&e: &usize| Answer::End(doc.span(start..e).end);
    let answers: Vec<Answer> = options.iter().map(answer).collect();
    let of_rules = options
        .iter()
        .position(|e| Some(*e) == proposed)
        .unwrap_or(0);
    let at = doc.span(scene.cue.clone());
    let verdict = desk.ask(
        Question::End,
        at,
        &answers,
        of_rules,
        |doc, shapes, n, f| {
            ends::describe(doc, shapes, scene, start, options[n], proposed, f);
        },
    );
    start..options[verdict.choice]
}
