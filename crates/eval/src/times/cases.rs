//! Recognizers-Text's Arabic cases of dates (Microsoft, MIT licence), which lie in the shared material.
//!
//! A case counts unless its file's marks exclude every platform: `NotSupported` and `NotSupportedByDesign` together name
//! dotnet, java, javascript and python in the files DateTime*, Merged* and Set*, of which therefore no case is supported
//! anywhere. Twelve files count. A table excuses cases one by one, each with its reason.
//!
//! Their cases are of spoken requests, and their conventions are not ours. The scorer bridges them so:
//! * Spans are compared as tokens, without function words that lead («في», «إلى», «يوم», «هذا»): their spans have them
//!   in some cases and not in others of the same form; ours follow the project's guide.
//! * An extractor's case is right when each of its spans is found and nothing else of the file's kind.
//! * They resolve what is ambiguous to the past and to the future; ours must be one of the two, or say what is not known
//!   as their timex does (`XXXX-04-22`).
//! * Their ranges end on the first day after, unless days are named; both are accepted.
//! * We keep the precision of the words: «قبل شهر» is a month of ours and a day of theirs, which must lie in it; of
//!   `~` («بداية الأسبوع») and open intervals («الأيام القليلة الماضية», three days to them) likewise.
//! * «الأشهر الثلاثة القادمة» are whole months of ours and counted from the day by them: both ends may differ by one unit.
//! * An hour without a day is of the day of the report to us; theirs has none, and neither day is compared.
//! * A season without a year is of the report's year to us, and of none to them.
//! * A part of the day without an hour has usual hours on both sides, which must overlap.

mod compare;

use crate::set::{SetError, malformed, read};
use compare::{core, kind, kind_of, same, wanted};
use jiff::civil::Date;
use musnad_report::Text;
use musnad_time::{Expression, PublicationTime, find};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;

const FOLDER: &str = "Specs/DateTime/Arabic/";
const PLATFORMS: [&str; 4] = ["dotnet", "java", "javascript", "python"];

/// How many cases of a file came out right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Right.
    pub right: usize,
    /// Wrong, and not excused.
    pub wrong: usize,
    /// Excused, and wrong.
    pub excused: usize,
    /// Excused, and right all the same: the excuse must go.
    pub needless: usize,
}

impl Tally {
    /// The share that is right of those that nobody excused, 0 to 1.
    pub fn share(&self) -> f64 {
        let all = self.right + self.wrong + self.needless;
        if all == 0 {
            0.0
        } else {
            (self.right + self.needless) as f64 / all as f64
        }
    }

    fn add(&mut self, other: &Tally) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.excused += other.excused;
        self.needless += other.needless;
    }
}

/// All cases, run.
#[derive(Debug, Default)]
pub struct Outcome {
    /// By file.
    pub files: BTreeMap<String, Tally>,
    /// What is wrong and not excused, or excused for nothing, a line each.
    pub complaints: Vec<String>,
}

impl Outcome {
    /// All files together.
    pub fn all(&self) -> Tally {
        self.files
            .values()
            .fold(Tally::default(), |mut sum, tally| {
                sum.add(tally);
                sum
            })
    }
}

/// Runs the cases of an archive (`tar.gz`) but for those that the table `excused` names (file, number, reason).
///
/// # Errors
/// When either cannot be read or is not what it should be.
pub fn run(archive: &Path, excused: &Path) -> Result<Outcome, SetError> {
    let excused = excuses(excused)?;
    let mut outcome = Outcome::default();
    for case in cases(archive)? {
        let tally = outcome.files.entry(case.file.clone()).or_default();
        let excuse = excused.contains(&(case.file.clone(), case.number));
        let complaint = match (right(&case), excuse) {
            (Ok(()), false) => {
                tally.right += 1;
                continue;
            }
            (Err(_), true) => {
                tally.excused += 1;
                continue;
            }
            (Err(problem), false) => {
                tally.wrong += 1;
                problem
            }
            (Ok(()), true) => {
                tally.needless += 1;
                "is right and needs no excuse".to_owned()
            }
        };
        let line = format!(
            "{} {}: {} ({complaint})",
            case.file, case.number, case.input
        );
        outcome.complaints.push(line);
    }
    Ok(outcome)
}

