//! How far an event got: negation, modality, condition and tense around its trigger, and what it depends on
//! («طالب بـ», «نفى», «رفض»).

use super::judge::{Answer, Case, Judge, Question};
use super::kinds::{EventType, Status};
use super::scene::Scene;
use super::triggers::{Trigger, attachment};
use crate::inflect::Part;
use crate::judge::{Features, Verdict, bucket, key, note};
use crate::lexicon::Classes;
use crate::reading::Stance;

/// Asks how far the `n`th event got; `about` tells of each event which other one is about it.
pub(super) fn status(
    scene: &Scene,
    triggers: &[Trigger],
    n: usize,
    about: &[Option<usize>],
    judge: &mut dyn Judge,
) -> Verdict {
    let seen = Seen::new(scene, triggers, n, about);
    let at = scene.span(triggers[n].token..triggers[n].token + 1);
    let proposed = seen.proposed();
    let case = Case {
        question: Question::Status,
        trigger: at,
        at,
        lasting: !triggers[n].sort.is_event(),
        proposed: Status::ALL.iter().position(|s| *s == proposed).unwrap_or(0),
    };
    let answers = Status::ALL.map(Answer::Status);
    let mut describe = |o: usize, f: &mut Features| seen.describe(o as u64, f);
    judge.choose(&case, &answers, &mut describe)
}

struct Seen<'s, 'a, 't> {
    scene: &'s Scene<'a, 't>,
    trigger: &'s Trigger,
    /// The event that is about this one, and that which stands before it in the sentence.
    about: u64,
    earlier: u64,
    earlier_distance: u64,
    /// The stance of the word on which it is told, and how far behind the content's opening it stands.
    stance: Option<Stance>,
    opening: u64,
    negation: u64,
    negation_distance: u64,
    condition: u64,
    helpers: [u64; 3],
    verb: u64,
    verb_distance: u64,
    cue: u64,
    clause: u64,
    first: bool,
    /// The two nearest words before it that may be finite verbs.
    verbs: [Option<usize>; 2],
    /// The words around that say how far it got: «من المقرر», «محاولة», «حتى الآن».
    before: Vec<u64>,
    behind: Vec<u64>,
}

/// «إذا», «لو», «ما لم».
fn conditional(word: &str) -> bool {
    matches!(
        word,
        "اذا"
            | "لو"
            | "ان"
            | "حال"
            | "حاله"
            | "شرط"
            | "شريطه"
            | "مالم"
            | "لولا"
            | "طالما"
            | "الا"
    )
}

fn negative(word: &str) -> bool {
    let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    matches!(
        bare,
        "لم" | "لن" | "لا" | "ليس" | "ليست" | "ما" | "عدم" | "دون" | "بدون" | "غير"
    )
}

