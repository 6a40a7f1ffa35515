//! Inputs that are broken or mean harm: one clear line each, and the rest goes on.

use crate::common::{Folder, SENTENCE, gzip, read, record, zip};
use musnad_ingest::{Failure, FailureKind, Ingest, Options};
use std::fs;
use std::io::Write;

/// Reads one file and gives its failures, as lines without the folder's name, and the number of
/// drafts.
fn failures(folder: &Folder, name: &str, bytes: impl AsRef<[u8]>) -> (Vec<String>, usize) {
    lines(folder, read([folder.put(name, bytes)]))
}

fn lines<T>(folder: &Folder, items: Vec<Result<T, Failure>>) -> (Vec<String>, usize) {
    let root = format!("{}/", folder.path().display());
    let (mut lines, mut drafts) = (Vec::new(), 0);
    for item in items {
        match item {
            Ok(_) => drafts += 1,
            Err(failure) => lines.push(failure.to_string().replace(&root, "")),
        }
    }
    assert!(lines.iter().all(|line| !line.contains('\n')), "{lines:?}");
    (lines, drafts)
}

#[test]
fn missing_empty_and_binary() {
    let folder = Folder::new();
    let (lines, _) = lines(&folder, read([folder.path().join("none.txt")]));
    assert_eq!(lines, ["none.txt: no such file or folder; check the name"]);
    for (name, bytes, line) in [
        (
            "a.txt",
            &b""[..],
            "a.txt: the file is empty; remove it, or fetch it again",
        ),
        (
            "b.txt",
            b"\xef\xbb\xbf \n",
            "b.txt: the file is empty; remove it, or fetch it again",
        ),
        (
            "c.json",
            b"",
            "c.json: the file is empty; remove it, or fetch it again",
        ),
        (
            "d.txt",
            b"%PDF-1.4",
            "d.txt: this is a PDF document, not a text; extract its text first, for example with pdftotext",
        ),
        (
            "e.bin",
            b"ab\0cd",
            "e.bin: binary data, not a text (byte 0x00 at offset 2); give text, JSON, or gzip or zip of these",
        ),
        (
            "f.html",
            b"<!doctype html><p>x",
            "f.html: no article stands in this page, as far as can be seen; save the article's own page, once it is shown whole",
        ),
    ] {
        assert_eq!(failures(&folder, name, bytes), (vec![line.to_owned()], 0));
    }
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let path = folder.put("secret.txt", SENTENCE);
    folder.put("open.txt", SENTENCE);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("own file");
    if fs::File::open(&path).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    let (lines, drafts) = lines(&folder, read([folder.path()]));
    assert_eq!(drafts, 1);
    assert!(
        lines[0].starts_with("secret.txt: it cannot be read"),
        "{lines:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_loop_of_links_is_told_once() {
    let folder = Folder::new();
    folder.put("day/a.txt", SENTENCE);
    folder.put("day/z.txt", SENTENCE);
    std::os::unix::fs::symlink("..", folder.path().join("day/back")).expect("a link");
    std::os::unix::fs::symlink("nowhere", folder.path().join("day/dangling")).expect("a link");
    let (lines, drafts) = lines(&folder, read([folder.path()]));
    assert_eq!((lines.len(), drafts), (2, 2), "{lines:?}");
    assert!(
        lines[0].starts_with("day/back: the link leads back to"),
        "{lines:?}"
    );
    assert_eq!(
        lines[1],
        "day/dangling: no such file or folder; check the name"
    );
}

#[test]
fn a_bad_line_costs_one_record() {
    let folder = Folder::new();
    let good = record("ع", "م");
    let json =
        format!("{good}\n{{\"title\": \"ع\", oops}}\n\n[1]\n{good}\n{{\"id\": 7, \"kind\": 1}}\n");
    let (lines, drafts) = failures(&folder, "a.jsonl", json);
    assert_eq!(drafts, 2);
    assert!(
        lines[0]
            .starts_with("a.jsonl: record 1, line 2, column 17: wrong JSON: key must be a string"),
        "{lines:?}"
    );
    assert!(
        lines[1].starts_with("a.jsonl: record 2, line 4, column "),
        "{lines:?}"
    );
    assert!(
        lines[1].contains("expected an object with the fields of one report"),
        "{lines:?}"
    );
    assert!(lines[2].starts_with("a.jsonl: record 4, line 6: no known text field among id, kind; known are maintext, content, text,"), "{lines:?}");
}

#[test]
fn a_bad_record_of_an_array_is_placed() {
    let folder = Folder::new();
    let good = record("ع", "م");
    let json = format!("[\n {good},\n {{\"title\": nul}},\n {good}\n]");
    let (lines, drafts) = failures(&folder, "a.json", json);
    assert_eq!(drafts, 2);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(
        lines[0].starts_with("a.json: record 1, line 3, column 15: wrong JSON: expected ident"),
        "{lines:?}"
    );
}

#[test]
fn json_that_breaks_off_or_is_none() {
    let folder = Folder::new();
    let good = record("ع", "م");
    for (json, drafts, line) in [
        (
            format!("[{good},"),
            1,
            "the input ends before the array does",
        ),
        (
            format!("[{good},{{\"title\": \"ع"),
            1,
            "the input ends inside a record",
        ),
        (
            format!("[{good}] x"),
            1,
            "something stands behind the end of the array",
        ),
        (format!("[{good}}}"), 1, "a record should begin here"),
        (
            format!("[{good},{{\"a\": [}}]"),
            1,
            "the brackets do not match",
        ),
        ("}".to_owned(), 0, "a record should begin here"),
        (
            format!("[{}", "[".repeat(300)),
            0,
            "nested more than 128 deep",
        ),
        ("hello".to_owned(), 0, "expected value"),
        ("\"hello\"".to_owned(), 0, "expected an object"),
    ] {
        let (lines, read) = failures(&folder, "a.json", &json);
        assert_eq!((read, lines.len()), (drafts, 1), "{json} {lines:?}");
        assert!(
            lines[0].contains(line) && lines[0].contains("line 1, column"),
            "{json} {lines:?}"
        );
    }
}

#[test]
fn a_record_over_the_limit_costs_one_line() {
    let folder = Folder::new();
    let (good, long) = (record("ع", "م"), record("ع", &"x".repeat(3 << 20)));
    for (name, json) in [
        ("a.jsonl", format!("{good}\n{long}\n{good}\n")),
        ("a.json", format!("[{good},\n{long},{good}]")),
    ] {
        let (lines, drafts) = failures(&folder, name, json);
        assert_eq!((lines.len(), drafts), (1, 2), "{lines:?}");
        let expected = format!("{name}: record 1, line 2: the record has 31457");
        assert!(lines[0].starts_with(&expected), "{lines:?}");
    }
    let (lines, drafts) = failures(&folder, "a.txt", "x".repeat(2 << 20));
    assert_eq!(
        (lines, drafts),
        (
            vec!["a.txt: it holds more than 1048576 bytes; split it".to_owned()],
            0
        )
    );
}

#[test]
fn broken_gzip_and_zip() {
    let folder = Folder::new();
    let lines: String = (0..9000)
        .map(|n| record(&n.to_string(), SENTENCE) + "\n")
        .collect();
    let mut cut = gzip(&lines);
    cut.truncate(cut.len() / 2);
    let (told, drafts) = failures(&folder, "a.jsonl.gz", &cut);
    assert!(drafts > 100, "what came before the break is kept: {drafts}");
    assert!(
        told.len() == 1 && told[0].contains("broken gzip"),
        "{told:?}"
    );
    let (told, drafts) = failures(&folder, "b.gz", b"\x1f\x8b\x08nonsense");
    assert!(
        drafts == 0 && told.len() == 1 && told[0].contains("broken gzip"),
        "{told:?}"
    );
    let (told, drafts) = failures(&folder, "c.zip", b"PK\x03\x04nonsense");
    assert!(
        drafts == 0 && told.len() == 1 && told[0].contains("broken zip"),
        "{told:?}"
    );

    let mut archive = zip(&[
        ("a.txt", SENTENCE.repeat(50)),
        ("b.txt", SENTENCE.to_owned()),
    ]);
    archive[60] ^= 0xff; // inside the first member's data
    let (told, drafts) = failures(&folder, "d.zip", archive);
    assert_eq!(drafts, 1);
    assert!(
        told.len() == 1 && told[0].starts_with("d.zip!/a.txt: broken zip"),
        "{told:?}"
    );
}

#[test]
fn bombs_and_archives_in_archives_are_stopped() {
    let folder = Folder::new();
    let bomb = {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(b"{\"title\": \"").expect("in memory");
        let spaces = vec![b' '; 1 << 20];
        for _ in 0..80 {
            encoder.write_all(&spaces).expect("in memory");
        }
        encoder.finish().expect("in memory")
    };
    let (told, drafts) = failures(&folder, "a.json.gz", &bomb);
    assert!(
        drafts == 0 && told.len() == 1 && told[0].contains("unpacks to more than"),
        "{told:?}"
    );

    let mut nested = gzip(SENTENCE);
    for _ in 0..5 {
        nested = gzip(&nested);
    }
    let items = read([folder.put("b.txt.gz", nested)]);
    assert!(matches!(
        &items[..],
        [Err(Failure {
            kind: FailureKind::Nested(_),
            ..
        })]
    ));
}

#[test]
fn lines_far_beyond_the_limit_are_skipped_in_bounded_memory() {
    let folder = Folder::new();
    let path = folder.path().join("a.jsonl");
    let mut file = fs::File::create(&path).expect("own folder");
    let block = vec![b'x'; 1 << 20];
    for _ in 0..200 {
        file.write_all(&block).expect("own folder");
    }
    writeln!(file, "\n{}", record("ع", "م")).expect("own folder");
    let (lines, drafts) = lines(
        &folder,
        Ingest::new([path], Options::default())
            .into_iter()
            .collect(),
    );
    assert_eq!((lines.len(), drafts), (1, 1));
    assert!(
        lines[0].starts_with(
            "a.jsonl: record 0, line 1: the record has 209715201 bytes, more than 67108864"
        ),
        "{lines:?}"
    );
}
