//! Reports are found by what a reader would type.

#[path = "search/laws.rs"]
mod laws;
mod support;

use musnad_archive::{Archive, Found, Incoming, Page};
use musnad_read::{Context, contract};
use musnad_report::{DateFrom, Dated, Origin, Report, Text, language, report_id};
use musnad_search::Query;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use support::{Folder, engine, stamp};

const ALL: Page = Page {
    limit: 100,
    offset: 0,
};

/// A report to be searched, ours or one of the samples.
#[derive(Deserialize)]
struct Input {
    id: String,
    outlet: String,
    published: jiff::civil::Date,
    title: String,
    body: String,
}

#[derive(Deserialize)]
struct Reports {
    report: Vec<Input>,
}

#[derive(Deserialize)]
struct Queries {
    query: Vec<Asked>,
}

#[derive(Deserialize)]
struct Asked {
    ask: String,
    expect: Expected,
    first: Option<String>,
    why: Option<String>,
    wrong: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Expected {
    Reports(Vec<String>),
    Error(String),
}

#[derive(Deserialize)]
struct Sample {
    id: String,
    file: PathBuf,
    outlet: String,
    date: String,
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn data<T: for<'de> Deserialize<'de>>(name: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/search")
        .join(name);
    toml::from_str(&std::fs::read_to_string(path).expect("reads")).expect(name)
}

/// The samples by their numbers. One is in windows-1256, one is JSON: `ingest` reads both.
fn samples() -> Vec<Input> {
    let manifest = repository().join("gold/samples/manifest.json");
    let manifest = std::fs::read_to_string(manifest).expect("reads");
    let samples: Vec<Sample> = serde_json::from_str(&manifest).expect("is a manifest");
    let read = |sample: Sample| {
        let paths = [repository().join(&sample.file)];
        let draft = musnad_ingest::Ingest::new(&paths, musnad_ingest::Options::default())
            .into_iter()
            .next()
            .and_then(Result::ok)
            .expect("can be read");
        let text = draft.into_report().text;
        let (title, body) = text.as_str().split_once('\n').expect("has a title");
        Input {
            id: sample.id[..2].to_owned(),
            outlet: sample.outlet,
            published: sample.date[..10].parse().expect("is a day"),
            title: title.to_owned(),
            body: body.trim_start().to_owned(),
        }
    };
    samples.into_iter().map(read).collect()
}

fn incoming(input: &Input) -> Incoming {
    let original = format!("{}\n\n{}", input.title, input.body);
    let origin = Origin {
        url: Some(format!("https://news.example/{}", input.id)),
        ..Origin::default()
    };
    let blob = musnad_archive::Hash::of(original.as_bytes()).name();
    let report = Report {
        id: report_id(&blob, &origin),
        blob,
        origin,
        outlet: Some(input.outlet.clone()),
        title: Some(input.title.clone()),
        author: None,
        published: Some(Dated {
            date: input.published,
            from: DateFrom::Metadata,
        }),
        modified: None,
        captured: None,
        language: language::of(&original),
        text: Text::new(original.as_str()),
        has_title: true,
    };
    let context = Context {
        published: Some(input.published),
        has_title: true,
    };
    Incoming {
        reading: engine().read(&report.text, &context),
        engine: contract::Engine::with_data(&engine().language().version),
        original: original.into_bytes(),
        notes: Vec::new(),
        report,
    }
}

fn inputs() -> Vec<Input> {
    let mut inputs = samples();
    inputs.extend(data::<Reports>("reports.toml").report);
    inputs
}

fn filled(folder: &Folder, inputs: &[Input]) -> Archive {
    let mut archive = folder.create();
    for batch in inputs.chunks(5) {
        let ready: Vec<_> = batch.iter().map(|input| incoming(input).ready()).collect();
        archive.add(&ready, &stamp()).expect("adds");
    }
    archive
}

fn search(archive: &Archive, query: &str) -> Found {
    let query = Query::parse(query).expect(query);
    archive.search(&query, ALL).expect("searches")
}

/// The ids of what was found, in order.
fn ids(found: &Found) -> Vec<String> {
    let id = |hit: &musnad_archive::Hit| {
        let url = hit.held.origin.url.as_deref().unwrap_or_default();
        url.rsplit('/').next().unwrap_or_default().to_owned()
    };
    found.hits.iter().map(id).collect()
}

#[test]
fn queries_find_what_a_reader_expects() {
    let folder = Folder::new();
    let archive = filled(&folder, &inputs());
    let queries = data::<Queries>("queries.toml").query;
    assert!(queries.len() >= 50);
    let mut wrong = Vec::new();
    for asked in queries {
        let expected = match asked.expect {
            Expected::Reports(expected) => expected,
            Expected::Error(expected) => {
                assert_eq!(expected, "error");
                assert!(Query::parse(&asked.ask).is_err(), "{}", asked.ask);
                continue;
            }
        };
        let found = ids(&search(&archive, &asked.ask));
        let mut sorted = [expected.clone(), found.clone()];
        sorted.iter_mut().for_each(|ids| ids.sort());
        let first = asked
            .first
            .is_none_or(|first| found.first() == Some(&first));
        let right = sorted[0] == sorted[1] && first;
        if right == asked.wrong.is_some() {
            let why = asked.why.unwrap_or_default();
            wrong.push(format!(
                "{}: {found:?}, not {expected:?} ({why})",
                asked.ask
            ));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn who_asks_for_a_speaker_is_shown_the_words_by_which_he_speaks() {
    let folder = Folder::new();
    let archive = filled(&folder, &inputs());
    for (query, most) in [
        ("speaker:العسلاوي", 20),
        ("stance:deny", 20),
        ("kind:agency", 20),
    ] {
        let found = search(&archive, query);
        assert!(found.total > 0 && found.total <= most, "{query}");
        for hit in &found.hits {
            let text = archive.text(&hit.held).expect("reads");
            let cues = [
                &hit.title.as_ref().expect("a title").hits,
                &hit.snippet.hits,
            ];
            let mut cues = cues.into_iter().flatten().peekable();
            assert!(cues.peek().is_some(), "{query}: {}", hit.held.id);
            assert_eq!(hit.words, 0, "no word was asked for");
            let shown = archive
                .shown(&hit.held)
                .expect("reads")
                .reading
                .attributions;
            for cue in cues {
                let said = shown.iter().find(|one| one.origin().cue == *cue);
                assert!(said.is_some(), "{query}: {}", &text[cue.range()]);
            }
        }
    }
    // Of two possibilities neither need be met, and words show themselves.
    let either = search(&archive, "stance:deny OR kind:agency");
    assert!(either.hits.iter().all(|hit| hit.snippet.hits.is_empty()));
}
