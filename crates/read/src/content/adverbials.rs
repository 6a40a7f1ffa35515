//! Times, adverbs and occasions between cue and content: «يوم الاثنين», «في تصريح لوكالة …،».

use crate::doc::Doc;
use crate::lexicon::{Classes, Prep};

/// No occasion is longer, in tokens.
const LONGEST_OCCASION: usize = 14;

/// No parenthesis that is looked past is longer, in tokens.
const LONGEST_PARENTHESIS: usize = 12;

/// The first token at or behind `from`, and not behind `end`, that is no adverbial.
pub fn skip_adverbials(doc: &Doc, from: usize, end: usize) -> usize {
    let mut j = from;
    loop {
        let next = skip_one(doc, j, end);
        if next == j {
            return j;
        }
        j = next;
    }
}

/// Past the adverbial at `j`, or `j` where none stands.
fn skip_one(doc: &Doc, j: usize, end: usize) -> usize {
    if j >= end {
        return j;
    }
    if doc.is_mark(j) {
        return skip_mark(doc, j, end);
    }
    if let Some((len, c)) = doc.phrases[j] {
        if c.any(Classes::ADVERBIAL) {
            return j + len;
        }
        if c.any(Classes::ADJUNCT_PREP) {
            return occasion_end(doc, j + len, end);
        }
    }
    let w = &doc.words[j];
    let c = w.classes;
    if c.any(Classes::TIME) && !w.conj {
        return time_end(doc, j + 1, end);
    }
    let adverb = Classes::ADVERB
        .union(Classes::ADV)
        .union(Classes::DISCOURSE);
    if c.any(adverb) && !c.any(Classes::NAME) && !w.conj {
        return j + 1;
    }
    if doc.is_form(j, Classes::EVIDENTIAL) {
        // Whose words they are, put in between: «أكدت الوزارة وفقا لوكالة …، وقوف …».
        let k = occasion_end(doc, j + 1, end);
        return k + usize::from(k < end && doc.is_comma(k));
    }
    let adjunct = c.any(Classes::ADJUNCT_PREP);
    let in_occasion = doc.f(j) == Prep::Fi.word() && doc.classes(j + 1).any(Classes::OCCASION);
    if (adjunct || in_occasion) && j + 1 < end {
        return occasion_end(doc, j + 1, end);
    }
    j
}

/// «يوم | الاثنين 12 الماضي».
fn time_end(doc: &Doc, from: usize, end: usize) -> usize {
    let dating = Classes::TIME.union(Classes::RELATIVE);
    let more = |k: usize| doc.is_number(k) || doc.words[k].classes.any(dating);
    (from..end).find(|&k| !more(k)).unwrap_or(end.max(from))
}

/// «في تصريح لصحيفة …»: to the comma, a mark of content, or a verb.
fn occasion_end(doc: &Doc, from: usize, end: usize) -> usize {
    let mut k = from;
    while k < end && k < from + LONGEST_OCCASION {
        let quotation = doc.quotation_at(k);
        if doc.is_mark(k) && quotation.is_none() || doc.is_comp(k) || doc.is_finite_cue(k) {
            break;
        }
        k = quotation.and_then(|q| q.close).unwrap_or(k) + 1;
    }
    k
}

/// A parenthesis, or a comma that closes an insertion.
fn skip_mark(doc: &Doc, j: usize, end: usize) -> usize {
    match doc.f(j) {
        "(" => (j + 1..end.min(j + LONGEST_PARENTHESIS))
            .find(|&k| doc.f(k) == ")")
            .map_or(j, |k| k + 1),
        "،" | "," => {
            let after = j + 1;
            let next = skip_insertion(doc, after, end);
            if next > after { next } else { j }
        }
        _ => j,
    }
}

/// After a comma an adverbial is skipped together with the comma that ends it.
fn skip_insertion(doc: &Doc, j: usize, end: usize) -> usize {
    if j >= end || doc.is_mark(j) {
        return j;
    }
    let next = skip_one(doc, j, end);
    next + usize::from(next > j && next < end && doc.is_comma(next))
}
