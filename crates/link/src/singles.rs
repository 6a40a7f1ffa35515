//! Whom a name of one word means: nobody for sure, unless something else speaks for one person.

use crate::evidence::Evidence;
use crate::linked::{Doubt, Reason};
use crate::nodes::Nodes;
use crate::persons::{OFFERED, Person};
use crate::sets::Sets;
use musnad_read::entities::{Likeness, Office, PersonName};
use musnad_read::lexicon::{Classes, Lexicon};
use musnad_read::mentions::MentionKind;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Evidence from which on a single name is taken for a person's: the family name and one thing more.
const ENOUGH: u32 = 2;
/// So many of a person's reports are looked at for company.
const SAMPLE: usize = 20;
/// A name in more reports than this, or in more than one of [`SHARE`], is no company: everybody is beside it.
const RARE: usize = 10;
const SHARE: usize = 200;

/// Those who have full names, and what tells them apart.
pub(crate) struct Singles<'p, 'n> {
    nodes: &'n Nodes<'n>,
    evidence: &'p Evidence,
    lexicon: &'p Lexicon,
    people: &'p [Person<'n>],
    /// People by the skeleton of the first and the last part of their names.
    by_part: FxHashMap<&'n str, Vec<usize>>,
    /// The rare names of persons and bodies of each report, as numbers in order.
    company: Vec<Vec<u32>>,
}

/// Whom a name points to.
enum Pointed {
    One(usize),
    Open(Vec<(usize, Reason)>),
}

impl<'p, 'n> Singles<'p, 'n> {
    /// Lays down who bears which names, and in whose company.
    pub fn new(
        nodes: &'n Nodes<'n>,
        evidence: &'p Evidence,
        lexicon: &'p Lexicon,
        people: &'p [Person<'n>],
    ) -> Singles<'p, 'n> {
        let mut by_part: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (k, person) in people.iter().enumerate() {
            // «بن سلمان» may be the second part of four.
            for part in &person.name.parts {
                let list = by_part.entry(&*part.skeleton).or_default();
                if list.last() != Some(&k) {
                    list.push(k);
                }
            }
        }
        Singles {
            nodes,
            evidence,
            lexicon,
            people,
            by_part,
            company: company(nodes),
        }
    }

    /// Joins the nodes of one single name: with the person whom evidence points to, else with each other where
    /// they hold one office.
    pub fn join(
        &self,
        name: &PersonName,
        members: &[usize],
        sets: &mut Sets,
        maybe: &mut Vec<Doubt>,
    ) {
        let first = name.parts.first();
        let block = first.and_then(|p| self.by_part.get(&*p.skeleton));
        let candidates: Vec<(&Person, Likeness)> = block
            .into_iter()
            .flatten()
            .map(|&k| {
                (
                    &self.people[k],
                    name.likeness(self.people[k].name, self.lexicon),
                )
            })
            .filter(|(_, likeness)| *likeness > Likeness::Apart)
            .collect();
        let mut by_office: FxHashMap<(String, Option<&str>), usize> = FxHashMap::default();
        for &i in members {
            match self.pointed(name, i, &candidates, sets) {
                Pointed::One(node) => sets.join(i, node),
                Pointed::Open(open) => {
                    let offered = open.into_iter().take(OFFERED);
                    maybe.extend(offered.map(|(node, reason)| Doubt::new(i, node, reason)));
                    for office in self.nodes.all[i].offices.iter().filter(|o| telling(o)) {
                        let key = (office.key(), office.country.as_deref());
                        sets.join(*by_office.entry(key).or_insert(i), i);
                    }
                }
            }
        }
    }

    /// Whom a single name of one report points to among those who bear it.
    fn pointed(
        &self,
        name: &PersonName,
        i: usize,
        candidates: &[(&Person, Likeness)],
        sets: &Sets,
    ) -> Pointed {
        let mut scored: BTreeMap<usize, (u32, usize)> = BTreeMap::new();
        for (person, likeness) in candidates {
            let score = self.evidence(i, person) + u32::from(*likeness == Likeness::Family);
            let node = person.members[0];
            let best = scored.entry(sets.find(node)).or_insert((0, node));
            *best = (*best).max((score, node));
        }
        let Some(best) = scored.values().map(|(s, _)| *s).max() else {
            return Pointed::Open(Vec::new());
        };
        // «خالد» is the name of many.
        let given = name.parts.iter().any(|p| {
            let c = self.lexicon.classes(&p.word);
            c.any(Classes::GIVEN) && !c.any(Classes::FAMILY)
        });
        let first: Vec<usize> = scored
            .values()
            .filter(|(s, _)| *s == best)
            .map(|(_, n)| *n)
            .collect();
        match first.as_slice() {
            [one] if best >= ENOUGH + u32::from(given) => Pointed::One(*one),
            [one] => Pointed::Open(vec![(*one, Reason::NameOnly)]),
            several => {
                let open = several.iter().map(|n| (*n, Reason::SeveralFit));
                Pointed::Open(open.collect())
            }
        }
    }

    /// How much speaks for one person beside the name.
    fn evidence(&self, i: usize, person: &Person) -> u32 {
        let node = &self.nodes.all[i];
        let mine = self.evidence.countries(self.nodes, i);
        let same_country = !mine.is_disjoint(&person.countries);
        if !mine.is_empty() && !person.countries.is_empty() && !same_country {
            return 0;
        }
        let nations = &self.nodes.reports[node.report].nations;
        let office = node
            .offices
            .iter()
            .any(|o| person.offices.contains(&o.key()));
        let spoken = person.countries.iter().any(|c| nations.contains_key(*c));
        let shared = person
            .members
            .iter()
            .take(SAMPLE)
            .map(|&m| self.shared(i, m));
        3 * u32::from(office)
            + 2 * u32::from(same_country)
            + u32::from(spoken)
            + shared.max().unwrap_or(0)
    }

    /// How many rare names stand in the reports of both, two at most.
    fn shared(&self, i: usize, j: usize) -> u32 {
        let company = |i: usize| &self.company[self.nodes.all[i].report];
        let theirs = company(j);
        let both = company(i)
            .iter()
            .filter(|name| theirs.binary_search(name).is_ok());
        both.take(2).map(|_| 1).sum()
    }
}

/// «وزير الري», «الرئيس الإيراني», but not «الخبير».
fn telling(office: &Office) -> bool {
    !office.rest.is_empty() || office.country.is_some()
}

/// The rare names of more than one word in each report.
fn company(nodes: &Nodes) -> Vec<Vec<u32>> {
    let mut numbers: FxHashMap<&str, (u32, usize)> = FxHashMap::default();
    let mut all: Vec<Vec<u32>> = vec![Vec::new(); nodes.reports.len()];
    for node in &nodes.all {
        let told = matches!(
            node.local.kind,
            MentionKind::Person | MentionKind::Organisation
        );
        if !told || !node.local.name.contains(' ') {
            continue;
        }
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        let (number, times) = numbers.entry(&node.local.name).or_insert((next, 0));
        *times += 1;
        all[node.report].push(*number);
    }
    let most = RARE.max(nodes.reports.len() / SHARE);
    let mut rare = vec![false; numbers.len()];
    for (number, times) in numbers.into_values() {
        if let Some(r) = rare.get_mut(number as usize) {
            *r = times <= most;
        }
    }
    for list in &mut all {
        list.retain(|n| rare.get(*n as usize).is_some_and(|r| *r));
        list.sort_unstable();
        list.dedup();
    }
    all
}
