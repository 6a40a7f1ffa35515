//! What tells a token's label: the words around it, their letters and classes, and the places where the
//! same word stands elsewhere in the text (context aggregation, Ratinov and Roth 2009).

use super::atoms::{Atom, NOWHERE, OUTSIDE};
use crate::judge::{Features, note};
use std::ops::Range;

/// A sentence of a text, as its features are taken.
pub struct Window<'a> {
    /// All tokens of the text.
    pub atoms: &'a [Atom],
    /// The sentence.
    pub sentence: Range<usize>,
}

impl Window<'_> {
    fn at(&self, i: usize, offset: isize) -> &Atom {
        match i.checked_add_signed(offset) {
            Some(at) if self.sentence.contains(&at) => &self.atoms[at],
            _ => &OUTSIDE,
        }
    }

    /// What holds of token `i`: first what is of the word itself, then what is of the words around it, then
    /// all else; and where the first two end.
    pub fn describe(&self, i: usize, f: &mut Features) -> [usize; 2] {
        let [p2, p1, w, n1, n2] = [-2, -1, 0, 1, 2].map(|offset| self.at(i, offset));
        itself(f, [p1, w, n1]);
        let own = f.as_slice().len();
        around(f, [p2, p1, w, n1, n2]);
        let words = f.as_slice().len();
        note!(f, "bias");
        letters(f, [p1, w, n1]);
        classes(f, [p2, p1, w, n1, n2]);
        self.elsewhere(f, w);
        [own, words]
    }

    fn elsewhere(&self, f: &mut Features, w: &Atom) {
        note!(f, "times", w.times);
        for &other in w.elsewhere.iter().filter(|&&o| o != NOWHERE) {
            let other = other as usize;
            let before = other.checked_sub(1).map_or(&OUTSIDE, |k| &self.atoms[k]);
            let after = self.atoms.get(other + 1).unwrap_or(&OUTSIDE);
            note!(f, "other fine-1", before.fine);
            note!(f, "other fine+1", after.fine);
            note!(f, "other stem-1", before.stem);
            note!(f, "other classes-1", before.classes);
        }
    }
}

/// The word itself, alone and with its neighbours.
fn itself(f: &mut Features, [p1, w, n1]: [&Atom; 3]) {
    note!(f, "form", w.form);
    note!(f, "stem", w.stem);
    note!(f, "stem-1 stem", p1.stem, w.stem);
    note!(f, "stem stem+1", w.stem, n1.stem);
    note!(f, "stem attached", w.stem, w.attached);
    note!(f, "begins 4", w.begins[3]);
    note!(f, "ends 4", w.ends[3]);
}

/// The words around it.
fn around(f: &mut Features, [p2, p1, w, n1, n2]: [&Atom; 5]) {
    note!(f, "form-1", p1.form);
    note!(f, "form+1", n1.form);
    note!(f, "stem-2", p2.stem);
    note!(f, "stem-1", p1.stem);
    note!(f, "stem+1", n1.stem);
    note!(f, "stem+2", n2.stem);
    note!(f, "stem-2 stem-1", p2.stem, p1.stem);
    note!(f, "stem+1 stem+2", n1.stem, n2.stem);
    note!(f, "stem-1 coarse", p1.stem, w.coarse);
    note!(f, "coarse stem+1", w.coarse, n1.stem);
}

fn letters(f: &mut Features, [p1, w, n1]: [&Atom; 3]) {
    for k in 1..3 {
        note!(f, "begins", w.begins[k]);
        note!(f, "ends", w.ends[k]);
    }
    note!(f, "ends", w.ends[0]);
    note!(f, "ends-1", p1.ends[2]);
    note!(f, "ends+1", n1.ends[2]);
    note!(f, "ends-1 ends", p1.ends[1], w.ends[1]);
    note!(f, "ends ends+1", w.ends[1], n1.ends[1]);
    note!(f, "attached", w.attached);
    note!(f, "attached letters", w.attached, w.letters);
    note!(f, "attached+1", n1.attached);
    note!(f, "attached attached+1", w.attached, n1.attached);
    note!(f, "place", w.place);
    note!(f, "place-1", p1.place, w.place);
}

