//! Who handed a statement on: «بحسب وكالة …», «نقلا عن صحيفة …», «في تصريح نقلته …» become hops of the
//! statement in their sentence that they frame.

use crate::assemble::Statement;
use crate::doc::Doc;
use crate::lexicon::Classes;
use crate::matcher::FoundHop;
use crate::rule::Where;
use rustc_hash::FxHashMap;

/// Statements, and beside each the phrases that hand it on.
pub(super) struct Relayed {
    /// In text order.
    pub statements: Vec<Statement>,
    /// One list a statement.
    pub upstream: Vec<Vec<Statement>>,
}

/// Hops of agencies and papers («بحسب وكالة …») go to the statement that they hand on; a phrase that
/// only hands on and finds nothing to hand on is dropped.
pub(super) fn attach(doc: &Doc, all: Vec<Statement>) -> Relayed {
    let hosts: Vec<Option<usize>> = all.iter().map(|s| host(doc, s, &all)).collect();
    let mut statements: Vec<Statement> = Vec::new();
    let mut handed_on: Vec<(usize, Statement)> = Vec::new();
    let mut by_anchor: FxHashMap<usize, usize> = FxHashMap::default();
    for (s, host) in all.into_iter().zip(hosts) {
        match host {
            Some(anchor) => handed_on.push((anchor, s)),
            None if s.found.place == Where::Host => {}
            None => {
                by_anchor
                    .entry(s.found.anchor())
                    .or_insert(statements.len());
                statements.push(s);
            }
        }
    }
    let mut upstream: Vec<Vec<Statement>> = vec![Vec::new(); statements.len()];
    for (anchor, s) in handed_on {
        if let Some(&k) = by_anchor.get(&anchor) {
            upstream[k].push(s);
        }
    }
    Relayed {
        statements,
        upstream,
    }
}

/// How far into what is handed on its statement may begin, in tokens: «بحسب الوكالة، أمس الأول، قال».
const LEAD: usize = 8;

/// The anchor of the statement that a relaying phrase belongs to. `all` is in text order.
fn host(doc: &Doc, relay: &Statement, all: &[Statement]) -> Option<usize> {
    if !matches!(relay.found.place, Where::Host | Where::Clause) {
        return None;
    }
    let r = &relay.found.extent;
    let source = relay.found.hops.last()?.source.as_ref()?;
    let quoted = doc.text.quotation_of(r.start);
    let slots = || {
        in_sentence(doc, r.start, all).iter().filter(|s| {
            s.found.place == Where::Slot && doc.text.quotation_of(s.found.anchor()) == quoted
        })
    };
    let around = |s: &&Statement| s.found.extent.start < r.start && r.end <= s.found.extent.end;
    if let Some(s) = slots().find(around) {
        return Some(s.found.anchor());
    }
    if !source
        .classes
        .any(Classes::INSTITUTION.union(Classes::DOCUMENT))
    {
        return None;
    }
    let mut covered = slots().filter(|s| {
        let start = s.found.extent.start;
        relay.found.place == Where::Host || relay.content.iter().any(|c| c.contains(&start))
    });
    let outer = covered.next()?;
    // Of several statements it hands on the one that holds the others.
    let alone = covered.all(|s| {
        let anchor = s.found.anchor();
        anchor == outer.found.anchor() || outer.content.iter().any(|c| c.contains(&anchor))
    });
    let first = relay.content.first().map_or(r.start, |c| c.start);
    let leads = outer.found.extent.start <= first + LEAD;
    (alone && leads).then(|| outer.found.anchor())
}

/// The statements that begin in the sentence of token `i`.
fn in_sentence<'a>(doc: &Doc, i: usize, all: &'a [Statement]) -> &'a [Statement] {
    let sentence = doc.sentence(i);
    let from = all.partition_point(|s| s.found.extent.start < sentence.start);
    let to = all.partition_point(|s| s.found.extent.start < sentence.end);
    &all[from..to]
}

/// All hops of a statement, from the reader towards the origin. «قالت الصحيفة نقلا عن مسؤولين»
/// reaches behind the paper; «قال الوزير، نقلا عن الوكالة» names who handed the minister on.
pub(super) fn hops<'a>(relays: &'a [Statement], s: &'a Statement) -> Vec<&'a FoundHop> {
    let is_press = |h: &FoundHop| {
        let source = h.source.as_ref();
        source.is_some_and(|np| np.classes.any(Classes::PRESS))
    };
    let host_is_press = s.found.hops.first().is_some_and(is_press);
    let (behind, before): (Vec<_>, Vec<_>) = relays
        .iter()
        .flat_map(|u| &u.found.hops)
        .partition(|h| host_is_press && !is_press(h));
    before
        .into_iter()
        .chain(&s.found.hops)
        .chain(behind)
        .collect()
}
