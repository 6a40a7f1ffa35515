//! The verbs around a trigger and a party: which of them the party may be the subject of.

use super::super::families::Families;
use super::super::parties::Party;
use super::super::scene::Scene;
use super::super::triggers::Trigger;
use crate::inflect::Gender;
use crate::judge::bucket;

/// So far before a trigger or a party its verb is looked for, and so far behind a party.
const REACH: usize = 25;
const BEHIND: usize = 12;
/// So near a light verb stands to its noun: «شن | التحالف | غارات».
const LIGHT: usize = 12;

/// See the module. Verbs are numbers of their words; 0 where there is none.
pub(super) struct Verbs {
    /// The finite verb that stands nearest before the trigger: its word where the party stands between the two (the light
    /// verb of «شن | التحالف | غارات») or behind the trigger; 1 where the party stands before it.
    pub governor: u64,
    /// Its class by distribution.
    pub governor_class: u64,
    /// Whether the party stands right behind it, and how many bare parties stand between the two.
    pub subject: u64,
    /// The verbs before and behind the party, with how they stand to the trigger, and the tense of the latter.
    pub before: u64,
    pub behind: u64,
    pub behind_tense: u64,
    /// The verb over the trigger, and its tense with where the party stands by it.
    pub over: u64,
    pub over_shape: u64,
    /// The trigger's own tense and person: «نعزي».
    pub person: u64,
    /// Whether the party can be the trigger's subject by gender: 0 cannot be told, 1 yes, 2 no.
    pub agrees: u64,
}

impl Verbs {
    /// Of this party; `bare` counts the bare parties among some tokens, `same`: they stand in one sentence.
    pub fn new(
        scene: &Scene,
        trigger: &Trigger,
        party: &Party,
        (same, bare): (bool, &dyn Fn(std::ops::Range<usize>) -> usize),
    ) -> Verbs {
        let (i, at) = (trigger.token, party.tokens.start);
        let stem = |t: Option<usize>| t.map_or(0, |t| scene.shapes.at(t).stem);
        let light = light(scene, i);
        let subject = light.filter(|&v| v < at).map_or(0, |v| {
            1 + 4 * bucket(at - v - 1).min(5) + bare(v + 1..at).min(3) as u64
        });
        let of = scene.verb_before(at, REACH).filter(|_| same);
        let end = scene.doc.sentence(at).end;
        let next =
            (party.tokens.end..end.min(party.tokens.end + BEHIND)).find(|&t| scene.tense(t) != 0);
        let over = scene.verb_before(i, REACH);
        let stands = |v: usize| if at < v { 1 } else { 2 + 2 * u64::from(at > i) };
        Verbs {
            governor: match light {
                None => 0,
                Some(verb) if at > i => scene.shapes.at(verb).stem ^ 2,
                Some(verb) if at > verb => scene.shapes.at(verb).stem,
                Some(_) => 1,
            },
            governor_class: light.map_or(0, |v| scene.fine(v)),
            subject,
            before: stem(of) ^ of.map_or(0, |v| order(v, i)),
            behind: stem(next) ^ next.map_or(0, |v| order(v, i)),
            behind_tense: next.map_or(0, |v| scene.tense(v) << 2 | order(v, i)),
            over: stem(over),
            over_shape: u64::from(!same)
                | over.map_or(0, |v| {
                    scene.tense(v) << 8 | stands(v) << 4 | bucket(at.abs_diff(v)).min(6)
                }) << 1,
            person: scene.tense(i),
            agrees: agrees(scene, scene.families, trigger, at),
        }
    }
}

/// The finite verb of a list that stands nearest before the trigger.
fn light(scene: &Scene, trigger: usize) -> Option<usize> {
    let start = scene.doc.sentence(trigger).start;
    (start.max(trigger.saturating_sub(LIGHT))..trigger)
        .rev()
        .find(|&t| scene.is_verb(t))
}

/// Whether a verb stands before the trigger, is it, or stands behind it.
fn order(verb: usize, trigger: usize) -> u64 {
    match verb.cmp(&trigger) {
        std::cmp::Ordering::Less => 1,
        std::cmp::Ordering::Equal => 2,
        std::cmp::Ordering::Greater => 3,
    }
}

fn agrees(scene: &Scene, families: &Families, trigger: &Trigger, at: usize) -> u64 {
    let forms = families.forms.read(scene.doc.f(trigger.token));
    let form = forms.iter().find(|(form, _)| form.verb == trigger.family);
    let Some(gender) = form.and_then(|(form, _)| form.agreement.gender) else {
        return 0;
    };
    let w = &scene.doc.words[at];
    let feminine = w.stem.ends_with('ه') || w.stem.ends_with("ات");
    1 + u64::from(feminine != (gender == Gender::Feminine))
}
