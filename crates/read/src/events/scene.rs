//! A text with all that was read of it before events are looked for, laid down to be asked by token.

use super::families::Families;
use crate::doc::Doc;
use crate::inflect::Part;
use crate::lexicon::Classes;
use crate::mentions::word_classes::WordClasses;
use crate::reading::{Attribution, MentionKind, Reading, ZoneKind};
use crate::shape::{Shapes, affixes};
use musnad_report::Span;
use std::ops::Range;

/// See the module.
pub(super) struct Scene<'a, 't> {
    pub doc: &'a Doc<'t>,
    pub shapes: Shapes,
    pub families: &'a Families,
    pub reading: &'a Reading,
    /// Page furniture and bylines: nothing is told there.
    pub silent: Vec<bool>,
    pub headline: Range<usize>,
    /// The attribution in whose content each token stands, the innermost; and that with whose cue it is written.
    pub said_in: Vec<Option<usize>>,
    pub cue_of: Vec<Option<usize>>,
    /// The outermost mention that covers each token.
    pub mention_at: Vec<Option<usize>>,
    /// Words that tell events or arrangements: no party begins with one of them or goes on over it.
    pub told: Vec<bool>,
    /// The first token of each content, by attribution.
    pub opens: Vec<usize>,
    /// The class of each token by distribution, fine and coarse; 0 where it was not met.
    classes: Vec<(u64, u64)>,
    /// The entity of each mention.
    entities: Vec<Option<usize>>,
    /// How each word that may be a finite verb begins and ends (see [`Shape::verb`](crate::shape::Shape)), those that
    /// the tables of events have among them; 0 for any other.
    finite: Vec<u64>,
}

/// The class of a token by distribution, what is attached to it taken off.
fn class(doc: &Doc, known: &WordClasses, i: usize) -> (u64, u64) {
    if doc.is_number(i) {
        return (1, 1);
    }
    let form = doc.f(i);
    let class = known.get(form).or_else(|| known.get(&doc.words[i].stem));
    let class = class.or_else(|| known.bare(form).map(|(_, _, class)| class));
    class.map_or((0, 0), |c| (u64::from(c.fine) + 2, u64::from(c.coarse) + 2))
}

impl<'a, 't> Scene<'a, 't> {
    pub fn new(
        doc: &'a Doc<'t>,
        families: &'a Families,
        known: Option<&WordClasses>,
        reading: &'a Reading,
    ) -> Scene<'a, 't> {
        let n = doc.len();
        let class = |i| known.map_or((0, 0), |known| class(doc, known, i));
        let mut scene = Scene {
            shapes: Shapes::of(doc),
            silent: vec![false; n],
            told: vec![false; n],
            headline: 0..0,
            said_in: vec![None; n],
            cue_of: vec![None; n],
            mention_at: vec![None; n],
            opens: Vec::new(),
            classes: (0..n).map(class).collect(),
            entities: vec![None; reading.mentions.len()],
            finite: Vec::new(),
            doc,
            families,
            reading,
        };
        scene.finite = (0..n).map(|i| scene.read_finite(i)).collect();
        for zone in &reading.zones {
            let tokens = doc.text.tokens_in(zone.span);
            match zone.kind {
                ZoneKind::Headline => scene.headline = tokens,
                ZoneKind::Repeat => {}
                _ => scene.silent[tokens].fill(true),
            }
        }
        scene.lay_attributions();
        for (e, entity) in reading.entities.iter().enumerate() {
            for &m in &entity.mentions {
                scene.entities[m] = Some(e);
            }
        }
        // The mentions stand outermost first.
        for (m, mention) in reading.mentions.iter().enumerate() {
            for i in doc.text.tokens_in(mention.span) {
                scene.mention_at[i].get_or_insert(m);
            }
        }
        scene
    }

