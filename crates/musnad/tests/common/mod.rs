//! What the tests of the program share.
#![allow(dead_code, reason = "each test binary uses its part")]

use assert_cmd::Command;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
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
        "MUSNAD_ARCHIVE",
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

/// Lines of JSON, each by the contract whose schema has this file name.
pub fn by_schema(name: &str, stdout: &[u8]) -> Vec<serde_json::Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema");
    let schema = fs::read_to_string(path.join(format!("{name}.json"))).expect("has a schema");
    let schema = serde_json::from_str(&schema).expect("the schema is JSON");
    let schema = jsonschema::validator_for(&schema).expect("a valid schema");
    let stdout = std::str::from_utf8(stdout).expect("UTF-8");
    assert!(stdout.is_empty() || stdout.ends_with('\n'), "whole lines");
    let parse = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("one object a line");
        if let Err(error) = schema.validate(&value) {
            panic!("{error}: {line}");
        }
        value
    };
    stdout.lines().map(parse).collect()
}

/// Standard output of `musnad read --format json`.
pub fn json_lines(output: Output) -> Vec<serde_json::Value> {
    by_schema("musnad.reading-1", &output.stdout)
}

/// The program at work on one archive.
pub struct Desk(PathBuf);

impl Desk {
    pub fn new(folder: &Folder, name: &str) -> Desk {
        Desk(folder.path(name))
    }

    /// A command on this archive.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = musnad();
        command.args(args).arg("--archive").arg(&self.0);
        command
    }

    /// The JSON lines that a command prints, by this contract; it has to succeed.
    pub fn lines(&self, schema: &str, args: &[&str]) -> Vec<serde_json::Value> {
        let mut command = self.command(args);
        let output = command.args(["--format", "json"]).assert().success();
        by_schema(schema, &output.get_output().stdout)
    }

    /// The one object that a command prints.
    pub fn one(&self, schema: &str, args: &[&str]) -> serde_json::Value {
        let mut lines = self.lines(schema, args);
        assert_eq!(lines.len(), 1, "{args:?}");
        lines.remove(0)
    }

    /// The command ends with this code and says why; in one line, where it was understood.
    pub fn refuses(&self, args: &[&str], code: i32, why: &str) {
        let output = self.command(args).assert().code(code);
        let output = output.get_output();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(why), "{args:?}: {said}");
        let understood = said.starts_with("musnad: ");
        assert!(!understood || said.lines().count() == 1, "{args:?}: {said}");
        assert!(output.stdout.is_empty(), "{args:?}");
    }
}
