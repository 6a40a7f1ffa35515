//! Who is meant by an office alone: «رئيس الحكومة» of a report that does not name him.

use crate::evidence::Evidence;
use crate::nodes::Nodes;
use crate::sets::Sets;
use jiff::civil::Date;
use musnad_read::entities::Office;
use musnad_read::mentions::MentionKind;
use rustc_hash::FxHashMap;

/// So many days before or behind a report that names the holder, somebody else may hold the office.
const DAYS: i64 = 120;

/// Somebody who is told to hold an office on a day.
struct Held {
    node: usize,
    /// He has a name there.
    named: bool,
    day: Option<Date>,
}

/// Joins those of whom only the office is told with its holder, or with each other.
pub(crate) fn group(nodes: &Nodes, evidence: &Evidence, sets: &mut Sets) {
    let mut offices: FxHashMap<(String, Option<String>), Vec<Held>> = FxHashMap::default();
    for (i, node) in nodes.all.iter().enumerate() {
        let named = node.local.kind == MentionKind::Person;
        if !named && node.local.kind != MentionKind::Role {
            continue;
        }
        for office in node.offices.iter().filter(|o| is_one(o)) {
            let country = office
                .country
                .as_deref()
                .or_else(|| evidence.home(nodes, i));
            let held = offices
                .entry((office.key(), country.map(str::to_owned)))
                .or_default();
            if held.last().is_none_or(|h| h.node != i) {
                held.push(Held {
                    node: i,
                    named,
                    day: nodes.published(i),
                });
            }
        }
    }
    let mut keys: Vec<_> = offices.keys().cloned().collect();
    keys.sort();
    for key in keys {
        join(&offices[&key], sets);
    }
}

/// An office that one person holds at a time.
fn is_one(office: &Office) -> bool {
    !office.former && (!office.rest.is_empty() || office.definite && office.country.is_some())
}

/// Joins each unnamed holder with the one who is named on the nearest day.
fn join(held: &[Held], sets: &mut Sets) {
    for h in held.iter().filter(|h| !h.named) {
        let near = |o: &&Held| days(h.day, o.day).is_some_and(|d| d <= DAYS);
        let nearest = |all: &mut dyn Iterator<Item = &Held>| {
            all.filter(|o| near(o))
                .min_by_key(|o| (days(h.day, o.day), o.node))
                .map(|o| o.node)
        };
        let holder = nearest(&mut held.iter().filter(|o| o.named && o.node != h.node));
        let peer = || nearest(&mut held.iter().filter(|o| !o.named && o.node < h.node));
        if let Some(node) = holder.or_else(peer) {
            sets.join(h.node, node);
        }
    }
}

/// Days between two reports.
fn days(a: Option<Date>, b: Option<Date>) -> Option<i64> {
    let span = a?.until(b?).ok()?;
    Some(i64::from(span.get_days()).abs())
}
