//! Which names of bodies, places, facilities and documents are one thing.

use super::body::BodyName;
use super::groups::Groups;
use super::seen::Seen;
use crate::doc::Doc;
use crate::mentions::MentionKind;
use rustc_hash::FxHashMap;

/// Confidence in a name that is spelt otherwise.
const SPELLING: f32 = 0.95;
/// Confidence in a name that is shortened, where it can be that of one only.
const SHORTENED: f32 = 0.85;
/// The same where it may be that of several.
const NEAREST: f32 = 0.6;

/// A thing with its mentions, in the order of the text.
struct Named<'s> {
    /// Its longest name.
    name: &'s BodyName,
    mentions: Vec<usize>,
}

/// Groups the mentions by name, kind by kind.
pub(super) fn group(doc: &Doc, seen: &[Seen], groups: &mut Groups) {
    for kind in [
        MentionKind::Organisation,
        MentionKind::Place,
        MentionKind::Facility,
        MentionKind::Document,
    ] {
        let mut named = equal(seen, groups, kind);
        spelt_otherwise(doc, groups, &mut named);
        without_country(seen, groups, &mut named);
        shortened(doc, seen, groups, &named);
    }
    bracketed(doc, seen, groups);
}

/// Those of one key and country.
fn equal<'s>(seen: &'s [Seen], groups: &mut Groups, kind: MentionKind) -> Vec<Named<'s>> {
    let mut by_key: FxHashMap<(String, Option<&str>), usize> = FxHashMap::default();
    let mut named: Vec<Named> = Vec::new();
    for (i, s) in seen.iter().enumerate() {
        let Some(name) = s.body().filter(|b| b.kind == kind) else {
            continue;
        };
        let at = *by_key
            .entry((name.key(), name.country.as_deref()))
            .or_insert(named.len());
        match named.get_mut(at) {
            Some(known) => {
                groups.join(i, known.mentions[0], 1.0);
                known.mentions.push(i);
                if name.words.len() > known.name.words.len() {
                    known.name = name;
                }
            }
            None => named.push(Named {
                name,
                mentions: vec![i],
            }),
        }
    }
    named
}

/// «بيترسبورغ», «بطرسبورغ».
fn spelt_otherwise(doc: &Doc, groups: &mut Groups, named: &mut Vec<Named>) {
    let mut kept: Vec<Named> = Vec::new();
    for one in named.drain(..) {
        let same = |k: &&mut Named| {
            let told = k.name.country == one.name.country || !one.name.state;
            told && one.name.same_name(k.name, &doc.lexicon.names)
        };
        match kept.iter_mut().find(same) {
            Some(known) => {
                groups.join(one.mentions[0], known.mentions[0], SPELLING);
                known.mentions.extend(one.mentions);
            }
            None => kept.push(one),
        }
    }
    *named = kept;
}

/// «وزارة الخارجية» is the one whose country is told elsewhere; of several the one told of last.
fn without_country(seen: &[Seen], groups: &mut Groups, named: &mut Vec<Named>) {
    let (with, without): (Vec<Named>, Vec<Named>) = named
        .drain(..)
        .partition(|n| !n.name.state || n.name.country.is_some());
    *named = with;
    let mut without = without;
    without.sort_by_key(|n| n.name.is_bare_state());
    for one in without {
        let same = |n: &&Named| n.name.state && n.name.core == one.name.core;
        // «الحكومة» where the report has «حكومة الوفاق».
        let group = |n: &&Named| {
            one.name.is_bare_state() && n.name.state && n.name.core[0] == one.name.core[0]
        };
        let mut candidates: Vec<&Named> = named.iter().filter(same).collect();
        if candidates.is_empty() {
            candidates = named.iter().filter(group).collect();
        }
        match candidates.as_slice() {
            [] => named.push(one),
            [single] => groups.join(one.mentions[0], single.mentions[0], SHORTENED),
            several => {
                for &m in &one.mentions {
                    if let Some(nearest) = nearest(seen, several, m) {
                        groups.join(m, nearest, NEAREST);
                    }
                }
            }
        }
    }
}

/// Joins names that are others with words left out.
fn shortened(doc: &Doc, seen: &[Seen], groups: &mut Groups, named: &[Named]) {
    let names = &doc.lexicon.names;
    for one in named {
        let longer: Vec<&Named> = named
            .iter()
            .filter(|n| one.name.shortens(n.name, names) && !nested(seen, one, n))
            .collect();
        match longer.as_slice() {
            [] => {}
            [single] => groups.join(one.mentions[0], single.mentions[0], SHORTENED),
            several => {
                if let Some(nearest) = nearest(seen, several, one.mentions[0]) {
                    groups.join(one.mentions[0], nearest, NEAREST);
                }
            }
        }
    }
}

/// Of several the mention that stands nearest before another.
fn nearest(seen: &[Seen], several: &[&Named], m: usize) -> Option<usize> {
    let at = seen[m].mention.span.start;
    let all = several.iter().flat_map(|n| n.mentions.iter().copied());
    all.filter(|&c| seen[c].mention.span.start < at)
        .max_by_key(|&c| seen[c].mention.span.start)
}

/// Whether a mention of one stands inside a mention of the other: a part is not the whole.
fn nested(seen: &[Seen], one: &Named, other: &Named) -> bool {
    one.mentions.iter().any(|&a| {
        let inner = seen[a].mention.span;
        other
            .mentions
            .iter()
            .any(|&b| seen[b].mention.span.overlaps(inner))
    })
}

/// «هيئة أسواق الخليج (هاخ)»: a body's short name behind its name.
fn bracketed(doc: &Doc, seen: &[Seen], groups: &mut Groups) {
    for (i, s) in seen.iter().enumerate() {
        let kind = s.mention.kind;
        if kind != MentionKind::Organisation || s.tokens.len() > 3 {
            continue;
        }
        let open = s.tokens.start.checked_sub(1).filter(|&o| doc.f(o) == "(");
        let Some(open) = open.filter(|_| doc.f(s.tokens.end) == ")") else {
            continue;
        };
        let before = seen
            .iter()
            .position(|b| b.mention.kind == kind && b.body().is_some() && b.tokens.end == open);
        if let Some(before) = before {
            groups.join(i, before, SHORTENED);
        }
    }
}
