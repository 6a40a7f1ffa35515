//! Which words tell events, and of which type.

use super::judge::{Answer, Case, Judge, Question};
use super::kinds::Sort;
use super::scene::Scene;
use crate::inflect::Part;
use crate::judge::{Features, bucket, key, note};
use crate::lexicon::{Attached, Classes, CueForm};
use crate::reading::MentionKind;

/// A word that may tell an event.
pub(super) struct Candidate {
    pub token: usize,
    /// What it may be a form of, by family; never empty.
    pub forms: Vec<(CueForm, Attached)>,
}

/// A word that tells one.
#[derive(Clone, Debug)]
pub(super) struct Trigger {
    pub token: usize,
    pub sort: Sort,
    pub family: usize,
    /// The part of speech, and what is attached.
    pub part: Part,
    pub attached: Attached,
    pub probability: f32,
    /// On whose word it is told, by attribution.
    pub word: Option<usize>,
}

/// The words of a text that stand in a table.
pub(super) fn candidates(scene: &Scene) -> Vec<Candidate> {
    let doc = scene.doc;
    (0..doc.len())
        .filter(|&i| !doc.is_mark(i) && !doc.is_number(i) && !scene.silent[i])
        .filter_map(|token| {
            let forms = scene.families.forms.read(doc.f(token));
            (!forms.is_empty()).then_some(Candidate { token, forms })
        })
        .collect()
}

/// The options of a word: nothing, and all that its families may mean, with that family's form.
fn options(scene: &Scene, candidate: &Candidate, asked: Question) -> Vec<(Option<Sort>, usize)> {
    let mut out = vec![(None, 0)];
    let weak = |n: &usize| scene.families.all[candidate.forms[*n].0.verb].weak;
    let mut order: Vec<usize> = (0..candidate.forms.len()).collect();
    order.sort_by_key(weak);
    for n in order {
        for meaning in &scene.families.all[candidate.forms[n].0.verb].means {
            let known = out.iter().any(|(sort, _)| *sort == Some(meaning.sort));
            if meaning.sort.is_event() == (asked == Question::Type) && !known {
                out.push((Some(meaning.sort), n));
            }
        }
    }
    out
}

/// Asks what a word tells.
pub(super) fn trigger(
    scene: &Scene,
    (candidates, n): (&[Candidate], usize),
    asked: Question,
    judge: &mut dyn Judge,
) -> Option<Trigger> {
    let candidate = &candidates[n];
    let options = options(scene, candidate, asked);
    let answers: Vec<Answer> = options
        .iter()
        .map(|(sort, _)| Answer::Type(*sort))
        .collect();
    let at = scene.span(candidate.token..candidate.token + 1);
    let (form, _) = candidate.forms[options.get(1)?.1];
    let case = Case {
        question: asked,
        trigger: at,
        at,
        lasting: asked == Question::Lasting,
        proposed: usize::from(!scene.families.all[form.verb].weak),
    };
    let seen = Seen::new(scene, candidates, n);
    let mut describe = |n: usize, f: &mut Features| {
        let (sort, form) = options[n];
        seen.describe(sort, &candidate.forms[form], f);
    };
    let verdict = judge.choose(&case, &answers, &mut describe);
    let (sort, form) = options[verdict.choice];
    let (form, attached) = candidate.forms[form];
    Some(Trigger {
        token: candidate.token,
        sort: sort?,
        family: form.verb,
        part: form.part,
        attached,
        probability: verdict.probability,
        word: scene.word(candidate.token),
    })
}

/// What stands around a word, gathered once for all its options.
struct Seen<'s, 'a, 't> {
    scene: &'s Scene<'a, 't>,
    i: usize,
    families: u64,
    form: u64,
    around: [u64; 5],
    tags: [u64; 5],
    classes: u64,
    named: u64,
    cue: u64,
    said: u64,
    party_before: u64,
    party_after: u64,
    preposition: &'t str,
    place: u64,
    /// The families of the candidates before and behind it in the sentence, what they mostly mean, and how far off they are.
    neighbours: [(u64, u64, u64); 2],
    /// The words around that say what the sentence is about.
    window: Vec<u64>,
}

