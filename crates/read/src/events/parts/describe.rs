//! What a model is told of a party that may have a part.

use super::super::triggers::attachment;
use super::seen::Seen;
use crate::judge::{Features, key, note};

impl Seen<'_, '_, '_> {
    /// What speaks for the `o`th part.
    pub fn describe(&self, o: u64, f: &mut Features) {
        let trigger = self.trigger;
        let kind = trigger.sort.number();
        let speech = trigger.part as u64 + 1 + 4 * u64::from(trigger.attached.pron.is_some());
        let near = Near {
            o,
            kind,
            speech,
            place: self.side << 8 | self.between.distance << 4 | self.between.parties,
            spot: self.side << 4 | speech,
            bare: self.between.bare << 1 | u64::from(self.preposition.is_empty()),
            preposition: key(self.preposition),
            before: self.scene.shapes.before(self.at, 1).stem,
        };
        note!(f, "part", o);
        note!(f, "kind part", o, kind);
        self.standing(&near, f);
        self.slots(&near, f);
        self.who(&near, f);
        self.gap(&near, f);
        self.known(&near, f);
        self.governed(&near, f);
        self.led(&near, f);
    }

    fn standing(&self, n: &Near, f: &mut Features) {
        let (o, kind, place, spot) = (n.o, n.kind, n.place, n.spot);
        let id = key(&self.scene.families.all[self.trigger.family].id);
        note!(f, "side", o, self.side, n.speech);
        note!(f, "where", o, place);
        note!(f, "where speech", o, place, n.speech);
        note!(f, "kind side", o, kind, spot);
        note!(f, "family side", o, id, spot);
        note!(
            f,
            "next family",
            o,
            u64::from(self.next),
            id << 3 | n.speech
        );
        note!(
            f,
            "trigger attached",
            o,
            attachment(&self.trigger.attached),
            place
        );
        note!(f, "opening", o, self.opening, spot);
        note!(f, "opening party", o, self.opening & 1, spot, self.kind);
        note!(f, "opening kind", o, self.opening & 1, spot, kind);
    }

    fn slots(&self, n: &Near, f: &mut Features) {
        let (o, kind, preposition) = (n.o, n.kind, n.preposition);
        let family = &self.scene.families.all[self.trigger.family];
        let slot = u64::from(family.recipient.has(self.preposition));
        let genitive = match self.next {
            true => family.genitive as u64 + 1,
            false => 0,
        };
        note!(f, "preposition", o, preposition, self.side);
        note!(f, "preposition kind", o, preposition, kind);
        note!(f, "preposition family", o, preposition, key(&family.id));
        note!(
            f,
            "preposition distance",
            o,
            preposition,
            self.between.distance
        );
        note!(f, "slot", o, slot, n.place);
        note!(f, "slot party", o, slot, self.kind);
        note!(f, "genitive", o, genitive, n.speech);
        note!(f, "genitive party", o, genitive, self.kind);
        note!(f, "before", o, n.before);
        note!(f, "before kind", o, n.before, kind);
    }

    fn who(&self, n: &Near, f: &mut Features) {
        let (o, kind, spot) = (n.o, n.kind, n.spot);
        note!(f, "party", o, self.kind, self.side);
        note!(f, "party kind", o, self.kind, kind);
        note!(f, "party kind side", o, self.kind << 8 | kind, spot);
        note!(f, "party preposition", o, self.kind, n.preposition);
        note!(f, "party where", o, self.kind, n.place);
        note!(f, "head", o, self.head);
        note!(f, "head kind", o, self.head, kind);
        note!(f, "head side", o, self.head, self.side);
        let (fine, coarse) = (self.scene.fine(self.top), self.scene.coarse(self.top));
        note!(f, "fine", o, fine, self.side);
        note!(f, "fine kind", o, fine, kind);
        note!(f, "coarse kind side", o, coarse, kind << 8 | spot);
        note!(f, "coarse preposition", o, coarse, n.preposition);
        note!(f, "classes", o, self.classes);
        note!(f, "classes side", o, self.classes, spot);
        note!(f, "attached", o, self.attached, spot);
        note!(f, "coordinated", o, self.coordinated);
        note!(f, "coordinated kind", o, self.coordinated, kind);
    }

    fn gap(&self, n: &Near, f: &mut Features) {
        let (o, kind, spot) = (n.o, n.kind, n.spot);
        let gap = &self.between;
        note!(f, "verbs", o, gap.verbs, spot);
        note!(f, "openers", o, gap.openers, self.side);
        note!(f, "commas", o, gap.commas, self.side);
        let all = gap.verbs << 8 | gap.openers << 4 | gap.commas;
        note!(f, "between", o, all, n.place);
        note!(f, "path", o, gap.path, spot);
        note!(f, "path kind", o, gap.path, kind);
        note!(f, "skeleton", o, gap.skeleton, spot);
        note!(f, "skeleton kind", o, gap.skeleton, spot, kind);
        note!(f, "skeleton party", o, gap.skeleton, spot, self.kind);
        note!(f, "skeleton attached", o, gap.skeleton, self.attached, spot);
        note!(f, "rivals", o, gap.rivals, spot, self.kind);
        note!(f, "rivals kind", o, gap.rivals, spot, kind);
        note!(f, "bare", o, n.bare, spot);
        note!(f, "bare kind", o, n.bare, kind << 8 | spot);
        note!(f, "bare party", o, n.bare, self.kind << 8 | spot);
        note!(f, "bare agrees", o, n.bare, self.verbs.agrees << 8 | spot);
        note!(f, "agrees", o, self.verbs.agrees, n.place);
    }

    fn known(&self, n: &Near, f: &mut Features) {
        let (o, kind, spot) = (n.o, n.kind, n.spot);
        note!(f, "special", o, self.special);
        note!(f, "special kind", o, self.special, kind);
        note!(
            f,
            "special speech",
            o,
            self.special,
            n.speech << 4 | self.side
        );
        note!(f, "special party", o, self.special, self.kind);
        note!(
            f,
            "person",
            o,
            self.verbs.person,
            self.special << 4 | self.side
        );
        note!(f, "person bare", o, self.verbs.person, spot << 8 | n.bare);
        note!(f, "taken", o, self.taken, spot);
        note!(f, "taken bare", o, self.taken, n.bare << 8 | spot);
        note!(f, "taken kind", o, self.taken, kind << 4 | self.kind);
        note!(f, "taken preposition", o, self.taken, n.preposition);
        let rivals = self.between.rivals;
        note!(
            f,
            "pronoun",
            o,
            self.pronoun,
            rivals << 4 | self.side,
            self.kind
        );
        note!(f, "pronoun head", o, self.pronoun, self.side, self.attached);
        note!(
            f,
            "pronoun kind",
            o,
            self.pronoun,
            kind << 8 | self.side,
            rivals
        );
    }

    fn governed(&self, n: &Near, f: &mut Features) {
        let (o, kind, spot) = (n.o, n.kind, n.spot);
        let verbs = &self.verbs;
        note!(f, "governor", o, verbs.governor, self.side);
        note!(f, "governor kind", o, verbs.governor, kind);
        note!(f, "governor class", o, verbs.governor_class, spot);
        note!(f, "subject", o, verbs.subject, spot);
        note!(f, "subject preposition", o, verbs.subject, n.preposition);
        note!(
            f,
            "subject governor",
            o,
            verbs.subject,
            verbs.governor_class
        );
        note!(f, "subject kind", o, verbs.subject, kind << 4 | self.kind);
        note!(f, "verb before", o, verbs.before, spot);
        note!(f, "verb before kind", o, verbs.before, kind);
        note!(f, "verb behind", o, verbs.behind, spot);
        note!(f, "verb behind kind", o, verbs.behind, kind);
        note!(f, "tense behind", o, verbs.behind_tense, spot << 8 | n.bare);
    }

    fn led(&self, n: &Near, f: &mut Features) {
        let (o, kind, spot) = (n.o, n.kind, n.spot);
        let (over, shape) = (self.verbs.over, self.verbs.over_shape);
        let lead = self.lead;
        let trigger_before = self.scene.shapes.before(self.trigger.token, 1).stem;
        note!(f, "over", o, over, shape, n.speech);
        note!(f, "over lead", o, lead, shape, n.speech);
        note!(f, "over lead verb", o, over, lead, shape);
        note!(f, "over bare", o, shape, n.bare << 8 | n.speech);
        note!(f, "over bare kind", o, shape, n.bare << 8 | n.speech, kind);
        note!(f, "lead", o, lead, spot, self.kind);
        note!(f, "lead before", o, lead, spot, n.before);
        note!(f, "lead before kind", o, lead, kind, n.before);
        note!(f, "trigger before", o, trigger_before, n.place);
        note!(
            f,
            "trigger before bare",
            o,
            trigger_before,
            spot << 8 | n.bare
        );
    }
}

/// What many of the features share.
struct Near {
    /// The part.
    o: u64,
    /// The event's type, and its trigger's part of speech with whether a pronoun is attached to it.
    kind: u64,
    speech: u64,
    /// Side, distance and how many parties stand between; the side with the part of speech.
    place: u64,
    spot: u64,
    /// How many bare parties stand between, and whether this one is bare.
    bare: u64,
    preposition: u64,
    /// The word before the party.
    before: u64,
}
