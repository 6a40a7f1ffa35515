//! A process that adds reports and is ended before its time: the test's own binary, run once more.

use super::damage::Dice;
use super::{Folder, stamp};
use musnad_archive::{Access, Archive, Hash, Incoming, Ready};
use musnad_read::{Reading, contract};
use musnad_report::{Origin, Report, Text, language, report_id};
use std::env;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const ARCHIVE: &str = "MUSNAD_TEST_CHILD_ARCHIVE";
const ABORT_AT: &str = "MUSNAD_TEST_CHILD_ABORT_AT";
const BACKWARDS: &str = "MUSNAD_TEST_CHILD_BACKWARDS";

/// How many reports a child adds, and how many in one transaction.
pub const REPORTS: usize = 40;
pub const BATCH: usize = 5;

/// Invented words, too many of them to be packed to nothing, so that the file grows by many pages.
fn text(n: usize) -> String {
    const SYLLABLES: [&str; 8] = ["مر", "سا", "نو", "قي", "دل", "عم", "خب", "وز"];
    let mut dice = Dice(n as u64);
    let words: Vec<String> = (0..60 * (1 + n % 40))
        .map(|_| (0..3).map(|_| SYLLABLES[dice.below(8)]).collect())
        .collect();
    format!("قال المتحدث رقم {n}: {}.", words.join(" "))
}

/// A report that no engine needs to be loaded for. Every fourth is a new version of the one before.
fn report(n: usize) -> Ready {
    let text = text(n);
    let origin = Origin {
        url: Some(format!(
            "https://news.example/{}",
            n - usize::from(n % 4 == 3)
        )),
        ..Origin::default()
    };
    let blob = Hash::of(text.as_bytes()).name();
    let reading = Reading {
        diagnostics: vec![format!("القراءة رقم {n}")],
        ..Reading::default()
    };
    Incoming {
        original: text.as_bytes().to_vec(),
        notes: Vec::new(),
        reading,
        engine: contract::Engine::with_data("test"),
        report: Report {
            id: report_id(&blob, &origin),
            blob,
            origin,
            outlet: Some("صحيفة المرفأ".to_owned()),
            title: None,
            author: None,
            published: None,
            modified: None,
            captured: None,
            language: language::of(&text),
            text: Text::new(text),
            has_title: false,
        },
    }
    .ready()
}

/// What a child adds, in order.
pub fn reports() -> Vec<Ready> {
    (0..REPORTS).map(report).collect()
}

/// A child that adds all of [`reports`] to an archive, which it makes where there is none.
pub struct Child(Command);

impl Child {
    pub fn new(archive: &Path) -> Child {
        let mut command = Command::new(env::current_exe().expect("is a program"));
        command
            .args(["child", "--exact", "--nocapture"])
            .env(ARCHIVE, archive)
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        Child(command)
    }

    /// Ends before the step of this number, from 0.
    pub fn abort_at(mut self, step: usize) -> Child {
        self.0.env(ABORT_AT, step.to_string());
        self
    }

    /// Begins with the last report.
    pub fn backwards(mut self) -> Child {
        self.0.env(BACKWARDS, "1");
        self
    }

    /// Lets no file grow beyond so many KiB.
    pub fn within(self, kib: usize) -> Child {
        let mut command = Command::new("sh");
        // Unless it is ignored, the signal ends the process, which is not what a full disk does.
        let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", kib * 2);
        command
            .args(["-c", &script])
            .arg(self.0.get_program())
            .args(self.0.get_args())
            .envs(
                self.0
                    .get_envs()
                    .filter_map(|(key, value)| Some((key, value?))),
            )
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        Child(command)
    }

    pub fn spawn(&mut self) -> std::process::Child {
        self.0.spawn().expect("starts")
    }

    /// Runs it to its end: whether it ended well, and what it said.
    pub fn run(&mut self) -> (bool, String) {
        let output = self.0.output().expect("starts");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.success(), said)
    }
}

/// What the child does; in a test's ordinary run, nothing.
pub fn main() -> ExitCode {
    let Ok(archive) = env::var(ARCHIVE) else {
        return ExitCode::SUCCESS;
    };
    let number = |name| env::var(name).ok().and_then(|n| n.parse::<usize>().ok());
    let mut reports = reports();
    if number(BACKWARDS).is_some() {
        reports.reverse();
    }
    match add(Path::new(&archive), &reports, number(ABORT_AT)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(4)
        }
    }
}

fn add(archive: &Path, reports: &[Ready], abort_at: Option<usize>) -> musnad_archive::Result<()> {
    let mut archive = Archive::open(archive, Access::Create, &stamp())?;
    let mut steps = 0;
    archive.watch(move |_| {
        if Some(steps) == abort_at {
            std::process::abort();
        }
        steps += 1;
    });
    for batch in reports.chunks(BATCH) {
        archive.add(batch, &stamp())?;
    }
    archive.close()
}

/// How many steps a child takes.
pub fn steps() -> usize {
    let steps = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&steps);
    let folder = Folder::new();
    let mut archive = folder.create();
    archive.watch(move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
    });
    for batch in reports().chunks(BATCH) {
        archive.add(batch, &stamp()).expect("adds");
    }
    steps.load(Ordering::Relaxed)
}
