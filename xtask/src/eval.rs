//! `cargo xtask eval`: the accuracy gate, and what else is known about accuracy.

mod entities;
mod events;
mod gate;
mod mentions;
mod show;
mod times;

use anyhow::{Context, Result, bail};
use musnad_eval::Reader;
use musnad_eval::baseline::{NearestNoun, Nothing};
use musnad_eval::floors::{Floors, Roots, SetFloors, raise};
use musnad_eval::gate::{SetReport, load, run_pool, run_set};
use musnad_eval::reader::RulesAlone;
use musnad_read::Engine;
use std::path::PathBuf;
use std::process::ExitCode;

/// The set whose errors are looked at while the engine is worked on.
const WORKED_ON: &str = "tune";

#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Args {
    #[command(subcommand)]
    layer: Option<Layer>,
    /// Sets of eval/floors.toml; where none is named all of them, or tune for all but the figures. What
    /// the weights were learnt from is shown where it is named
    sets: Vec<String>,
    /// What is scored
    #[arg(long, value_enum, default_value_t = Scored::Engine)]
    reader: Scored,
    #[command(flatten)]
    instead: Instead,
    /// How many examples a class of errors shows; 2 in the table and 12 in a list if not told
    #[arg(long)]
    examples: Option<usize>,
    /// Only errors of this cue («قال») or confusion («state → affirm»); a part is enough
    #[arg(long, default_value = "")]
    key: String,
    /// Only errors in reports whose id contains this
    #[arg(long, default_value = "")]
    doc: String,
    /// One line a report
    #[arg(long)]
    per_doc: bool,
    /// Figures as JSON
    #[arg(long)]
    json: bool,
    /// Lift floors to what is reached now
    #[arg(long, conflicts_with = "reader")]
    raise: bool,
}

/// A layer of readings with a gold of its own.
#[derive(clap::Subcommand)]
enum Layer {
    /// Who and what is spoken of, within reports and across them, from gold mentions; fail below their floors
    Entities(entities::Args),
    /// How right events are: type, parts, status, on whose word; fail below their floors
    Events(events::Args),
    /// How right mentions are, on our gold and on the shared sets beside it; fail below their floors
    Mentions(mentions::Args),
    /// How right expressions of time are, on our gold and on the cases beside it; fail below their floors
    Times(times::Args),
}

/// What is shown beside the figures, or instead of them.
#[derive(clap::Args)]
#[group(multiple = false)]
struct Instead {
    /// The table of errors by class, or with CLASS a list of those whose class's name contains it
    #[arg(long, value_name = "CLASS", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    errors: Option<String>,
    /// How far a second reading agrees with the first
    #[arg(long)]
    agreement: bool,
    /// How far confidence can be taken at its word
    #[arg(long)]
    calibration: bool,
    /// How far the figures fall when the reports are written otherwise
    #[arg(long)]
    robustness: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Scored {
    /// As it ships: rules propose, weights decide
    Engine,
    /// What the rules propose, without the weights
    Rules,
    /// Baseline: finds nothing
    Nothing,
    /// Baseline: a list of reporting words, and the noun that follows
    NearestNoun,
}

impl Args {
    /// Whether single reports or their errors are shown, which nobody may see of a frozen set.
    fn shows_reports(&self) -> bool {
        self.instead.errors.is_some() || self.per_doc
    }

    fn shows_one_set(&self) -> bool {
        self.shows_reports() || self.instead.calibration || self.instead.robustness
    }
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let roots = roots();
    match &args.layer {
        Some(Layer::Entities(args)) => return entities::run(args, &roots),
        Some(Layer::Events(args)) => return events::run(args, &roots),
        Some(Layer::Mentions(args)) => return mentions::run(args, &roots),
        Some(Layer::Times(args)) => return times::run(args, &roots),
        None => {}
    }
    let path = roots.repository.join("eval/floors.toml");
    let file = std::fs::read_to_string(&path).context("eval/floors.toml")?;
    let floors = Floors::parse(&file).context("eval/floors.toml")?;
    if args.instead.agreement {
        return show::agreement(&floors, &roots);
    }
    let run = Run {
        args,
        roots,
        floors,
        file,
        engine: Engine::embedded(),
    };
    let engine = &run.engine;
    match args.reader {
        Scored::Engine => run.with(engine),
        Scored::Rules => run.with(&RulesAlone(engine)),
        Scored::Nothing => run.with(&Nothing),
        Scored::NearestNoun => run.with(&NearestNoun::default()),
    }
}

struct Run<'a> {
    args: &'a Args,
    roots: Roots,
    floors: Floors,
    /// The text of the floors file.
    file: String,
    engine: Engine,
}

