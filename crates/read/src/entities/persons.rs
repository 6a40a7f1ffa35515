//! Which names of persons are one person.

use super::groups::Groups;
use super::person::{Likeness, PersonName};
use super::seen::Seen;
use super::words;
use crate::doc::Doc;
use crate::mentions::MentionKind;

/// Confidence in a full name that is shortened or spelt otherwise.
const SHORTENED: f32 = 0.95;
/// Confidence in a family name where one person bears it.
const FAMILY: f32 = 0.9;
/// Confidence in a given name, or a family name of several.
const NEAREST: f32 = 0.6;

/// Somebody of whom a name was seen.
struct Known<'s> {
    /// Its fullest name.
    name: &'s PersonName,
    /// Its mentions.
    mentions: Vec<usize>,
}

/// Groups the mentions of persons: the fullest names first.
pub(super) fn group(doc: &Doc, seen: &[Seen], groups: &mut Groups) {
    let mut order: Vec<(usize, &PersonName)> = seen
        .iter()
        .enumerate()
        .filter_map(|(i, s)| Some((i, s.person()?)))
        .filter(|(_, name)| !name.parts.is_empty())
        .collect();
    order.sort_by_key(|(i, name)| {
        (
            std::cmp::Reverse(name.parts.len()),
            seen[*i].mention.span.start,
        )
    });
    let mut known: Vec<Known> = Vec::new();
    for (i, name) in order {
        match choose(doc, seen, &known, i, name) {
            Some((k, sure)) => {
                groups.join(i, known[k].mentions[0], sure);
                known[k].mentions.push(i);
            }
            None => known.push(Known {
                name,
                mentions: vec![i],
            }),
        }
    }
    other_names(doc, seen, groups, &known);
}

/// The person whom a mention names, of those who are known by fuller names.
fn choose(
    doc: &Doc,
    seen: &[Seen],
    known: &[Known],
    i: usize,
    name: &PersonName,
) -> Option<(usize, f32)> {
    let alike: Vec<(usize, Likeness)> = known
        .iter()
        .enumerate()
        .map(|(k, p)| (k, name.likeness(p.name, doc.lexicon)))
        .filter(|(_, l)| *l > Likeness::Apart)
        .collect();
    let best = alike.iter().map(|(_, l)| *l).max()?;
    let equal: Vec<usize> = alike
        .iter()
        .filter(|(_, l)| *l == best)
        .map(|(k, _)| *k)
        .collect();
    let sure = match (best, equal.as_slice()) {
        (Likeness::Equal, _) => 1.0,
        (Likeness::Spelling | Likeness::Shortened, [_]) => SHORTENED,
        (Likeness::Family, [_]) => FAMILY,
        (Likeness::Given, [_]) => NEAREST,
        // «حسن» where a father and a son are told of: the one who was named last, if he was named in full.
        (Likeness::Given, _) => return None,
        _ => NEAREST,
    };
    let at = seen[i].mention.span.start;
    let nearest = |k: &&usize| {
        let spans = known[**k]
            .mentions
            .iter()
            .map(|&m| seen[m].mention.span.start);
        spans.filter(|s| *s < at).max()
    };
    let k = equal.iter().max_by_key(nearest)?;
    Some((*k, sure))
}

/// «محمود عباس» and «أبو مازن» are one by the table of aliases, or by a bracket.
fn other_names(doc: &Doc, seen: &[Seen], groups: &mut Groups, known: &[Known]) {
    let alias = |k: &Known| {
        let name = words::of(&seen[k.mentions[0]].name);
        doc.lexicon.names.alias(MentionKind::Person, &name)
    };
    for (n, a) in known.iter().enumerate() {
        let Some(name) = alias(a) else { continue };
        for b in &known[..n] {
            if alias(b).is_some_and(|other| other.name == name.name) {
                groups.join(a.mentions[0], b.mentions[0], SHORTENED);
            }
        }
    }
}
