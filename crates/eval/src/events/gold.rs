//! Gold of events: a file a report or sentence, by offsets, without its text; the guide is `gold/EVENTS.md`.

use super::{Argument, Arrangement, Event, Told};
use crate::corpora::Corpora;
use crate::manifest;
use crate::mentions::written;
use crate::set::{SetError, hash_line, hex_sha256, ids, malformed, read};
use musnad_read::events::{ArrangementKind, EventType, Part, Status};
use musnad_report::{Span, Text, text_sha256};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[derive(Deserialize)]
struct File {
    events: Vec<Row>,
    #[serde(default)]
    arrangements: Vec<Lasting>,
}

#[derive(Clone, Copy, Deserialize)]
struct Words {
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    trigger: Words,
    r#type: String,
    status: String,
    #[serde(default)]
    actors: Vec<Words>,
    #[serde(default)]
    recipients: Vec<Words>,
    place: Option<Words>,
    time: Option<Words>,
    word: Option<Words>,
    about: Option<String>,
    killed: Option<String>,
    injured: Option<String>,
}

#[derive(Deserialize)]
struct Lasting {
    trigger: Words,
    kind: String,
    status: String,
    #[serde(default)]
    parties: Vec<Words>,
    object: Option<Words>,
    place: Option<Words>,
    word: Option<Words>,
}

/// A set in memory.
#[derive(Debug)]
pub struct Gold {
    /// In the order of their ids.
    pub reports: Vec<Told>,
    /// SHA-256, in hexadecimal, over the lines `NAME SHA256` of its files and texts, sorted.
    pub sha256: String,
}

