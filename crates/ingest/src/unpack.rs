//! Packed inputs: gzip and zip.

use crate::decode::decode;
use crate::failure::FailureKind;
use crate::format;
use crate::run::{Flow, Input, Run};
use crate::stream::{Tally, Unpacked};
use flate2::bufread::MultiGzDecoder;
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashSet;
use std::io::{BufReader, Read, Seek};
use std::ops::ControlFlow;
use std::rc::Rc;
use zip::ZipArchive;

/// How deep archives may lie in each other: a zip of gzip files within a zip.
const DEPTH: usize = 3;

impl Run<'_> {
    /// Reads what a gzip stream holds; several streams one behind the other are one.
    pub(crate) fn gzip(&mut self, input: Input, packed: &mut dyn Read) -> Flow {
        let bytes = Rc::new(Cell::new(0));
        let tally = Tally {
            inner: packed,
            bytes: Rc::clone(&bytes),
        };
        let mut unpacked = Unpacked {
            inner: MultiGzDecoder::new(BufReader::new(tally)),
            packed: bytes,
            unpacked: 0,
            broken: FailureKind::Gzip,
        };
        let inner = Input {
            format_name: without_gz(&input.format_name),
            depth: input.depth + 1,
            ..input
        };
        self.packed_stream(inner, &mut unpacked)
    }

    /// Reads the members of a zip archive, in the archive's own order.
    pub(crate) fn zip(&mut self, input: &Input, archive: impl Read + Seek) -> Flow {
        let mut archive = match ZipArchive::new(archive) {
            Ok(archive) => archive,
            Err(error) => return self.fail(&input.shown, FailureKind::Zip(error.to_string())),
        };
        let names: HashSet<String> = archive
            .file_names()
            .flatten()
            .map(Cow::into_owned)
            .collect();
        for index in 0..archive.len() {
            self.member(input, &mut archive, index, &names)?;
        }
        ControlFlow::Continue(())
    }

    fn member<R: Read + Seek>(
        &mut self,
        input: &Input,
        archive: &mut ZipArchive<R>,
        index: usize,
        names: &HashSet<String>,
    ) -> Flow {
        // Raw, a member has a name even where it cannot be unpacked.
        let name = match archive.by_index_raw(index) {
            Ok(raw) if raw.is_dir() => return ControlFlow::Continue(()),
            Ok(raw) => written_name(raw.name_raw()),
            Err(error) => return self.fail(&input.shown, FailureKind::Zip(error.to_string())),
        };
        if is_hidden(&name) || belongs_to_page(&name, names) {
            return ControlFlow::Continue(());
        }
        let shown = format!("{}!/{name}", input.shown);
        let member = match archive.by_index(index) {
            Ok(member) => member,
            Err(error) => return self.fail(&shown, FailureKind::Zip(error.to_string())),
        };
        let packed = Rc::new(Cell::new(member.compressed_size()));
        let mut unpacked = Unpacked {
            inner: member,
            packed,
            unpacked: 0,
            broken: FailureKind::Zip,
        };
        let inner = Input {
            format_name: name,
            shown,
            depth: input.depth + 1,
        };
        self.packed_stream(inner, &mut unpacked)
    }

    fn packed_stream(&mut self, input: Input, unpacked: &mut dyn Read) -> Flow {
        if input.depth > DEPTH {
            return self.fail(&input.shown, FailureKind::Nested(DEPTH));
        }
        self.stream(input, unpacked)
    }
}

/// Zip archives made on Arabic Windows write names in windows-1256 without saying so.
fn written_name(raw: &[u8]) -> String {
    decode(raw).map_or_else(
        |_| String::from_utf8_lossy(raw).into_owned(),
        |(name, _)| name,
    )
}

/// Files that the system of the packer left: `.DS_Store`, `__MACOSX/`.
fn is_hidden(name: &str) -> bool {
    name.split(['/', '\\'])
        .any(|part| part.starts_with('.') || part == "__MACOSX")
}

/// Pictures, styles and frames that a page is saved with, as in folders.
fn belongs_to_page(name: &str, names: &HashSet<String>) -> bool {
    let folders = name.match_indices('/').map(|(end, _)| &name[..end]);
    let mut pages = folders.filter_map(format::pages_of_folder).flatten();
    format::is_asset(name) || pages.any(|page| names.contains(&page))
}

fn without_gz(name: &str) -> String {
    let cut = name.len().saturating_sub(3);
    match name.get(cut..) {
        Some(ending) if ending.eq_ignore_ascii_case(".gz") => name[..cut].to_owned(),
        _ => name.to_owned(),
    }
}
