//! `cargo xtask eval entities`: B³ within reports and across them, from gold mentions.

use super::gate::Gate;
use anyhow::{Context, Result, bail};
use musnad_eval::entities::b_cubed::BCubed;
use musnad_eval::entities::gold::{self, GoldReport};
use musnad_eval::entities::{self, Grouped, Resolved};
use musnad_eval::floors::Roots;
use musnad_eval::layer::Reached;
use musnad_eval::set::Texts;
use musnad_read::Engine;
use musnad_read::mentions::MentionKind;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// Folders of gold/mentions; those of `[[entities]]` in eval/floors.toml if none is named
    sets: Vec<String>,
    /// The folder with the sets, gold/mentions if not told
    #[arg(long)]
    gold: Option<PathBuf>,
    /// A folder with the texts as ID.txt, instead of the shared corpora
    #[arg(long)]
    texts: Option<PathBuf>,
    /// List what was not grouped as gold has it
    #[arg(long)]
    errors: bool,
    /// Only errors in reports whose id contains this
    #[arg(long, default_value = "")]
    doc: String,
    /// Lift floors to what is reached now
    #[arg(long, conflicts_with_all = ["gold", "texts"])]
    raise: bool,
}

/// Sets of which figures may be known, but no reports.
const FROZEN: [&str; 2] = ["test", "second"];

pub fn run(args: &Args, roots: &Roots) -> Result<ExitCode> {
    let engine = Engine::embedded();
    let mut gate = Gate::open(roots, args.raise)?;
    let entries = gate.floors.entities.clone();
    let sets: Vec<&str> = match args.sets.is_empty() {
        true => entries.iter().map(|entry| entry.name.as_str()).collect(),
        false => args.sets.iter().map(String::as_str).collect(),
    };
    if let Some(set) = sets.iter().find(|s| args.errors && FROZEN.contains(s)) {
        bail!("«{set}» is frozen: its figures are printed, its errors are not");
    }
    for set in sets {
        let Some((folder, texts)) = folders(args, set, roots) else {
            eprintln!("entities of {set}: skipped, its texts are not there");
            continue;
        };
        let reports = gold::load(&folder, &texts).with_context(|| set.to_owned())?;
        let reached = print_set(args, set, &engine, &reports);
        let ours = args.gold.is_none() && args.texts.is_none();
        if let Some(entry) = entries.iter().find(|entry| ours && entry.name == set) {
            gate.hold("entities", entry, &gold::sha256(&reports), &reached)?;
        }
    }
    gate.close()
}

/// Where a set and its texts lie; `None` where the shared corpora have them and are not there.
fn folders(args: &Args, set: &str, roots: &Roots) -> Option<(PathBuf, Texts)> {
    let ours = || roots.repository.join("gold/mentions");
    let folder = args.gold.clone().unwrap_or_else(ours).join(set);
    let corpora = roots.shared.join("corpora");
    let texts = match &args.texts {
        Some(texts) => Texts::Files(texts.clone()),
        None if corpora.is_dir() => Texts::Corpora(corpora),
        None => return None,
    };
    Some((folder, texts))
}

fn print_set(args: &Args, set: &str, engine: &Engine, reports: &[GoldReport]) -> Reached {
    let grouped = entities::group(engine, reports);
    let mentions: usize = reports.iter().map(|r| r.mentions.len()).sum();
    println!("{set}: {} reports, {mentions} mentions", reports.len());
    print_b3("within reports", &entities::within(&grouped));
    for (label, sort) in [
        ("definite nouns", Resolved::Nominals),
        ("lone roles", Resolved::LoneRoles),
    ] {
        let count = entities::resolution(&grouped, sort);
        println!("  {label:<18} {:.3} right of {}", count.share(), count.all);
    }
    let clusters = entities::link(engine, &grouped);
    print_b3(
        "across reports",
        &entities::across(&grouped, |r, e| clusters[r][e].as_str()),
    );
    if args.errors {
        print_errors_across(&grouped, &clusters, &args.doc);
        for report in grouped.iter().filter(|g| g.gold.id.contains(&args.doc)) {
            print_errors(report);
        }
    }
    entities::reached(&grouped, |r, e| clusters[r][e].as_str())
}

