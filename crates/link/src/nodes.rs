//! All entities of all reports, in an order of their own, with their names taken apart once.

use crate::reported::{Local, Reported};
use jiff::civil::Date;
use musnad_read::entities::{BodyName, Office, PersonName};
use musnad_read::lexicon::Lexicon;
use musnad_read::mentions::MentionKind;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// One entity of one report.
#[derive(Debug)]
pub(crate) struct Node<'r> {
    /// Its report, as an index into [`Nodes::reports`].
    pub report: usize,
    /// As the report has it.
    pub local: &'r Local,
    /// The person's name; empty for what is no person.
    pub person: PersonName,
    /// The names of what is no person, the fullest first.
    pub bodies: Vec<BodyName>,
    /// Its offices.
    pub offices: Vec<Office>,
}

/// All of them, by report id, then by their place in the report.
#[derive(Debug)]
pub(crate) struct Nodes<'r> {
    /// The reports, by id.
    pub reports: Vec<&'r Reported>,
    /// The entities.
    pub all: Vec<Node<'r>>,
}

impl<'r> Nodes<'r> {
    /// Puts the entities in order and takes their names apart.
    pub fn new(reports: &'r [Reported], lexicon: &Lexicon) -> Nodes<'r> {
        let mut sorted: Vec<&Reported> = reports.iter().collect();
        sorted.sort_by(|a, b| a.report.cmp(&b.report));
        sorted.dedup_by(|a, b| a.report == b.report);
        let mut parser = Parser {
            lexicon,
            bodies: FxHashMap::default(),
        };
        let mut all = Vec::new();
        for (r, report) in sorted.iter().enumerate() {
            for local in &report.entities {
                all.push(parser.node(r, local));
            }
        }
        Nodes {
            reports: sorted,
            all,
        }
    }

    /// The day of a node's report.
    pub fn published(&self, node: usize) -> Option<Date> {
        self.reports[self.all[node].report].published
    }

    /// The nodes of a kind.
    pub fn of_kind(&self, kind: MentionKind) -> impl Iterator<Item = usize> + '_ {
        (0..self.all.len()).filter(move |&i| self.all[i].local.kind == kind)
    }
}

/// Takes names apart, each once.
struct Parser<'l> {
    lexicon: &'l Lexicon,
    bodies: FxHashMap<(MentionKind, String), BodyName>,
}

impl Parser<'_> {
    fn node<'r>(&mut self, report: usize, local: &'r Local) -> Node<'r> {
        let names = &self.lexicon.names;
        let offices = local
            .roles
            .iter()
            .map(|r| Office::of(names, &r.words))
            .collect();
        let person = match local.kind {
            MentionKind::Person => PersonName::of(names, &local.name),
            _ => PersonName::default(),
        };
        let bodies = match local.kind {
            MentionKind::Person | MentionKind::Role | MentionKind::Nationality => Vec::new(),
            kind => self.bodies(kind, local),
        };
        Node {
            report,
            local,
            person,
            bodies,
            offices,
        }
    }

    fn bodies(&mut self, kind: MentionKind, local: &Local) -> Vec<BodyName> {
        let mut forms: BTreeSet<&str> = local.forms.keys().map(String::as_str).collect();
        forms.remove(local.name.as_str());
        let fullest = std::iter::once(local.name.as_str());
        fullest
            .chain(forms)
            .map(|form| {
                let key = (kind, form.to_owned());
                let names = &self.lexicon.names;
                let made = self
                    .bodies
                    .entry(key)
                    .or_insert_with_key(|(k, f)| BodyName::of(names, *k, f));
                made.clone()
            })
            .collect()
    }
}
