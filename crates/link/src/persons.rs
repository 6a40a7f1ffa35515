//! Which persons of several reports are one.
//!
//! Equal full names are one person unless their offices contradict each other; a shortened or otherwise spelt
//! name joins the one person whom it fits; a single word joins only with evidence.

use crate::evidence::Evidence;
use crate::linked::{Doubt, Reason};
use crate::nodes::Nodes;
use crate::sets::Sets;
use crate::singles::Singles;
use musnad_read::entities::{Likeness, Office, PersonName};
use musnad_read::lexicon::Lexicon;
use musnad_read::mentions::MentionKind;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// A block with more names than this brings together too much to tell anything.
const BLOCK: usize = 400;
/// So many candidates are offered for one name at most.
pub(crate) const OFFERED: usize = 3;

/// Groups the persons.
pub(crate) fn group(
    nodes: &Nodes,
    evidence: &Evidence,
    lexicon: &Lexicon,
    sets: &mut Sets,
    maybe: &mut Vec<Doubt>,
) {
    let mut by_name: BTreeMap<&PersonName, Vec<usize>> = BTreeMap::new();
    for i in nodes.of_kind(MentionKind::Person) {
        let name = &nodes.all[i].person;
        if !name.parts.is_empty() {
            by_name.entry(name).or_default().push(i);
        }
    }
    let mut people = People {
        nodes,
        evidence,
        lexicon,
        all: Vec::new(),
    };
    for (name, members) in by_name.iter().filter(|(n, _)| n.is_full()) {
        people.homonyms(name, members, sets, maybe);
    }
    people.full_names(sets, maybe);
    let singles = Singles::new(nodes, evidence, lexicon, &people.all);
    for (name, members) in by_name.iter().filter(|(n, _)| !n.is_full()) {
        singles.join(name, members, sets, maybe);
    }
}

/// Nodes of one full name that are one person.
pub(crate) struct Person<'n> {
    pub name: &'n PersonName,
    pub members: Vec<usize>,
    /// The countries of its offices.
    pub countries: BTreeSet<&'n str>,
    /// Its offices.
    pub offices: BTreeSet<String>,
}

struct People<'n, 'e> {
    nodes: &'n Nodes<'n>,
    evidence: &'e Evidence,
    lexicon: &'e Lexicon,
    all: Vec<Person<'n>>,
}

