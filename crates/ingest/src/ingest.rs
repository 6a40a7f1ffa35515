//! Sources in, drafts out.

use crate::draft::Draft;
use crate::failure::{Failure, FailureKind};
use crate::format::{self, Format};
use crate::options::Options;
use crate::progress::Progress;
use crate::run::{Flow, Input, Run};
use crate::stream::Counted;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};
use walkdir::{DirEntry, WalkDir};

/// Reads files, folders and standard input (`-`) in the order given.
///
/// A folder is walked in the order of names, hidden files left out, links followed. Of any number
/// of reports no more than a few are in memory at a time.
///
/// ```
/// use musnad_ingest::{Ingest, Options};
///
/// let ingest = Ingest::new(["no-such-file.txt"], Options::default());
/// for item in ingest {
///     match item {
///         Ok(draft) => println!("{}", draft.into_report().text.as_str()),
///         Err(failure) => eprintln!("{failure}"),
///     }
/// }
/// ```
#[derive(Debug)]
pub struct Ingest {
    sources: Vec<PathBuf>,
    options: Options,
    progress: Arc<Progress>,
}

impl Ingest {
    /// A run over these sources. Nothing is opened yet.
    pub fn new<P: Into<PathBuf>>(sources: impl IntoIterator<Item = P>, options: Options) -> Ingest {
        let sources = sources.into_iter().map(Into::into).collect();
        Ingest {
            sources,
            options,
            progress: Arc::default(),
        }
    }

    /// The counters of this run. The total is known once the run has begun.
    pub fn progress(&self) -> Arc<Progress> {
        Arc::clone(&self.progress)
    }

    /// Hands over every draft and every failure, in order, on this thread, until all is read or
    /// `sink` breaks off.
    pub fn run(&self, mut sink: impl FnMut(Result<Draft, Failure>) -> ControlFlow<()>) {
        self.progress
            .expect(self.sources.iter().map(|source| size(source)).sum());
        let mut run = Run {
            options: &self.options,
            sink: &mut sink,
        };
        // Breaking off is the receiver's wish, not an outcome.
        let _ = self
            .sources
            .iter()
            .try_for_each(|source| self.source(&mut run, source));
    }

    /// Hands over what one stream holds, under this name, whose ending may tell the format. The
    /// sources are left alone; the stream's bytes count as consumed.
    pub fn run_stream(
        &self,
        name: &str,
        reader: impl Read,
        mut sink: impl FnMut(Result<Draft, Failure>) -> ControlFlow<()>,
    ) {
        let mut run = Run {
            options: &self.options,
            sink: &mut sink,
        };
        let mut bytes = Counted {
            inner: reader,
            progress: self.progress(),
        };
        let _ = run.stream(input(name), &mut bytes);
    }

    fn source(&self, run: &mut Run, source: &Path) -> Flow {
        if source == Path::new("-") {
            let mut bytes = Counted {
                inner: io::stdin().lock(),
                progress: self.progress(),
            };
            return run.stream(input("-"), &mut bytes);
        }
        let shown = source.to_string_lossy();
        match fs::metadata(source) {
            Ok(metadata) if metadata.is_dir() => self.folder(run, source),
            Ok(metadata) => self.file(run, source, metadata.is_file(), metadata.len()),
            Err(error) => run.fail(&shown, FailureKind::from_io(error)),
        }
    }

    fn folder(&self, run: &mut Run, folder: &Path) -> Flow {
        for entry in walk(folder) {
            let (path, kind) = match entry {
                Ok(entry) if entry.file_type().is_dir() => continue,
                Ok(entry) if entry.file_type().is_file() => {
                    let length = entry.metadata().map_or(0, |metadata| metadata.len());
                    self.file(run, entry.path(), true, length)?;
                    continue;
                }
                Ok(entry) => (entry.into_path(), FailureKind::NotAFile),
                Err(error) => walk_failure(error, folder),
            };
            run.fail(&path.to_string_lossy(), kind)?;
        }
        ControlFlow::Continue(())
    }

