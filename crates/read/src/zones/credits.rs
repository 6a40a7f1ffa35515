//! Whom a page credits: in a line of its own («المصدر: رويترز»), in brackets («(أ ف ب)»), in a
//! dateline («القاهرة - رويترز -»), in a link to the original.

use super::Zones;
use crate::doc::Doc;
use crate::lexicon::Classes;
use crate::reading::{Credit, ZoneKind};
use std::ops::Range;

/// A longer line, in words, says more than whom it credits.
const CREDIT_WORDS: usize = 5;

/// A dateline and a credit in brackets are no longer than this, in tokens.
const CREDIT_TOKENS: usize = 9;

/// The words of a name of several words, in tokens.
const LONGEST_NAME: usize = 5;

/// A dateline stands in one of the first paragraphs.
const DATELINE_PARAGRAPHS: usize = 3;

/// «رابط الخبر بصحيفة …» carries the outlet's name.
pub(super) fn linked(doc: &Doc, p: &Range<usize>) -> Option<Credit> {
    if !doc.classes(p.start).any(Classes::LINK) {
        return None;
    }
    let outlet = p.clone().find(|&i| doc.classes(i).any(Classes::OUTLET))?;
    let end = (outlet..p.end).find(|&i| doc.is_mark(i)).unwrap_or(p.end);
    let named = words(doc, outlet..end);
    // «بصحيفة …»: the preposition is not the paper's.
    let attached = usize::from(doc.words[outlet].prep.is_some());
    Some(Credit {
        span: doc.span(p.start..end),
        who: named.chars().skip(attached).collect(),
    })
}

/// A line that only credits: «المدينة - وكالات», «المصدر: …». `n`: the paragraph's number.
pub(super) fn whole_line(doc: &Doc, p: &Range<usize>, n: usize) -> Option<(ZoneKind, Credit)> {
    let count = doc.words_in(p.clone());
    if count == 0 || count > CREDIT_WORDS {
        return None;
    }
    let credit = |named: Range<usize>| Credit {
        span: doc.span(trim(doc, p)),
        who: words(doc, trim(doc, &named)),
    };
    if count > 1 && labels(doc, p.start) {
        // «نقلا عن …»
        let named = |&i: &usize| !doc.is_mark(i) && !doc.is_form(i, Classes::OFFICE);
        let from = (p.start + 1..p.end).find(named)?;
        return Some((ZoneKind::Credit, credit(from..p.end)));
    }
    let press = |i: usize| doc.classes(i).any(Classes::PRESS) && !doc.is_finite_cue(i);
    // «المرفأ الجديد / وكالات»: between strokes any noun may be a name.
    let parted = p.clone().any(|i| matches!(doc.f(i), "/" | "-" | "|"));
    let noun = Classes::COMMON.union(Classes::ADJECTIVE);
    let other = |i: usize| {
        let c = doc.classes(i);
        c.any(Classes::PLACE)
            || (parted && c.any(noun) && !c.any(Classes::VERB))
            || c.is_empty() && !doc.words[i].conj
    };
    let fits = |i: usize| doc.is_mark(i) || press(i) || in_name(doc, p, i) || other(i);
    if !p.clone().all(fits) || !p.clone().any(press) {
        return None;
    }
    let kind = if n < DATELINE_PARAGRAPHS {
        ZoneKind::Dateline
    } else {
        ZoneKind::Credit
    };
    Some((kind, credit(p.clone())))
}

/// «المصدر», «نقلا» at the head of a line.
fn labels(doc: &Doc, i: usize) -> bool {
    let w = &doc.words[i];
    w.classes.any(Classes::LABEL) && !w.conj && w.prep.is_none() && w.pron.is_none()
}