fn classes(f: &mut Features, [p2, p1, w, n1, n2]: [&Atom; 5]) {
    note!(f, "tag", w.tag);
    note!(f, "tag-1", p1.tag);
    note!(f, "tag+1", n1.tag);
    note!(f, "tag-1 tag", p1.tag, w.tag);
    note!(f, "tag tag+1", w.tag, n1.tag);
    note!(f, "tag-1 tag tag+1", p1.tag, w.tag, n1.tag);
    note!(f, "tag-2 tag-1 tag", p2.tag, p1.tag, w.tag);
    note!(f, "tag tag+1 tag+2", w.tag, n1.tag, n2.tag);
    note!(f, "classes", w.classes);
    note!(f, "classes-1", p1.classes);
    note!(f, "classes+1", n1.classes);
    each(w.classes, |bit| note!(f, "class", bit));
    each(w.classes, |bit| note!(f, "class attached", bit, w.attached));
    each(w.classes, |bit| note!(f, "class tag-1", bit, p1.tag));
    each(p1.classes, |bit| note!(f, "class-1", bit));
    each(n1.classes, |bit| note!(f, "class+1", bit));
    each(p2.classes, |bit| note!(f, "class-2", bit));
    each(n2.classes, |bit| note!(f, "class+2", bit));
    each(w.phrase >> 1, |bit| {
        note!(f, "phrase class", bit, w.phrase & 1)
    });
    each(p1.phrase >> 1, |bit| {
        note!(f, "phrase class-1", bit, p1.phrase & 1)
    });
    each(n1.phrase >> 1, |bit| {
        note!(f, "phrase class+1", bit, n1.phrase & 1)
    });
    names(f, [p1, w, n1]);
    known(f, [p1, w, n1]);
    note!(f, "classes attached", w.classes, w.attached);
    note!(f, "phrase", w.phrase);
    note!(f, "phrase-1", p1.phrase);
    note!(f, "phrase+1", n1.phrase);
    note!(f, "fine", w.fine);
    note!(f, "fine-1", p1.fine);
    note!(f, "fine-2", p2.fine);
    note!(f, "fine+1", n1.fine);
    note!(f, "fine+2", n2.fine);
    note!(f, "fine-1 fine", p1.fine, w.fine);
    note!(f, "fine fine+1", w.fine, n1.fine);
    note!(f, "coarse", w.coarse);
    note!(f, "coarse-1", p1.coarse);
    note!(f, "coarse+1", n1.coarse);
    note!(f, "coarse-1 coarse", p1.coarse, w.coarse);
    note!(f, "coarse coarse+1", w.coarse, n1.coarse);
    note!(
        f,
        "coarse-1 coarse coarse+1",
        p1.coarse,
        w.coarse,
        n1.coarse
    );
    note!(
        f,
        "coarse-2 coarse-1 coarse",
        p2.coarse,
        p1.coarse,
        w.coarse
    );
    note!(f, "ends coarse-1", w.ends[2], p1.coarse);
    note!(f, "classes-1 ends", p1.classes, w.ends[2]);
}

/// What the words mostly are in names. Where none is in any there is nothing to be said.
fn names(f: &mut Features, [p1, w, n1]: [&Atom; 3]) {
    if w.name > 0 {
        note!(f, "name", w.name);
        note!(f, "name tag", w.name, w.tag);
        note!(f, "name tag-1", w.name, p1.tag);
        note!(f, "name coarse-1", w.name, p1.coarse);
    }
    if p1.name > 0 {
        note!(f, "name-1 name", p1.name, w.name);
        note!(f, "name-1 tag", p1.name, w.tag);
    }
    if n1.name > 0 {
        note!(f, "name name+1", w.name, n1.name);
        note!(f, "tag name+1", w.tag, n1.name);
    }
}

/// Names that are known as a whole: here and beside. Where none is there is nothing to be said.
fn known(f: &mut Features, [p1, w, n1]: [&Atom; 3]) {
    if w.known > 0 {
        note!(f, "known", w.known);
        note!(f, "known tag", w.known, w.tag);
        note!(f, "known coarse", w.known, w.coarse);
        note!(f, "known coarse-1", w.known, p1.coarse);
        note!(f, "known place", w.known, w.place);
    }
    if p1.known > 0 {
        note!(f, "known-1", p1.known);
        note!(f, "known-1 known", p1.known, w.known);
        note!(f, "known-1 tag", p1.known, w.tag);
    }
    if n1.known > 0 {
        note!(f, "known+1", n1.known);
        note!(f, "known known+1", w.known, n1.known);
    }
}

/// Calls for each number of a set.
fn each(set: u64, mut call: impl FnMut(u64)) {
    let mut left = set;
    while left != 0 {
        call(u64::from(left.trailing_zeros()));
        left &= left - 1;
    }
}
