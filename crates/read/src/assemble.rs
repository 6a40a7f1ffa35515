//! From candidates to statements: which reading of a cue wins, and how far each content goes.

use crate::content;
use crate::doc::Doc;
use crate::inflect::Part;
use crate::lexicon::{Classes, Frame};
use crate::matcher::{self, Candidate};
use crate::rule::Where;
use std::ops::Range;

/// A candidate that won, with its content.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The candidate.
    pub found: Candidate,
    /// Token ranges of its content; empty for hops that belong to another statement.
    pub content: Vec<Range<usize>>,
    /// Where a content that runs before it has to stop, and whether it does.
    opens: usize,
    closes: bool,
}

/// What came of all candidates.
pub struct Assembly {
    /// In text order.
    pub statements: Vec<Statement>,
    /// Lost against another, or too weak: with the reason.
    pub lost: Vec<(Candidate, &'static str)>,
}

/// Below this a candidate is no statement.
const ENOUGH: f32 = 0.75;

/// Chooses among candidates and measures the contents.
pub fn assemble(doc: &Doc, candidates: Vec<Candidate>) -> Assembly {
    let (chosen, mut lost) = choose(doc, candidates);
    let mut statements: Vec<Statement> = chosen.into_iter().map(|c| open(doc, c)).collect();
    statements.sort_by_key(|s| (s.found.extent.start, s.found.anchor()));
    let limits: Vec<(usize, usize, bool)> = statements
        .iter()
        .map(|s| (s.opens, s.found.extent.start, s.closes))
        .collect();
    for k in 0..statements.len() {
        let content = measure(doc, &statements[k], k, &limits);
        statements[k].content = content;
    }
    let mut kept = Vec::new();
    for s in statements {
        let empty = s.content.iter().all(|r| doc.words_in(r.clone()) == 0);
        match s.found.place {
            Where::Host => kept.push(s),
            _ if s.found.hops.is_empty() => {}
            _ if empty => lost.push((s.found, "nothing is left of its content")),
            _ => kept.push(s),
        }
    }
    Assembly {
        statements: kept,
        lost,
    }
}

/// The best candidate for each cue, none of whose cues is taken already.
fn choose(doc: &Doc, mut all: Vec<Candidate>) -> (Vec<Candidate>, Vec<(Candidate, &'static str)>) {
    all.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then_with(|| (a.anchor(), a.rule).cmp(&(b.anchor(), b.rule)))
    });
    let mut taken = vec![false; doc.len() + 1];
    let mut starts: Vec<usize> = Vec::new();
    let (mut chosen, mut lost): (Vec<Candidate>, Vec<_>) = (Vec::new(), Vec::new());
    for c in all {
        if c.score < ENOUGH {
            lost.push((c, "too weak"));
            continue;
        }
        if c.hops.iter().flat_map(|h| h.cue.clone()).any(|t| taken[t]) {
            lost.push((c, "another reading of the same cue is better"));
            continue;
        }
        if in_source(&chosen, &c) {
            lost.push((c, "its cue stands inside the source of another"));
            continue;
        }
        for t in c.hops.iter().flat_map(|h| h.cue.clone()) {
            taken[t] = true;
        }
        if let Some(s) = c.start {
            starts.push(s.at);
        }
        chosen.push(c);
    }
    nearest_owns(chosen, lost)
}

fn in_source(chosen: &[Candidate], c: &Candidate) -> bool {
    let anchor = c.anchor();
    chosen.iter().flat_map(|o| &o.hops).any(|h| {
        h.source
            .as_ref()
            .is_some_and(|np| np.range.contains(&anchor))
    })
}

