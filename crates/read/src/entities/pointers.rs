//! Which entity a definite noun points to: «الوزارة», «التنظيم الإرهابي», «البلاد».

use super::body::{BodyName, COUNTRY, Pointer};
use super::groups::Groups;
use super::seen::{Seen, Sense};
use crate::doc::Doc;
use crate::lexicon::Classes;
use crate::mentions::MentionKind;
use musnad_report::Span;
use rustc_hash::FxHashMap;

/// Confidence in a noun that also heads the name.
const SAME_NOUN: f32 = 0.85;
/// Confidence in a noun for a name that tells nothing of its sort.
const ANY: f32 = 0.5;
/// Confidence in a noun of the same group.
const SAME_GROUP: f32 = 0.7;

/// Finds for every pointer what it points to, from left to right.
pub(super) fn group(doc: &Doc, seen: &[Seen], groups: &mut Groups) {
    let index = Index::new(doc, seen, groups);
    for (i, s) in seen.iter().enumerate() {
        if let Sense::Pointer(pointer) = &s.sense
            && let Some((to, sure)) = index.target_at(s.mention.span, pointer)
        {
            groups.join(i, to, sure);
        }
    }
    alone(seen, groups);
}

/// Pointers that found nothing are one by their noun: «الحكومة», twice.
fn alone(seen: &[Seen], groups: &mut Groups) {
    let mut first: FxHashMap<(MentionKind, &str, Option<&str>), usize> = FxHashMap::default();
    for (i, s) in seen.iter().enumerate() {
        if let Sense::Pointer(p) = &s.sense
            && groups.find(i) == i
        {
            let noun = (p.kind, &*p.noun, p.country.as_deref());
            let to = *first.entry(noun).or_insert(i);
            groups.join(i, to, SAME_NOUN);
        }
    }
}

/// What may be pointed to.
pub(super) struct Index<'s, 'd, 't> {
    doc: &'d Doc<'t>,
    seen: &'s [Seen],
    /// The mentions by name, in the order of the text.
    named: Vec<usize>,
    /// The groups of nouns that may point to an entity, by its group.
    nouns: FxHashMap<usize, Vec<Box<str>>>,
    /// The group of each mention when the index was made.
    of: Vec<usize>,
    /// How often the report speaks of a country, and where first, by its code.
    countries: FxHashMap<Box<str>, (usize, usize)>,
}

