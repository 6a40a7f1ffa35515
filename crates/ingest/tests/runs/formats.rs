//! Every format, built here and read in.

use crate::common::{Folder, SENTENCE, drafts, gzip, record, zip};
use encoding_rs::{ISO_8859_6, WINDOWS_1256};
use jiff::civil::date;
use musnad_ingest::{Ingest, Options, text_of};
use musnad_report::{DateFrom, Dated};
use sha2::{Digest, Sha256};
use std::path::PathBuf;

#[test]
fn plain_text_is_the_files_own() {
    let folder = Folder::new();
    let text = format!("عنوان\r\n\r\n  {SENTENCE}\u{a0}\n");
    let path = folder.put("a.txt", &text);
    let all = drafts([&path]);
    assert_eq!(all.len(), 1);
    let report = all[0].clone().into_report();
    assert_eq!(report.text.as_str(), text);
    assert_eq!(report.origin.path.as_deref(), path.to_str());
    assert_eq!(
        (report.origin.record, report.has_title, report.title),
        (None, false, None)
    );
    assert_eq!(report.published, None);
    assert!(report.blob.starts_with("sha256:") && report.blob.len() == 71);
    assert_eq!(report.language.to_string(), "ar");
}

#[test]
fn plain_text_in_every_encoding() {
    let folder = Folder::new();
    let utf16 = |to: fn(u16) -> [u8; 2]| SENTENCE.encode_utf16().flat_map(to).collect::<Vec<u8>>();
    for (name, bytes) in [
        ("UTF-8", SENTENCE.as_bytes().to_vec()),
        ("UTF-16LE", utf16(u16::to_le_bytes)),
        ("UTF-16BE", utf16(u16::to_be_bytes)),
        ("windows-1256", WINDOWS_1256.encode(SENTENCE).0.into_owned()),
        ("ISO-8859-6", ISO_8859_6.encode(SENTENCE).0.into_owned()),
    ] {
        let draft = &drafts([folder.put("a.txt", bytes)])[0];
        assert_eq!(
            (draft.text.as_str(), draft.decoded.encoding),
            (SENTENCE, name)
        );
    }
}

#[test]
fn json_as_object_array_and_lines() {
    let folder = Folder::new();
    let (one, two) = (record("أول", "متن أول"), record("ثان", "متن ثان"));
    let expected = [text_of("أول", "متن أول"), text_of("ثان", "متن ثان")];
    for (name, json) in [
        ("array.json", format!("\u{feff}[\n  {one},\n  {two}\n]\n")),
        ("lines.jsonl", format!("{one}\n\n{two}")),
        ("lines.json", format!("{one}\r\n{two}\r\n")),
        ("values.json", format!(" {one} {two}")),
        ("array.jsonl", format!("[{one},{two}]")),
        ("looked-into", format!("[{one},{two}]")),
    ] {
        let all = drafts([folder.put(name, json)]);
        let texts: Vec<&str> = all.iter().map(|draft| draft.text.as_str()).collect();
        assert_eq!(texts, expected, "{name}");
        let records: Vec<_> = all.iter().map(|draft| draft.origin.record).collect();
        assert_eq!(records, [Some(0), Some(1)], "{name}");
    }
    let alone = drafts([folder.put("one.json", "{\n \"title\": \"ع\",\n \"body\": \"م\"\n}\n")]);
    assert_eq!(alone[0].text, "ع\n\nم\n");
}

#[test]
fn json_in_old_encodings() {
    let folder = Folder::new();
    let json = format!("[{},{}]", record("أول", SENTENCE), record("ثان", SENTENCE));
    let utf16: Vec<u8> = json.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [
        ("windows-1256", WINDOWS_1256.encode(&json).0.into_owned()),
        ("UTF-16LE", utf16),
    ] {
        let all = drafts([folder.put("a.json", bytes)]);
        assert_eq!(all.len(), 2, "{name}");
        assert_eq!(all[1].text, text_of("ثان", SENTENCE));
        assert_eq!(all[1].decoded.encoding, name);
    }
}

