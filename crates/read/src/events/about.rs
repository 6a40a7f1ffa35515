//! What a request, refusal, offer, threat or accusation is about.

use super::judge::{Answer, Case, Judge, Question};
use super::kinds::EventType;
use super::scene::Scene;
use super::triggers::Trigger;
use crate::judge::{Features, bucket, key, note};
use crate::lexicon::Classes;

/// So many tokens on the event may stand that another one is about, and so many events are looked at.
const REACH: usize = 40;
const MOST: usize = 5;

/// The event that the `n`th is about.
pub(super) fn about(
    scene: &Scene,
    triggers: &[Trigger],
    n: usize,
    judge: &mut dyn Judge,
) -> Option<usize> {
    let trigger = &triggers[n];
    if !trigger.sort.event().is_some_and(EventType::verbal) {
        return None;
    }
    let near = |e: &usize| {
        *e != n
            && triggers[*e].sort.is_event()
            && triggers[*e].token.abs_diff(trigger.token) <= REACH
            && scene.doc.text.sentence_of(triggers[*e].token)
                == scene.doc.text.sentence_of(trigger.token)
    };
    let behind = (n + 1..triggers.len()).filter(near).take(MOST);
    let before = (0..n).rev().filter(near).take(1);
    let others: Vec<usize> = behind.chain(before).collect();
    if others.is_empty() {
        return None;
    }
    let at = |e: usize| scene.span(triggers[e].token..triggers[e].token + 1);
    let mut answers = vec![Answer::About(None)];
    answers.extend(others.iter().map(|&e| Answer::About(Some(at(e)))));
    let case = Case {
        question: Question::About,
        trigger: at(n),
        at: at(n),
        lasting: false,
        proposed: usize::from(others[0] == n + 1 && triggers[n + 1].token - trigger.token < 4),
    };
    let mut describe = |o: usize, f: &mut Features| match o.checked_sub(1) {
        None => nothing(scene, trigger, &triggers[others[0]], f),
        Some(k) => one(scene, triggers, n, others[k], f),
    };
    let verdict = judge.choose(&case, &answers, &mut describe);
    verdict.choice.checked_sub(1).map(|k| others[k])
}

fn nothing(scene: &Scene, trigger: &Trigger, first: &Trigger, f: &mut Features) {
    let id = key(&scene.families.all[trigger.family].id);
    note!(f, "none");
    note!(f, "none kind", trigger.sort.number());
    note!(f, "none family", id);
    note!(f, "none part", trigger.part as u64);
    note!(
        f,
        "none distance",
        bucket(first.token.abs_diff(trigger.token))
    );
}

fn one(scene: &Scene, triggers: &[Trigger], n: usize, e: usize, f: &mut Features) {
    let (doc, trigger, other) = (scene.doc, &triggers[n], &triggers[e]);
    let (a, b) = (
        trigger.token.min(other.token),
        trigger.token.max(other.token),
    );
    let behind = u64::from(other.token > trigger.token);
    let family = &scene.families.all[trigger.family];
    let id = key(&family.id);
    let kinds = trigger.sort.number() << 5 | other.sort.number();
    let order = behind << 4 | bucket(e.abs_diff(n)).min(7);
    let distance = bucket(b - a);
    let preposition = scene.preposition(other.token).unwrap_or("");
    let slot = u64::from(family.about.has(preposition)) << 1
        | u64::from(family.recipient.has(preposition));
    let count = |classes: Classes| (a + 1..b).filter(|&t| doc.classes(t).any(classes)).count();
    let verbs = (a + 1..b).filter(|&t| scene.is_verb(t)).count().min(3) as u64;
    let openers = count(Classes::COMP.union(Classes::SUBORD)).min(2) as u64;
    let relative = count(Classes::REL).min(1) as u64;
    let commas = (a + 1..b).filter(|&t| doc.is_comma(t)).count().min(2) as u64;
    // Whether it stands in what the cue hands on.
    let handed = scene.cue_of[trigger.token];
    let inside = u64::from(handed.is_some() && scene.said_in[other.token] == handed);
    let opening = handed.filter(|&h| inside == 1 && scene.opens[h] <= other.token);
    let opening = opening.map_or(0, |h| 1 + bucket(other.token - scene.opens[h]));
    let part = other.part as u64 + 1;
    note!(f, "one");
    note!(f, "kinds", kinds);
    note!(f, "kinds order", kinds, order);
    note!(f, "kinds part", kinds, part);
    note!(f, "family kind", id, other.sort.number());
    note!(f, "family order", id, order);
    note!(f, "order", order);
    note!(f, "order distance", order, distance);
    note!(f, "distance part", distance, part);
    note!(f, "preposition", key(preposition), behind);
    note!(f, "preposition family", key(preposition), id);
    note!(f, "slot", slot, order);
    note!(f, "slot distance", slot, distance);
    note!(f, "inside", inside, order);
    note!(f, "opening", opening);
    note!(f, "opening part", opening, part);
    note!(
        f,
        "between",
        verbs << 6 | openers << 4 | relative << 2 | commas,
        behind
    );
    note!(f, "verbs", verbs, distance);
    note!(f, "verbs part", verbs, part);
    note!(f, "relative", relative, behind);
    note!(f, "commas", commas, order);
    note!(f, "before", scene.shapes.before(other.token, 1).stem);
    note!(f, "conjunction", u64::from(other.attached.conj), order);
}