impl<'s, 'd, 't> Index<'s, 'd, 't> {
    /// Lays down what each entity may be called.
    pub fn new(doc: &'d Doc<'t>, seen: &'s [Seen], groups: &Groups) -> Index<'s, 'd, 't> {
        let mut index = Index {
            doc,
            seen,
            named: Vec::new(),
            nouns: FxHashMap::default(),
            of: (0..seen.len()).map(|i| groups.find(i)).collect(),
            countries: FxHashMap::default(),
        };
        for (i, s) in seen.iter().enumerate() {
            if let Some(code) = country_of(s) {
                let start = s.mention.span.start;
                let (times, first) = index.countries.entry(code).or_insert((0, start));
                *times += 1;
                *first = start.min(*first);
            }
            let Some(body) = s.body() else { continue };
            index.named.push(i);
            let nouns = index.nouns.entry(index.of[i]).or_default();
            nouns.push(body.group.clone());
            nouns.extend(listed(doc, s, body).map(Box::from));
            nouns.extend(body.words.first().map(|w| w.as_str().into()));
        }
        index.named.sort_by_key(|&i| seen[i].mention.span.start);
        index
    }

    /// The mention that a pointer means, and how sure that is.
    pub fn target_at(&self, at: Span, pointer: &Pointer) -> Option<(usize, f32)> {
        if pointer.kind == MentionKind::Place && &*pointer.head.group == COUNTRY {
            return self.country(at, pointer);
        }
        let fits = |&&c: &&usize| {
            let span = self.seen[c].mention.span;
            self.seen[c].mention.kind == pointer.kind
                && !span.overlaps(at)
                && self.may_mean(c, pointer)
        };
        let before = self
            .named
            .partition_point(|&c| self.seen[c].mention.span.start < at.start);
        let earlier = self.named[..before].iter().rev().find(fits);
        if let Some(found) = earlier.or_else(|| self.named[before..].iter().find(fits)) {
            let same_noun = self.calls(*found, &pointer.noun);
            return Some((*found, if same_noun { SAME_NOUN } else { SAME_GROUP }));
        }
        // «الشركة» of a name without a noun: the only thing that it can be.
        let plain = |&&c: &&usize| {
            let nouns = self.nouns.get(&self.of[c]);
            self.seen[c].mention.kind == pointer.kind
                && !self.seen[c].mention.span.overlaps(at)
                && pointer.head.bare
                && nouns.is_some_and(|n| n.iter().all(|n| !self.is_noun(pointer.kind, n)))
        };
        let found = self.named[..before].iter().rev().find(plain)?;
        Some((*found, ANY))
    }

    /// Whether what an entity is called tells what it is.
    fn is_noun(&self, kind: MentionKind, noun: &str) -> bool {
        let names = &self.doc.lexicon.names;
        !noun.is_empty() && (names.head(kind, noun).is_some() || names.is_group(noun))
    }

    /// The nearest mention before a span, else behind it, that names the same body of the state: «حكومة مالي» for
    /// «الحكومة».
    pub fn same_core(&self, at: Span, body: &BodyName) -> Option<usize> {
        let same = |&&c: &&usize| {
            let other = self.seen[c].body();
            other.is_some_and(|o| o.kind == body.kind && o.core == body.core)
                && !self.seen[c].mention.span.overlaps(at)
        };
        let before = self
            .named
            .partition_point(|&c| self.seen[c].mention.span.start < at.start);
        let earlier = self.named[..before].iter().rev().find(same);
        earlier
            .or_else(|| self.named[before..].iter().find(same))
            .copied()
    }

    /// Whether a pointer may mean the entity of a mention.
    fn may_mean(&self, c: usize, pointer: &Pointer) -> bool {
        let told = |code: &str| {
            let core = self.seen[c].body().map_or(&[][..], |b| &b.core);
            let codes = || core.iter().filter_map(|w| w.strip_prefix('#'));
            codes().any(|w| w == code) || codes().next().is_none()
        };
        let agree = match (&pointer.country, country_of(&self.seen[c])) {
            (Some(a), Some(b)) => *a == b,
            (Some(a), None) => told(a),
            _ => true,
        };
        agree && (self.calls(c, &pointer.noun) || self.calls(c, &pointer.head.group))
    }

    /// Whether the entity of a mention is called by this noun or group of nouns.
    pub fn calls(&self, c: usize, noun: &str) -> bool {
        let nouns = self.nouns.get(&self.of[c]);
        nouns.is_some_and(|n| n.iter().any(|n| **n == *noun))
    }

    /// The country that the report speaks of most, of several the one that comes first; «المملكة» is a kingdom.
    fn most(&self, pointer: &Pointer) -> Option<Box<str>> {
        let names = &self.doc.lexicon.names;
        let fits = |code: &str| pointer.head.general || names.is_polity(code, &pointer.noun);
        let fitting = self.countries.iter().filter(|(code, _)| fits(code));
        let best = fitting
            .max_by_key(|(code, (n, first))| (*n, std::cmp::Reverse((*first, (*code).clone()))));
        best.map(|(code, _)| code.clone())
    }

    /// «البلاد» is the country that the report speaks of most, «بلاده» the one that was told of last.
    fn country(&self, at: Span, pointer: &Pointer) -> Option<(usize, f32)> {
        let at = at.start;
        let code = match &pointer.country {
            Some(code) => code.clone(),
            // «قال الرئيس المصري إن بلاده»: the country of an officer before one that is only named.
            None if pointer.possessed => {
                let before = self.seen.iter().filter(|s| s.mention.span.end <= at);
                let told = before.filter(|s| country_of(s).is_some());
                told.max_by_key(|s| (s.office().is_some(), s.mention.span.start))
                    .and_then(country_of)?
            }
            None => self.most(pointer)?,
        };
        let is_it = |&&c: &&usize| {
            self.seen[c].mention.kind == MentionKind::Place
                && country_of(&self.seen[c]).as_deref() == Some(&*code)
        };
        let found = self.named.iter().find(is_it)?;
        Some((*found, SAME_GROUP))
    }
}

/// The country that a mention names or belongs to.
pub(super) fn country_of(seen: &Seen) -> Option<Box<str>> {
    match &seen.sense {
        Sense::Body(body) if body.kind == MentionKind::Place => {
            let code = body.core.first()?.strip_prefix('#')?;
            (body.core.len() == 1).then(|| code.into())
        }
        Sense::Body(body) => body.country.clone(),
        Sense::Office(office) => office.country.clone(),
        Sense::Nation(nation) => nation.clone().filter(|n| n.len() == 2),
        Sense::Pointer(_) | Sense::Person(_) => None,
    }
}

/// What the lexicons know a name as.
fn listed<'a>(doc: &Doc, seen: &Seen, body: &BodyName) -> impl Iterator<Item = &'a str> {
    let first = seen.tokens.start;
    let c = match body.words.len() {
        1 => doc
            .lexicon
            .classes(&body.words[0])
            .union(doc.classes(first)),
        _ => doc.classes(first),
    };
    let place = body.kind == MentionKind::Place;
    let plain = body.group.is_empty();
    let table: [(Classes, &[&str], bool); 6] = [
        (Classes::COUNTRY, &["country"], true),
        (Classes::CAPITAL, &["capital", "city"], true),
        (Classes::CITY, &["city"], true),
        (Classes::REGION, &["governorate", "region"], true),
        (Classes::OUTLET, &["newspaper", "channel", "site"], false),
        (Classes::AGENCY, &["agency"], false),
    ];
    table
        .into_iter()
        .filter(move |(class, _, of_place)| plain && *of_place == place && c.any(*class))
        .flat_map(|(_, groups, _)| groups.iter().copied())
}
