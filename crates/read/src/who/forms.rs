//! The forms that a report has of a name, found by their words.
//!
//! Everything is laid down in one pass over the mentions, so that resolving a source costs no scan
//! over the text: of many equally long forms the first is kept, of one office the nearest holder is
//! looked for within [`WINDOW`].

use crate::doc::Doc;
use crate::lexicon::Classes;
use crate::np::NounPhrase;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How many mentions around a source are looked at: more than any report has between an office and
/// its holder, so that only books read in one piece feel it.
pub(super) const WINDOW: usize = 64;

/// No full form has more words than this beyond those of the short one.
const MORE_NAME_WORDS: usize = 4;

/// A longer phrase than this is a description, no form of a name.
const LONGEST_PHRASE: usize = 8;

/// The forms, by their words.
#[derive(Default)]
pub(super) struct Forms<'d> {
    /// Runs of given names that end in this word: «عريقات» → «صائب عريقات».
    runs: FxHashMap<&'d str, Range<usize>>,
    /// Names that begin or end with these words.
    names: FxHashMap<String, Range<usize>>,
    /// Nameless phrases, by the stem of their head, each sequence of stems once.
    phrases: FxHashMap<&'d str, Phrases<'d>>,
    /// Mentions with a name, by each stem in them.
    holders: FxHashMap<&'d str, Vec<usize>>,
    /// Mentions of a body, by the words behind its first.
    bodies: FxHashMap<&'d str, usize>,
    /// Where each word stands, by its stem, from left to right.
    places: FxHashMap<&'d str, Vec<usize>>,
}