/// So many tokens on either side tell what a sentence is about.
const WINDOW: usize = 9;

fn window(scene: &Scene, i: usize) -> Vec<u64> {
    let doc = scene.doc;
    let sentence = doc.sentence(i);
    let from = sentence.start.max(i.saturating_sub(WINDOW));
    let to = sentence.end.min(i + WINDOW + 1);
    let tells = |t: &usize| {
        *t != i && !doc.is_mark(*t) && !doc.is_number(*t) && !doc.classes(*t).any(Classes::CLOSED)
    };
    (from..to)
        .filter(tells)
        .map(|t| scene.shapes.at(t).stem)
        .collect()
}

fn neighbours(scene: &Scene, candidates: &[Candidate], n: usize) -> [(u64, u64, u64); 2] {
    let i = candidates[n].token;
    let sentence = scene.doc.sentence(i);
    let tell = |c: Option<&Candidate>| match c {
        Some(c) if sentence.contains(&c.token) => {
            let family = &scene.families.all[c.forms[0].0.verb];
            (
                key(&family.id),
                family.means[0].sort.number(),
                bucket(c.token.abs_diff(i)),
            )
        }
        _ => (0, 0, 0),
    };
    [
        tell(n.checked_sub(1).map(|k| &candidates[k])),
        tell(candidates.get(n + 1)),
    ]
}

