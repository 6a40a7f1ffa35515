//! What the tests of the archive share.
#![allow(dead_code, reason = "no test file uses all of it")]

pub mod child;
pub mod content;
pub mod damage;
pub mod pages;
pub mod samples;

use musnad_archive::{Access, Archive, Hash, Incoming, Stamp};
use musnad_read::{Context, Engine, contract};
use musnad_report::{Origin, Report, Text, language, report_id};
use std::path::PathBuf;
use std::sync::OnceLock;

/// A folder of its own, gone at the end.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Folder {
        Folder(tempfile::tempdir().expect("makes a folder"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn archive(&self) -> PathBuf {
        self.path("musnad.db")
    }

    pub fn create(&self) -> Archive {
        Archive::open(self.archive(), Access::Create, &stamp()).expect("opens")
    }

    pub fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).expect("lists");
        let name = |entry: std::io::Result<std::fs::DirEntry>| {
            entry
                .expect("lists")
                .file_name()
                .to_string_lossy()
                .into_owned()
        };
        let mut names: Vec<_> = entries.map(name).collect();
        names.sort();
        names
    }
}

/// A fixed hour.
pub fn stamp() -> Stamp {
    Stamp {
        at: "2026-03-02T08:00:00Z".parse().expect("is a time"),
        program: "musnad test".to_owned(),
    }
}

/// The engine, made once.
pub fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(Engine::embedded)
}

/// A plain text found under an address, read.
pub fn incoming(text: &str, url: &str) -> Incoming {
    let origin = Origin {
        url: Some(url.to_owned()),
        ..Origin::default()
    };
    let blob = Hash::of(text.as_bytes()).name();
    let report = Report {
        id: report_id(&blob, &origin),
        blob,
        origin,
        outlet: None,
        title: None,
        author: None,
        published: None,
        modified: None,
        captured: None,
        language: language::of(text),
        text: Text::new(text),
        has_title: false,
    };
    let engine = engine();
    Incoming {
        reading: engine.read(&report.text, &Context::default()),
        engine: contract::Engine::with_data(&engine.language().version),
        original: text.as_bytes().to_vec(),
        notes: Vec::new(),
        report,
    }
}
