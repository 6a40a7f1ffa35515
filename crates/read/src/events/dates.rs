//! Which expression of time dates an event.

use super::judge::{Answer, Case, Judge, Question};
use super::scene::Scene;
use super::triggers::Trigger;
use crate::judge::{Features, bucket, key, note};
use crate::lexicon::Classes;
use crate::reading::Told;
use musnad_time::Value;

/// So many tokens away a time of the same sentence may stand.
const REACH: usize = 35;

/// The time that dates the event of a trigger, by its place in [`crate::Reading::times`].
pub(super) fn date(
    scene: &Scene,
    triggers: &[Trigger],
    n: usize,
    judge: &mut dyn Judge,
) -> Option<usize> {
    let (text, trigger) = (scene.doc.text, &triggers[n]);
    let times = &scene.reading.times;
    let sentence = scene.doc.sentence(trigger.token);
    let within = scene.span(sentence.clone());
    let from = times.partition_point(|t| t.span.start < within.start);
    let near: Vec<(usize, usize)> = times[from..]
        .iter()
        .enumerate()
        .take_while(|(_, t)| t.span.start < within.end)
        .filter(|(_, t)| !matches!(t.told, Told::Printed(_)))
        .map(|(k, t)| (from + k, text.tokens_in(t.span).start))
        .filter(|(_, at)| at.abs_diff(trigger.token) <= REACH)
        .collect();
    if near.is_empty() {
        return None;
    }
    let at = scene.span(trigger.token..trigger.token + 1);
    let mut answers = vec![Answer::Date(None)];
    answers.extend(near.iter().map(|(k, _)| Answer::Date(Some(times[*k].span))));
    let closest = (0..near.len()).min_by_key(|&k| near[k].1.abs_diff(trigger.token));
    let case = Case {
        question: Question::Date,
        trigger: at,
        at,
        lasting: !trigger.sort.is_event(),
        proposed: closest
            .filter(|&k| near[k].1.abs_diff(trigger.token) < 8)
            .map_or(0, |k| k + 1),
    };
    let mut describe = |o: usize, f: &mut Features| match o.checked_sub(1) {
        None => {
            note!(f, "none");
            note!(f, "none kind", trigger.sort.number());
            note!(f, "none part", trigger.part as u64);
            note!(f, "none times", near.len().min(4) as u64);
        }
        Some(k) => one(scene, triggers, n, near[k], f),
    };
    let verdict = judge.choose(&case, &answers, &mut describe);
    verdict.choice.checked_sub(1).map(|k| near[k].0)
}

fn one(
    scene: &Scene,
    triggers: &[Trigger],
    n: usize,
    (time, at): (usize, usize),
    f: &mut Features,
) {
    let (doc, trigger) = (scene.doc, &triggers[n]);
    let i = trigger.token;
    let told = &scene.reading.times[time];
    let (a, b) = (i.min(at), i.max(at));
    let behind = u64::from(at > i);
    let distance = bucket(b - a);
    let opener = Classes::COMP.union(Classes::REL).union(Classes::SUBORD);
    let openers = (a + 1..b)
        .filter(|&t| doc.classes(t).any(opener))
        .count()
        .min(2) as u64;
    let verbs = (a + 1..b).filter(|&t| scene.is_verb(t)).count().min(3) as u64;
    let commas = (a + 1..b).filter(|&t| doc.is_comma(t)).count().min(2) as u64;
    let others = triggers
        .iter()
        .filter(|t| t.token > a && t.token < b)
        .count()
        .min(3) as u64;
    let saying = u64::from(matches!(told.told, Told::Saying(_)));
    let cue = u64::from(scene.cue_of[i].is_some());
    let long = u64::from(matches!(told.told.value(), Value::Duration(_)));
    let same = u64::from(scene.said_in[at] == scene.said_in[i]);
    let (kind, part) = (trigger.sort.number(), trigger.part as u64 + 1);
    note!(f, "one");
    note!(f, "distance", distance, behind);
    note!(f, "distance part", distance, behind, part);
    note!(f, "distance kind", distance, behind, kind);
    note!(
        f,
        "between",
        verbs << 8 | openers << 4 | commas << 2,
        behind
    );
    note!(f, "verbs part", verbs, behind, part);
    note!(f, "openers", openers, behind);
    note!(f, "others", others, behind);
    note!(f, "others part", others, part);
    note!(f, "clock", saying, cue);
    note!(f, "clock verbs", saying << 1 | cue, verbs << 1 | behind);
    note!(f, "length", long, kind);
    note!(f, "same word", same, behind);
    note!(
        f,
        "preposition",
        key(scene.preposition(at).unwrap_or("")),
        behind
    );
    note!(f, "before", scene.shapes.before(at, 1).stem, behind);
}
