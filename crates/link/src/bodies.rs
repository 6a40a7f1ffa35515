//! Which bodies, places, facilities and documents of several reports are one.

use crate::evidence::Evidence;
use crate::nodes::Nodes;
use crate::sets::Sets;
use musnad_read::entities::{BodyName, words};
use musnad_read::lexicon::Lexicon;
use musnad_read::mentions::MentionKind;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The name of something of which there are many has at least so many words if reports are to mean the same by it.
const COMMON_WORDS: usize = 4;

/// One name in so many may have been found to be another place than all others of it.
const SLIP: usize = 20;

/// A name of so many words may be another one with words left out.
const LONG: usize = 3;
/// A block with more names than this brings together too much to tell anything.
const BLOCK: usize = 200;

/// Groups everything that is no person.
pub(crate) fn group(nodes: &Nodes, evidence: &Evidence, lexicon: &Lexicon, sets: &mut Sets) {
    for kind in [
        MentionKind::Organisation,
        MentionKind::Place,
        MentionKind::Facility,
        MentionKind::Document,
    ] {
        let named = Named::gather(nodes, evidence, kind, sets);
        named.completed(sets);
        named.headless(lexicon, sets);
        named.spelt_otherwise(lexicon, sets);
        named.shortened(lexicon, sets);
    }
}

/// The first node of a name, the name, and the country that its report is about.
type Entry<'n> = (usize, &'n BodyName, Option<String>);

/// The names of one kind, each with the first node that bears it.
struct Named<'n> {
    kind: MentionKind,
    by_key: BTreeMap<String, Entry<'n>>,
    /// The places that nodes of a name were found to be: the id, the first node of each, and how many there are.
    placed: BTreeMap<String, BTreeMap<&'n str, (usize, usize)>>,
    /// The first node of each key that only points to who has the name: «المملكة» is spelt alike wherever it stands,
    /// and means another kingdom in another report.
    pointing: BTreeMap<String, usize>,
}

