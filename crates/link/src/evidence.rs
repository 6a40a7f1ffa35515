//! What surrounds a name: which country a report is about, which countries somebody is an officer of.

use crate::nodes::Nodes;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// So many times as often is much more.
const MUCH: u32 = 2;

/// What is known of the surroundings.
#[derive(Debug)]
pub(crate) struct Evidence {
    /// The country that each report is about.
    homes: Vec<Option<String>>,
}

impl Evidence {
    /// Counts countries: of a report, and of all reports of its outlet where it says too little itself.
    pub fn gather(nodes: &Nodes) -> Evidence {
        let mut outlets: FxHashMap<&str, BTreeMap<&str, u32>> = FxHashMap::default();
        for report in &nodes.reports {
            let Some(outlet) = report.outlet.as_deref() else {
                continue;
            };
            let counts = outlets.entry(outlet).or_default();
            for (code, _) in report.nations.iter().filter(|(c, _)| is_country(c)) {
                *counts.entry(code).or_default() += 1;
            }
        }
        let home_of = |outlet: &str| {
            let counts = outlets.get(outlet)?;
            // A report or two do not tell where an outlet is at home.
            const LEAST: u32 = 3;
            most(counts.iter().map(|(c, n)| (*c, *n)), LEAST)
        };
        let homes = nodes.reports.iter().map(|report| {
            const CLEARLY: u32 = 2;
            let own = report.nations.iter().filter(|(c, _)| is_country(c));
            let own = most(own.map(|(c, n)| (c.as_str(), *n)), CLEARLY);
            let home = report.outlet.as_deref().and_then(home_of);
            // Unless another country is spoken of much more, «الحكومة» is the government at home.
            let times = |c: &str| report.nations.get(c).copied().unwrap_or(0);
            let much_more = |h: &&str| own.is_none_or(|o| times(o) <= MUCH * times(h));
            home.filter(much_more).or(own).map(str::to_owned)
        });
        Evidence {
            homes: homes.collect(),
        }
    }

    /// The country that a node's report is about.
    pub fn home(&self, nodes: &Nodes, node: usize) -> Option<&str> {
        self.homes[nodes.all[node].report].as_deref()
    }

    /// The countries that the offices of a node belong to.
    pub fn countries<'n>(&self, nodes: &'n Nodes, node: usize) -> BTreeSet<&'n str> {
        let offices = &nodes.all[node].offices;
        offices
            .iter()
            .filter_map(|o| o.country.as_deref())
            .collect()
    }
}

/// Whether a key of nations is a country's code.
pub(crate) fn is_country(code: &str) -> bool {
    code.len() == 2
}

/// The most frequent, of several the first by name, if it is frequent enough.
fn most<'a>(counts: impl Iterator<Item = (&'a str, u32)>, least: u32) -> Option<&'a str> {
    let best = counts.max_by_key(|(c, n)| (*n, std::cmp::Reverse(*c)))?;
    (best.1 >= least).then_some(best.0)
}