#[test]
fn a_record_in_another_encoding_than_its_file() {
    let folder = Folder::new();
    let mut bytes = record("أول", SENTENCE).into_bytes();
    bytes.push(b'\n');
    // Far enough behind that the first bytes do not show it.
    bytes.extend(format!("{}\n", record("", &"x".repeat(70_000))).bytes());
    bytes.extend(&*WINDOWS_1256.encode(&record("ثالث", SENTENCE)).0);
    let all = drafts([folder.put("joined.jsonl", bytes)]);
    assert_eq!(all[0].decoded.encoding, "UTF-8");
    assert_eq!(
        (all[2].decoded.encoding, &*all[2].text),
        ("windows-1256", &*text_of("ثالث", SENTENCE))
    );
}

#[test]
fn gzip_and_zip_of_everything() {
    let folder = Folder::new();
    let json = format!("[{},{}]", record("أول", "م"), record("ثان", "م"));
    let lines = format!("{}\n{}\n", record("أول", "م"), record("ثان", "م"));
    let inner = zip(&[("inner.txt", SENTENCE)]);
    let archive = zip(&[
        ("day/", Vec::new()),
        ("day/b.json", json.clone().into_bytes()),
        ("day/.hidden.txt", b"x".to_vec()),
        ("__MACOSX/day/b.json", b"x".to_vec()),
        ("a.jsonl.gz", gzip(&lines)),
        ("c.txt", WINDOWS_1256.encode(SENTENCE).0.into_owned()),
        ("d.zip", inner),
    ]);
    let path = folder.put("all.zip", archive);
    let names: Vec<String> = drafts([&path])
        .into_iter()
        .map(|draft| {
            let path = draft.origin.path.expect("a path");
            let name = path.rsplit_once("all.zip").expect("in the archive").1;
            format!("{name} {:?}", draft.origin.record)
        })
        .collect();
    assert_eq!(
        names,
        [
            "!/day/b.json Some(0)",
            "!/day/b.json Some(1)",
            "!/a.jsonl.gz Some(0)",
            "!/a.jsonl.gz Some(1)",
            "!/c.txt None",
            "!/d.zip!/inner.txt None",
        ]
    );
    for (name, bytes) in [("a.json.gz", gzip(&json)), ("a.jsonl.GZ", gzip(&lines))] {
        assert_eq!(drafts([folder.put(name, bytes)]).len(), 2, "{name}");
    }
    // Two streams, one behind the other, as `cat a.gz b.gz` makes them.
    let mut two = gzip("نصف ");
    two.extend(gzip("ونصف"));
    assert_eq!(drafts([folder.put("two.txt.gz", two)])[0].text, "نصف ونصف");
}

#[test]
fn folders_in_the_order_of_names_after_the_order_of_arguments() {
    let folder = Folder::new();
    for name in [
        "in/b/2.txt",
        "in/b/1.txt",
        "in/a.txt",
        "in/c.txt",
        "in/.hidden/x.txt",
        "in/.x.txt",
    ] {
        folder.put(name, name);
    }
    let last = folder.put("zz.txt", "in the end");
    let first = folder.put(
        "0.json",
        format!("[{},{}]", record("", "1"), record("", "2")),
    );
    let sources = [first, folder.path().join("in"), last];
    let texts: Vec<String> = drafts(sources)
        .into_iter()
        .map(|draft| draft.text)
        .collect();
    let expected = [
        "\n\n1\n",
        "\n\n2\n",
        "in/a.txt",
        "in/b/1.txt",
        "in/b/2.txt",
        "in/c.txt",
        "in the end",
    ];
    assert_eq!(texts, expected);
}

