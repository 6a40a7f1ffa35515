//! Whose offices the roles of a report are: beside a name («وزير الخارجية سيرغي لافروف»), and alone («الوزير»).

use super::groups::Groups;
use super::office::Office;
use super::seen::Seen;
use crate::doc::Doc;
use crate::lexicon::Classes;
use crate::mentions::MentionKind;

/// Confidence in an office right beside a name.
const BESIDE: f32 = 0.95;
/// Confidence in an office that is told in the same words elsewhere.
const SAME_WORDS: f32 = 0.85;
/// Confidence in an office that is told in fewer words («الوزير»).
const FEWER_WORDS: f32 = 0.75;

/// Confidence in the last one named, of whom the office is not told.
const LAST_NAMED: f32 = 0.6;

/// Finds the holder of every role.
pub(super) fn group(doc: &Doc, seen: &[Seen], groups: &mut Groups) {
    let mut order: Vec<usize> = (0..seen.len())
        .filter(|&i| {
            matches!(
                seen[i].mention.kind,
                MentionKind::Role | MentionKind::Person
            )
        })
        .collect();
    order.sort_by_key(|&i| {
        (
            seen[i].mention.span.start,
            std::cmp::Reverse(seen[i].mention.span.end),
        )
    });
    let held = beside(doc, seen, groups, &order);
    alone(seen, groups, &order, &held);
}

/// Joins roles with the name that they stand beside; gives which mentions are of somebody with a name.
fn beside(doc: &Doc, seen: &[Seen], groups: &mut Groups, order: &[usize]) -> Vec<bool> {
    let mut held: Vec<bool> = seen
        .iter()
        .map(|s| s.mention.kind == MentionKind::Person)
        .collect();
    // From the right, so that in «الوزير الدكتور سامي» the outer title finds the inner one held.
    for (n, &i) in order.iter().enumerate().rev() {
        if seen[i].office().is_none() || inner(seen, order, i) {
            continue;
        }
        let next = order[n + 1..]
            .iter()
            .copied()
            .find(|&j| !seen[i].mention.span.overlaps(seen[j].mention.span));
        if let Some(next) = next.filter(|&j| held[j] && before_name(doc, seen, i, j)) {
            groups.join(i, next, BESIDE);
            held[i] = true;
        }
    }
    for (n, &i) in order.iter().enumerate() {
        if held[i] || inner(seen, order, i) {
            continue;
        }
        let last = order[..n]
            .iter()
            .rev()
            .copied()
            .find(|&j| !seen[i].mention.span.overlaps(seen[j].mention.span));
        let other = |j: usize| {
            let theirs = order
                .iter()
                .filter(|&&k| k != i && held[k] && groups.find(k) == groups.find(j));
            theirs
                .filter_map(|&k| seen[k].office())
                .any(|o| seen[i].office().is_some_and(|me| me.contradicts(o)))
        };
        let behind = last.filter(|&j| held[j] && behind_name(doc, seen, j, i) && !other(j));
        let said = || Some((predicated(doc, seen, order, &held, n)?, SAME_WORDS));
        if let Some((of, sure)) = behind.map(|j| (j, BESIDE)).or_else(said) {
            groups.join(i, of, sure);
            held[i] = true;
        }
    }
    held
}

/// «الوزير سامي», «وزير الري، سامي», «الوزير "سامي"», «الشيخ | الدكتور».
fn before_name(doc: &Doc, seen: &[Seen], role: usize, name: usize) -> bool {
    let between = seen[role].tokens.end..seen[name].tokens.start;
    let joined = doc
        .words
        .get(seen[name].tokens.start)
        .is_some_and(|w| w.conj)
        && seen[name].name.len() < seen[name].mention.span.len();
    let light =
        |i: usize| doc.is_mark(i) && matches!(doc.f(i), "\"" | "'" | "(" | ":" | "،" | "," | "«");
    !joined && between.len() <= 2 && between.clone().all(light)
}

/// «سامي، وزير الري», «سامي (وزير الري)», «سامي وزير الري».
fn behind_name(doc: &Doc, seen: &[Seen], name: usize, role: usize) -> bool {
    let between = seen[name].tokens.end..seen[role].tokens.start;
    let light = |i: usize| {
        doc.is_mark(i) && matches!(doc.f(i), "\"" | "'" | "(" | ")" | "،" | "," | "-" | "»")
    };
    let joined = doc
        .words
        .get(seen[role].tokens.start)
        .is_some_and(|w| w.conj);
    // «التقى سامي، ووزير الري»: another person.
    let another = joined && !between.is_empty();
    !another && between.len() <= 2 && between.clone().all(light)
}

