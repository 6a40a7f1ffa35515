//! What people see: the text form, explanations, help.

mod common;

use common::{Folder, REPORT, musnad};

fn stdout(command: &mut assert_cmd::Command) -> String {
    let output = command.assert().success().get_output().stdout.clone();
    String::from_utf8(output).expect("UTF-8")
}

#[test]
fn text_form_shows_speaker_and_words() {
    let folder = Folder::new();
    let path = folder.file("a.txt", REPORT);
    let page = stdout(musnad().arg("read").arg(&path));
    assert!(page.contains("سامي الحلو"), "{page}");
    assert!(page.contains("إن الأعمال انتهت قبل موعدها"), "{page}");
    assert!(!page.contains('\u{1b}'), "no colours in a pipe");
}

#[test]
fn colours_come_and_go_as_everywhere() {
    let folder = Folder::new();
    let path = folder.file("a.txt", REPORT);
    let colored = |env: &[(&str, &str)], args: &[&str]| {
        let mut command = musnad();
        command
            .envs(env.iter().copied())
            .arg("read")
            .args(args)
            .arg(&path);
        stdout(&mut command).contains('\u{1b}')
    };
    assert!(!colored(&[], &[]));
    assert!(colored(&[], &["--color", "always"]));
    assert!(
        colored(&[("NO_COLOR", "1")], &["--color", "always"]),
        "a flag goes before all"
    );
    assert!(colored(&[("CLICOLOR_FORCE", "1")], &[]));
    assert!(!colored(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[]));
    assert!(!colored(&[("CLICOLOR_FORCE", "1")], &["--color", "never"]));
}

#[test]
fn several_reports_are_summed_up_beside_the_output() {
    let folder = Folder::new();
    let (a, b) = (folder.file("a.txt", REPORT), folder.file("b.txt", REPORT));
    let mut command = musnad();
    command.args(["read", "--lang", "en"]).args([a, b]);
    let output = command.output().expect("runs");
    let stderr = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(stderr.starts_with("reports: 2 · statements: "), "{stderr}");
    assert!(!String::from_utf8_lossy(&output.stdout).contains("reports: 2"));
}

#[test]
fn explain_shows_words_reasons_and_rules() {
    let folder = Folder::new();
    let path = folder.file("a.txt", REPORT);
    let explanation = |at: &str| {
        let mut command = musnad();
        command
            .args(["explain", "--lang", "en", "--at", at])
            .arg(&path);
        stdout(&mut command)
    };
    let page = explanation("سامي الحلو");
    assert!(page.contains("because:"), "{page}");
    assert!(page.contains("source") && page.contains("ـ"), "{page}");
    assert!(page.contains("cues/"), "{page}");
    assert_eq!(page, explanation("سامى الحلو"), "in any spelling");
    assert!(explanation("هدأت").contains("no statement and no event touches these words"));
}

#[test]
fn explain_says_what_is_not_there() {
    let folder = Folder::new();
    let path = folder.file("a.txt", REPORT);
    for args in [
        &["--at", "زرافة"][..],
        &["--at", "سامي", "--nth", "9"],
        &["--at", "سامي", "--record", "3"],
    ] {
        let assert = musnad()
            .arg("explain")
            .arg(&path)
            .args(args)
            .assert()
            .code(2)
            .stdout("");
        let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        assert!(
            stderr.starts_with("musnad: ") && stderr.lines().count() == 1,
            "{stderr}"
        );
    }
}

#[test]
fn explain_of_a_missing_file_is_a_failed_input() {
    let command = musnad()
        .args(["explain", "missing.txt", "--at", "نعم"])
        .assert()
        .code(3)
        .stdout("");
    let stderr = String::from_utf8_lossy(&command.get_output().stderr).into_owned();
    assert!(
        stderr.starts_with("musnad: missing.txt: ") && stderr.lines().count() == 1,
        "{stderr}"
    );
}

#[test]
fn explanations_come_as_json_too() {
    let folder = Folder::new();
    let path = folder.file("a.txt", REPORT);
    let mut command = musnad();
    command
        .args(["explain", "--format", "json", "--at", "سامي الحلو"])
        .arg(path);
    let json: serde_json::Value = serde_json::from_str(&stdout(&mut command)).expect("JSON");
    let schema = include_str!("../../../docs/schema/musnad.explanation-1.json");
    let schema = serde_json::from_str(schema).expect("the schema is JSON");
    jsonschema::validate(&schema, &json).unwrap_or_else(|error| panic!("{error}: {json:#}"));
    assert_eq!(json["at"]["text"], "سامي الحلو");
    assert!(
        json["attributions"][0]["reasons"][0]["what"].is_string(),
        "{json:#}"
    );
}

#[test]
fn schemas_are_those_on_disk() {
    assert_eq!(
        stdout(musnad().arg("schema")),
        include_str!("../../../docs/schema/musnad.reading-1.json")
    );
    assert_eq!(
        stdout(musnad().args(["schema", "explain"])),
        include_str!("../../../docs/schema/musnad.explanation-1.json")
    );
}

#[test]
fn help_man_and_completions_know_every_flag() {
    let help = stdout(musnad().args(["read", "--help"]));
    assert!(
        help.contains("Examples:") && help.contains("musnad read samples"),
        "{help}"
    );
    let man = stdout(musnad().args(["man", "read"]));
    let script = stdout(musnad().args(["completions", "bash"]));
    for flag in [
        "published",
        "outlet",
        "format",
        "with-text",
        "jobs",
        "no-progress",
        "color",
    ] {
        assert!(help.contains(&format!("--{flag}")), "{flag}");
        assert!(
            man.replace('\\', "").contains(&format!("--{flag}")),
            "{flag}"
        );
        assert!(script.contains(&format!("--{flag}")), "{flag}");
    }
    assert!(stdout(musnad().arg("man")).contains("musnad"));
    for shell in ["zsh", "fish", "elvish", "powershell"] {
        assert!(!stdout(musnad().args(["completions", shell])).is_empty());
    }
}

#[test]
fn version_names_engine_and_data() {
    let version = stdout(musnad().arg("--version"));
    assert!(
        version.starts_with("musnad ") && version.contains("engine ") && version.contains("data ")
    );
}

#[test]
fn licences_name_libraries_and_data() {
    let licences = stdout(musnad().arg("licences"));
    for name in [
        "MIT OR Apache-2.0",
        "Who's On First",
        "CC0-1.0",
        "CC-BY-4.0",
        "clap ",
    ] {
        assert!(licences.contains(name), "{name}");
    }
}