#[test]
fn options_go_before_metadata() {
    let folder = Folder::new();
    let json = r#"{"title": "ع", "text": "م", "date": "09/03/2031", "source": "النهر", "date_extracted": "x"}"#;
    let path = folder.put("a.json", json);
    let by_metadata = &drafts([&path])[0];
    let metadata = Dated {
        date: date(2031, 3, 9),
        from: DateFrom::Metadata,
    };
    assert_eq!(by_metadata.published, Some(metadata));
    assert_eq!(by_metadata.outlet.as_deref(), Some("النهر"));
    assert_eq!(
        (by_metadata.captured, by_metadata.diagnostics.len()),
        (None, 1)
    );

    let told = date(2031, 4, 1);
    let options = Options {
        published: Some(told),
        outlet: Some("الضفة".into()),
        ..Options::default()
    };
    let draft = Ingest::new([&path], options)
        .into_iter()
        .next()
        .expect("one")
        .expect("read");
    assert_eq!(
        draft.published,
        Some(Dated {
            date: told,
            from: DateFrom::Option
        })
    );
    assert_eq!(draft.outlet.as_deref(), Some("الضفة"));
}

#[test]
fn other_languages_are_read_and_marked() {
    let folder = Folder::new();
    let path = folder.put(
        "a.txt",
        "The minister said that the dam would open in spring.",
    );
    let report = drafts([&path]).remove(0).into_report();
    assert!(report.language.to_string() != "ar", "{}", report.language);
}

#[test]
fn an_empty_body_still_has_its_report() {
    let folder = Folder::new();
    let all = drafts([folder.put(
        "a.jsonl",
        "{\"title\": \"عنوان\", \"content\": \"\"}\n{\"title\": \"\", \"text\": null}",
    )]);
    assert_eq!((&*all[0].text, &*all[1].text), ("عنوان\n\n\n", "\n\n\n"));
}

#[test]
fn progress_ends_at_the_total() {
    let folder = Folder::new();
    folder.put("a.txt", SENTENCE);
    folder.put("b.zip", zip(&[("x.txt", SENTENCE)]));
    folder.put("c.json.gz", gzip(record("ع", SENTENCE)));
    folder.put("d.txt", "");
    let ingest = Ingest::new([folder.path()], Options::default());
    let progress = ingest.progress();
    ingest.run(|_| std::ops::ControlFlow::Continue(()));
    assert!(progress.total() > 0);
    assert_eq!(progress.consumed(), progress.total());
}

#[test]
fn the_receiver_can_break_off() {
    let folder = Folder::new();
    let lines: String = (0..1000)
        .map(|n| record(&n.to_string(), "م") + "\n")
        .collect();
    let path: PathBuf = folder.put("a.jsonl", lines);
    let first: Vec<_> = Ingest::new([&path], Options::default())
        .into_iter()
        .take(3)
        .collect();
    assert_eq!(first.len(), 3);
}

#[test]
fn a_stream_is_read_under_its_name() {
    let good = record("ع", "م");
    let json = format!("{good}\n{{\"title\": oops}}\n{good}\n");
    let mut items = Vec::new();
    let ingest = Ingest::new([] as [&str; 0], Options::default());
    ingest.run_stream("-", json.as_bytes(), |item| {
        items.push(item);
        std::ops::ControlFlow::Continue(())
    });
    assert!(matches!(&items[..], [Ok(_), Err(_), Ok(_)]), "{items:?}");
    let last = items.remove(2).expect("a draft");
    assert_eq!(
        (last.origin.path.as_deref(), last.origin.record),
        (Some("-"), Some(2))
    );
    assert_eq!(ingest.progress().consumed(), json.len() as u64);
}

#[test]
fn the_original_is_what_the_blob_is_the_hash_of() {
    let folder = Folder::new();
    let json = format!("[{},{}]", record("أول", "م"), record("ثان", SENTENCE));
    folder.put("a.txt", WINDOWS_1256.encode(SENTENCE).0);
    folder.put("b.json", WINDOWS_1256.encode(&json).0);
    folder.put("c.zip", zip(&[("inner.txt", SENTENCE), ("d.json", &json)]));
    let all = drafts([folder.path()]);
    assert_eq!(all.len(), 6);
    for draft in all {
        let hash = Sha256::digest(&draft.original);
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(draft.blob, format!("sha256:{hex}"), "{:?}", draft.origin);
    }
}
