//! Where a statement begins, connectives included, and whether it ends the content before it.

use super::Statement;
use crate::doc::Doc;
use crate::inflect::Part;
use crate::lexicon::Classes;
use crate::matcher::Candidate;
use crate::rule::Where;

/// Notes whether, and from which token on, a statement ends the content that runs before it.
pub(super) fn open(doc: &Doc, found: Candidate) -> Statement {
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
pub(crate) fn back_over_connectives(doc: &Doc, mut at: usize) -> usize {
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