impl<'n> Named<'n> {
    /// Joins the nodes of one key.
    fn gather(
        nodes: &'n Nodes,
        evidence: &Evidence,
        kind: MentionKind,
        sets: &mut Sets,
    ) -> Named<'n> {
        let mut named = Named {
            kind,
            by_key: BTreeMap::new(),
            placed: BTreeMap::new(),
            pointing: BTreeMap::new(),
        };
        for i in nodes.of_kind(kind) {
            named.add(nodes, evidence, i, sets);
        }
        named.unplaced(sets);
        named
    }

    fn add(&mut self, nodes: &'n Nodes, evidence: &Evidence, i: usize, sets: &mut Sets) {
        let node = &nodes.all[i];
        let home = evidence.home(nodes, i).map(str::to_owned);
        for (n, body) in node.bodies.iter().enumerate() {
            // A short form tells no more than the fullest unless a table knows it.
            if n > 0 && !body.known {
                continue;
            }
            let unnamed = node.local.forms.is_empty();
            let told = node.local.country.as_deref().filter(|_| unnamed);
            let Some(key) = key(body, told.or(home.as_deref()), unnamed) else {
                continue;
            };
            let first = match &node.local.place {
                _ if unnamed => *self.pointing.entry(key).or_insert(i),
                Some(place) => {
                    let places = self.placed.entry(key).or_default();
                    let (first, count) = places.entry(place).or_insert((i, 0));
                    *count += 1;
                    *first
                }
                None => self.by_key.entry(key).or_insert((i, body, home.clone())).0,
            };
            sets.join(first, i);
        }
    }

    /// Nodes of one place are one under all its names; a name that was found to be one place only is that place
    /// wherever it was not looked for; and what points to a name is who has it.
    fn unplaced(&self, sets: &mut Sets) {
        let mut of_place: BTreeMap<&str, usize> = BTreeMap::new();
        for (place, (node, _)) in self.placed.values().flatten() {
            sets.join(*of_place.entry(place).or_insert(*node), *node);
        }
        for (key, (node, ..)) in &self.by_key {
            if let Some(placed) = self.place_of(key) {
                sets.join(placed, *node);
            }
        }
        for (key, node) in &self.pointing {
            let named = || self.by_key.get(key).map(|(node, ..)| *node);
            if let Some(other) = self.place_of(key).or_else(named) {
                sets.join(*node, other);
            }
        }
    }

    /// A node of the place that a name is wherever it was looked for, but for a slip: of one in [`SLIP`] nodes.
    fn place_of(&self, key: &str) -> Option<usize> {
        let places = self.placed.get(key)?;
        let all: usize = places.values().map(|(_, count)| count).sum();
        let (node, count) = places.values().max_by_key(|(_, count)| count)?;
        (places.len() == 1 || (all - count) * SLIP <= all).then_some(*node)
    }

    /// «البنك المركزي» in a report about Tunisia is «البنك المركزي التونسي», where some report has that.
    fn completed(&self, sets: &mut Sets) {
        for (node, body, home) in self.by_key.values() {
            let Some(home) = home else { continue };
            let told = body.core.iter().any(|w| w.starts_with('#'));
            if body.known || body.state || told || body.country.is_some() {
                continue;
            }
            for full in [
                format!("{} #{home}", body.key()),
                format!("{}@{home}", body.key()),
            ] {
                if let Some((other, ..)) = self.by_key.get(&full) {
                    sets.join(*node, *other);
                }
            }
        }
    }

    /// «الخارجية الأمريكية» is «وزارة الخارجية الأمريكية», where one body only has that name.
    fn headless(&self, lexicon: &Lexicon, sets: &mut Sets) {
        if self.kind != MentionKind::Organisation {
            return;
        }
        let names = &lexicon.names;
        let mut behind: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (node, body, _) in self.by_key.values() {
            if body.words.len() >= 2 && names.head(self.kind, &body.words[0]).is_some() {
                behind
                    .entry(words::joined(&body.words[1..]))
                    .or_default()
                    .push(*node);
            }
        }
        for (node, body, _) in self.by_key.values() {
            let headless = body.words.len() >= 2 && names.head(self.kind, &body.words[0]).is_none();
            let Some(others) = behind.get(&words::joined(&body.words)).filter(|_| headless) else {
                continue;
            };
            let first = sets.find(others[0]);
            if others.iter().all(|&o| sets.find(o) == first) {
                sets.join(*node, others[0]);
            }
        }
    }

    /// «بيترسبورغ», «بطرسبرج»: names that meet in their skeletons or consonants.
    fn spelt_otherwise(&self, lexicon: &Lexicon, sets: &mut Sets) {
        let names = &lexicon.names;
        let mut blocks: FxHashMap<String, Vec<&Entry>> = FxHashMap::default();
        for entry @ (node, body, _) in self.by_key.values() {
            let skeleton = body
                .words
                .iter()
                .map(|w| names.skeleton(words::unattached(w)));
            let consonants = skeleton.map(|w| w.replace(['ا', 'و', 'ي'], ""));
            let block = blocks
                .entry(consonants.collect::<Vec<_>>().join(" "))
                .or_default();
            for other in block.iter() {
                if body.same_name(other.1, names) && country(entry) == country(other) {
                    sets.join(*node, other.0);
                }
            }
            block.push(entry);
        }
    }

    /// «نقابة عمال الموانئ» is «النقابة العامة لعمال الموانئ», «وزارة الفلاحة» «وزارة الفلاحة والموارد المائية», where one only
    /// has such a name.
    fn shortened(&self, lexicon: &Lexicon, sets: &mut Sets) {
        if self.kind != MentionKind::Organisation {
            return;
        }
        let mut blocks: FxHashMap<String, Vec<&Entry>> = FxHashMap::default();
        let long = |b: &&BodyName| {
            b.core.len() >= 2 && !b.known && b.words.len() >= LONG - usize::from(b.state)
        };
        for entry in self.by_key.values().filter(|(_, b, _)| long(b)) {
            let (_, body, _) = entry;
            let anchor = if body.state { 1 } else { body.core.len() - 1 };
            let key = format!(
                "{} {}",
                body.words[0],
                words::unattached(&body.core[anchor])
            );
            blocks.entry(key).or_default().push(entry);
        }
        let mut keys: Vec<&String> = blocks.keys().collect();
        keys.sort();
        for block in keys
            .into_iter()
            .map(|k| &blocks[k])
            .filter(|b| b.len() <= BLOCK)
        {
            for entry in block {
                let (node, body, _) = entry;
                let longer: Vec<usize> = block
                    .iter()
                    .filter(|(other, theirs, _)| {
                        other != node && body.shortens(theirs, &lexicon.names)
                    })
                    .filter(|other| country(entry) == country(other))
                    .map(|(other, ..)| *other)
                    .collect();
                if let Some(&first) = longer.first()
                    && longer.iter().all(|&o| sets.find(o) == sets.find(first))
                {
                    sets.join(*node, first);
                }
            }
        }
    }
}

/// The country that a name belongs to: that of its words, of a body of every state the one that the report is about.
/// «الحكومة» of one report is not that of another for being spelt alike.
fn country<'e>((_, body, home): &'e Entry) -> Option<&'e str> {
    let home = home.as_deref().filter(|_| body.state);
    body.country.as_deref().or(home)
}

/// What is equal for one entity in all reports; `None` for a name that every report has of its own.
fn key(body: &BodyName, home: Option<&str>, unnamed: bool) -> Option<String> {
    let key = body.key();
    if body.state {
        let country = body.country.as_deref().or(home);
        let telling = body.sole || body.core.len() > 1;
        return telling
            .then(|| Some(format!("{key}@{}", country?)))
            .flatten();
    }
    if unnamed {
        // «البلاد» is the country that the report is about, «التنظيم» nobody knows.
        return match &*body.group {
            "country" => home.map(|h| format!("#{h}")),
            "capital" => home.map(|h| format!("capital:{h}")),
            _ => None,
        };
    }
    let telling = body.known
        || match body.kind {
            _ if body.common => body.core.len() >= COMMON_WORDS,
            _ => body.words.len() >= 2 || body.group.is_empty(),
        };
    let country = body
        .country
        .as_deref()
        .map_or(String::new(), |c| format!("@{c}"));
    telling.then(|| key + &country)
}
