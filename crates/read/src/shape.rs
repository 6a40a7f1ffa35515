//! What a model sees of each token: its words as numbers, made once a text.

use crate::doc::Doc;
use crate::judge::key;
use crate::lexicon::Classes;

/// One token, as a model sees it. All are hashes: the same word gives the same number everywhere.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shape {
    /// The folded word.
    pub form: u64,
    /// The word without particles and pronouns.
    pub stem: u64,
    /// Its classes, all together.
    pub classes: u64,
    /// What it is for the syntax around it: a mark, a number, or the coarse class with its particles.
    pub tag: u64,
    /// The reporting verb and the part of it that it may be; 0 for none.
    pub cue: u64,
    /// First two and last two letters, of a word that no list knows.
    pub ends: u64,
    /// How a word that may be a finite verb begins and ends, which tells its tense and person: «يضر»,
    /// «سقطت»; 0 for any other.
    pub verb: u64,
}

/// Stands for what is before the first and behind the last token.
const OUTSIDE: Shape = Shape {
    form: 1,
    stem: 1,
    classes: 1,
    tag: 1,
    cue: 0,
    ends: 1,
    verb: 0,
};

/// The shapes of all tokens of a text.
#[derive(Clone, Debug, Default)]
pub struct Shapes(Vec<Shape>);

impl Shapes {
    /// Of every token.
    pub fn of(doc: &Doc) -> Shapes {
        Shapes((0..doc.len()).map(|i| shape(doc, i)).collect())
    }

    /// The shape of token `i`, which may lie outside of the text.
    pub fn at(&self, i: usize) -> Shape {
        self.0.get(i).copied().unwrap_or(OUTSIDE)
    }

    /// The shape of the token `n` before `i`.
    pub fn before(&self, i: usize, n: usize) -> Shape {
        i.checked_sub(n).map_or(OUTSIDE, |i| self.at(i))
    }
}

fn shape(doc: &Doc, i: usize) -> Shape {
    let form = key(doc.f(i));
    if doc.is_mark(i) {
        let open = u64::from(doc.quotation_at(i).is_some());
        let close = u64::from(doc.quotation_closed_at(i).is_some());
        let tag = form ^ (open << 1) ^ (close << 2);
        return Shape {
            form,
            stem: form,
            classes: tag,
            tag,
            cue: 0,
            ends: 0,
            verb: 0,
        };
    }
    let w = &doc.words[i];
    let classes = doc.classes(i);
    let stem = key(&w.stem);
    let particles = u64::from(w.conj)
        | u64::from(w.def) << 1
        | u64::from(w.pron.is_some()) << 2
        | w.prep.map_or(0, |c| u64::from(c as u32)) << 3;
    let cue = w.cues.first().map_or(0, |(form, _)| {
        key(&doc.verb(form).lemma) ^ (form.part as u64 + 1)
    });
    let coarse = if doc.is_number(i) { 2 } else { coarse(classes) };
    Shape {
        form,
        stem,
        classes: classes.bits(),
        tag: (coarse << 40) | (particles << 8) | u64::from(cue != 0),
        cue,
        ends: ends(doc.f(i)),
        verb: if finite(doc, i) { affixes(doc.f(i)) } else { 0 },
    }
}

/// Whether a word may be a finite verb. Of those that no list has, only what begins like «ي‍فعل».
fn finite(doc: &Doc, i: usize) -> bool {
    let w = &doc.words[i];
    let unlisted = || {
        let bare = doc.f(i).trim_start_matches(['و', 'ف', 'س']);
        w.classes.is_empty() && w.cues.is_empty() && bare.starts_with('ي')
    };
    w.classes.any(Classes::VERB) || doc.is_finite_cue(i) || unlisted()
}

/// The letters in which tense and person show, a conjunction before them left out.
pub(crate) fn affixes(word: &str) -> u64 {
    let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let first = bare.chars().next().filter(|c| "يتناس".contains(*c));
    let last = bare.chars().next_back().filter(|c| "تاناه".contains(*c));
    1 + first.map_or(0, u64::from) + (last.map_or(0, u64::from) << 16)
}

/// The first of these that a word is, counted from 3; the commonest uses come first.
const COARSE: &[Classes] = &[
    Classes::COMP,
    Classes::REL,
    Classes::NEG,
    Classes::AUX,
    Classes::SUBORD,
    Classes::CONJ,
    Classes::PREP,
    Classes::DISCOURSE,
    Classes::ADJUNCT_PREP,
    Classes::ASIDE,
    Classes::TIME,
    Classes::RELATIVE,
    Classes::TITLE,
    Classes::ANONYMOUS,
    Classes::HONORIFIC,
    Classes::AGENCY.union(Classes::OUTLET),
    Classes::DOCUMENT,
    Classes::ORGANISATION,
    Classes::STATE
        .union(Classes::COUNTRY)
        .union(Classes::CAPITAL),
    Classes::PLACE,
    Classes::NATIONALITY,
    Classes::QUANT.union(Classes::NUMBER),
    Classes::DEM,
    Classes::PRON,
    Classes::GIVEN,
    Classes::FAMILY,
    Classes::PERSON,
    Classes::SPEECH,
    Classes::MODAL,
    Classes::VERB,
    Classes::ADV.union(Classes::ADVERB),
    Classes::ADJECTIVE,
    Classes::COMMON,
];

fn coarse(classes: Classes) -> u64 {
    let first = COARSE.iter().position(|c| classes.any(*c));
    first.map_or(0, |n| n as u64 + 3)
}

fn ends(word: &str) -> u64 {
    let first = word
        .char_indices()
        .nth(2)
        .map_or(word, |(at, _)| &word[..at]);
    let last = word
        .char_indices()
        .rev()
        .nth(1)
        .map_or(word, |(at, _)| &word[at..]);
    key(first) ^ key(last).rotate_left(17)
}
