//! What is seen of a trigger and a party that may have a part in its event.

use super::super::families::Genitive;
use super::super::kinds::Part;
use super::super::parties::Party;
use super::super::scene::Scene;
use super::super::triggers::Trigger;
use super::Asking;
use super::verbs::Verbs;
use crate::inflect;
use crate::judge::{bucket, key};
use crate::lexicon::Classes;
use crate::reading::MentionKind;
use musnad_report::Span;
use std::ops::Range;

/// See the module.
pub(super) struct Seen<'s, 'a, 't> {
    pub scene: &'s Scene<'a, 't>,
    pub trigger: &'s Trigger,
    /// 1 before the trigger, 2 behind it, 3 in another sentence.
    pub side: u64,
    pub between: Between,
    pub verbs: Verbs,
    /// What the party is: its kind, its head's word and classes, the particles before it, what governs it.
    pub kind: u64,
    pub head: u64,
    pub classes: u64,
    pub attached: u64,
    pub preposition: &'t str,
    /// Whom it may be from elsewhere: the speaker, the teller, who did what was told last.
    pub special: u64,
    /// Which part has the party that it is joined to by «و».
    pub coordinated: u64,
    /// Which parts are taken: an actor, a recipient.
    pub taken: u64,
    /// Whether it stands right behind the trigger.
    pub next: bool,
    /// What governs the trigger, and its pronoun.
    pub lead: u64,
    pub pronoun: u64,
    /// Whether the party is the first of its sentence, and how far in it stands.
    pub opening: u64,
    /// The first token, and the token of the head.
    pub at: usize,
    pub top: usize,
}

/// What stands between trigger and party.
pub(super) struct Between {
    pub distance: u64,
    /// How many parties, how many of them without a preposition and no conjunct, how many of the same kind.
    pub parties: u64,
    pub bare: u64,
    pub rivals: u64,
    pub verbs: u64,
    pub openers: u64,
    pub commas: u64,
    /// All words by their tags, where they are few; and those that make a sentence's frame.
    pub path: u64,
    pub skeleton: u64,
}

impl<'s, 'a, 't> Seen<'s, 'a, 't> {
    pub fn new(
        scene: &'s Scene<'a, 't>,
        trigger: &'s Trigger,
        asking: &Asking,
        n: usize,
        previous: &[Option<Part>],
    ) -> Seen<'s, 'a, 't> {
        let (doc, party, i) = (scene.doc, &asking.parties[n], trigger.token);
        let at = party.tokens.start;
        let behind = at > i;
        let same = doc.text.sentence_of(at) == doc.text.sentence_of(i);
        let gap = match behind {
            true => i + 1..at,
            false => party.tokens.end.min(i)..i,
        };
        let is_bare = |p: &&Party| p.after.is_none() && scene.preposition(p.tokens.start).is_none();
        let bare = |among: Range<usize>| {
            let parties = asking.parties.iter();
            let inside = parties.filter(|p| among.contains(&p.tokens.start));
            inside.filter(is_bare).count()
        };
        let span = scene.span(party.tokens.clone());
        let is = |s: Option<Span>| u64::from(s.is_some_and(|s| s.overlaps(span)));
        let known = asking.known;
        let sentence = doc.sentence(at);
        let first = asking
            .parties
            .iter()
            .position(|p| p.tokens.start >= sentence.start);
        Seen {
            side: match (same, behind) {
                (true, false) => 1,
                (true, true) => 2,
                (false, _) => 3,
            },
            between: Between::new(scene, asking, party, (same, gap.clone(), bare(gap.clone()))),
            verbs: Verbs::new(scene, trigger, party, (same, &bare)),
            kind: kind(scene, party),
            head: scene.shapes.at(party.head).stem,
            classes: scene.shapes.at(party.head).classes,
            attached: scene.shapes.at(at).tag >> 8,
            preposition: scene.preposition(at).unwrap_or(""),
            special: is(known.speaker) | is(known.teller) << 1 | is(known.before) << 2,
            coordinated: party.after.map_or(0, |before| {
                previous[before].map_or(1, |part| part as u64 + 2)
            }),
            taken: previous
                .iter()
                .flatten()
                .fold(0, |all, part| all | 1 << *part as u64),
            next: gap.is_empty() && behind && same,
            lead: scene.preposition(i).map_or(0, key),
            pronoun: trigger.attached.pron.map_or(0, key),
            opening: u64::from(first == Some(n)) | bucket(at - sentence.start) << 1,
            scene,
            trigger,
            at,
            top: party.head,
        }
    }

    /// What the tables think: the slot of the recipient, the subject, the genitive.
    pub fn proposed(&self) -> usize {
        let family = &self.scene.families.all[self.trigger.family];
        if self.special & 1 == 1 {
            return 1;
        }
        if self.preposition == "في" && self.kind == MentionKind::Place as u64 + 1 {
            return 3;
        }
        if !self.preposition.is_empty() && family.recipient.has(self.preposition) && self.side == 2
        {
            return 2;
        }
        match (self.next, self.trigger.part, family.genitive) {
            (true, inflect::Part::Noun, Genitive::Recipient) => 2,
            (true, inflect::Part::Noun, Genitive::Actor | Genitive::Both) => 1,
            (true, inflect::Part::Perfect | inflect::Part::Imperfect, _) => {
                1 + usize::from(family.turned)
            }
            (false, inflect::Part::Perfect | inflect::Part::Imperfect, _)
                if self.side == 2 && self.between.parties == 1 && self.preposition.is_empty() =>
            {
                2
            }
            _ => 0,
        }
    }
}

