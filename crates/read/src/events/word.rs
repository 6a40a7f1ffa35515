//! On whose word an event is told: not always on that of the nearest cue. «أعرب عن إدانته للهجوم» condemns by saying so,
//! on the author's word; «… قُتل، بحسب الشرطة» may stand on the word of who is named behind it.

use super::judge::{Answer, Case, Judge, Question};
use super::scene::Scene;
use super::triggers::{Trigger, attachment};
use crate::judge::{Features, bucket, key, note};
use crate::reading::Attribution;

/// So many cues on either side of the trigger are looked at in its sentence.
const NEAR: usize = 2;

/// The attribution on whose word a trigger is told; `None`: on the author's.
pub(super) fn word(scene: &Scene, trigger: &Trigger, judge: &mut dyn Judge) -> Option<usize> {
    let options = options(scene, trigger.token);
    if options.len() == 1 {
        return options[0];
    }
    let cue = |a: usize| scene.reading.attributions[a].origin().cue;
    let answers: Vec<Answer> = options.iter().map(|a| Answer::Word(a.map(cue))).collect();
    let at = scene.span(trigger.token..trigger.token + 1);
    let case = Case {
        question: Question::Word,
        trigger: at,
        at,
        lasting: !trigger.sort.is_event(),
        proposed: 0,
    };
    let mut describe = |n: usize, f: &mut Features| describe(scene, trigger, (&options, n), f);
    options[judge.choose(&case, &answers, &mut describe).choice]
}

/// The innermost attribution first, then those around it, the author, and cues nearby that do not cover it.
fn options(scene: &Scene, token: usize) -> Vec<Option<usize>> {
    let attributions = &scene.reading.attributions;
    let mut out = vec![scene.word(token)];
    let mut add = |a: Option<usize>| {
        if !out.contains(&a) {
            out.push(a);
        }
    };
    let mut over = scene.word(token);
    while let Some(a) = over {
        over = attributions[a].inside.filter(|&outer| outer != a);
        add(over);
    }
    add(scene.said_in[token]);
    add(scene.cue_of[token]);
    add(None);
    let sentence = scene.doc.sentence(token);
    let mut near: Vec<(bool, usize, usize)> = (0..attributions.len())
        .map(|a| (a, cue_token(scene, &attributions[a])))
        .filter(|(_, cue)| sentence.contains(cue))
        .map(|(a, cue)| (cue > token, cue.abs_diff(token), a))
        .collect();
    near.sort_unstable();
    for behind in [false, true] {
        let side = near.iter().filter(|(b, _, _)| *b == behind);
        side.take(NEAR).for_each(|(_, _, a)| add(Some(*a)));
    }
    out
}

fn cue_token(scene: &Scene, attribution: &Attribution) -> usize {
    scene.doc.text.tokens_in(attribution.origin().cue).start
}

fn describe(
    scene: &Scene,
    trigger: &Trigger,
    (options, n): (&[Option<usize>], usize),
    f: &mut Features,
) {
    let i = trigger.token;
    let kind = trigger.sort.number();
    let part = trigger.part as u64 + 1;
    let with = attachment(&trigger.attached);
    let first = options[0].map_or(0, |a| scene.reading.attributions[a].stance as u64 + 1);
    let own = u64::from(scene.cue_of[i].is_some());
    let rank = (n.min(3) as u64) << 1 | own;
    let Some(a) = options[n] else {
        note!(f, "author", rank);
        note!(f, "author first", first, rank);
        note!(f, "author kind", kind, first, rank);
        note!(
            f,
            "author kind part",
            kind,
            part << 1 | u64::from(n == 0),
            with
        );
        note!(
            f,
            "author headline",
            u64::from(scene.headline.contains(&i)),
            rank
        );
        note!(f, "author helper", scene.shapes.before(i, 1).stem, first);
        if let Some(a) = options[0] {
            let cue = cue_token(scene, &scene.reading.attributions[a]);
            let opening = i.checked_sub(scene.opens[a]).map_or(15, bucket);
            note!(f, "author cue", scene.shapes.at(cue).cue, first);
            note!(f, "author cue kind", scene.shapes.at(cue).cue, kind);
            note!(f, "author opening", opening, first, part << 16 | with);
            note!(f, "author opening kind", opening, kind, part << 16 | with);
            note!(f, "author opening cue", opening, scene.shapes.at(cue).cue);
        }
        return;
    };
    let attribution = &scene.reading.attributions[a];
    let cue = cue_token(scene, attribution);
    let stance = attribution.stance as u64 + 1;
    let covers = u64::from(scene.said_in[i] == Some(a));
    let is_cue = u64::from(scene.cue_of[i] == Some(a));
    let around = u64::from(attribution.content.iter().any(|s| {
        let content = scene.doc.text.tokens_in(*s);
        content.contains(&i)
    }));
    let relation = covers | is_cue << 1 | around << 2 | rank << 3;
    let side = u64::from(cue > i) << 4 | bucket(cue.abs_diff(i));
    let opening = i.checked_sub(scene.opens[a]).map_or(15, bucket);
    let verb = scene.shapes.at(cue).cue;
    note!(f, "relation", relation);
    note!(f, "relation stance", relation, stance);
    note!(f, "relation side", relation, side);
    note!(f, "relation kind", relation, kind, part);
    note!(f, "relation opening", relation, opening, part << 16 | with);
    note!(f, "stance kind", stance, kind, relation);
    note!(f, "cue", verb, relation);
    note!(f, "cue kind", verb, kind, relation);
    note!(f, "cue opening", verb, opening);
    note!(f, "cue form", scene.shapes.at(cue).form, relation);
    note!(f, "kind opening", kind, opening, part << 16 | with);
    note!(f, "before", scene.shapes.before(i, 1).stem, relation);
    note!(
        f,
        "headline",
        u64::from(scene.headline.contains(&i)),
        relation
    );
    note!(
        f,
        "family",
        key(&scene.families.all[trigger.family].id),
        relation
    );
}
