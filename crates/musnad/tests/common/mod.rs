//! What the tests of the program share.
#![allow(dead_code, reason = "each test binary uses its part")]

use assert_cmd::Command;
use std::fs;
use std::path::PathBuf;
use std::process::Output;
use std::sync::LazyLock;
use tempfile::TempDir;

/// A report with a quotation, an implicit speaker and a sentence of nobody's.
pub const REPORT: &str = "البلدية تفتح الجسر القديم\n\n\
    قال رئيس البلدية سامي الحلو، أمس، إن الأعمال انتهت قبل موعدها. وأضاف: «الجسر آمن ولا خطر على أحد».\n\n\
    هدأت الريح في المساء.\n";

/// The program, in an environment that says nothing about terminals.
pub fn musnad() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_musnad"));
    for name in [
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "COLUMNS",
        "MUSNAD_LANG",
        "MUSNAD_BIDI",
    ] {
        command.env_remove(name);
    }
    command
}

/// A folder that goes away with the test.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Folder {
        Folder(TempDir::new().expect("a folder"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        self.bytes(name, text.as_bytes())
    }

    pub fn bytes(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).expect("written");
        path
    }
}

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = include_str!("../../../../docs/schema/musnad.reading-1.json");
    let schema = serde_json::from_str(schema).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("a valid schema")
});

/// Standard output as JSON Lines, each by the contract.
pub fn json_lines(output: Output) -> Vec<serde_json::Value> {
    let stdout = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(stdout.is_empty() || stdout.ends_with('\n'), "whole lines");
    let parse = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("one object a line");
        if let Err(error) = SCHEMA.validate(&value) {
            panic!("{error}: {line}");
        }
        value
    };
    stdout.lines().map(parse).collect()
}
