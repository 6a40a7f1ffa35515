//! The entities of all reports.

use crate::correction::Corrected;
use crate::nodes::Nodes;
use crate::reported::Local;
use crate::sets::Sets;
use jiff::civil::Date;
use musnad_read::mentions::MentionKind;
use musnad_report::Span;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// All entities, and what was left open.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Linked {
    /// By their ids.
    pub entities: Vec<Global>,
    /// Pairs that may be one, each once.
    pub maybe: Vec<Maybe>,
    /// Corrections, as indices, of which a mention was not found.
    pub open: Vec<usize>,
}

/// Somebody or something that reports speak of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Global {
    /// That of its earliest member. As long as an entity has a member, the id of that leads to it: so an id that it
    /// had before an earlier report came is never lost (law 4).
    pub id: String,
    /// What it is; `Role` is somebody of whom no report tells more than the office.
    pub kind: MentionKind,
    /// What it is called: the full name that most reports have, or what people called it.
    pub name: String,
    /// All forms of its name, with how often they stand.
    pub aliases: BTreeMap<String, u32>,
    /// Its offices, with the days of the reports that tell them.
    pub roles: Vec<RoleOverTime>,
    /// ISO 3166 code of the country that it is or belongs to, where most reports agree.
    pub country: Option<String>,
    /// The place that it was found to be.
    pub place: Option<String>,
    /// By day, then by report.
    pub members: Vec<Member>,
}

/// The entity of one report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Member {
    /// The day of publication; unknown ones come last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// The report's id.
    pub report: String,
    /// The number of the entity in its report.
    pub entity: usize,
    /// Where its fullest name is written.
    pub at: Span,
    /// Its own id: 16 hexadecimal digits of a hash of its report, kind and span.
    pub id: String,
}

/// An office and when it was told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RoleOverTime {
    /// Its words.
    pub words: String,
    /// The day of the first report that tells it.
    pub first: Option<Date>,
    /// The day of the last one.
    pub last: Option<Date>,
    /// How many reports do.
    pub reports: usize,
}

/// Why two entities may be one, or why they were not made one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The same name, but offices of different countries.
    OtherOffice,
    /// A short name that several bear.
    SeveralFit,
    /// A short name, and nothing else that speaks for it.
    NameOnly,
}

/// Two entities that may be one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Maybe {
    /// The id of the one, the smaller.
    pub a: String,
    /// The id of the other.
    pub b: String,
    /// Why it is left open.
    pub reasons: BTreeSet<Reason>,
}

/// A doubt while grouping: two nodes and why.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Doubt {
    a: usize,
    b: usize,
    reason: Reason,
}

impl Doubt {
    pub fn new(a: usize, b: usize, reason: Reason) -> Doubt {
        Doubt { a, b, reason }
    }
}

/// Makes entities of the sets.
pub(crate) fn build(nodes: &Nodes, sets: &Sets, doubts: &[Doubt], corrected: Corrected) -> Linked {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, set) in corrected.of.iter().enumerate() {
        members.entry(*set).or_default().push(i);
    }
    let mut ids: BTreeMap<usize, String> = BTreeMap::new();
    let mut entities: Vec<Global> = Vec::with_capacity(members.len());
    let firsts = first_of_reports(nodes);
    for (set, list) in &members {
        let entity = global(nodes, list, &firsts, corrected.names.get(set));
        ids.insert(*set, entity.id.clone());
        entities.push(entity);
    }
    entities.sort_by(|a, b| a.id.cmp(&b.id));
    let mut maybe: BTreeMap<(String, String), BTreeSet<Reason>> = BTreeMap::new();
    for doubt in doubts {
        let (a, b) = (corrected.of[doubt.a], corrected.of[doubt.b]);
        if a == b || sets.find(doubt.a) == sets.find(doubt.b) {
            continue;
        }
        let (a, b) = (ids[&a].clone(), ids[&b].clone());
        let pair = if a < b { (a, b) } else { (b, a) };
        maybe.entry(pair).or_default().insert(doubt.reason);
    }
    Linked {
        entities,
        maybe: maybe
            .into_iter()
            .map(|((a, b), reasons)| Maybe { a, b, reasons })
            .collect(),
        open: corrected.open,
    }
}

