//! How right are entities? Counted by B³ (Bagga and Baldwin 1998), within reports and across them.
//!
//! ```text
//! gold mentions ──Entities::gather──▶ entities of a report ──link::clusters──▶ entities of all
//!       └──────────────── keys ──────────▶ b_cubed ◀──────────────────────────────┘
//! ```

pub mod b_cubed;
pub mod gold;

use crate::entities::b_cubed::{BCubed, b_cubed};
use crate::entities::gold::{GoldMention, GoldReport};
use crate::layer::Reached;
use musnad_link::Reported;
use musnad_read::Engine;
use musnad_read::doc::Doc;
use musnad_read::entities::Entities;
use musnad_read::mentions::{Mention, MentionKind};
use rustc_hash::FxHashMap;

/// A report with what the engine made of its gold mentions.
#[derive(Debug)]
pub struct Grouped<'g> {
    /// The report.
    pub gold: &'g GoldReport,
    /// Its entities; mentions have the numbers that they have in `gold`.
    pub entities: Entities,
}

/// Groups the gold mentions of every report, spans and types given.
pub fn group<'g>(engine: &Engine, reports: &'g [GoldReport]) -> Vec<Grouped<'g>> {
    let lexicon = &engine.language().lexicon;
    let one = |gold: &'g GoldReport| {
        let mentions: Vec<Mention> = gold.mentions.iter().map(|m| m.mention).collect();
        let doc = Doc::new(&gold.text, lexicon);
        Grouped {
            entities: Entities::gather(&doc, &mentions),
            gold,
        }
    };
    reports.iter().map(one).collect()
}

/// Groups the entities of all reports; gives for each report the cluster of each of its entities.
pub fn link(engine: &Engine, reports: &[Grouped]) -> Vec<Vec<String>> {
    let lexicon = &engine.language().lexicon;
    let reported: Vec<Reported> = reports
        .iter()
        .map(|r| {
            let (id, outlet) = (r.gold.id.clone(), r.gold.outlet.clone());
            Reported::of(
                id,
                r.gold.published,
                outlet,
                &r.gold.text,
                &r.entities,
                &lexicon.names,
            )
        })
        .collect();
    let number: FxHashMap<&str, usize> = reports
        .iter()
        .enumerate()
        .map(|(n, r)| (&*r.gold.id, n))
        .collect();
    let mut clusters: Vec<Vec<String>> = reports
        .iter()
        .map(|r| vec![String::new(); r.entities.entities.len()])
        .collect();
    for global in musnad_link::link(&reported, lexicon, &[]).entities {
        for member in &global.members {
            if let Some(&report) = number.get(&*member.report) {
                clusters[report][member.entity].clone_from(&global.id);
            }
        }
    }
    clusters
}

/// Whether a mention is scored: it has a key, and is no nationality.
pub fn scored(m: &GoldMention) -> bool {
    m.key.is_some() && m.mention.kind != MentionKind::Nationality
}

/// Pairs of (cluster of the engine, cluster of gold), one a scored mention. `cluster` names the cluster of an
/// entity of a report.
fn pairs<'g, C>(
    reports: &'g [Grouped<'g>],
    cluster: impl Fn(usize, usize) -> C,
    within: bool,
) -> Vec<(C, (usize, &'g str))> {
    let mut out = Vec::new();
    for (r, report) in reports.iter().enumerate() {
        for (i, m) in report.gold.mentions.iter().enumerate() {
            let Some(key) = m.key.as_deref().filter(|_| scored(m)) else {
                continue;
            };
            if let Some(entity) = report.entities.of(i) {
                out.push((cluster(r, entity), (if within { r } else { 0 }, key)));
            }
        }
    }
    out
}

/// B³ of the entities of single reports, over the mentions of all.
pub fn within(reports: &[Grouped]) -> BCubed {
    b_cubed(&pairs(reports, |r, e| (r, e), true))
}

/// B³ of entities across reports; `cluster` names the cluster of an entity by its report's number and its own.
pub fn across<C: Eq + std::hash::Hash>(
    reports: &[Grouped],
    cluster: impl Fn(usize, usize) -> C,
) -> BCubed {
    b_cubed(&pairs(reports, cluster, false))
}

/// F1 of B³ within reports and across them, by their names in the floors file.
pub fn reached<C: Eq + std::hash::Hash>(
    reports: &[Grouped],
    cluster: impl Fn(usize, usize) -> C,
) -> Reached {
    let (within, across) = (within(reports), across(reports, cluster));
    [("within", within), ("across", across)]
        .map(|(name, b)| (name.to_owned(), b.f1()))
        .into()
}

/// How many were right, of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Right {
    /// Right ones.
    pub right: usize,
    /// All.
    pub all: usize,
}

impl Right {
    /// The share, 0 of nothing.
    pub fn share(self) -> f64 {
        match self.all {
            0 => 0.0,
            all => self.right as f64 / all as f64,
        }
    }
}

/// What sort of mention has to be resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// Definite nouns («الوزارة»).
    Nominals,
    /// Roles that stand beside no name of their holder («الوزير»).
    LoneRoles,
}

