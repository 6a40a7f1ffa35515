//! The mentions of one report as they are compared: what stands attached taken off, names taken apart.

use super::body::{BodyName, Pointer};
use super::names::Names;
use super::office::Office;
use super::person::PersonName;
use super::words;
use crate::doc::Doc;
use crate::lexicon::{Classes, Lexicon};
use crate::mentions::{Mention, MentionKind};
use musnad_report::Span;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// How a mention refers.
#[derive(Clone, Debug)]
pub(super) enum Sense {
    /// By a person's name.
    Person(PersonName),
    /// By the name of something else.
    Body(BodyName),
    /// By a definite noun.
    Pointer(Pointer),
    /// By an office.
    Office(Office),
    /// By a country or people, where the tables know it.
    Nation(Option<Box<str>>),
}

/// One mention, taken apart.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub mention: Mention,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its words without what stands attached before the first.
    pub name: String,
    /// Where those are written; what is attached lies outside, a swallowed alif is not counted.
    pub at: Span,
    pub sense: Sense,
}

impl Seen {
    /// The name of something that is no person.
    pub fn body(&self) -> Option<&BodyName> {
        match &self.sense {
            Sense::Body(body) => Some(body),
            _ => None,
        }
    }

    /// The name of a person.
    pub fn person(&self) -> Option<&PersonName> {
        match &self.sense {
            Sense::Person(name) => Some(name),
            _ => None,
        }
    }

    /// The office.
    pub fn office(&self) -> Option<&Office> {
        match &self.sense {
            Sense::Office(office) => Some(office),
            _ => None,
        }
    }
}

/// Takes all mentions apart, in their order.
pub(super) fn all(doc: &Doc, mentions: &[Mention]) -> Vec<Seen> {
    let whole: FxHashSet<(MentionKind, &str)> = mentions
        .iter()
        .filter_map(|m| Some((m.kind, doc.text.word(doc.text.tokens_in(m.span).next()?))))
        .collect();
    mentions.iter().map(|m| one(doc, *m, &whole)).collect()
}

/// Takes one mention apart. `whole` has the first words of all mentions, as they are written.
pub(super) fn one(doc: &Doc, mention: Mention, whole: &FxHashSet<(MentionKind, &str)>) -> Seen {
    let tokens = doc.text.tokens_in(mention.span);
    let (letters, assimilated) = match tokens.is_empty() {
        true => (0, false),
        false => attached(doc, tokens.start, mention.kind, whole),
    };
    let mut at = mention.span;
    let taken = doc.text.slice(at).chars().take(letters);
    at.start += taken.map(char::len_utf8).sum::<usize>();
    let written = doc.text.slice(at);
    let name = match assimilated {
        true => format!("ا{written}"),
        false => written.to_owned(),
    };
    let name = name
        .trim_start_matches(['"', '«', '“', '(', ' '])
        .to_owned();
    let sense = sense(doc.lexicon, mention.kind, &name);
    Seen {
        mention,
        tokens,
        name,
        at,
        sense,
    }
}

fn sense(lexicon: &Lexicon, kind: MentionKind, name: &str) -> Sense {
    let names: &Names = &lexicon.names;
    let all = words::of(name);
    match kind {
        MentionKind::Person => Sense::Person(PersonName::of(names, name)),
        MentionKind::Role => Sense::Office(Office::of(names, name)),
        MentionKind::Nationality => Sense::Nation(names.nation(&all).map(Box::from)),
        MentionKind::Organisation
        | MentionKind::Place
        | MentionKind::Facility
        | MentionKind::Document => {
            let definite =
                name.starts_with("ال") || name.starts_with("هذ") || name.starts_with("تلك");
            let known = names.alias(kind, &all).is_some() || names.country(&all).is_some();
            let pointer = (!known)
                .then(|| Pointer::of(names, kind, &all, definite))
                .flatten();
            match pointer {
                Some(pointer) => Sense::Pointer(pointer),
                None => Sense::Body(BodyName::of(names, kind, name)),
            }
        }
    }
}

/// How many letters stand attached before the first word of a mention, and whether they have swallowed the
/// alif of the article («للوزارة»).
fn attached(
    doc: &Doc,
    first: usize,
    kind: MentionKind,
    whole: &FxHashSet<(MentionKind, &str)>,
) -> (usize, bool) {
    let w = &doc.words[first];
    let folded = doc.f(first);
    let bare = |n: usize| {
        folded
            .char_indices()
            .nth(n)
            .map_or("", |(at, _)| &folded[at..])
    };
    if w.conj || w.prep.is_some() {
        let letters = usize::from(w.conj) + usize::from(w.prep.is_some());
        return (
            letters,
            w.prep == Some('ل') && bare(letters).starts_with('ل') && w.def,
        );
    }
    // What no list knows: another mention without the letter tells that it is attached («ولافروف»).
    let known_whole = doc
        .lexicon
        .classes(folded)
        .any(Classes::NAME.union(Classes::HEAD));
    if known_whole {
        return (0, false);
    }
    for (n, letters) in [(1, &['و', 'ف', 'ب', 'ل', 'ك'][..]), (2, &['و', 'ف'][..])] {
        let rest = bare(n);
        let front: Vec<char> = folded.chars().take(n).collect();
        let son = rest == "بن" && doc.is_form(first + 1, Classes::NAME.union(Classes::PLACE));
        let particles = letters.contains(&front[0])
            && front.get(1).is_none_or(|c| matches!(c, 'ب' | 'ل' | 'ك'));
        let elsewhere = rest.chars().count() >= 3 && whole.contains(&(kind, rest));
        if particles && (elsewhere || son) {
            return (n, false);
        }
    }
    (0, false)
}