/// The first node of every report.
fn first_of_reports(nodes: &Nodes) -> Vec<usize> {
    let mut firsts = vec![0; nodes.reports.len()];
    for (i, node) in nodes.all.iter().enumerate().rev() {
        firsts[node.report] = i;
    }
    firsts
}

fn global(nodes: &Nodes, list: &[usize], firsts: &[usize], named: Option<&String>) -> Global {
    let mut members: Vec<Member> = list
        .iter()
        .map(|&i| {
            let node = &nodes.all[i];
            let report = &nodes.reports[node.report].report;
            Member {
                published: nodes.published(i),
                report: report.clone(),
                id: id(report, node.local),
                entity: i - firsts[node.report],
                at: node.local.at,
            }
        })
        .collect();
    members.sort_by(|a, b| (a.published.is_none(), a).cmp(&(b.published.is_none(), b)));
    let mut aliases: BTreeMap<String, u32> = BTreeMap::new();
    let mut countries: BTreeMap<&str, u32> = BTreeMap::new();
    for &i in list {
        let local = nodes.all[i].local;
        for (form, n) in &local.forms {
            *aliases.entry(form.clone()).or_default() += n;
        }
        if let Some(country) = &local.country {
            *countries.entry(country).or_default() += 1;
        }
    }
    let kind = kind(nodes, list);
    Global {
        id: members[0].id.clone(),
        kind,
        name: named.cloned().unwrap_or_else(|| name(nodes, list, kind)),
        aliases,
        roles: roles(nodes, list),
        country: countries
            .into_iter()
            .max_by_key(|(c, n)| (*n, std::cmp::Reverse(*c)))
            .map(|(c, _)| c.to_owned()),
        place: list.iter().find_map(|&i| nodes.all[i].local.place.clone()),
        members,
    }
}

/// A holder with a name is a person, not an office.
fn kind(nodes: &Nodes, list: &[usize]) -> MentionKind {
    let kinds = || list.iter().map(|&i| nodes.all[i].local.kind);
    kinds()
        .find(|k| *k != MentionKind::Role)
        .unwrap_or(MentionKind::Role)
}

fn id(report: &str, local: &Local) -> String {
    let mut hash = Sha256::new();
    hash.update(report.as_bytes());
    hash.update([0, local.kind as u8]);
    hash.update(local.at.start.to_le_bytes());
    hash.update(local.at.end.to_le_bytes());
    hash.finalize()
        .iter()
        .take(8)
        .map(|b| format!("{b:02x}"))
        .collect()
}

/// The name that most reports give as the fullest; of a person a full one before a short one.
fn name(nodes: &Nodes, list: &[usize], kind: MentionKind) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let named = list
        .iter()
        .map(|&i| nodes.all[i].local)
        .filter(|l| l.kind == kind);
    for local in named.clone().filter(|l| !l.forms.is_empty()) {
        *counts.entry(&local.name).or_default() += 1;
    }
    if counts.is_empty() {
        counts.extend(named.map(|l| (l.name.as_str(), 1)));
    }
    let words = |name: &str| name.split_whitespace().count();
    let rank = |(name, n): &(&str, usize)| {
        (
            kind == MentionKind::Person && words(name) > 1,
            *n,
            words(name),
            std::cmp::Reverse((*name).to_owned()),
        )
    };
    let best = counts.into_iter().max_by_key(rank);
    best.map_or_else(String::new, |(name, _)| name.to_owned())
}

fn roles(nodes: &Nodes, list: &[usize]) -> Vec<RoleOverTime> {
    let mut told: BTreeMap<&str, (BTreeSet<usize>, Vec<Option<Date>>)> = BTreeMap::new();
    for &i in list {
        for role in &nodes.all[i].local.roles {
            let (reports, days) = told.entry(&role.words).or_default();
            reports.insert(nodes.all[i].report);
            days.push(nodes.published(i));
        }
    }
    let over_time =
        |(words, (reports, days)): (&str, (BTreeSet<usize>, Vec<Option<Date>>))| RoleOverTime {
            words: words.to_owned(),
            first: days.iter().flatten().min().copied(),
            last: days.iter().flatten().max().copied(),
            reports: reports.len(),
        };
    let mut roles: Vec<RoleOverTime> = told.into_iter().map(over_time).collect();
    roles.sort_by(|a, b| {
        (a.first.is_none(), a.first, a.last, &a.words).cmp(&(
            b.first.is_none(),
            b.first,
            b.last,
            &b.words,
        ))
    });
    roles
}
