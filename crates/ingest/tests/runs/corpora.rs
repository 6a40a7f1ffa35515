//! Real corpora, read where they lie beside the workspace (`../shared`, or `$MUSNAD_SHARED`).

use musnad_ingest::{Draft, Failure, Ingest, Options};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the material, or a word that the test was skipped.
fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("MUSNAD_SHARED").map_or(beside, PathBuf::from);
    if folder.join("corpora").is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no corpora beside the workspace");
    None
}

fn ingest(path: PathBuf) -> impl Iterator<Item = Result<Draft, Failure>> {
    Ingest::new([path], Options::default()).into_iter()
}

/// Gold texts by their ids, with where they come from: the file and the record or the id in it.
fn gold(shared: &Path) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for set in ["dev", "chain"] {
        for entry in fs::read_dir(shared.join("gold").join(set)).expect("a gold folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|ending| ending == "txt") {
                let id = path
                    .file_stem()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned();
                texts.insert(id, fs::read_to_string(&path).expect("a gold text"));
            }
        }
    }
    texts
}

#[test]
fn gold_texts_of_saudinewsnet_are_met_byte_for_byte() {
    let Some(shared) = shared() else { return };
    let gold = gold(&shared);
    // Two days with gold; the others take long without optimisation.
    for day in ["2015-07-21", "2015-08-07"] {
        let mut met = 0;
        let mut records = 0;
        for draft in ingest(shared.join(format!("corpora/saudinewsnet/{day}.zip"))) {
            let draft = draft.expect("a record that can be read");
            records += 1;
            let index = draft.origin.record.expect("a record");
            if let Some(text) = gold.get(&format!("snn-{day}-{index:04}")) {
                assert_eq!(&draft.text, text, "{day} {index}");
                met += 1;
            }
            assert!(draft.captured.is_some() && draft.published.is_none());
        }
        let expected = gold
            .keys()
            .filter(|id| id.starts_with(&format!("snn-{day}-")))
            .count();
        assert!(
            records > 1000 && met == expected && met > 0,
            "{day}: {records}, {met}"
        );
    }
}

#[test]
fn antcorpus_is_read_whole_and_gold_is_met() {
    let Some(shared) = shared() else { return };
    let gold = gold(&shared);
    // The reports do not carry the corpus's ids, so gold is found by its text.
    let mut wanted: Vec<_> = gold
        .iter()
        .filter(|(id, _)| id.starts_with("ant-"))
        .map(|(_, text)| hash(text))
        .collect();
    let mut records = 0;
    for draft in ingest(shared.join("corpora/antcorpus/antcorpus-v1.1.jsonl.gz")) {
        let draft = draft.expect("a record that can be read");
        records += 1;
        assert!(draft.published.is_some(), "{:?}", draft.diagnostics);
        let found = hash(&draft.text);
        wanted.retain(|hash| *hash != found);
    }
    assert_eq!((records, wanted.len()), (10_147, 0));
}

fn hash(text: &str) -> Vec<u8> {
    Sha256::digest(text).to_vec()
}

/// `clean` against the script that defines it, on invented texts and on articles.
#[test]
fn texts_equal_those_of_the_script() {
    let Some(shared) = shared() else { return };
    let script = shared.join("gold/tools/text_of.py");
    let folder = crate::common::Folder::new();
    let odd = [
        (
            "\u{1c} عنوان \u{85}",
            "أ \u{a0}\t\r\n \u{2028} ب\u{b}\r\r\n\u{1f}",
        ),
        ("", " \n\n\n م \n \n\u{200f}ن "),
        ("ع\u{3000}", "\u{feff} م \u{c}\n"),
    ];
    let json: Vec<_> = odd
        .iter()
        .map(|(t, b)| serde_json::json!({"title": t, "content": b}))
        .collect();
    let path = folder.put("odd.json", serde_json::to_string(&json).expect("JSON"));
    for (draft, index) in ingest(path.clone()).zip(0..) {
        let output = Command::new("python3")
            .arg(&script)
            .arg(&path)
            .arg(format!("{index}"))
            .output();
        let Ok(output) = output else {
            eprintln!("skipped: python3 is not there");
            return;
        };
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        assert_eq!(draft.expect("valid").text, text, "{index}");
    }
}