impl Between {
    fn new(
        scene: &Scene,
        asking: &Asking,
        party: &Party,
        (same, gap, bare): (bool, Range<usize>, usize),
    ) -> Between {
        let doc = scene.doc;
        let count = |is: &dyn Fn(usize) -> bool| gap.clone().filter(|&t| is(t)).count();
        let opener = Classes::COMP.union(Classes::REL).union(Classes::SUBORD);
        let inside: Vec<&Party> = asking
            .parties
            .iter()
            .filter(|p| gap.contains(&p.tokens.start))
            .collect();
        let own = kind(scene, party);
        let rivals = inside.iter().filter(|p| kind(scene, p) == own).count();
        let starts: Vec<usize> = inside.iter().map(|p| p.tokens.start).collect();
        // Of a party in another sentence only this is known.
        let here = |value: u64, elsewhere: u64| if same { value } else { elsewhere };
        let path = match gap.len() {
            0..=4 => gap
                .clone()
                .fold(1, |all: u64, t| all.rotate_left(7) ^ scene.shapes.at(t).tag),
            _ => 0,
        };
        Between {
            distance: here(bucket(gap.len()), 15),
            parties: here(bucket(inside.len()).min(5), 7),
            bare: here(bare.min(4) as u64, 5),
            rivals: here(rivals.min(4) as u64, 6),
            verbs: here(count(&|t| scene.is_verb(t)).min(3) as u64, 4),
            openers: count(&|t| doc.classes(t).any(opener)).min(2) as u64,
            commas: count(&|t| doc.is_mark(t)).min(3) as u64,
            path,
            skeleton: here(skeleton(scene, gap.clone(), &starts), 0),
        }
    }
}

/// So many words a frame has at most; 0 stands for longer ones.
const LONGEST: usize = 7;

/// The frame of what stands between: verbs, particles, marks, parties and other events, in their order.
fn skeleton(scene: &Scene, gap: Range<usize>, parties: &[usize]) -> u64 {
    let doc = scene.doc;
    let frame = Classes::COMP
        .union(Classes::REL)
        .union(Classes::SUBORD)
        .union(Classes::PREP)
        .union(Classes::ADJUNCT_PREP)
        .union(Classes::NEG);
    let sign = |t: usize| {
        let prep = doc.words[t].prep.map(|p| u64::from(p as u32) << 5);
        match () {
            () if doc.is_mark(t) || doc.classes(t).any(frame) => Some(scene.shapes.at(t).stem),
            () if scene.tense(t) != 0 => Some(2),
            () if scene.told[t] => Some(3),
            () if parties.contains(&t) => {
                Some(4 | u64::from(doc.words[t].conj) << 4 | prep.unwrap_or(0))
            }
            () => prep.map(|p| 8 | p),
        }
    };
    let signs: Vec<u64> = gap.filter_map(sign).take(LONGEST + 1).collect();
    if signs.len() > LONGEST {
        return 0;
    }
    let join = |all: u64, sign: u64| all.rotate_left(9).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ sign;
    signs.into_iter().fold(1, join)
}

fn kind(scene: &Scene, party: &Party) -> u64 {
    match party.mention {
        Some(m) => {
            let m = &scene.reading.mentions[m];
            m.kind as u64 + 1 + 8 * u64::from(m.nominal)
        }
        None => {
            let classes = scene.doc.classes(party.head);
            let counted = u64::from(party.head != party.tokens.start);
            let people = Classes::PERSON
                .union(Classes::ANONYMOUS)
                .union(Classes::TITLE);
            match () {
                () if classes.any(people) => 20 + counted,
                () if classes.any(Classes::ORGANISATION) => 22 + counted,
                () if classes.any(Classes::PLACE) => 24,
                () if classes.any(Classes::COMMON) => 26 + counted,
                () => 28 + counted,
            }
        }
    }
}