impl<'s, 'a, 't> Seen<'s, 'a, 't> {
    fn new(
        scene: &'s Scene<'a, 't>,
        triggers: &'s [Trigger],
        n: usize,
        about: &[Option<usize>],
    ) -> Seen<'s, 'a, 't> {
        let (doc, trigger) = (scene.doc, &triggers[n]);
        let i = trigger.token;
        let sentence = doc.sentence(i);
        let word = trigger.word;
        let from = word
            .map(|a| scene.opens[a])
            .filter(|&open| open <= i && sentence.contains(&open))
            .unwrap_or(sentence.start);
        let back = || (from..i).rev();
        let negation = back().take(4).find(|&t| negative(doc.f(t)));
        let condition = back().take(25).find(|&t| conditional(doc.f(t)));
        let verb = back().take(10).find(|&t| scene.is_verb(t));
        let opener = Classes::COMP.union(Classes::REL).union(Classes::SUBORD);
        let clause = back()
            .take(8)
            .find(|&t| doc.classes(t).any(opener) || doc.is_mark(t));
        let governor = scene.verb_before(i, 20);
        let over = governor.and_then(|v| scene.verb_before(v, 20));
        let word_at = |t: &usize| !doc.is_mark(*t) && !doc.is_number(*t);
        let stems = |all: std::ops::Range<usize>| -> Vec<u64> {
            all.filter(word_at)
                .map(|t| scene.shapes.at(t).stem)
                .collect()
        };
        let earlier = n
            .checked_sub(1)
            .filter(|&e| sentence.contains(&triggers[e].token));
        Seen {
            about: (0..triggers.len())
                .find(|&e| about[e] == Some(n))
                .map_or(0, |e| triggers[e].sort.number()),
            earlier: earlier.map_or(0, |e| {
                triggers[e].sort.number() + 32 * u64::from(triggers[e].token >= from)
            }),
            earlier_distance: earlier.map_or(0, |e| bucket(i - triggers[e].token)),
            stance: word.map(|a| scene.reading.attributions[a].stance),
            opening: bucket(i - from),
            negation: negation.map_or(0, |t| scene.shapes.at(t).form),
            negation_distance: negation.map_or(0, |t| (i - t) as u64),
            condition: condition.map_or(0, |t| scene.shapes.at(t).form),
            helpers: [1, 2, 3].map(|k| scene.shapes.before(i, k).stem),
            verb: verb.map_or(0, |t| scene.shapes.at(t).stem),
            verb_distance: verb.map_or(0, |t| bucket(i - t)),
            cue: scene.cue_of[i].map_or(0, |a| scene.reading.attributions[a].stance as u64 + 1),
            clause: clause.map_or(0, |t| scene.shapes.at(t).form),
            verbs: [governor, over],
            before: stems(sentence.start.max(i.saturating_sub(8))..i),
            behind: stems(i + 1..sentence.end.min(i + 9)),
            first: i == from || back().all(|t| doc.is_mark(t) || doc.is_comp(t)),
            scene,
            trigger,
        }
    }

    /// What the words around propose, where nothing is learnt.
    fn proposed(&self) -> Status {
        let depends = |kind: EventType| match kind {
            EventType::Request => Some(Status::Requested),
            EventType::Reject => Some(Status::Refused),
            EventType::Threaten => Some(Status::Conditional),
            EventType::Agree => Some(Status::Agreed),
            _ => None,
        };
        if let Some(kind) = self.about.checked_sub(1) {
            let kind = EventType::ALL.get(kind as usize).copied();
            return kind.and_then(depends).unwrap_or(Status::Happened);
        }
        if self.stance == Some(Stance::Deny) && self.opening < 4 {
            return Status::Denied;
        }
        if self.condition != 0 {
            return Status::Conditional;
        }
        if self.negation != 0 {
            return Status::Denied;
        }
        match (self.trigger.part, self.trigger.attached.future) {
            (_, true) => Status::Planned,
            (Part::Imperfect, _) => Status::Ongoing,
            _ => Status::Happened,
        }
    }

    fn describe(&self, o: u64, f: &mut Features) {
        let trigger = self.trigger;
        let shapes = &self.scene.shapes;
        let id = key(&self.scene.families.all[trigger.family].id);
        let kind = trigger.sort.number();
        let with = attachment(&trigger.attached);
        let part = trigger.part as u64 + 1;
        let stance = self.stance.map_or(0, |s| s as u64 + 1);
        let [h1, h2, h3] = self.helpers;
        let i = trigger.token;
        note!(f, "status", o);
        note!(f, "kind", o, kind);
        note!(f, "part", o, part, with);
        note!(f, "kind part", o, kind, part << 16 | with);
        note!(f, "family", o, id, part);
        note!(f, "verb shape", o, shapes.at(i).verb);
        note!(f, "about", o, self.about);
        note!(f, "about part", o, self.about, part);
        note!(f, "earlier", o, self.earlier, self.earlier_distance);
        note!(f, "earlier kind", o, self.earlier, kind);
        note!(f, "earlier part", o, self.earlier, part << 8 | with);
        note!(f, "stance", o, stance);
        note!(f, "stance opening", o, stance, self.opening);
        note!(f, "stance part", o, stance, part << 16 | with);
        note!(f, "stance kind", o, stance, kind);
        note!(
            f,
            "stance first",
            o,
            stance,
            u64::from(self.first) << 8 | part
        );
        note!(f, "negation", o, self.negation, self.negation_distance);
        note!(f, "negation part", o, self.negation, part);
        note!(f, "condition", o, self.condition);
        note!(f, "condition part", o, self.condition, part);
        note!(f, "helper 1", o, h1);
        note!(f, "helper 2", o, h2);
        note!(f, "helper 3", o, h3);
        note!(f, "helper 1 part", o, h1, part << 16 | with);
        note!(f, "helper 1 2", o, h1, h2);
        note!(f, "helper 1 kind", o, h1, kind);
        let before = |n: usize| i.checked_sub(n).map_or(0, |at| self.scene.fine(at));
        note!(f, "fine-1", o, before(1), part);
        note!(f, "fine-2", o, before(2), part);
        note!(f, "fine+1", o, self.scene.fine(i + 1));
        note!(f, "fine", o, self.scene.fine(i), part);
        note!(f, "tag-1", o, shapes.before(i, 1).tag, part);
        note!(
            f,
            "tag-2 tag-1",
            o,
            shapes.before(i, 2).tag,
            shapes.before(i, 1).tag
        );
        note!(f, "stem+1", o, shapes.at(i + 1).stem);
        note!(f, "stem+2", o, shapes.at(i + 2).stem);
        note!(f, "tag+1", o, shapes.at(i + 1).tag, part);
        note!(f, "verb before", o, self.verb);
        note!(f, "verb distance", o, self.verb, self.verb_distance);
        note!(f, "verb part", o, self.verb, part);
        note!(f, "clause", o, self.clause, part);
        note!(f, "clause shape", o, self.clause, shapes.at(i).verb);
        note!(f, "cue", o, self.cue);
        let at = |v: Option<usize>| {
            v.map_or((0, 0, 0), |v| {
                (
                    self.scene.tense(v),
                    shapes.at(v).stem,
                    shapes.before(v, 1).form,
                )
            })
        };
        let [(t1, v1, a1), (t2, v2, _)] = self.verbs.map(at);
        let off = self.verbs[0].map_or(0, |v| bucket(i - v));
        note!(f, "tense", o, t1, part);
        note!(f, "tense kind", o, t1, kind);
        note!(f, "tense far", o, t1, part << 8 | off);
        note!(f, "tense with", o, t1, part << 16 | with);
        note!(f, "tense verb", o, t1, v1);
        note!(f, "tense verb part", o, t1, v1, part);
        note!(f, "tense helper", o, t1, a1);
        note!(f, "tense helper part", o, t1, a1, part);
        note!(f, "tenses", o, t1, t2, part);
        note!(f, "governors", o, v1, v2);
        note!(f, "governor over", o, v2, t2);
        note!(f, "shape helper", o, self.scene.tense(i), h1);
        note!(f, "tense helper 1", o, t1, h1);
        for stem in &self.before {
            note!(f, "near before", o, *stem);
            note!(f, "near before part", o, *stem, part);
        }
        for stem in &self.behind {
            note!(f, "near behind", o, *stem);
        }
        note!(
            f,
            "headline",
            o,
            u64::from(self.scene.headline.contains(&i)),
            part
        );
        note!(
            f,
            "headline shape",
            o,
            u64::from(self.scene.headline.contains(&i)),
            shapes.at(i).verb
        );
    }
}