impl<'n> People<'n, '_> {
    /// The nodes of one full name: one person, or several whose offices contradict each other.
    fn homonyms(
        &mut self,
        name: &'n PersonName,
        members: &[usize],
        sets: &mut Sets,
        maybe: &mut Vec<Doubt>,
    ) {
        let first = self.all.len();
        let mut silent = Vec::new();
        for &i in members {
            let person = self.person(name, i);
            if person.offices.is_empty() {
                silent.push(i);
                continue;
            }
            match self.all[first..]
                .iter()
                .position(|p| !contradict(p, &person))
            {
                Some(k) => self.all[first + k].take(person),
                None => self.all.push(person),
            }
        }
        if self.all.len() == first {
            let Some(&i) = silent.first() else { return };
            let person = self.person(name, i);
            self.all.push(person);
        }
        // Who has no office is the one of whom most reports tell.
        let most = (first..self.all.len())
            .max_by_key(|&k| (self.all[k].members.len(), std::cmp::Reverse(k)));
        for i in silent {
            let person = self.person(name, i);
            if let Some(k) = most {
                self.all[k].take(person);
            }
        }
        for person in &self.all[first..] {
            for &m in &person.members {
                sets.join(person.members[0], m);
            }
        }
        for k in first + 1..self.all.len() {
            let (a, b) = (self.all[first].members[0], self.all[k].members[0]);
            maybe.push(Doubt::new(a, b, Reason::OtherOffice));
        }
    }

    fn person(&self, name: &'n PersonName, i: usize) -> Person<'n> {
        Person {
            name,
            members: vec![i],
            countries: self.evidence.countries(self.nodes, i),
            offices: self.nodes.all[i].offices.iter().map(Office::key).collect(),
        }
    }

    /// Joins full names that are shortened or spelt otherwise.
    fn full_names(&self, sets: &mut Sets, maybe: &mut Vec<Doubt>) {
        let mut fits: BTreeMap<usize, Vec<(usize, Likeness)>> = BTreeMap::new();
        for (a, b) in self.pairs() {
            let likeness = self.all[a].name.likeness(self.all[b].name, self.lexicon);
            if likeness < Likeness::Shortened
                || likeness == Likeness::Equal
                || self.begins_only(a, b, likeness)
            {
                continue;
            }
            let short = if self.all[a].name.parts.len() <= self.all[b].name.parts.len() {
                a
            } else {
                b
            };
            fits.entry(short)
                .or_default()
                .push((a + b - short, likeness));
        }
        for (a, candidates) in fits {
            let person = &self.all[a];
            let open: Vec<usize> = candidates
                .iter()
                .filter(|(b, _)| !contradict(person, &self.all[*b]))
                .map(|(b, _)| *b)
                .collect();
            for (b, _) in candidates.iter().filter(|(b, _)| !open.contains(b)) {
                maybe.push(Doubt::new(
                    person.members[0],
                    self.all[*b].members[0],
                    Reason::OtherOffice,
                ));
            }
            let Some(first) = open.first().map(|&b| sets.find(self.all[b].members[0])) else {
                continue;
            };
            let one = open.iter().all(|&b| {
                let other = sets.find(self.all[b].members[0]);
                other == first
                    || self.all[b]
                        .name
                        .likeness(self.all[open[0]].name, self.lexicon)
                        >= Likeness::Shortened
            });
            if one {
                sets.join(person.members[0], first);
            } else {
                for &b in open.iter().take(OFFERED) {
                    maybe.push(Doubt::new(
                        person.members[0],
                        self.all[b].members[0],
                        Reason::SeveralFit,
                    ));
                }
            }
        }
    }

    /// «محمد سالم» begins «محمد سالم الدهني», and many others: without an office in common it is nobody's name.
    fn begins_only(&self, a: usize, b: usize, likeness: Likeness) -> bool {
        let (a, b) = (&self.all[a], &self.all[b]);
        let short = a.name.parts.len().min(b.name.parts.len());
        let ends = a.name.parts.last().map(|p| &p.word) == b.name.parts.last().map(|p| &p.word);
        likeness == Likeness::Shortened && short == 2 && !ends && a.offices.is_disjoint(&b.offices)
    }

    /// Pairs of full names that blocking brings together, each once.
    fn pairs(&self) -> BTreeSet<(usize, usize)> {
        let mut blocks: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (k, person) in self.all.iter().enumerate() {
            for key in Self::blocking(person.name) {
                let block = blocks.entry(key).or_default();
                if block.last() != Some(&k) {
                    block.push(k);
                }
            }
        }
        let mut pairs = BTreeSet::new();
        for block in blocks.values().filter(|b| b.len() <= BLOCK) {
            for (n, &b) in block.iter().enumerate() {
                pairs.extend(block[..n].iter().map(|&a| (a, b)));
            }
        }
        pairs
    }

    /// What names that may be one have in common: all parts in any order, the first two, any part and the last, all
    /// consonants; of two parts either, and the first letter of the other, which may be spelt quite differently.
    fn blocking(name: &PersonName) -> Vec<String> {
        let parts: Vec<&str> = name.parts.iter().map(|p| &*p.skeleton).collect();
        let mut sorted = parts.clone();
        sorted.sort_unstable();
        let mut keys = vec![
            format!("s {}", sorted.join(" ")),
            format!("c {}", name.consonants()),
        ];
        if let [first, second, ..] = parts.as_slice() {
            keys.push(format!("f {first} {second}"));
        }
        if let [before @ .., last] = parts.as_slice() {
            keys.extend(before.iter().map(|part| format!("l {part} {last}")));
        }
        if let [first, last] = parts.as_slice() {
            let letter = |part: &str| part.chars().next().unwrap_or_default();
            keys.push(format!("a {first} {}", letter(last)));
            keys.push(format!("z {} {last}", letter(first)));
        }
        keys
    }
}

impl<'n> Person<'n> {
    fn take(&mut self, other: Person<'n>) {
        self.members.extend(other.members);
        self.countries.extend(other.countries);
        self.offices.extend(other.offices);
    }
}

/// Whether two persons of one name hold offices of different countries and none that is the same.
fn contradict(a: &Person, b: &Person) -> bool {
    let told = !a.countries.is_empty() && !b.countries.is_empty();
    told && a.countries.is_disjoint(&b.countries) && a.offices.is_disjoint(&b.offices)
}