    fn file(&self, run: &mut Run, path: &Path, regular: bool, length: u64) -> Flow {
        let shown = path.to_string_lossy();
        let begun = self.progress.consumed();
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) => return run.fail(&shown, FailureKind::from_io(error)),
        };
        let mut bytes = Counted {
            inner: file,
            progress: self.progress(),
        };
        let flow = if regular {
            self.regular(run, &shown, bytes)
        } else {
            run.stream(input(&shown), &mut bytes)
        };
        if regular {
            self.progress.settle(begun + length);
        }
        flow
    }

    /// A zip file's table of contents stands at its end, so it is read where it lies.
    fn regular(&self, run: &mut Run, shown: &str, mut bytes: Counted<File>) -> Flow {
        match first_bytes(&mut bytes) {
            Ok(head) if format::packed(&head) == Some(Format::Zip) => {
                run.zip(&input(shown), BufReader::new(bytes))
            }
            Ok(_) => run.stream(input(shown), &mut bytes),
            Err(error) => run.fail(shown, FailureKind::from_io(error)),
        }
    }
}

/// Drafts and failures in order, read on a thread of their own. Dropping it ends the reading.
impl IntoIterator for Ingest {
    type Item = Result<Draft, Failure>;
    type IntoIter = Drafts;

    fn into_iter(self) -> Drafts {
        /// Enough that neither side waits for the other at every report.
        const AHEAD: usize = 64;
        let (sender, receiver) = mpsc::sync_channel(AHEAD);
        let reader = thread::spawn(move || {
            self.run(|item| match sender.send(item) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            });
        });
        Drafts {
            receiver,
            reader: Some(reader),
        }
    }
}

/// See [`Ingest::into_iter`].
#[derive(Debug)]
pub struct Drafts {
    receiver: Receiver<Result<Draft, Failure>>,
    reader: Option<JoinHandle<()>>,
}

impl Iterator for Drafts {
    type Item = Result<Draft, Failure>;

    fn next(&mut self) -> Option<Result<Draft, Failure>> {
        if let Ok(item) = self.receiver.recv() {
            return Some(item);
        }
        // The reader has ended; if by a panic, that must not look like the end of the input.
        if let Some(Err(panic)) = self.reader.take().map(JoinHandle::join) {
            std::panic::resume_unwind(panic);
        }
        None
    }
}

fn input(shown: &str) -> Input {
    Input {
        shown: shown.to_owned(),
        format_name: shown.to_owned(),
        depth: 0,
    }
}

/// The files of a folder and of those in it, in the order of names; without hidden ones, and
/// without what pages are saved with.
fn walk(folder: &Path) -> impl Iterator<Item = walkdir::Result<DirEntry>> {
    let hidden = |entry: &DirEntry| entry.file_name().as_encoded_bytes().starts_with(b".");
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
    walk.into_iter()
        .filter_entry(move |entry| entry.depth() == 0 || !(hidden(entry) || belongs_to_page(entry)))
}

fn belongs_to_page(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    if entry.file_type().is_dir() {
        let beside = |page: &String| entry.path().with_file_name(page).is_file();
        return format::pages_of_folder(&name).is_some_and(|pages| pages.iter().any(beside));
    }
    format::is_asset(&name)
}

fn walk_failure(error: walkdir::Error, folder: &Path) -> (PathBuf, FailureKind) {
    let path = error.path().unwrap_or(folder).to_path_buf();
    if let Some(ancestor) = error.loop_ancestor() {
        let ancestor = ancestor.to_string_lossy().into_owned();
        return (path, FailureKind::Loop(ancestor));
    }
    let error = error
        .into_io_error()
        .unwrap_or_else(|| io::ErrorKind::Other.into());
    (path, FailureKind::from_io(error))
}

/// Bytes of all files of a source; 0 for what cannot be looked at.
fn size(source: &Path) -> u64 {
    let length = |entry: DirEntry| {
        entry
            .metadata()
            .ok()
            .filter(|m| m.is_file())
            .map(|m| m.len())
    };
    if source == Path::new("-") {
        return 0;
    }
    walk(source)
        .filter_map(|entry| entry.ok().and_then(length))
        .sum()
}

fn first_bytes(file: &mut Counted<File>) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    file.by_ref().take(4).read_to_end(&mut head)?;
    file.rewind()?;
    Ok(head)
}