/// Where the texts of a set are.
#[derive(Clone, Copy, Debug)]
pub enum Texts<'a> {
    /// Articles of the corpora that lie here.
    Corpora(&'a Path),
    /// Reports written for the project: `ID.txt` beside the gold, else in this folder `NAME.txt`, of which `NAME-017` is
    /// the seventeenth.
    Written(&'a Path),
}

/// Reads every `ID.json` of a folder, except `manifest.json`, with its text. An id with «@» is a sentence: the bytes
/// behind it are its place in its report.
///
/// # Errors
/// When a file is missing or malformed, a span is not in its text, or a text is not the one that the manifest pins.
pub fn load(folder: &Path, texts: Texts) -> Result<Gold, SetError> {
    let mut names = ids(folder)?;
    names.sort_unstable();
    let manifest = manifest::load(&folder.join("manifest.json"))?;
    let store = Store::open(folder, texts, &names)?;
    let (mut hashes, mut reports) = (Vec::new(), Vec::new());
    for id in &names {
        let path = folder.join(format!("{id}.json"));
        let bytes = read(&path)?;
        hashes.push(hash_line(&path, &bytes));
        let whole = store
            .text(id)
            .ok_or_else(|| malformed(&path, "its text is not there"))?;
        let row = manifest.get(id.as_str());
        if let Some(pinned) = row.and_then(|row| row.sha256.clone()) {
            let found = text_sha256(&Text::new(whole.clone()));
            if pinned != found {
                return Err(SetError::OtherText {
                    path,
                    annotated: pinned,
                    found,
                });
            }
        }
        let text = sentence(id, whole).ok_or_else(|| malformed(&path, "no such sentence"))?;
        let name = format!("{id}.txt");
        hashes.push(hash_line(Path::new(&name), text.as_bytes()));
        let file: File = serde_json::from_slice(&bytes).map_err(|e| malformed(&path, e))?;
        let mut told =
            told(id, Text::new(text), file).map_err(|reason| malformed(&path, reason))?;
        told.published = row.and_then(|row| row.published());
        reports.push(told);
    }
    hashes.sort_unstable();
    Ok(Gold {
        reports,
        sha256: hex_sha256(hashes.concat().as_bytes()),
    })
}

/// The texts of a set.
enum Store {
    Corpora(Corpora),
    Written(BTreeMap<String, String>),
}

impl Store {
    fn open(gold: &Path, texts: Texts, names: &[String]) -> Result<Store, SetError> {
        let report = |id: &String| id.split('@').next().unwrap_or_default().to_owned();
        match texts {
            Texts::Corpora(folder) => {
                let ids: Vec<String> = names.iter().map(report).collect();
                let read = Corpora::read(folder, ids.iter().map(String::as_str))?;
                Ok(Store::Corpora(read))
            }
            Texts::Written(folder) => {
                let mut all = BTreeMap::new();
                let mut files = BTreeSet::new();
                for name in names {
                    let path = gold.join(format!("{name}.txt"));
                    if path.is_file() {
                        let text = String::from_utf8(read(&path)?);
                        all.insert(name.clone(), text.map_err(|e| malformed(&path, e))?);
                    } else {
                        files.extend(name.rsplit_once('-').map(|(file, _)| file));
                    }
                }
                for file in files {
                    let reports = written::load(&folder.join(format!("{file}.txt")))?;
                    for (n, report) in reports.iter().enumerate() {
                        let text = format!("{}\n", report.text.as_str().trim());
                        all.insert(format!("{file}-{:03}", n + 1), text);
                    }
                }
                Ok(Store::Written(all))
            }
        }
    }

    fn text(&self, id: &str) -> Option<String> {
        match self {
            Store::Corpora(corpora) => {
                let report = id.split('@').next()?;
                corpora.get(report).map(|draft| draft.text.clone())
            }
            Store::Written(all) => all.get(id).cloned(),
        }
    }
}

fn sentence(id: &str, whole: String) -> Option<String> {
    let Some((_, place)) = id.split_once('@') else {
        return Some(whole);
    };
    let (start, end) = place.split_once('-')?;
    let (start, end): (usize, usize) = (start.parse().ok()?, end.parse().ok()?);
    whole.get(start..end).map(str::to_owned)
}

fn told(id: &str, text: Text, file: File) -> Result<Told, String> {
    let span = |w: Words| -> Result<Span, String> {
        let span = Span {
            start: w.start,
            end: w.end,
        };
        let there = w.start < w.end && text.get(span).is_some();
        there
            .then_some(span)
            .ok_or_else(|| format!("there is no text at {}..{}", w.start, w.end))
    };
    let argument = |part: Part, w: Words| -> Result<Argument, String> {
        let span = span(w)?;
        Ok(Argument {
            part,
            span,
            elsewhere: Vec::new(),
            names: vec![text.slice(span).to_owned()],
        })
    };
    let all = |part: Part, words: &[Words]| -> Result<Vec<Argument>, String> {
        words.iter().map(|w| argument(part, *w)).collect()
    };
    let triggers: BTreeMap<&str, Words> = file
        .events
        .iter()
        .map(|e| (e.id.as_str(), e.trigger))
        .collect();
    let mut events = Vec::new();
    for row in &file.events {
        let mut arguments = all(Part::Actor, &row.actors)?;
        arguments.extend(all(Part::Recipient, &row.recipients)?);
        arguments.extend(all(Part::Place, row.place.as_slice())?);
        let about = row.about.as_ref().map(|id| {
            let other = triggers.get(id.as_str());
            span(*other.ok_or_else(|| format!("no event has the id {id:?}"))?)
        });
        events.push(Event {
            trigger: span(row.trigger)?,
            kind: EventType::named(&row.r#type)
                .ok_or_else(|| format!("no type {:?}", row.r#type))?,
            status: status(&row.status)?,
            arguments,
            time: row.time.map(span).transpose()?,
            word: row.word.into_iter().map(span).collect::<Result<_, _>>()?,
            about: about.transpose()?,
            toll: [&row.killed, &row.injured].map(|n| n.as_ref().and_then(|n| n.parse().ok())),
        });
    }
    let mut arrangements = Vec::new();
    for row in &file.arrangements {
        let mut parties = all(Part::Actor, &row.parties)?;
        parties.extend(all(Part::Recipient, row.object.as_slice())?);
        parties.extend(all(Part::Place, row.place.as_slice())?);
        arrangements.push(Arrangement {
            trigger: span(row.trigger)?,
            kind: ArrangementKind::named(&row.kind)
                .ok_or_else(|| format!("no kind {:?}", row.kind))?,
            status: status(&row.status)?,
            parties,
            word: row.word.into_iter().map(span).collect::<Result<_, _>>()?,
        });
    }
    events.sort_by_key(|e| e.trigger);
    arrangements.sort_by_key(|a| a.trigger);
    Ok(Told {
        id: id.to_owned(),
        text,
        published: None,
        events,
        arrangements,
    })
}

fn status(name: &str) -> Result<Status, String> {
    Status::named(name).ok_or_else(|| format!("no status {name:?}"))
}
