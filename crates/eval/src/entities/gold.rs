//! Gold of entities: mentions with the keys of what they refer to.

use crate::corpora::Corpora;
use crate::manifest::{self, Row};
use crate::set::{SetError, Texts, hex_sha256, malformed, read};
use jiff::civil::Date;
use musnad_read::mentions::{Mention, MentionKind};
use musnad_report::{Span, Text};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::fmt::Write;
use std::path::Path;

/// A report of gold.
#[derive(Debug)]
pub struct GoldReport {
    /// As its file is called.
    pub id: String,
    /// The text that spans count in.
    pub text: Text,
    /// The day of publication.
    pub published: Option<Date>,
    /// The outlet.
    pub outlet: Option<String>,
    /// In the order of the file.
    pub mentions: Vec<GoldMention>,
}

/// A mention and what it refers to.
#[derive(Clone, Debug)]
pub struct GoldMention {
    /// Span and type.
    pub mention: Mention,
    /// A definite noun without a name.
    pub nominal: bool,
    /// The same for all mentions of one entity in all reports; of a role its holder's. `None` where nobody
    /// is told.
    pub key: Option<String>,
}

#[derive(Deserialize)]
struct File {
    mentions: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    start: usize,
    end: usize,
    r#type: MentionKind,
    #[serde(default)]
    nominal: bool,
    #[serde(default)]
    key: Option<String>,
}

/// Reads every `ID.json` of a folder beside its `manifest.json`, and the keys that its readers agreed on:
/// `keys.tsv` in the folder above, where it is there, has for a key the one that is meant (two columns).
///
/// # Errors
/// When a file is missing or malformed, or a span is not in its text.
pub fn load(folder: &Path, texts: &Texts) -> Result<Vec<GoldReport>, SetError> {
    let manifest = manifest::load(&folder.join("manifest.json"))?;
    let agreed = agreed(folder)?;
    let corpora = match texts {
        Texts::Corpora(folder) => Corpora::read(folder, manifest.keys().map(String::as_str))?,
        Texts::Files(_) => Corpora::default(),
    };
    let one = |row: &Row| {
        let text = match texts {
            Texts::Corpora(folder) => {
                let missing = || malformed(folder, format!("«{}» was not read", row.id));
                corpora
                    .get(&row.id)
                    .map(|d| d.text.clone())
                    .ok_or_else(missing)?
            }
            Texts::Files(folder) => {
                let path = folder.join(format!("{}.txt", row.id));
                String::from_utf8(read(&path)?).map_err(|error| malformed(&path, error))?
            }
        };
        report(folder, row, Text::new(text), &agreed)
    };
    manifest.values().map(one).collect()
}

/// SHA-256, in hexadecimal, over the reports and their mentions with the keys that were agreed on.
pub fn sha256(reports: &[GoldReport]) -> String {
    let mut all = String::new();
    for r in reports {
        let day = r.published.map(|day| day.to_string()).unwrap_or_default();
        let outlet = r.outlet.as_deref().unwrap_or_default();
        let _ = writeln!(all, "{} {day} {outlet}\n{}", r.id, r.text.as_str());
        for m in &r.mentions {
            let (span, kind) = (m.mention.span, m.mention.kind.name());
            let (nominal, key) = (m.nominal, m.key.as_deref().unwrap_or_default());
            let _ = writeln!(all, "{} {} {kind} {nominal} {key}", span.start, span.end);
        }
    }
    hex_sha256(all.as_bytes())
}

/// Which key is meant by one that a reader gave otherwise.
fn agreed(folder: &Path) -> Result<FxHashMap<String, String>, SetError> {
    let path = folder.with_file_name("keys.tsv");
    if !path.is_file() {
        return Ok(FxHashMap::default());
    }
    let table = String::from_utf8(read(&path)?).map_err(|error| malformed(&path, error))?;
    let lines = table
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines
        .map(|line| {
            let (key, meant) = line
                .split_once('\t')
                .ok_or_else(|| malformed(&path, format!("«{line}» has not two columns")))?;
            Ok((key.to_owned(), meant.to_owned()))
        })
        .collect()
}

fn report(
    folder: &Path,
    row: &Row,
    text: Text,
    agreed: &FxHashMap<String, String>,
) -> Result<GoldReport, SetError> {
    let path = folder.join(format!("{}.json", row.id));
    let file: File =
        serde_json::from_slice(&read(&path)?).map_err(|error| malformed(&path, error))?;
    let mention = |line: Line| {
        let span = Span {
            start: line.start,
            end: line.end,
        };
        if line.start >= line.end || text.get(span).is_none() {
            return Err(malformed(
                &path,
                format!("there is no text at {}..{}", line.start, line.end),
            ));
        }
        Ok(GoldMention {
            mention: Mention {
                span,
                kind: line.r#type,
                nominal: false,
                confidence: 1.0,
            },
            nominal: line.nominal,
            key: line.key.map(|k| agreed.get(&k).cloned().unwrap_or(k)),
        })
    };
    let mentions = file
        .mentions
        .into_iter()
        .map(mention)
        .collect::<Result<_, _>>()?;
    Ok(GoldReport {
        id: row.id.clone(),
        mentions,
        published: row.published(),
        outlet: row.outlet.clone(),
        text,
    })
}