fn print_b3(label: &str, b: &BCubed) {
    println!(
        "  {label:<18} B³ {:.3}  precision {:.3}  recall {:.3}  of {} mentions",
        b.f1(),
        b.precision,
        b.recall,
        b.mentions
    );
}

/// What one key was torn into, and what was put together of several keys.
fn print_errors(report: &Grouped) {
    let gold = &report.gold.mentions;
    let key = |i: usize| gold[i].key.as_deref().unwrap_or("-");
    let counts = |i: &usize| {
        *i < gold.len()
            && gold[*i].mention.kind != MentionKind::Nationality
            && gold[*i].key.is_some()
    };
    let words = |i: usize| report.gold.text.slice(gold[i].mention.span);
    for entity in &report.entities.entities {
        let mine: Vec<usize> = entity.mentions.iter().copied().filter(counts).collect();
        if mine.iter().any(|&i| key(i) != key(mine[0])) {
            let all: Vec<String> = mine
                .iter()
                .map(|&i| format!("{}={}", words(i), key(i)))
                .collect();
            println!("{} JOINED {}", report.gold.id, all.join(" · "));
        }
    }
    let mut keys: Vec<&str> = (0..gold.len()).filter(counts).map(key).collect();
    keys.sort_unstable();
    keys.dedup();
    for k in keys {
        let mut parts: Vec<(usize, Vec<&str>)> = Vec::new();
        for i in (0..gold.len()).filter(|i| counts(i) && key(*i) == k) {
            let Some(e) = report.entities.of(i) else {
                continue;
            };
            match parts.iter_mut().find(|(p, _)| *p == e) {
                Some((_, list)) => list.push(words(i)),
                None => parts.push((e, vec![words(i)])),
            }
        }
        if parts.len() > 1 {
            let all: Vec<String> = parts.iter().map(|(_, p)| p.join(" · ")).collect();
            println!("{} TORN {k}: {}", report.gold.id, all.join(" | "));
        }
    }
}

/// The same across reports: each key with the clusters that it was torn into, each cluster of several keys.
fn print_errors_across(reports: &[Grouped], clusters: &[Vec<String>], doc: &str) {
    let mut of_key: BTreeMap<&str, BTreeMap<&str, BTreeSet<String>>> = BTreeMap::new();
    let mut of_cluster: BTreeMap<&str, BTreeMap<&str, BTreeSet<String>>> = BTreeMap::new();
    for (r, report) in reports.iter().enumerate() {
        for (i, m) in report.gold.mentions.iter().enumerate() {
            let scored = m.mention.kind != MentionKind::Nationality;
            let (Some(key), Some(e)) = (m.key.as_deref().filter(|_| scored), report.entities.of(i))
            else {
                continue;
            };
            let cluster = clusters[r][e].as_str();
            let words = format!(
                "{} ({})",
                report.gold.text.slice(m.mention.span),
                report.gold.id
            );
            of_key
                .entry(key)
                .or_default()
                .entry(cluster)
                .or_default()
                .insert(words.clone());
            of_cluster
                .entry(cluster)
                .or_default()
                .entry(key)
                .or_default()
                .insert(words);
        }
    }
    for (label, table) in [("TORN", of_key), ("JOINED", of_cluster)] {
        for (name, parts) in table.iter().filter(|(_, p)| p.len() > 1) {
            let all: Vec<String> = parts
                .iter()
                .map(|(part, words)| {
                    let some: Vec<&str> = words.iter().map(String::as_str).take(4).collect();
                    format!("[{part}] {} {}", words.len(), some.join(" · "))
                })
                .collect();
            let line = all.join(" | ");
            if line.contains(doc) {
                println!("ACROSS {label} {name}: {line}");
            }
        }
    }
}