/// How many are in the entity whose name has their key; where gold names their entity nowhere in the report,
/// how many are in one without another's name.
pub fn resolution(reports: &[Grouped], sort: Resolved) -> Right {
    let mut count = Right::default();
    for report in reports {
        for (i, m) in report.gold.mentions.iter().enumerate() {
            let of_sort = match sort {
                Resolved::Nominals => m.nominal && m.mention.kind != MentionKind::Role,
                Resolved::LoneRoles => m.mention.kind == MentionKind::Role && lone(report.gold, i),
            };
            if of_sort && scored(m) {
                count.all += 1;
                count.right += usize::from(resolved(report, i));
            }
        }
    }
    count
}

/// Whether no name of the same key stands beside a role.
fn lone(gold: &GoldReport, role: usize) -> bool {
    /// Bytes between a title and its name, marks and other titles not counted.
    const BESIDE: usize = 6;
    let m = &gold.mentions[role];
    !gold.mentions.iter().any(|o| {
        let (a, b) = (m.mention.span, o.mention.span);
        let gap = a
            .start
            .saturating_sub(b.end)
            .max(b.start.saturating_sub(a.end));
        o.key == m.key && o.mention.kind == MentionKind::Person && gap <= BESIDE
    })
}

/// Whether a mention is with the named mentions of its key, and with no others.
pub fn resolved(report: &Grouped, i: usize) -> bool {
    let gold = &report.gold.mentions;
    let named = |&j: &usize| {
        gold.get(j)
            .is_some_and(|o| !o.nominal && o.mention.kind != MentionKind::Role && scored(o))
    };
    let Some(entity) = report.entities.of(i) else {
        return false;
    };
    let names: Vec<usize> = report.entities.entities[entity]
        .mentions
        .iter()
        .copied()
        .filter(named)
        .collect();
    let mine = |j: &usize| gold[*j].key == gold[i].key;
    let exists = (0..gold.len()).filter(named).any(|j| mine(&j));
    match exists {
        true => {
            names.iter().any(mine) && names.iter().filter(|j| mine(j)).count() * 2 > names.len()
        }
        false => names.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use musnad_report::{Span, Text};

    /// A report whose mentions are these words, looked for from left to right, with their keys.
    fn report(text: &str, marked: &[(&str, MentionKind, bool, &str)]) -> GoldReport {
        let mut at = 0;
        let mut mention = |&(words, kind, nominal, key): &(&str, MentionKind, bool, &str)| {
            let start = at + text[at..].find(words).expect("in the text");
            at = start + words.len();
            GoldMention {
                mention: Mention {
                    span: Span::new(start, at),
                    kind,
                    nominal: false,
                    confidence: 1.0,
                },
                nominal,
                key: (key != "-").then(|| key.to_owned()),
            }
        };
        GoldReport {
            id: "r".to_owned(),
            mentions: marked.iter().map(&mut mention).collect(),
            text: Text::new(text),
            published: None,
            outlet: None,
        }
    }

    #[test]
    fn nouns_and_roles_are_right_with_the_names_of_their_key() {
        use MentionKind::{Organisation, Person, Role};
        let gold = [report(
            "أعلنت هيئة الخزامى الخبر. وقال رئيسها ماهر الساري إن الهيئة راضية. وغادر الرئيس. ونفت الهيئة ذلك.",
            &[
                ("هيئة الخزامى", Organisation, false, "A"),
                ("رئيسها", Role, false, "M"),
                ("ماهر الساري", Person, false, "M"),
                ("الهيئة", Organisation, true, "A"),
                ("الرئيس", Role, false, "M"),
                ("الهيئة", Organisation, true, "B"),
            ],
        )];
        let grouped = group(&Engine::untrained(), &gold);
        let nominals = resolution(&grouped, Resolved::Nominals);
        assert_eq!((nominals.right, nominals.all), (1, 2), "the second is of B");
        let roles = resolution(&grouped, Resolved::LoneRoles);
        assert_eq!(
            (roles.right, roles.all),
            (1, 1),
            "«رئيسها» stands beside its name"
        );
        // Found {A A B} {M M M}: precision (2·2/3 + 1/3 + 3) / 6, recall 1.
        let b = within(&grouped);
        assert!(
            (b.precision - (5.0 / 3.0 + 3.0) / 6.0).abs() < 1e-9,
            "{b:?}"
        );
        assert!((b.recall - 1.0).abs() < 1e-9, "{b:?}");
        // Across reports no key is shared: the same.
        let clusters = link(&Engine::untrained(), &grouped);
        assert_eq!(across(&grouped, |r, e| clusters[r][e].as_str()), b);
        let figures = reached(&grouped, |r, e| clusters[r][e].as_str());
        assert_eq!(figures["within"], b.f1());
        assert_eq!(figures["across"], b.f1());
    }

    #[test]
    fn across_reports_a_key_is_one_and_within_them_it_is_not() {
        use MentionKind::Person;
        let gold = [
            report(
                "زار ماهر الساري المعرض.",
                &[("ماهر الساري", Person, false, "M")],
            ),
            report("غادر ماهر الساري.", &[("ماهر الساري", Person, false, "M")]),
        ];
        let grouped = group(&Engine::untrained(), &gold);
        // Each report by itself is right. Apart, each of two mentions of M has one of its two companions.
        assert_eq!(within(&grouped).recall, 1.0);
        let apart = across(&grouped, |r, e| (r, e));
        assert_eq!((apart.precision, apart.recall), (1.0, 0.5));
        assert_eq!(across(&grouped, |_, e| e).recall, 1.0);
    }
}
