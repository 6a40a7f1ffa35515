//! `musnad read`: files in, statements out.

use crate::args::{About, Format, ReadArgs, Sure};
use crate::exit::Exit;
use crate::layout::Screen;
use crate::pipeline;
use crate::progress::{self, Bar};
use crate::render::json;
use crate::render::text::{TextForm, speakers};
use crate::terminal;
use anyhow::Result;
use musnad_ingest::{Draft, Failure, Ingest, Options, Place};
use musnad_read::contract;
use musnad_read::{Context, Engine, Reading, Who};
use musnad_report::{Report, Text};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::thread;

/// Reads all inputs and prints their readings in order.
///
/// # Errors
/// If standard output fails for another reason than that nobody reads it any more.
pub fn run(args: &ReadArgs) -> Result<Exit> {
    let engine = Engine::embedded();
    let screen = terminal::screen(args.look);
    let form = match args.format {
        Format::Json => Form::Json {
            with_text: args.with_text,
        },
        Format::Text => Form::Text(TextForm {
            screen,
            lang: args.look.lang,
        }),
    };
    let ingest = Ingest::new(args.paths.iter(), options(&args.about));
    // On a terminal that shows the results themselves, they are progress enough.
    let wanted = !args.no_progress && !io::IsTerminal::is_terminal(&io::stdout());
    let bar = Bar::new(ingest.progress(), wanted);
    let mut writer = Writer {
        form,
        sure: args.sure,
        bar,
        tally: Tally::default(),
        broken: None,
    };
    let brackets = match args.format {
        Format::Text => terminal::direction_by_line(&screen),
        Format::Json => ("", ""),
    };
    writer.write(brackets.0);
    pipeline::ordered(
        jobs(args.jobs),
        |sink| ingest.run(sink),
        lost,
        |item| read(&engine, (form, args.sure), item),
        |result| writer.take(result),
    );
    writer.write(brackets.1);
    writer.close()
}

/// What the user says about the inputs.
pub fn options(about: &About) -> Options {
    Options {
        published: about.published,
        outlet: about.outlet.clone(),
        ..Options::default()
    }
}

/// As many as the user wants, else as there are cores.
pub fn jobs(wanted: Option<u16>) -> usize {
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    wanted.map_or_else(cores, usize::from)
}

/// The reading of one report.
pub fn reading(engine: &Engine, report: &Report, notes: Vec<String>) -> Reading {
    reading_by(report, notes, |text, context| engine.read(text, context))
}

/// The same by a way of reading of one's own. A report that is not in Arabic is marked so by its
/// language, and not read.
pub fn reading_by(
    report: &Report,
    notes: Vec<String>,
    read: impl Fn(&Text, &Context) -> Reading,
) -> Reading {
    let mut reading = if report.language.is_arabic() {
        let context = Context {
            published: report.published.map(|dated| dated.date),
            has_title: report.has_title,
        };
        read(&report.text, &context)
    } else {
        Reading::default()
    };
    reading.diagnostics.splice(0..0, notes);
    reading
}

#[derive(Clone, Copy)]
enum Form {
    Json { with_text: bool },
    Text(TextForm),
}

/// What became of one input.
enum Done {
    Read {
        page: String,
        statements: usize,
        left_out: usize,
        named: Vec<u64>,
    },
    Failed(String),
}

/// What is said where the engine itself breaks on a report.
pub const FAULT: &str = "lost to a fault of musnad itself; please tell us of it";

/// The file of a draft, and its place in it.
pub fn place_of(draft: &Draft) -> (String, Place) {
    let path = draft.origin.path.clone().unwrap_or_default();
    let record = draft.origin.record;
    let place = Place {
        record,
        ..Place::default()
    };
    (path, place)
}

fn lost(item: &Result<Draft, Failure>) -> Done {
    Done::Failed(match item {
        Ok(draft) => {
            let (path, place) = place_of(draft);
            format!("{path}{place}: {FAULT}")
        }
        Err(failure) => failure.to_string(),
    })
}

