//! `musnad add`: reports into the archive.
//!
//! One thread takes the inputs apart and lets known reports pass, as many as there are cores read and
//! pack the others, and this one writes them, in the order in which they came, some hundreds a commit.

mod writer;

use crate::args::AddArgs;
use crate::contract::keep;
use crate::exit::Exit;
use crate::progress::Bar;
use crate::read_command::{FAULT, jobs, options, place_of, reading};
use crate::{args::Format, opened, output, pipeline};
use anyhow::Result;
use musnad_archive::{Access, Archive, ArchiveError, Failed, Incoming, Ready};
use musnad_ingest::{Draft, Failure, FailureKind, Ingest, Place};
use musnad_read::{Engine, contract};
use musnad_report::report_id;
use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use writer::Writer;

/// Adds all inputs and says what became of them.
///
/// # Errors
/// If the archive cannot be used, or standard output fails.
pub fn run(args: &AddArgs) -> Result<Exit> {
    let begun = opened::stamp();
    let archive = opened::open(&args.archive, Access::Create)?;
    let mut sources: Vec<PathBuf> = args.paths.iter().map(|path| whole(path)).collect();
    if args.retry {
        sources.extend(waiting(&archive)?);
    }
    // A connection of its own, which is asked while the other one writes.
    let known = opened::open(&args.archive, Access::Read)?;
    let own = own_files(&args.archive.path);
    let ingest = Ingest::new(&sources, options(&args.about));
    let bar = Bar::new(ingest.progress(), !args.no_progress);
    let engine = Engine::embedded();
    let mut writer = Writer::new(archive, bar, begun);
    pipeline::ordered(
        jobs(args.jobs),
        |sink| feed(&ingest, &own, known, sink),
        lost,
        |item| work(&engine, item),
        |done| writer.take(done),
    );
    let added = writer.close(&sources, &args.archive.path)?;
    print(args, &added)?;
    Ok(Exit::after(added.failed))
}

/// An input on its way.
enum Item {
    Draft(Box<Draft>),
    Done(Done),
}

/// What became of an input.
pub enum Done {
    /// Read and packed.
    Ready(Box<Ready>),
    /// It is in the archive already.
    Known,
    /// It could not be read.
    Failed(Trouble),
    /// The archive could not be asked.
    Broken(ArchiveError),
}

/// An input that could not be read.
pub struct Trouble {
    /// What is said of it.
    pub said: String,
    /// What is written down.
    pub failed: Failed,
    /// Whether it may be tried again: not if there is no such file, nor if it came by standard input.
    pub waits: bool,
}

/// The source as it is named in the archive: by its whole path, so that a report's identity does not
/// hang on the folder in which somebody happened to work.
fn whole(source: &Path) -> PathBuf {
    match source {
        stdin if stdin == Path::new("-") => stdin.to_owned(),
        // Symbolic links and `..` have one way out of them only while the file is there.
        path => fs::canonicalize(path)
            .or_else(|_| std::path::absolute(path))
            .unwrap_or_else(|_| path.to_owned()),
    }
}

/// The files in which something failed before.
fn waiting(archive: &Archive) -> Result<BTreeSet<PathBuf>> {
    let file = |failed: Failed| {
        // `day.zip!/page.html`: a member is tried again with the archive that it lies in.
        let outer = failed.path.split_once("!/").map(|(outer, _)| outer);
        let outer = outer.filter(|outer| Path::new(outer).is_file());
        PathBuf::from(outer.unwrap_or(&failed.path))
    };
    Ok(archive.failures()?.into_iter().map(file).collect())
}

/// The archive's own files, which are no inputs, though `musnad add .` walks over them.
fn own_files(archive: &Path) -> Vec<String> {
    let archive = whole(archive).to_string_lossy().into_owned();
    ["", "-wal", "-shm"]
        .map(|end| format!("{archive}{end}"))
        .to_vec()
}

/// Takes the inputs apart; what is known goes no further.
fn feed(
    ingest: &Ingest,
    own: &[String],
    known: Archive,
    sink: &mut dyn FnMut(Item) -> ControlFlow<()>,
) {
    ingest.run(|item| {
        sink(match item {
            Err(failure) if own.contains(&failure.path) => return ControlFlow::Continue(()),
            Err(failure) => Item::Done(failed(failure)),
            Ok(draft) => match known.knows(&report_id(&draft.blob, &draft.origin)) {
                Ok(false) => Item::Draft(Box::new(draft)),
                Ok(true) => Item::Done(Done::Known),
                Err(error) => Item::Done(Done::Broken(error)),
            },
        })
    });
}

fn work(engine: &Engine, item: Item) -> Done {
    let mut draft = match item {
        Item::Draft(draft) => *draft,
        Item::Done(done) => return done,
    };
    let original = std::mem::take(&mut draft.original);
    let notes = std::mem::take(&mut draft.diagnostics);
    let report = draft.into_report();
    let incoming = Incoming {
        reading: reading(engine, &report, Vec::new()),
        engine: contract::Engine::with_data(&engine.language().version),
        report,
        original,
        notes,
    };
    Done::Ready(Box::new(incoming.ready()))
}

fn failed(failure: Failure) -> Done {
    Done::Failed(Trouble {
        said: failure.to_string(),
        waits: failure.path != "-" && !matches!(failure.kind, FailureKind::Missing),
        failed: Failed::now(
            failure.path,
            written(failure.place),
            failure.kind.to_string(),
        ),
    })
}

/// What becomes of an input on which the engine breaks.
fn lost(item: &Item) -> Done {
    match item {
        Item::Draft(draft) => {
            let (path, place) = place_of(draft);
            Done::Failed(Trouble {
                said: format!("{path}{place}: {FAULT}"),
                waits: path != "-",
                failed: Failed::now(path, written(place), FAULT.to_owned()),
            })
        }
        // Nothing is done to it that could break.
        Item::Done(_) => Done::Known,
    }
}

/// «record 3, line 7»; empty for a whole file.
fn written(place: Place) -> String {
    place.to_string().trim_start_matches(": ").to_owned()
}

fn print(args: &AddArgs, added: &keep::Added) -> Result<()> {
    if args.format == Format::Json {
        return output::json(added);
    }
    let mut figures = vec![
        ("added.new", added.new.to_string()),
        ("added.versions", added.versions.to_string()),
        ("added.elsewhere", added.elsewhere.to_string()),
        ("added.known", added.known.to_string()),
    ];
    if added.failed > 0 {
        figures.push(("failures", added.failed.to_string()));
    }
    figures.push(("seconds", format!("{:.2}", added.seconds)));
    output::page(args.look, |form| form.figures(&figures))
}
