//! What the tests of whole runs share.

use musnad_ingest::{Draft, Failure, Ingest, Options};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use zip::write::{SimpleFileOptions, ZipWriter};

/// Invented; every letter of it is in windows-1256 and ISO-8859-6.
pub const SENTENCE: &str = "أعلن وزير الري أن السد الجديد سيبدأ العمل في الربيع المقبل.";

/// A folder of files for one test.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Folder {
        Folder(tempfile::tempdir().expect("a folder for the test"))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file and gives its path.
    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders");
        fs::write(&path, bytes).expect("written");
        path
    }
}

/// Everything that these sources give, with small limits.
pub fn read<P: Into<PathBuf>>(sources: impl IntoIterator<Item = P>) -> Vec<Result<Draft, Failure>> {
    let limits = Options {
        text_limit: 1 << 20,
        record_limit: 1 << 20,
        ..Options::default()
    };
    Ingest::new(sources, limits).into_iter().collect()
}

/// The drafts of a run that has no failures.
pub fn drafts<P: Into<PathBuf>>(sources: impl IntoIterator<Item = P>) -> Vec<Draft> {
    read(sources)
        .into_iter()
        .map(|item| item.unwrap_or_else(|failure| panic!("{failure}")))
        .collect()
}

/// A record as the corpora write it.
pub fn record(title: &str, content: &str) -> String {
    serde_json::json!({"title": title, "content": content}).to_string()
}

pub fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes.as_ref()).expect("in memory");
    encoder.finish().expect("in memory")
}

pub fn zip<B: AsRef<[u8]>>(members: &[(&str, B)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        if name.ends_with('/') {
            writer
                .add_directory(*name, SimpleFileOptions::default())
                .expect("in memory");
            continue;
        }
        writer
            .start_file(*name, SimpleFileOptions::default())
            .expect("in memory");
        writer.write_all(bytes.as_ref()).expect("in memory");
    }
    writer.finish().expect("in memory").into_inner()
}