/// Credits in brackets and the dateline of a paragraph of running text.
pub(super) fn in_running_text(doc: &Doc, p: &Range<usize>, z: &mut Zones) {
    for open in p.clone().filter(|&i| doc.f(i) == "(") {
        let mut inside = open + 1..p.end.min(open + CREDIT_TOKENS);
        let Some(close) = inside.find(|&k| doc.f(k) == ")") else {
            continue;
        };
        let at_edge = close + 2 >= p.end || open <= p.start + 4;
        if open == p.start && close + 1 == p.end && doc.words_in(open..close) <= CREDIT_WORDS {
            // «(يراع)» in a line of its own, whether a list knows the agency or not.
            let who = words(doc, open + 1..close);
            let span = doc.span(p.clone());
            z.credit(ZoneKind::Credit, Credit { span, who });
        } else if let Some(named) = agency_in_brackets(doc, open + 1..close).filter(|_| at_edge) {
            let who = words(doc, named);
            let span = doc.span(open..close + 1);
            z.credit(ZoneKind::Credit, Credit { span, who });
        }
    }
    // «… الحادث. رابط الخبر بصحيفة …: العنوان»: the link stands at the end of the last sentence.
    let link = |i: &usize| *i > p.start && doc.is_mark(i - 1) && !doc.is_comma(i - 1);
    if let Some(credit) = p
        .clone()
        .filter(link)
        .find_map(|i| linked(doc, &(i..p.end)))
    {
        z.credit(ZoneKind::Credit, credit);
    }
    dateline(doc, p, z);
}

/// The words between brackets that hold an agency's name and nothing besides.
fn agency_in_brackets(doc: &Doc, inside: Range<usize>) -> Option<Range<usize>> {
    let word = |&k: &usize| !doc.is_mark(k);
    let first = inside.clone().find(word)?;
    let last = inside.clone().rfind(word)?;
    let press = |k: usize| doc.classes(k).any(Classes::PRESS);
    let fits = |k: usize| press(k) || in_name(doc, &inside, k) || doc.classes(k).is_empty();
    let agency = press(first) && doc.words[first].prep.is_none();
    (agency && inside.clone().filter(word).all(fits)).then_some(first..last + 1)
}

/// «القاهرة - رويترز -», «واس - الرياض»: place and agency before a dash or colon.
fn dateline(doc: &Doc, p: &Range<usize>, z: &mut Zones) {
    let dash = |i: &usize| matches!(doc.f(*i), "-" | "–" | "—" | ":" | "،" | "_");
    let Some(last) = (p.start + 1..p.end.min(p.start + CREDIT_TOKENS)).rfind(dash) else {
        return;
    };
    let range = p.start..last;
    let mut agency: Option<Range<usize>> = None;
    for i in range.clone().filter(|&i| !doc.is_mark(i)) {
        let c = doc.classes(i);
        let w = &doc.words[i];
        if c.any(Classes::PRESS) && !w.conj && w.prep.is_none() {
            let known = i + doc.phrases[i].map_or(1, |(len, _)| len);
            // «وكالة يراع -»: the word for one, then a name that no list knows.
            let unknown = |k: &usize| !doc.is_mark(*k) && doc.classes(*k).is_empty();
            let end = (known..last)
                .take_while(unknown)
                .last()
                .map_or(known, |k| k + 1);
            agency.get_or_insert(i..end);
        } else if !c.any(Classes::PLACE) && !in_name(doc, &range, i) && !c.is_empty() {
            return;
        }
    }
    if let Some(agency) = agency {
        z.mark(doc, &range, ZoneKind::Dateline);
        z.credits.push(Credit {
            span: doc.span(agency.clone()),
            who: words(doc, agency),
        });
    }
}

/// Whether the token lies inside the name of an agency, outlet or place of several words.
fn in_name(doc: &Doc, p: &Range<usize>, i: usize) -> bool {
    (1..LONGEST_NAME.min(i + 1 - p.start)).any(|k| {
        doc.phrases[i - k]
            .is_some_and(|(len, c)| len > k && c.any(Classes::PRESS.union(Classes::PLACE)))
    })
}

/// Outer punctuation other than brackets stays out of a credit.
fn trim(doc: &Doc, r: &Range<usize>) -> Range<usize> {
    let mark = |i: usize| doc.is_mark(i) && !matches!(doc.f(i), "(" | ")" | "[" | "]");
    let (mut a, mut b) = (r.start, r.end);
    while a < b && mark(a) && doc.quotation_at(a).is_none() {
        a += 1;
    }
    while b > a && mark(b - 1) {
        b -= 1;
    }
    a..b
}

fn words(doc: &Doc, r: Range<usize>) -> String {
    doc.text.slice(doc.span(r)).to_owned()
}