/// The phrases of one head: their stems and where the first of them stands.
#[derive(Default)]
struct Phrases<'d> {
    all: Vec<(Vec<&'d str>, Range<usize>)>,
    seen: FxHashMap<(Vec<&'d str>, usize), ()>,
}

impl<'d> Forms<'d> {
    /// Lays down all forms of `mentions`, which are in text order.
    pub(super) fn index(doc: &'d Doc, mentions: &[NounPhrase]) -> Forms<'d> {
        let mut forms = Forms::default();
        forms.index_runs(doc);
        for i in (0..doc.len()).filter(|&i| !doc.is_mark(i)) {
            forms.places.entry(&doc.words[i].stem).or_default().push(i);
        }
        for (m, np) in mentions.iter().enumerate() {
            match &np.name {
                Some(name) => {
                    forms.index_name(doc, name);
                    forms.index_holder(doc, m, np);
                }
                None => {
                    forms.index_phrase(doc, np);
                    forms.index_body(doc, m, np);
                }
            }
        }
        forms
    }

    fn index_runs(&mut self, doc: &'d Doc) {
        for end in 1..doc.len() {
            let given = (1..=3.min(end))
                .take_while(|k| before_surname(doc, end - k))
                .count();
            if given == 0 {
                continue;
            }
            let run = end - given..end + 1;
            let kept = self.runs.entry(doc.f(end)).or_insert_with(|| run.clone());
            if run.len() > kept.len() {
                *kept = run;
            }
        }
    }

    fn index_name(&mut self, doc: &'d Doc, name: &Range<usize>) {
        let words = name_words(doc, name.clone());
        let shortest = words.len().saturating_sub(MORE_NAME_WORDS).max(1);
        for n in shortest..=words.len() {
            for part in [&words[..n], &words[words.len() - n..]] {
                let kept = self
                    .names
                    .entry(part.join(" "))
                    .or_insert_with(|| name.clone());
                if name.len() > kept.len() {
                    *kept = name.clone();
                }
            }
        }
    }

    fn index_holder(&mut self, doc: &'d Doc, m: usize, np: &NounPhrase) {
        for stem in stems(doc, np.range.clone()) {
            let list = self.holders.entry(stem).or_default();
            if list.last() != Some(&m) {
                list.push(m);
            }
        }
    }

    fn index_phrase(&mut self, doc: &'d Doc, np: &NounPhrase) {
        let first = &doc.words[np.range.start];
        // «للوزارة»: the article is lost in the preposition.
        if np.range.len() > LONGEST_PHRASE || first.prep == Some('ل') && first.def {
            return;
        }
        let list = self.phrases.entry(&doc.words[np.head].stem).or_default();
        let stems = stems(doc, np.range.clone());
        let key = (stems, np.range.len());
        if !list.seen.contains_key(&key) {
            list.all.push((key.0.clone(), np.range.clone()));
            list.seen.insert(key, ());
        }
    }

    fn index_body(&mut self, doc: &'d Doc, m: usize, np: &NounPhrase) {
        if !np.classes.any(Classes::INSTITUTION) || np.range.len() > LONGEST_PHRASE {
            return;
        }
        for i in np.range.clone().skip(1).take(3) {
            if doc.words[np.head].stem != doc.words[i].stem {
                self.bodies.entry(doc.f(i)).or_insert(m);
            }
        }
    }

    /// The longest run of name words that contains this one at an end.
    pub(super) fn fullest_name(&self, doc: &Doc, name: Range<usize>) -> Range<usize> {
        let words = name_words(doc, name.clone());
        let run = (name.len() == 1).then(|| self.runs.get(words[0])).flatten();
        let listed = self.names.get(&words.join(" "));
        let mut best = name;
        for other in [run, listed].into_iter().flatten() {
            if other.len() > best.len() {
                best = other.clone();
            }
        }
        best
    }

    /// «المنظمة» → «منظمة الصحة العالمية»: the longest phrase with this head that has all its words.
    pub(super) fn fullest_phrase(&self, doc: &Doc, np: &NounPhrase) -> Range<usize> {
        let mine = stems(doc, np.range.clone());
        let mut best = np.range.clone();
        let list = self.phrases.get(&*doc.words[np.head].stem);
        for (theirs, range) in list.into_iter().flat_map(|l| l.all.iter().take(4 * WINDOW)) {
            if range.len() > best.len() && mine.iter().all(|s| theirs.contains(s)) {
                best = range.clone();
            }
        }
        best
    }

    /// The mention nearest before `np` (or else the first behind it) that names who holds its office.
    pub(super) fn holder(
        &self,
        doc: &Doc,
        mentions: &[NounPhrase],
        np: &NounPhrase,
    ) -> Option<usize> {
        let list = self.holders.get(&*doc.words[np.head].stem)?;
        let mine = stems(doc, np.range.clone());
        if mine.len() == 1 && !doc.words[np.head].def {
            return None;
        }
        let fits = |m: &&usize| {
            let theirs = stems(doc, mentions[**m].range.clone());
            mine.iter().all(|s| theirs.contains(s))
        };
        let here = list.partition_point(|&m| mentions[m].range.start < np.range.start);
        let before = list[..here].iter().rev().take(WINDOW).find(fits);
        before
            .or_else(|| list[here..].iter().take(WINDOW).find(fits))
            .copied()
    }

    /// Where the word of token `i` stands elsewhere: the `many` places nearest before it and behind it.
    pub(super) fn places(&self, doc: &Doc, i: usize, many: usize) -> impl Iterator<Item = usize> {
        let all = self.places.get(&*doc.words[i].stem);
        let all = all.map_or(&[][..], Vec::as_slice);
        let here = all.partition_point(|&at| at < i);
        let behind = all[here..].iter().skip_while(move |&&at| at == i);
        all[..here]
            .iter()
            .rev()
            .take(many)
            .chain(behind.take(many))
            .copied()
    }

    /// Mentions with a name and a head like that of `np`: the `many` nearest before it and behind it.
    pub(super) fn peers(
        &self,
        doc: &Doc,
        mentions: &[NounPhrase],
        np: &NounPhrase,
        many: usize,
    ) -> impl Iterator<Item = usize> {
        let stem = &*doc.words[np.head].stem;
        let all = self.holders.get(stem).map_or(&[][..], Vec::as_slice);
        let here = all.partition_point(|&m| mentions[m].range.start < np.range.start);
        let before = all[..here].iter().rev().take(many);
        before.chain(all[here..].iter().take(many)).copied()
    }

    /// The mention of a body one of whose further words this is.
    pub(super) fn body(&self, word: &str) -> Option<usize> {
        self.bodies.get(word).copied()
    }
}

/// Whether a word may be a given name before a surname that it does not know.
fn before_surname(doc: &Doc, i: usize) -> bool {
    let w = &doc.words[i];
    let other = Classes::HEAD.union(Classes::CLOSED).union(Classes::COMMON);
    !doc.is_mark(i)
        && !w.def
        && w.prep.is_none()
        && w.classes.any(Classes::NAME)
        && !w.classes.any(other)
}

/// The words of a name as they are compared: «ولعريقات» is «عريقات».
fn name_words<'d>(doc: &'d Doc, name: Range<usize>) -> Vec<&'d str> {
    name.map(|i| {
        let w = &doc.words[i];
        if w.conj || w.prep.is_some() {
            &*w.stem
        } else {
            doc.f(i)
        }
    })
    .collect()
}

/// The stems of a phrase, marks left out.
fn stems<'d>(doc: &'d Doc, r: Range<usize>) -> Vec<&'d str> {
    r.filter(|&i| !doc.is_mark(i))
        .map(|i| &*doc.words[i].stem)
        .collect()
}
