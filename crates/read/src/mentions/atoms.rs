//! What the tagger sees of each token: its words, letters and classes as numbers, made once a text.

use super::word_classes::WordClasses;
use crate::doc::Doc;
use crate::judge::key;
use crate::lexicon::Meanings;
use crate::shape::Shapes;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// One token.
#[derive(Clone, Copy, Debug, Default)]
pub struct Atom {
    /// The folded word.
    pub form: u64,
    /// The word without what is attached to it.
    pub stem: u64,
    /// First one to four letters of the stem.
    pub begins: [u64; 4],
    /// Last one to four letters of the stem.
    pub ends: [u64; 4],
    /// Number of letters of the stem, up to 9.
    pub letters: u64,
    /// All its classes.
    pub classes: u64,
    /// See [`crate::shape::Shape::tag`].
    pub tag: u64,
    /// What is attached: conjunction, article, pronoun, preposition.
    pub attached: u64,
    /// Its class by distribution, fine and coarse; 0 where it was not met.
    pub fine: u64,
    /// The coarse one.
    pub coarse: u64,
    /// What it mostly is in a name; see [`super::word_classes::Class::name`].
    pub name: u64,
    /// Place in a lexicon's expression of several words: 1 first, 2 later, with its classes.
    pub phrase: u64,
    /// Place in a name that is known as a whole (see [`crate::lexicon::KnownNames`]), with what it may mean: 1
    /// first, 2 later, 3 last, 4 alone.
    pub known: u64,
    /// Inside quotation marks (1), inside brackets (2), at the start of a sentence (4).
    pub place: u64,
    /// Where the same stem stands elsewhere in the text.
    pub elsewhere: [u32; 3],
    /// How often the stem stands in the text, up to 4.
    pub times: u64,
}

/// No other place.
pub const NOWHERE: u32 = u32::MAX;

/// Stands for what is outside of the sentence.
pub const OUTSIDE: Atom = Atom {
    form: 1,
    stem: 1,
    begins: [1; 4],
    ends: [1; 4],
    letters: 0,
    classes: 1,
    tag: 1,
    attached: 0,
    fine: 1,
    coarse: 1,
    name: 0,
    phrase: 0,
    known: 0,
    place: 0,
    elsewhere: [NOWHERE; 3],
    times: 0,
};

/// The atoms of some tokens of a text, which stand as if there were no others.
pub fn atoms(doc: &Doc, shapes: &Shapes, known: &WordClasses, tokens: Range<usize>) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = tokens
        .clone()
        .map(|i| atom(doc, shapes, known, i))
        .collect();
    for i in tokens.clone() {
        if let Some((len, classes)) = doc.phrases[i] {
            let here = atoms[i - tokens.start..].iter_mut().take(len);
            for (k, a) in here.enumerate() {
                a.phrase = classes.bits() << 1 | u64::from(k > 0);
            }
        }
    }
    for s in doc.text.sentences() {
        let at = s.start.checked_sub(tokens.start);
        if let Some(a) = at.and_then(|at| atoms.get_mut(at)) {
            a.place |= 4;
        }
    }
    known_names(doc, tokens.start, &mut atoms);
    brackets(doc, tokens.start, &mut atoms);
    join(&mut atoms);
    atoms
}

/// Marks names that are known as a whole, from left to right, the longest at each token. The first atom is of
/// token `start`.
fn known_names(doc: &Doc, start: usize, atoms: &mut [Atom]) {
    let mut i = 0;
    while i < atoms.len() {
        let Some((len, meanings)) = known_at(doc, start + i) else {
            i += 1;
            continue;
        };
        for (k, a) in atoms[i..].iter_mut().take(len).enumerate() {
            let place = match (k, len) {
                (_, 1) => 4,
                (0, _) => 1,
                _ if k + 1 == len => 3,
                _ => 2,
            };
            a.known = meanings.bits() << 3 | place;
        }
        i += len;
    }
}