/// Whether a role stands inside another one: «نائب خادم الحرمين».
fn inner(seen: &[Seen], order: &[usize], i: usize) -> bool {
    let span = seen[i].mention.span;
    order.iter().any(|&j| {
        j != i
            && seen[j].office().is_some()
            && seen[j].mention.span.contains(span)
            && seen[j].mention.span != span
    })
}

/// «عُيّن سامي واليا», «بصفته وزيرا»: what is said of the last one named in the sentence; and «سموه».
fn predicated(doc: &Doc, seen: &[Seen], order: &[usize], held: &[bool], n: usize) -> Option<usize> {
    let i = order[n];
    let first = seen[i].tokens.start;
    let word = doc.words.get(first)?;
    let office = seen[i].office()?;
    let accusative = !office.definite && doc.f(first).ends_with('ا') && !word.stem.ends_with('ا')
        || word.prep == Some('ك');
    let before = || order[..n].iter().rev().copied();
    if seen[i].tokens.len() == 1
        && word.classes.any(Classes::HONORIFIC)
        && let Some(honour) = office.noun.strip_suffix('ه')
    {
        // «سموه» is the last one who was called «صاحب السمو» or «سمو الأمير».
        let named_so = |o: &Office| o.noun == honour || o.rest.iter().any(|w| w == honour);
        return before().find(|&j| held[j] && seen[j].office().is_some_and(named_so));
    }
    let last = before().find(|&j| seen[j].mention.kind == MentionKind::Person)?;
    let near = doc.text.sentence_of(seen[last].tokens.start) == doc.text.sentence_of(first);
    (accusative && near).then_some(last)
}

/// Finds for roles beside no name who holds the office elsewhere; those that nobody holds are one by their words.
fn alone(seen: &[Seen], groups: &mut Groups, order: &[usize], held: &[bool]) {
    let roles: Vec<(usize, &Office)> = order
        .iter()
        .filter_map(|&i| Some((i, seen[i].office()?)))
        .collect();
    for (n, (i, office)) in roles.iter().enumerate() {
        if held[*i] {
            continue;
        }
        // The nearest before, else the nearest behind; in the same words before in fewer.
        let near = || roles[..n].iter().rev().chain(&roles[n + 1..]);
        // Nobody is minister of two countries.
        let contradicted = |j: usize| {
            roles.iter().any(|(k, o)| {
                held[*k] && groups.find(*k) == groups.find(j) && office.contradicts(o)
            })
        };
        let holder = |fits: fn(&Office, &Office) -> bool| {
            let fitting = near().find(|(j, o)| held[*j] && fits(office, o) && !contradicted(*j));
            fitting.map(|(j, _)| *j)
        };
        if let Some(j) = holder(Office::equals) {
            groups.join(*i, j, SAME_WORDS);
        } else if let Some(j) = holder(Office::fits) {
            groups.join(*i, j, FEWER_WORDS);
        } else if let Some(j) = last_named(seen, order, *i, office) {
            groups.join(*i, j, LAST_NAMED);
        } else if let Some((j, _)) = roles[..n]
            .iter()
            .rev()
            .find(|(j, o)| !held[*j] && office.equals(o))
        {
            groups.join(*i, *j, SAME_WORDS);
        }
    }
}

/// «النائب», «الخبير» alone is the last one who was named.
fn last_named(seen: &[Seen], order: &[usize], i: usize, office: &Office) -> Option<usize> {
    let singular = !["ان", "ين", "ون", "ات"]
        .iter()
        .any(|e| office.noun.ends_with(e) && office.noun.chars().count() > 4);
    if !(office.definite && office.rest.is_empty() && office.country.is_none() && singular) {
        return None;
    }
    let at = seen[i].mention.span.start;
    let before = order
        .iter()
        .rev()
        .copied()
        .filter(|&j| seen[j].mention.span.end <= at);
    before
        .into_iter()
        .find(|&j| seen[j].mention.kind == MentionKind::Person)
}