/// The files of a tar archive (POSIX ustar: 512-byte headers, sizes in octal).
fn untar(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let text = |field: &[u8]| {
        String::from_utf8_lossy(field)
            .trim_matches(['\0', ' '])
            .to_owned()
    };
    let (mut files, mut at) = (BTreeMap::new(), 0);
    while let Some(header) = bytes.get(at..at + 512).filter(|h| h[0] != 0) {
        let size = usize::from_str_radix(&text(&header[124..136]), 8).unwrap_or(0);
        let content = bytes.get(at + 512..at + 512 + size).unwrap_or_default();
        files.insert(
            text(&header[..100]).trim_start_matches("./").to_owned(),
            content.to_vec(),
        );
        at += 512 + size.div_ceil(512) * 512;
    }
    files
}

/// One case, and what it wants.
struct Case {
    file: String,
    number: usize,
    input: String,
    reference: Option<Date>,
    results: Vec<Json>,
}

fn cases(archive: &Path) -> Result<Vec<Case>, SetError> {
    let (packed, mut bytes) = (read(archive)?, Vec::new());
    flate2::read::GzDecoder::new(packed.as_slice())
        .read_to_end(&mut bytes)
        .map_err(|error| malformed(archive, error))?;
    let mut found = Vec::new();
    for (name, content) in untar(&bytes) {
        let inside = name.strip_prefix(FOLDER);
        let Some(file) = inside.and_then(|n| n.strip_suffix(".json")) else {
            continue;
        };
        let content = content
            .strip_prefix("\u{feff}".as_bytes())
            .unwrap_or(&content);
        let list: Vec<Json> =
            serde_json::from_slice(content).map_err(|error| malformed(archive, error))?;
        let counted = list.iter().enumerate().filter(|(_, case)| supported(case));
        found.extend(counted.map(|(number, json)| case(file, number, json)));
    }
    Ok(found)
}

fn case(file: &str, number: usize, json: &Json) -> Case {
    Case {
        file: file.to_owned(),
        number,
        input: json["Input"].as_str().unwrap_or_default().to_owned(),
        reference: json["Context"]["ReferenceDateTime"]
            .as_str()
            .and_then(|d| d.get(..10)?.parse().ok()),
        results: json["Results"].as_array().cloned().unwrap_or_default(),
    }
}

fn supported(case: &Json) -> bool {
    let named: String = ["NotSupported", "NotSupportedByDesign"]
        .iter()
        .filter_map(|k| case[k].as_str())
        .collect::<Vec<_>>()
        .join(",");
    let excluded: BTreeSet<&str> = named.split(',').map(str::trim).collect();
    PLATFORMS.iter().any(|p| !excluded.contains(p))
}

fn right(case: &Case) -> Result<(), String> {
    let text = Text::new(case.input.clone());
    let reference = case.reference.filter(|_| !case.file.starts_with("Time"));
    let found = find(
        &text,
        0..text.tokens().len(),
        reference.map(PublicationTime),
    );
    let (own, like) = kind_of(&case.file);
    let mut unmatched: Vec<&Expression> = found.iter().filter(|e| kind(&e.value) == own).collect();
    for result in &case.results {
        let tokens = wanted(&text, result);
        let hit = found
            .iter()
            .find(|e| core(&text, e.tokens.clone()) == tokens && like.contains(&kind(&e.value)));
        let Some(hit) = hit else {
            return Err("not found".to_owned());
        };
        unmatched.retain(|e| e.tokens != hit.tokens);
        if case.file.ends_with("Parser") && !same(hit, result) {
            return Err(format!("is {}", hit.value));
        }
    }
    match unmatched.first() {
        Some(extra) => Err(format!("also finds {}", text.slice(extra.span))),
        None => Ok(()),
    }
}

/// The excused cases: file and number.
fn excuses(path: &Path) -> Result<BTreeSet<(String, usize)>, SetError> {
    let table = String::from_utf8(read(path)?).map_err(|error| malformed(path, error))?;
    let rows = table
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let number = cells.get(1).and_then(|n| n.parse().ok());
        match (number, &cells[..]) {
            (Some(number), [file, _, reason]) if !reason.is_empty() => {
                Ok(((*file).to_owned(), number))
            }
            _ => Err(malformed(
                path,
                format!("file, case and reason are needed: {row}"),
            )),
        }
    })
    .collect()
}