/// A content's mark belongs to the nearest cue: of «صرح الوزير مؤكدا أن» the participle has it.
fn nearest_owns(
    chosen: Vec<Candidate>,
    mut lost: Vec<(Candidate, &'static str)>,
) -> (Vec<Candidate>, Vec<(Candidate, &'static str)>) {
    let mut kept: Vec<Candidate> = Vec::new();
    let mut sorted = chosen;
    sorted.sort_by_key(|c| std::cmp::Reverse(c.anchor()));
    for c in sorted {
        let claimed = c
            .start
            .is_some_and(|s| kept.iter().any(|k| k.start.is_some_and(|t| t.at == s.at)));
        if claimed {
            lost.push((c, "a nearer cue owns the content"));
        } else {
            kept.push(c);
        }
    }
    (kept, lost)
}

/// Notes whether, and from which token on, a statement ends the content that runs before it.
fn open(doc: &Doc, found: Candidate) -> Statement {
    let mut opens = found
        .hops
        .iter()
        .map(|h| h.cue.start)
        .min()
        .unwrap_or(found.extent.start);
    if let Some(np) = found
        .hops
        .iter()
        .filter_map(|h| h.source.as_ref())
        .map(|n| n.range.start)
        .min()
    {
        opens = opens.min(np);
    }
    opens = opens.min(found.extent.start);
    let part = found.hops.last().and_then(|h| h.form).map(|(c, _)| c.part);
    let closes = match (found.place, part) {
        (Where::Clause | Where::Host, _) => true,
        (_, Some(Part::Noun)) => false,
        (_, Some(Part::Participle)) => true,
        (Where::Before, _) => false,
        _ => begins_anew(doc, opens),
    };
    let opens = if closes {
        back_over_connectives(doc, opens)
    } else {
        opens
    };
    Statement {
        found,
        content: Vec::new(),
        opens,
        closes,
    }
}

/// Whether a finite cue starts a statement beside the one that runs («…، وقال», «فيما أكد») rather
/// than stand inside it («إن الوزير قال», «الذي قال», «بعدما أعلنت»).
fn begins_anew(doc: &Doc, at: usize) -> bool {
    if at == 0 || doc.sentence(at).start == at {
        return true;
    }
    if doc.words[at].conj && !doc.is_comp(at) {
        return true;
    }
    if doc.is_comma(at - 1) || doc.f(at - 1) == ":" {
        return true;
    }
    let before = doc.f(at - 1);
    if adversative(doc, at - 1) {
        return true;
    }
    if doc.words[at - 1].classes.any(Classes::AUX) && at > 1 {
        return begins_anew(doc, at - 1);
    }
    matches!(
        before,
        "كما"
            | "فيما"
            | "بينما"
            | "حيث"
            | "وحيث"
            | "حين"
            | "لكن"
            | "ولكن"
            | "وكما"
            | "وفيما"
            | "اذ"
            | "ثم"
    ) || doc.words[at - 1].classes.any(Classes::DISCOURSE)
}

/// «لكنه», «بيد أنها», «إلا أن»: what follows is set against what came before.
fn adversative(doc: &Doc, i: usize) -> bool {
    let w = doc.f(i).trim_start_matches('و');
    let pair = i > 0 && matches!(doc.f(i - 1), "بيد" | "غير" | "الا");
    w.starts_with("لكن") && w.chars().count() <= 6 || doc.is_comp(i) && pair
}

/// «، كما», «، وفي المقابل،», «، من جهته،»: connectives go with what they open.
fn back_over_connectives(doc: &Doc, mut at: usize) -> usize {
    let sentence = doc.sentence(at).start;
    loop {
        let mut next = at;
        if at > sentence {
            let connective = doc.words[at - 1].classes.any(
                Classes::DISCOURSE
                    .union(Classes::AUX)
                    .union(Classes::SUBORD),
            ) || matches!(
                doc.f(at - 1),
                "كما" | "حين" | "حيث" | "فيما" | "بينما" | "ثم" | "وقد" | "قد"
            );
            if connective && !doc.is_mark(at - 1) {
                next = at - 1;
            }
            if adversative(doc, at - 1) {
                next = at - 1 - usize::from(doc.is_comp(at - 1));
            }
        }
        for k in 2..=5.min(at.saturating_sub(sentence)) {
            if doc.phrases[at - k].is_some_and(|(len, c)| {
                len == k && c.any(Classes::DISCOURSE.union(Classes::SUBORD))
            }) {
                next = at - k;
            }
        }
        if next == at {
            return at;
        }
        at = next;
    }
}

/// The content's token ranges.
fn measure(
    doc: &Doc,
    s: &Statement,
    k: usize,
    limits: &[(usize, usize, bool)],
) -> Vec<Range<usize>> {
    match s.found.place {
        Where::Slot => match s.found.start {
            Some(start) => {
                let first = start.at;
                let end = end_of(doc, first, start.frame, s.found.anchor(), k, limits);
                let mut out = vec![trimmed(doc, first..end)];
                continue_quotation(doc, first, &mut out);
                out.retain(|r| !r.is_empty());
                out
            }
            None => Vec::new(),
        },
        Where::Before => before(doc, &s.found),
        Where::Clause => clause(doc, s, k, limits),
        Where::Host => Vec::new(),
    }
}

/// One past the content that begins at `start`.
fn end_of(
    doc: &Doc,
    start: usize,
    frame: Frame,
    anchor: usize,
    k: usize,
    limits: &[(usize, usize, bool)],
) -> usize {
    let end = content_sentence_end(doc, start);
    let outer_quote = doc.text.quotation_of(anchor);
    let stop = limits
        .iter()
        .enumerate()
        .filter(|(i, (opens, _, closes))| {
            *i != k && *closes && *opens > start.max(anchor) && *opens < end
        })
        .filter(|(_, (opens, ..))| !quoted_away(doc, start, *opens, outer_quote))
        .map(|(_, (opens, ..))| *opens)
        .min()
        .unwrap_or(end);
    let stop = aside(doc, start, stop).unwrap_or(stop);
    let quote = if doc.quotation_at(start).is_some() {
        Some(start)
    } else if doc.is_comp(start) && doc.quotation_at(start + 1).is_some() {
        Some(start + 1)
    } else {
        None
    };
    // Inside somebody's quotation nothing goes on past its end.
    let end_of_outer = outer_quote
        .and_then(|q| doc.text.quotations()[q].close)
        .filter(|&c| c > start)
        .unwrap_or(usize::MAX);
    let stop = stop.min(end_of_outer);
    match quote.and_then(|q| doc.quotation_at(q)) {
        Some(q) => after_quotation(doc, q.open, q.close, stop, frame),
        None => stop,
    }
}

/// «، وذلك …», «، الأمر الذي …», «، في خطوة …»: the report goes on in its own voice.
fn aside(doc: &Doc, start: usize, stop: usize) -> Option<usize> {
    let mut j = start + 1;
    while j < stop {
        if let Some(close) = doc.quotation_at(j).and_then(|q| q.close) {
            j = close + 1;
            continue;
        }
        let marked = doc.is_mark(j - 1) || doc.words[j].conj || doc.f(j).starts_with('و');
        if marked && doc.classes(j).any(Classes::ASIDE) {
            return Some(j);
        }
        j += 1;
    }
    None
}

/// The end of a sentence, or, where a quotation is open over several, of its last one.
fn content_sentence_end(doc: &Doc, start: usize) -> usize {
    doc.sentence_end(start.min(doc.len() - 1))
}

/// Whether `at` lies in a quotation that began inside the content: then it is the quoted one's own
/// words, no new statement beside it.
fn quoted_away(doc: &Doc, start: usize, at: usize, outer: Option<usize>) -> bool {
    let mut q = doc.text.quotation_of(at);
    // A mark that was forgotten: a new sentence with a verb of saying is the report's again.
    if at > 0 && doc.f(at - 1) == "." && doc.words[at].conj && doc.is_finite_cue(at) {
        return false;
    }
    while let Some(i) = q {
        if Some(i) == outer {
            return false;
        }
        let quotation = &doc.text.quotations()[i];
        if quotation.open >= start {
            return true;
        }
        q = quotation.parent;
    }
    false
}

/// A quoted content ends with its mark, unless the sentence simply runs on behind it («"…" باليمن»).
fn after_quotation(
    doc: &Doc,
    open: usize,
    close: Option<usize>,
    stop: usize,
    frame: Frame,
) -> usize {
    let Some(close) = close else {
        return stop.max(open + 1);
    };
    let next = close + 1;
    if next >= stop {
        return next.max(stop.min(next));
    }
    let short = doc.words_in(open..close) <= 3;
    if doc.is_mark(next) && doc.quotation_at(next).is_none() {
        let goes_on = short && frame != Frame::Quote && doc.is_comma(next);
        return if goes_on { stop } else { next };
    }
    if frame == Frame::Quote && !doc.words[next].conj && !short {
        return next;
    }
    // To the next comma: what follows is a clause of the report's own.
    if short {
        return stop;
    }
    (next..stop).find(|&j| doc.is_comma(j)).unwrap_or(stop)
}

/// Takes commas, conjunctions and final marks off the end, leaves quotation marks.
fn trimmed(doc: &Doc, r: Range<usize>) -> Range<usize> {
    let mut end = r.end;
    while end > r.start && doc.is_mark(end - 1) && !closes_quotation(doc, end - 1) {
        end -= 1;
    }
    let mut start = r.start;
    while start < end && doc.is_mark(start) && doc.quotation_at(start).is_none() {
        start += 1;
    }
    start..end
}

fn closes_quotation(doc: &Doc, i: usize) -> bool {
    if doc.f(i) == ")" {
        return false;
    }
    doc.text
        .quotation_of(i)
        .is_some_and(|q| doc.text.quotations()[q].close == Some(i))
}

/// A quotation that goes on over further paragraphs adds their spans.
fn continue_quotation(doc: &Doc, start: usize, out: &mut Vec<Range<usize>>) {
    let Some(mut q) = doc.text.quotation_of(start.min(doc.len() - 1)).or_else(|| {
        (start + 1 < doc.len())
            .then(|| doc.text.quotation_of(start + 1))
            .flatten()
    }) else {
        return;
    };
    let quotations = doc.text.quotations();
    while quotations[q].continued {
        let Some(next) = (q + 1..quotations.len()).find(|&n| quotations[n].continues == Some(q))
        else {
            return;
        };
        let last = quotations[next]
            .close
            .unwrap_or(doc.paragraph(quotations[next].open).end - 1);
        out.push(trimmed(doc, quotations[next].open..last + 1));
        q = next;
    }
}

/// «"…"، قال فلان»: the quotation before the cue.
fn before(doc: &Doc, c: &Candidate) -> Vec<Range<usize>> {
    let mut i = c.extent.start;
    if i > 0 && doc.is_comma(i - 1) {
        i -= 1;
    }
    doc.text
        .quotations()
        .iter()
        .find(|q| q.close == Some(i.wrapping_sub(1)) && doc.words_in(q.open..i) >= 3)
        .map(|q| q.open..i)
        .into_iter()
        .collect()
}

/// The clause around «بحسب …»: behind it where it opens the sentence, before it where it ends one,
/// both where it stands in the middle.
fn clause(
    doc: &Doc,
    s: &Statement,
    k: usize,
    limits: &[(usize, usize, bool)],
) -> Vec<Range<usize>> {
    let extent = &s.found.extent;
    let sentence = doc.sentence(extent.start);
    let opening = extent.start == sentence.start
        || (extent.start > 0 && back_over_connectives(doc, extent.start) == sentence.start);
    let after_end = limits
        .iter()
        .enumerate()
        .filter(|(i, (opens, _, closes))| *i != k && *closes && *opens >= extent.end)
        .map(|(_, (opens, ..))| *opens)
        .min()
        .unwrap_or(usize::MAX)
        .min(sentence.end);
    if opening {
        let mut start = extent.end;
        while start < after_end && doc.is_mark(start) && doc.quotation_at(start).is_none() {
            start += 1;
        }
        // «وفق التقرير، لم تقبل موسكو …؛ بيد أنها …»: all of the sentence is the report's.
        let after_end = if after_end <= start + 2 {
            sentence.end
        } else {
            after_end
        };
        return vec![trimmed(doc, start..after_end)];
    }
    let begin = limits
        .iter()
        .take(k)
        .filter(|(opens, _, closes)| *closes && *opens < extent.start)
        .map(|(opens, ..)| *opens)
        .filter(|&o| o > sentence.start && doc.is_comma(o.saturating_sub(1)))
        .max()
        .unwrap_or(sentence.start);
    let mut out = vec![trimmed(doc, begin..extent.start)];
    let rest = extent.end..after_end;
    let runs_on =
        rest.start < rest.end && !doc.is_mark(rest.start) && doc.words_in(rest.clone()) > 1;
    let insertion = doc.is_comma(extent.start - 1);
    if runs_on && !insertion {
        out.push(trimmed(doc, rest));
    }
    out.retain(|r| !r.is_empty());
    out
}

/// Whether a clause begins here; re-exported for the resolver.
pub fn clause_start(doc: &Doc, i: usize) -> bool {
    matcher::clause_start(doc, i)
}

/// How a content is rendered.
pub fn mode(doc: &Doc, s: &Statement) -> crate::reading::Mode {
    content::mode(doc, &s.content)
}