impl<'s, 'a, 't> Seen<'s, 'a, 't> {
    fn new(scene: &'s Scene<'a, 't>, candidates: &[Candidate], n: usize) -> Seen<'s, 'a, 't> {
        let candidate = &candidates[n];
        let (i, shapes, doc) = (candidate.token, &scene.shapes, scene.doc);
        let before = |n| shapes.before(i, n);
        let stance =
            |a: Option<usize>| a.map_or(0, |a| scene.reading.attributions[a].stance as u64 + 1);
        let sentence = doc.sentence(i);
        let kinds = |token: usize| {
            let mention = scene.mention_at[token]?;
            let kind = scene.reading.mentions[mention].kind;
            (kind != MentionKind::Document).then_some(kind as u64 + 1)
        };
        let distance = |mut tokens: Box<dyn Iterator<Item = usize>>| {
            let found = tokens.find_map(|t| kinds(t).map(|k| (t, k)));
            found.map_or(0, |(t, kind)| kind * 16 + bucket(t.abs_diff(i)).min(8))
        };
        let next_preposition = (i + 1..sentence.end.min(i + 6))
            .find(|&t| doc.words[t].classes.any(Classes::PREP) || doc.words[t].prep.is_some());
        Seen {
            families: candidate.forms.iter().fold(0, |all, (form, _)| {
                all ^ key(&scene.families.all[form.verb].id)
            }),
            form: shapes.at(i).form,
            around: [
                before(2).stem,
                before(1).stem,
                shapes.at(i).stem,
                shapes.at(i + 1).stem,
                shapes.at(i + 2).stem,
            ],
            tags: [
                before(2).tag,
                before(1).tag,
                shapes.at(i).tag,
                shapes.at(i + 1).tag,
                shapes.at(i + 2).tag,
            ],
            classes: shapes.at(i).classes,
            named: scene.named(i),
            cue: stance(scene.cue_of[i]),
            said: stance(scene.said_in[i]),
            party_before: distance(Box::new((sentence.start..i).rev())),
            party_after: distance(Box::new(i + 1..sentence.end)),
            preposition: next_preposition.map_or("", |t| match doc.words[t].prep {
                Some('ب') => "ب",
                Some('ل') => "ل",
                Some(_) => "ك",
                None => doc.f(t),
            }),
            place: u64::from(scene.headline.contains(&i))
                | u64::from(doc.text.quotation_of(i).is_some()) << 1
                | u64::from(sentence.start == i) << 2,
            neighbours: neighbours(scene, candidates, n),
            window: window(scene, i),
            scene,
            i,
        }
    }

    fn describe(&self, sort: Option<Sort>, form: &(CueForm, Attached), f: &mut Features) {
        let k = sort.map_or(0, Sort::number);
        let (form, attached) = form;
        let family = &self.scene.families.all[form.verb];
        let (id, part) = match sort {
            Some(_) => (key(&family.id), form.part as u64 + 1),
            None => (self.families, 0),
        };
        let own = form.part as u64 + 1;
        let with = attachment(attached);
        let [s2, s1, s, n1, n2] = self.around;
        let [t2, t1, _, u1, u2] = self.tags;
        note!(f, "type", k);
        note!(f, "family", k, id);
        note!(f, "family part", k, id, own);
        note!(f, "form", k, self.form);
        note!(f, "stem", k, s);
        note!(f, "part", k, own);
        note!(f, "part attached", k, own, with);
        note!(f, "family attached", k, id, with);
        note!(f, "weak", k, u64::from(family.weak), part);
        note!(f, "stem-1", k, s1);
        note!(f, "stem+1", k, n1);
        note!(f, "stem-2", k, s2);
        note!(f, "stem+2", k, n2);
        note!(f, "family stem-1", k, id, s1);
        note!(f, "family stem+1", k, id, n1);
        note!(f, "family stem+2", k, id, n2);
        note!(f, "tag-1", k, t1, own);
        note!(f, "tag+1", k, u1, own);
        note!(f, "family tag-1", k, id, t1);
        note!(f, "family tag+1", k, id, u1);
        note!(f, "tag-2 tag-1", k, t2, t1);
        note!(f, "tag+1 tag+2", k, u1, u2);
        note!(f, "tag-1 tag+1", k, t1, u1);
        note!(f, "classes", k, self.classes);
        note!(f, "named", k, self.named);
        note!(f, "named+1", k, self.scene.named(self.i + 1), own);
        note!(f, "cue", k, self.cue);
        note!(f, "family cue", k, id, self.cue);
        note!(f, "said", k, self.said);
        note!(f, "party before", k, self.party_before, own);
        note!(f, "party after", k, self.party_after, own);
        note!(f, "family preposition", k, id, key(self.preposition));
        let expected = u64::from(family.recipient.has(self.preposition))
            | u64::from(family.about.has(self.preposition)) << 1;
        note!(f, "expected", k, expected, own);
        note!(f, "place", k, self.place);
        let (scene, i) = (self.scene, self.i);
        let before = |n: usize| i.checked_sub(n);
        let fine = |at: Option<usize>| at.map_or(0, |at| scene.fine(at));
        let coarse = |at: Option<usize>| at.map_or(0, |at| scene.coarse(at));
        note!(f, "fine", k, scene.fine(i), own);
        note!(f, "fine-1", k, fine(before(1)));
        note!(f, "fine+1", k, scene.fine(i + 1));
        note!(f, "fine-2", k, fine(before(2)));
        note!(f, "fine+2", k, scene.fine(i + 2));
        note!(f, "family coarse-1", k, id, coarse(before(1)));
        note!(f, "family coarse+1", k, id, scene.coarse(i + 1));
        note!(
            f,
            "coarse-1 coarse+1",
            k,
            coarse(before(1)),
            scene.coarse(i + 1)
        );
        for (side, (family, sort, distance)) in (1_u64..).zip(self.neighbours) {
            note!(f, "neighbour", k, family, side);
            note!(f, "neighbour sort", k, sort, side << 8 | distance);
            note!(f, "neighbour sort part", k, sort, side << 8 | own);
        }
        for word in &self.window {
            note!(f, "window", k, *word);
        }
        note!(
            f,
            "nobody",
            k,
            u64::from(self.party_before == 0 && self.party_after == 0)
        );
    }
}

/// What is attached to a form, as a number.
pub(super) fn attachment(attached: &Attached) -> u64 {
    u64::from(attached.conj)
        | u64::from(attached.def) << 1
        | u64::from(attached.future) << 2
        | u64::from(attached.pron.is_some()) << 3
        | attached.prep.map_or(0, |p| u64::from(p as u32)) << 4
}