    fn lay_attributions(&mut self) {
        let text = self.doc.text;
        let length = |a: &Attribution| a.content.iter().map(|s| s.len()).sum::<usize>();
        let attributions = &self.reading.attributions;
        let mut order: Vec<usize> = (0..attributions.len()).collect();
        // The shortest is laid last: the innermost shows.
        order.sort_by_key(|&a| std::cmp::Reverse(length(&attributions[a])));
        for a in order {
            for &span in &attributions[a].content {
                self.said_in[text.tokens_in(span)].fill(Some(a));
            }
        }
        for (a, attribution) in attributions.iter().enumerate() {
            for hop in &attribution.chain {
                self.cue_of[text.tokens_in(hop.cue)].fill(Some(a));
            }
            let first = attribution.content.first();
            self.opens
                .push(first.map_or(usize::MAX, |s| text.tokens_in(*s).start));
        }
    }

    fn read_finite(&self, i: usize) -> u64 {
        let known = self.shapes.at(i).verb;
        if known != 0 || self.doc.is_mark(i) {
            return known;
        }
        // «تشن» stands in no list of words but in a table of events; «قصف» may as well be a noun.
        let forms = self.families.forms.read(self.doc.f(i));
        let imperfect = forms.iter().any(|(form, _)| form.part == Part::Imperfect);
        if imperfect { affixes(self.doc.f(i)) } else { 0 }
    }

    /// How the finite verb that may stand here begins and ends, in which tense and person show; 0 where none can be.
    pub fn tense(&self, i: usize) -> u64 {
        self.finite.get(i).copied().unwrap_or(0)
    }

    /// The nearest word before `i` in its sentence that may be a finite verb, so many tokens off at most.
    pub fn verb_before(&self, i: usize, reach: usize) -> Option<usize> {
        let start = self.doc.sentence(i).start;
        (start.max(i.saturating_sub(reach))..i)
            .rev()
            .find(|&t| self.finite[t] != 0)
    }

    /// The fine class of a token by distribution; 0 outside of the text.
    pub fn fine(&self, i: usize) -> u64 {
        self.classes.get(i).map_or(0, |(fine, _)| *fine)
    }

    /// The coarse one.
    pub fn coarse(&self, i: usize) -> u64 {
        self.classes.get(i).map_or(0, |(_, coarse)| *coarse)
    }

    /// The attribution on whose word a token is told; `None`: on the author's.
    pub fn word(&self, i: usize) -> Option<usize> {
        match (self.said_in[i], self.cue_of[i]) {
            (Some(said), Some(cue)) if said == cue => self.reading.attributions[cue].inside,
            (said, _) => said,
        }
    }

    /// What kind of mention covers a token, as a number; 0 for none.
    pub fn named(&self, i: usize) -> u64 {
        let mention = self.mention_at.get(i).copied().flatten();
        mention.map_or(0, |m| {
            let mention = &self.reading.mentions[m];
            mention.kind as u64 + 1 + 8 * u64::from(mention.nominal)
        })
    }

    /// Whether a finite verb may stand here.
    pub fn is_verb(&self, i: usize) -> bool {
        let doc = self.doc;
        let w = &doc.words[i];
        !w.def && w.prep.is_none() && (w.classes.any(Classes::VERB) || doc.is_finite_cue(i))
    }

    /// The words before a party that say where it stands: a preposition of its own or attached; `None` for none.
    pub fn preposition(&self, i: usize) -> Option<&'t str> {
        let doc = self.doc;
        if let Some(prep) = doc.words[i].prep {
            return Some(match prep {
                'ب' => "ب",
                'ل' => "ل",
                _ => "ك",
            });
        }
        let before = i.checked_sub(1)?;
        let w = &doc.words[before];
        let is = w.classes.any(Classes::PREP.union(Classes::ADJUNCT_PREP));
        (is && !doc.is_mark(before)).then(|| {
            let word = doc.f(before);
            word.strip_prefix(['و', 'ف'])
                .filter(|rest| w.conj && rest.len() > 2)
                .unwrap_or(word)
        })
    }

    /// The entity that a mention means.
    pub fn entity_of(&self, mention: usize) -> Option<usize> {
        self.entities[mention]
    }

    pub fn span(&self, tokens: Range<usize>) -> Span {
        self.doc.span(tokens)
    }

    /// Whether a mention of this kind can be a party.
    pub fn is_party(kind: MentionKind) -> bool {
        kind != MentionKind::Document
    }
}