impl Run<'_> {
    fn with(&self, reader: &impl Reader) -> Result<ExitCode> {
        let entries = self.selected()?;
        let sets = entries.iter().zip(load(&entries, &self.roots)?);
        if self.args.instead.robustness {
            return show::robustness(reader, sets, &self.roots);
        }
        let mut reports = Vec::new();
        for (entry, gold) in sets {
            match gold {
                Some(gold) => reports.push(run_set(reader, &self.engine, entry, gold)),
                None => eprintln!("{}", skipped(entry, &self.roots)),
            }
        }
        let pools: Vec<_> = self
            .floors
            .pools
            .iter()
            .filter_map(|pool| run_pool(pool, &reports))
            .collect();
        let shown: Vec<&SetReport> = reports.iter().filter(|r| self.shows(&r.entry)).collect();
        show::figures(self.args, &shown, &pools)?;
        self.gate(&reports)
    }

    /// The sets that are asked for. Where none is named, those are all of them, or the one that is
    /// worked on.
    fn selected(&self) -> Result<Vec<SetFloors>> {
        let (args, sets) = (self.args, &self.floors.sets);
        let is_set = |name: &String| sets.iter().any(|set| set.name == *name);
        if let Some(name) = args.sets.iter().find(|&name| !is_set(name)) {
            bail!("eval/floors.toml has no set «{name}»");
        }
        let wanted = |set: &&SetFloors| match args.sets.is_empty() {
            true => !args.shows_one_set() || set.name == WORKED_ON,
            false => args.sets.contains(&set.name),
        };
        let sets: Vec<SetFloors> = sets.iter().filter(wanted).cloned().collect();
        if let Some(set) = sets.iter().find(|set| args.shows_reports() && set.frozen) {
            bail!(
                "«{}» is frozen: its figures are printed, its reports and errors are not \
                 (gold/README.md); errors are worked on in «{WORKED_ON}»",
                set.name
            );
        }
        Ok(sets)
    }

    /// Whether a set's figures are printed. What the engine reaches on reports that its weights were
    /// learnt from would be taken for what it reaches elsewhere; there its rules are held to their
    /// floors, and figures are for whoever asks for that set.
    fn shows(&self, entry: &SetFloors) -> bool {
        !entry.trains || self.args.sets.contains(&entry.name)
    }

    fn gate(&self, reports: &[SetReport]) -> Result<ExitCode> {
        let failures: Vec<_> = reports.iter().flat_map(|report| &report.failures).collect();
        for failure in &failures {
            eprintln!("✗ {failure}");
        }
        if !failures.is_empty() {
            return Ok(ExitCode::FAILURE);
        }
        if self.args.raise {
            let mut raised = self.file.clone();
            for report in reports {
                for (held, counts) in report.scored() {
                    raised = raise(&raised, &report.entry.name, held, counts)?;
                }
            }
            let path = self.roots.repository.join("eval/floors.toml");
            std::fs::write(path, raised).context("eval/floors.toml")?;
        } else if let n @ 1.. = reports.iter().map(SetReport::raisable).sum() {
            eprintln!("{n} floors can rise: cargo xtask eval --raise");
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn skipped(entry: &SetFloors, roots: &Roots) -> String {
    let folders = entry.folders(roots);
    let missing = folders.missing().unwrap_or(&folders.gold);
    format!(
        "{}: skipped, {} is not there",
        entry.name,
        missing.display()
    )
}

pub(crate) fn roots() -> Roots {
    let repository = crate::repository();
    let shared = std::env::var_os("MUSNAD_SHARED")
        .map_or_else(|| repository.join("../shared"), PathBuf::from);
    Roots { repository, shared }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    fn sets(line: &str) -> Result<Vec<String>> {
        let line = Line::parse_from(["eval"].into_iter().chain(line.split_whitespace()));
        let file = include_str!("../../eval/floors.toml");
        let run = Run {
            args: &line.args,
            roots: roots(),
            floors: Floors::parse(file)?,
            file: file.to_owned(),
            engine: Engine::embedded(),
        };
        let sets = run.selected()?.into_iter().filter(|set| run.shows(set));
        Ok(sets.map(|set| set.name).collect())
    }

    #[test]
    fn of_a_frozen_set_only_figures_are_shown() {
        assert_eq!(sets("test").unwrap(), ["test"]);
        for line in ["--errors test", "--per-doc tune test", "--errors=cue test"] {
            let refused = sets(line).unwrap_err().to_string();
            assert!(refused.contains("frozen"), "{line}: {refused}");
        }
    }

    #[test]
    fn errors_are_those_of_the_set_that_is_worked_on() {
        assert_eq!(sets("--errors").unwrap(), [WORKED_ON]);
        assert_eq!(sets("--errors samples").unwrap(), ["samples"]);
        assert!(sets("").unwrap().contains(&"test".to_owned()));
        assert!(sets("nowhere").is_err());
    }

    #[test]
    fn what_trains_is_shown_where_it_is_named() {
        for name in ["train", "written"] {
            assert!(!sets("").unwrap().contains(&name.to_owned()), "{name}");
            assert_eq!(sets(name).unwrap(), [name]);
        }
    }
}
