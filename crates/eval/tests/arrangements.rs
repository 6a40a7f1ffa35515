//! What the five seed reports tell of arrangements and the deeds around them, row by row: `gold/seeds/arrangements.toml`,
//! which was written from the table of facts alone.
//!
//! A row is whole where an event or an arrangement of its report stands in its words and has its type, status, parties,
//! speaker and time. How many are whole may only rise.

use musnad_eval::normal::same_name;
use musnad_ingest::{Draft, Ingest, Options};
use musnad_read::events::{Argument, Part, Party};
use musnad_read::{Context, Engine, Reading, Who};
use musnad_report::{Span, Text};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// So many rows are whole.
const WHOLE: usize = 17;

#[derive(Deserialize)]
struct File {
    row: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    report: String,
    row: String,
    r#type: Vec<String>,
    status: Vec<String>,
    actors: Vec<Vec<String>>,
    recipients: Vec<Vec<String>>,
    word: Vec<String>,
    time: Vec<String>,
    words: Vec<[usize; 2]>,
}

/// One telling, whether of an event or of an arrangement.
struct Telling<'r> {
    name: &'static str,
    status: &'static str,
    trigger: Span,
    arguments: Vec<&'r Argument>,
    object: Option<Span>,
    word: Option<usize>,
    time: Option<usize>,
}

fn tellings(reading: &Reading) -> Vec<Telling<'_>> {
    let events = reading.events.iter().map(|e| Telling {
        name: e.kind.name(),
        status: e.status.name(),
        trigger: e.trigger,
        arguments: e.arguments.iter().collect(),
        object: None,
        word: e.on_word_of,
        time: e.time,
    });
    let arrangements = reading.arrangements.iter().map(|a| Telling {
        name: a.kind.name(),
        status: a.status.name(),
        trigger: a.trigger,
        arguments: a.parties.iter().chain(&a.place).collect(),
        object: a.object,
        word: a.on_word_of,
        time: a.time,
    });
    events.chain(arrangements).collect()
}

/// What a telling lacks of a row; none where it is whole.
fn lacks(row: &Row, text: &Text, reading: &Reading, t: &Telling) -> Vec<&'static str> {
    let mut out = Vec::new();
    let mut need = |holds: bool, what: &'static str| {
        if !holds {
            out.push(what);
        }
    };
    need(row.status.iter().any(|s| s == t.status), "status");
    let lasting = reading.arrangements.iter().any(|a| a.trigger == t.trigger);
    let is = |a: &Argument, names: &[String]| {
        let name = match a.party {
            Party::Entity(e) => reading.entities[e].name.clone(),
            Party::Group(g) => reading.groups[g].name.clone(),
        };
        let words = text.slice(a.span);
        names
            .iter()
            .any(|n| same_name(&name, n) || same_name(words, n) || words.ends_with(n.as_str()))
    };
    let actor = |names: &Vec<String>| {
        t.arguments
            .iter()
            .any(|a| (a.part == Part::Actor || lasting) && is(a, names))
    };
    need(row.actors.iter().all(actor), "actors");
    let object = |names: &[String]| {
        let words = t.object.map(|o| text.slice(o));
        words.is_some_and(|w| names.iter().any(|n| w.contains(n.as_str())))
    };
    let recipient = |names: &Vec<String>| {
        t.arguments
            .iter()
            .any(|a| (a.part != Part::Actor || lasting) && is(a, names))
            || object(names)
    };
    need(row.recipients.iter().all(recipient), "recipients");
    let word = match t.word.map(|a| &reading.attributions[a]) {
        None => row.word.iter().any(|w| w == "author"),
        Some(a) => match &a.origin().who {
            Who::Unknown => false,
            who => row.word.iter().any(|w| same_name(who.as_str(), w)),
        },
    };
    need(word, "word");
    let time = t.time.map(|k| text.slice(reading.times[k].span));
    let dated = time.is_some_and(|time| {
        row.time
            .iter()
            .any(|w| time.contains(w.as_str()) || w.contains(time))
    });
    need(row.time.is_empty() || dated, "time");
    out
}

fn read(folder: &Path) -> BTreeMap<String, (Text, Reading)> {
    let engine = Engine::embedded();
    let mut out = BTreeMap::new();
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the seeds' folder")
        .filter_map(|f| Some(f.ok()?.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    for file in files {
        let name = file
            .file_name()
            .and_then(|n| n.to_str())
            .unwrap_or_default()[..3]
            .to_owned();
        let mut texts: Vec<String> = Vec::new();
        Ingest::new([&file], Options::default()).run(|draft: Result<Draft, _>| {
            texts.extend(draft.ok().map(|d| d.text.clone()));
            ControlFlow::Continue(())
        });
        let text = Text::new(texts.remove(0));
        let context = Context {
            published: None,
            has_title: true,
        };
        let reading = engine.read(&text, &context);
        out.insert(name, (text, reading));
    }
    out
}

#[test]
fn rows_come_out_whole() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shared = std::env::var_os("MUSNAD_SHARED").map_or(root.join("../shared"), PathBuf::from);
    if !shared.join("seeds").is_dir() {
        println!("skipped: the seed reports are not there");
        return;
    }
    let file =
        std::fs::read_to_string(root.join("gold/seeds/arrangements.toml")).expect("is there");
    let file: File = toml::from_str(&file).expect("is TOML");
    let readings = read(&shared.join("seeds"));
    let rows: Vec<&Row> = file.row.iter().filter(|r| !r.r#type.is_empty()).collect();
    let mut whole = 0;
    for row in &rows {
        let (text, reading) = &readings[&row.report];
        let inside = |t: &&Telling| {
            let stands = |w: &[usize; 2]| w[0] <= t.trigger.start && t.trigger.end <= w[1];
            row.words.iter().any(stands) && row.r#type.iter().any(|name| name == t.name)
        };
        let all = tellings(reading);
        let best = all
            .iter()
            .filter(inside)
            .map(|t| lacks(row, text, reading, t));
        match best.min_by_key(Vec::len) {
            None => println!(
                "- {} {}: nothing of its type stands in its words",
                row.report, row.row
            ),
            Some(lacks) if lacks.is_empty() => whole += 1,
            Some(lacks) => println!("~ {} {}: other {}", row.report, row.row, lacks.join(", ")),
        }
    }
    println!("{whole} of {} rows are whole", rows.len());
    assert!(whole >= WHOLE, "{whole} rows are whole, {WHOLE} were");
}
