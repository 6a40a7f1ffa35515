//! What `cargo xtask eval` prints.

use super::{Args, skipped};
use anyhow::{Result, bail};
use musnad_eval::Reader;
use musnad_eval::agreement::agreement as agree;
use musnad_eval::errors::CueKinds;
use musnad_eval::floors::{Floors, Roots, SetFloors};
use musnad_eval::gate::{PoolReport, SetReport, load};
use musnad_eval::print::{
    Json, Selection, agreement_table, calibration_table, error_list, error_table, per_report,
    pooled, robustness_table, table,
};
use musnad_eval::robustness::{Fall, robustness as read_variants};
use musnad_eval::set::GoldSet;
use musnad_read::Engine;
use std::process::ExitCode;

/// The figures of every set, and what is asked for beside them.
pub fn figures(args: &Args, reports: &[&SetReport], pools: &[PoolReport]) -> Result<()> {
    if args.json {
        let sets: Vec<Json<'_>> = reports.iter().copied().map(Json::from).collect();
        println!("{}", serde_json::to_string_pretty(&sets)?);
        return Ok(());
    }
    for report in reports {
        println!("{}", table(report));
        if args.per_doc {
            println!("{}", per_report(report, &args.doc));
        }
        if let Some(class) = &args.instead.errors {
            println!("{}", errors(args, report, class));
        }
        if args.instead.calibration {
            println!("{}", calibration_table(report));
        }
    }
    for pool in pools {
        println!("{}", pooled(pool));
    }
    Ok(())
}

fn errors(args: &Args, report: &SetReport, class: &str) -> String {
    let engine = Engine::embedded();
    let kinds = CueKinds::new(&engine.language().lexicon);
    let table = class.is_empty();
    let selection = Selection {
        class: class.to_owned(),
        doc: args.doc.clone(),
        key: args.key.clone(),
        examples: args.examples.unwrap_or(if table { 2 } else { 12 }),
    };
    if table {
        error_table(report, &kinds, &selection)
    } else {
        error_list(report, &kinds, &selection)
    }
}

/// How far second readings agree with the first ones; fails where their gold is not the pinned one.
pub fn agreement(floors: &Floors, roots: &Roots) -> Result<ExitCode> {
    let sets = load(&floors.sets, roots)?;
    let first: Vec<(&str, &GoldSet)> = floors
        .sets
        .iter()
        .zip(&sets)
        .filter_map(|(entry, set)| Some((entry.name.as_str(), set.as_ref()?)))
        .collect();
    for (entry, second) in floors.second.iter().zip(load(&floors.second, roots)?) {
        let Some(second) = second else {
            eprintln!("{}", skipped(entry, roots));
            continue;
        };
        if second.sha256 != entry.sha256 {
            bail!(
                "{}: its gold has the hash {}, pinned is «{}»",
                entry.name,
                second.sha256,
                entry.sha256
            );
        }
        println!("{}", agreement_table(&agree(&first, &second)?));
    }
    Ok(ExitCode::SUCCESS)
}

/// How far the figures fall on every set when it is written otherwise; fails where that is too far.
pub fn robustness<'a>(
    reader: &impl Reader,
    sets: impl Iterator<Item = (&'a SetFloors, Option<GoldSet>)>,
    roots: &Roots,
) -> Result<ExitCode> {
    let mut all_hold = true;
    for (entry, gold) in sets {
        let Some(gold) = gold else {
            eprintln!("{}", skipped(entry, roots));
            continue;
        };
        let (plain, falls) = read_variants(reader, &gold.docs);
        println!("{}", robustness_table(&entry.name, &plain, &falls));
        let too_far = |fall: &&Fall| fall.is_too_far(&plain);
        for fall in falls.iter().filter(too_far) {
            eprintln!("✗ {}: {} costs too much", entry.name, fall.variant);
            all_hold = false;
        }
    }
    Ok(if all_hold {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