/// The longest name at a token, what is attached to it left out: «ولوزارة», «للوزارة».
fn known_at(doc: &Doc, i: usize) -> Option<(usize, Meanings)> {
    if doc.is_mark(i) {
        return None;
    }
    let word = doc.f(i);
    let next = |k: usize| (i + k < doc.len()).then(|| key(doc.f(i + k)));
    let longest = |first: &str| doc.lexicon.known.longest(first, next);
    let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let restored = || Some(format!("ال{}", bare.strip_prefix("لل")?));
    longest(word)
        .or_else(|| longest(bare))
        .or_else(|| longest(bare.strip_prefix(['ب', 'ل', 'ك'])?))
        .or_else(|| longest(&restored()?))
}

fn brackets(doc: &Doc, start: usize, atoms: &mut [Atom]) {
    let mut open = false;
    for (i, a) in (start..).zip(atoms) {
        match doc.f(i) {
            "(" | "[" => open = true,
            ")" | "]" => open = false,
            _ => {}
        }
        a.place |= u64::from(doc.text.quotation_of(i).is_some()) | u64::from(open) << 1;
    }
}

/// Links each word to others of the same stem.
fn join(atoms: &mut [Atom]) {
    let mut all: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (i, a) in atoms.iter().enumerate() {
        if a.letters > 2 {
            all.entry(a.stem).or_default().push(i as u32);
        }
    }
    for places in all.values() {
        for (k, &i) in places.iter().enumerate() {
            let a = &mut atoms[i as usize];
            a.times = places.len().min(4) as u64;
            let others = places[..k].iter().rev().chain(&places[k + 1..]);
            for (slot, &other) in a.elsewhere.iter_mut().zip(others) {
                *slot = other;
            }
        }
    }
}

fn atom(doc: &Doc, shapes: &Shapes, known: &WordClasses, i: usize) -> Atom {
    let shape = shapes.at(i);
    if doc.is_mark(i) {
        return Atom {
            form: shape.form,
            stem: shape.form,
            tag: shape.tag,
            fine: shape.form,
            coarse: shape.form,
            elsewhere: [NOWHERE; 3],
            ..Atom::default()
        };
    }
    let w = &doc.words[i];
    let form = doc.f(i);
    let mut attached = u64::from(w.conj)
        | u64::from(w.def) << 1
        | u64::from(w.pron.is_some()) << 2
        | w.prep.map_or(0, |c| u64::from(c as u32)) << 3;
    let mut stem: &str = &w.stem;
    let mut class = known.get(form).or_else(|| known.get(stem));
    if class.is_none()
        && w.classes.is_empty()
        && let Some((bare, cut, found)) = known.bare(form)
    {
        stem = bare;
        attached |= cut;
        class = Some(found);
    }
    let (begins, ends, letters) = letters(stem);
    let (fine, coarse) = class.map_or((0, 0), |c| (u64::from(c.fine) + 2, u64::from(c.coarse) + 2));
    let digits = doc.is_number(i);
    Atom {
        form: if digits { 2 } else { shape.form },
        stem: if digits { 2 } else { key(stem) },
        begins,
        ends,
        letters: if digits { 0 } else { letters },
        classes: doc.classes(i).bits(),
        tag: shape.tag,
        attached,
        fine: if digits { 2000 } else { fine },
        coarse: if digits { 2000 } else { coarse },
        name: class.map_or(0, |c| u64::from(c.name)),
        phrase: 0,
        known: 0,
        place: 0,
        elsewhere: [NOWHERE; 3],
        times: 1,
    }
}

fn letters(word: &str) -> ([u64; 4], [u64; 4], u64) {
    let mut begins = [0; 4];
    let mut ends = [0; 4];
    let ats: Vec<usize> = word
        .char_indices()
        .map(|(at, _)| at)
        .chain([word.len()])
        .collect();
    let n = ats.len() - 1;
    for k in 1..=4.min(n) {
        begins[k - 1] = key(&word[..ats[k]]);
        ends[k - 1] = key(&word[ats[n - k]..]);
    }
    (begins, ends, n.min(9) as u64)
}