fn read(engine: &Engine, (form, sure): (Form, Sure), item: Result<Draft, Failure>) -> Done {
    let mut draft = match item {
        Ok(draft) => draft,
        Err(failure) => return Done::Failed(failure.to_string()),
    };
    let notes = std::mem::take(&mut draft.diagnostics);
    let report = draft.into_report();
    let mut reading = reading(engine, &report, notes);
    let line = match form {
        Form::Text(_) => Ok(String::new()),
        Form::Json { with_text } => {
            // Made of the whole reading: the ids of statements are not to hang on what is left out.
            let engine = contract::Engine::with_data(&engine.language().version);
            json::line(&report, &reading, engine, with_text, sure)
        }
    };
    let kept = sure.only(&mut reading);
    let page = match (form, line) {
        (Form::Text(form), _) => form.page(&report, &reading, &kept),
        (Form::Json { .. }, Ok(line)) => line,
        (_, Err(error)) => return Done::Failed(error.to_string()),
    };
    let named = speakers(&reading).filter_map(hash_of_name).collect();
    Done::Read {
        page,
        statements: reading.attributions.len(),
        left_out: kept.left_out,
        named,
    }
}

/// Eight bytes a name, so that memory stays flat.
fn hash_of_name(who: &Who) -> Option<u64> {
    let Who::Named { name, .. } = who else {
        return None;
    };
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    Some(hasher.finish())
}

#[derive(Default)]
struct Tally {
    reports: u64,
    statements: usize,
    left_out: usize,
    named: HashSet<u64>,
    failures: u64,
}

/// Prints results as they come.
struct Writer {
    form: Form,
    sure: Sure,
    bar: Bar,
    tally: Tally,
    broken: Option<io::Error>,
}

impl Writer {
    fn take(&mut self, result: Done) -> ControlFlow<()> {
        match result {
            Done::Read {
                page,
                statements,
                left_out,
                named,
            } => {
                self.tally.reports += 1;
                self.tally.statements += statements;
                self.tally.left_out += left_out;
                self.tally.named.extend(named);
                self.write(&page);
            }
            Done::Failed(why) => self.fail(&why),
        }
        self.bar.update(self.tally.reports);
        match self.broken {
            Some(_) => ControlFlow::Break(()),
            None => ControlFlow::Continue(()),
        }
    }

    fn fail(&mut self, why: &str) {
        self.tally.failures += 1;
        self.bar.say(&format!("musnad: {why}"));
    }

    /// Each page leaves at once, so that whoever reads along is not kept waiting.
    fn write(&mut self, page: &str) {
        if self.broken.is_none() {
            let mut stdout = io::stdout().lock();
            let written = stdout
                .write_all(page.as_bytes())
                .and_then(|()| stdout.flush());
            self.broken = written.err();
        }
    }

    fn close(self) -> Result<Exit> {
        self.bar.finish();
        match self.broken {
            // `| head` has seen enough.
            Some(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                return Ok(Exit::Done);
            }
            Some(error) => return Err(error.into()),
            None => {}
        }
        match self.form {
            Form::Text(form) => self.summary(form),
            // Each page of text says it itself.
            Form::Json { .. } => {
                let told = self.sure.told(self.tally.left_out);
                told.iter().for_each(|told| progress::say(told));
            }
        }
        Ok(Exit::after(self.tally.failures))
    }

    /// On standard error: it is about the run, not part of what was read.
    fn summary(&self, form: TextForm) {
        let tally = &self.tally;
        if tally.reports < 2 {
            return;
        }
        let mut figures = vec![
            ("reports", tally.reports.to_string()),
            ("statements", tally.statements.to_string()),
            ("sources", tally.named.len().to_string()),
            (
                "seconds",
                format!("{:.2}", self.bar.elapsed().as_secs_f32()),
            ),
        ];
        if tally.left_out > 0 {
            figures.push(("left_out", tally.left_out.to_string()));
        }
        if tally.failures > 0 {
            figures.push(("failures", tally.failures.to_string()));
        }
        // Standard error may be no terminal where standard output is one.
        let color = form.screen.color && io::IsTerminal::is_terminal(&io::stderr());
        let form = TextForm {
            screen: Screen {
                color,
                ..form.screen
            },
            ..form
        };
        progress::say(form.figures(&figures).trim_end());
    }
}
