//! When somebody said it: which of the expressions of time around a cue dates the act of saying, and not
//! what is said («أعلن الوزير الثلاثاء أن السد امتلأ الأحد»).

use super::{Desk, lemma};
use crate::assemble::Statement;
use crate::doc::Doc;
use crate::judge::{Answer, Features, Question, bucket, note};
use crate::matcher::FoundHop;
use crate::reading::SaidOn;
use crate::shape::Shapes;
use crate::times::{self, Dated};
use std::ops::Range;

/// So many tokens before and behind its cue an expression is looked for, inside its sentence.
const FAR: usize = 30;

/// When a statement was made, of which the rules think `proposed`.
pub(crate) fn said_on(
    desk: &mut Desk,
    s: &Statement,
    proposed: Option<SaidOn>,
    dated: &[Dated],
) -> Option<SaidOn> {
    let doc = desk.doc;
    let hop = s.found.hops.last()?;
    let sentence = doc.sentence(hop.cue.start);
    let from = sentence.start.max(hop.cue.start.saturating_sub(FAR));
    let near = from..sentence.end.min(hop.cue.end + FAR);
    let expressions: Vec<&Dated> = times::within(dated, &near).collect();
    if expressions.is_empty() {
        return proposed;
    }
    let of_rules = proposed.map(|p| p.span);
    let of_rules = expressions
        .iter()
        .position(|e| Some(e.said.span) == of_rules)
        .map_or(0, |n| n + 1);
    let some = expressions.iter().map(|e| Answer::When(Some(e.said)));
    let answers: Vec<Answer> = std::iter::once(Answer::When(None)).chain(some).collect();
    let at = doc.span(hop.cue.clone());
    let verdict = desk.ask(
        Question::Time,
        at,
        &answers,
        of_rules,
        |doc, shapes, n, f| {
            note!(f, "when proposed" if n == of_rules);
            match n.checked_sub(1) {
                None => note!(f, "when never", lemma(doc, shapes, hop)),
                Some(n) => describe(doc, shapes, s, hop, expressions[n], f),
            }
        },
    );
    let n = verdict.choice.checked_sub(1)?;
    Some(expressions[n].said)
}

fn describe(
    doc: &Doc,
    shapes: &Shapes,
    s: &Statement,
    hop: &FoundHop,
    e: &Dated,
    f: &mut Features,
) {
    let (side, gap) = region(s, hop, &e.tokens);
    let part = hop.form.map_or(9, |(c, _)| c.part as u64);
    let verb = |i: &usize| shapes.at(*i).verb != 0;
    let cues = gap.clone().filter(|&i| doc.is_finite_cue(i)).count() as u64;
    let marks = gap.clone().filter(|&i| doc.is_mark(i)).count();
    let verbs = gap.clone().filter(verb).count();
    let (before, first) = (shapes.before(e.tokens.start, 1), shapes.at(e.tokens.start));
    let far = bucket(gap.len());
    note!(f, "when side", side, part);
    note!(f, "when side lemma", side, lemma(doc, shapes, hop));
    note!(f, "when far", side, far);
    note!(f, "when far marks", side, far, bucket(marks));
    note!(f, "when verbs", side, bucket(verbs), part);
    note!(f, "when cues", side, cues, part);
    note!(f, "when first", side, first.form);
    note!(f, "when before", side, before.form);
    note!(f, "when before tag", side, before.tag, first.tag);
    note!(f, "when behind", side, shapes.at(e.tokens.end).tag);
    note!(f, "when precision", side, e.said.precision as u64);
    let opens = doc.sentence(e.tokens.start).start == e.tokens.start;
    note!(f, "when opens", side, u64::from(opens));
}

/// Where an expression stands: before the cue, behind it and before what is said, inside of that, behind
/// it, or in the source; and what lies between it and the cue.
fn region(s: &Statement, hop: &FoundHop, e: &Range<usize>) -> (u64, Range<usize>) {
    let inside = |r: &Range<usize>| r.start <= e.start && e.end <= r.end;
    let source = hop.source.as_ref().map(|np| np.range.clone());
    let gap = match e.start < hop.cue.start {
        true => e.end..hop.cue.start,
        false => hop.cue.end..e.start,
    };
    let side = if source.as_ref().is_some_and(inside) {
        4
    } else if let Some(content) = s.content.iter().find(|r| inside(r)) {
        // «أعلن | أمس وفاته»: at the very beginning it may be read into the content.
        if content.start == e.start { 6 } else { 2 }
    } else if e.start < hop.cue.start {
        0
    } else if s
        .content
        .iter()
        .any(|r| r.end <= e.start && r.start >= hop.cue.end)
    {
        3
    } else {
        let speaker = source.is_some_and(|np| np.start >= hop.cue.end && np.end <= e.start);
        if speaker { 5 } else { 1 }
    };
    (side, gap)
}
