//! Loading of the language data. What is wrong with it is said with file, line and remedy (law 7);
//! files are discovered, none is registered.

use crate::confidence::{Calibration, CalibrationError};
use crate::entities;
use crate::events;
use crate::judge::{Model, ModelError};
use crate::lexicon::Lexicon;
use crate::matcher::RuleIndex;
use crate::mentions::{TaggerError, Taggers};
use crate::rule::{self, Rule};
use musnad_place::Gazetteer;
use musnad_report::fold::fold;
use sha2::{Digest, Sha256};

/// The language data of one language.
#[derive(Debug)]
pub struct Language {
    /// All lexicons.
    pub lexicon: Lexicon,
    /// All rules, sorted by id.
    pub rules: Vec<Rule>,
    /// The rules by what begins them.
    pub index: RuleIndex,
    /// What decides; without it, what rules propose is taken.
    pub model: Option<Model>,
    /// What makes probabilities of what was decided; without it there are none.
    pub calibration: Option<Calibration>,
    /// What finds mentions; without it there are none.
    pub taggers: Option<Taggers>,
    /// Words that tell events.
    pub events: events::Words,
    /// What decides about events; without it, what the tables propose is taken.
    pub event_model: Option<Model>,
    /// A short hash over all lexicons, rules and weights, and nothing else: names the data in every
    /// reading.
    pub version: String,
}

/// Language data that cannot be loaded.
#[derive(Debug, thiserror::Error)]
#[error("{file}:{line}: {problem}; {remedy}")]
pub struct DataError {
    /// The file, relative to the language's folder.
    pub file: String,
    /// One-based.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
    /// What to do about it.
    pub remedy: &'static str,
}

/// Names that are known as a whole (see [`crate::lexicon::KnownNames`]).
const GAZETTEER: &str = "gazetteer/";
/// The tables of times: `musnad-time` reads them, and a reading hangs on them.
const TIMES: &str = "times/";

impl Language {
    /// Loads from (path relative to the language folder, contents) pairs, in any order.
    ///
    /// # Errors
    /// The first thing that is wrong, by file and line.
    pub fn load<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Language, DataError> {
        let mut files: Vec<(&str, &str)> = files.into_iter().collect();
        files.sort_unstable();
        let mut lexicon = Lexicon::default();
        let mut rules = Vec::new();
        let mut told = events::Words::default();
        let mut hash = Sha256::new();
        for (path, contents) in files {
            if path.starts_with("lexicons/") && path.ends_with(".tsv") {
                load_table(&mut lexicon, path, contents)?;
            } else if let Some(table) = path.strip_prefix(entities::FOLDER) {
                load_lines(path, contents, |line| lexicon.names.add(table, line))?;
            } else if let Some(table) = path.strip_prefix(GAZETTEER) {
                load_lines(path, contents, |line| lexicon.known.add(table, line))?;
            } else if path.starts_with("rules/") && path.ends_with(".toml") {
                rules.extend(rule::parse_file(path, contents)?);
            } else if path.starts_with(events::FOLDER) {
                if !told.add(path, contents)? {
                    continue;
                }
            } else if !path.starts_with(TIMES) {
                // A README is for people: what it says changes no reading.
                continue;
            }
            for part in [path, contents] {
                hash.update(part.as_bytes());
                hash.update([0]);
            }
        }
        for table in Gazetteer::version() {
            hash.update(table);
        }
        lexicon.finish();
        rules.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(Language {
            lexicon,
            index: RuleIndex::new(&rules),
            rules,
            model: None,
            calibration: None,
            taggers: None,
            events: told,
            event_model: None,
            version: short(hash),
        })
    }

    /// Has these weights decide between what lexicons and rules propose.
    ///
    /// # Errors
    /// If they are no weights, or damaged.
    pub fn decide_by(&mut self, weights: &[u8]) -> Result<(), ModelError> {
        self.model = Some(Model::parse(weights)?);
        self.add_to_version(weights);
        Ok(())
    }

    /// Has probabilities made by this file (see [`Calibration::parse`]).
    ///
    /// # Errors
    /// If it is none, or damaged.
    pub fn calibrate_by(&mut self, file: &str) -> Result<(), CalibrationError> {
        self.calibration = Some(Calibration::parse(file)?);
        self.add_to_version(file.as_bytes());
        Ok(())
    }

    /// Has mentions found by these files (see [`Taggers::parse`]).
    ///
    /// # Errors
    /// If they are none, or damaged.
    pub fn tag_by(&mut self, words: &[u8], layers: &[&[u8]]) -> Result<(), TaggerError> {
        self.taggers = Some(Taggers::parse(words, layers)?);
        for file in [words].iter().chain(layers) {
            self.add_to_version(file);
        }
        Ok(())
    }

    /// Has what is told of events decided by these weights.
    ///
    /// # Errors
    /// If they are no weights, or damaged.
    pub fn tell_by(&mut self, weights: &[u8]) -> Result<(), ModelError> {
        self.event_model = Some(Model::parse(weights)?);
        self.add_to_version(weights);
        Ok(())
    }

    fn add_to_version(&mut self, learnt: &[u8]) {
        let mut hash = Sha256::new();
        hash.update(&self.version);
        hash.update(learnt);
        self.version = short(hash);
    }
}

/// The first six bytes of a hash, in hexadecimal.
fn short(hash: Sha256) -> String {
    let digest = hash.finalize();
    digest.iter().take(6).map(|b| format!("{b:02x}")).collect()
}

/// Has every line of a table added that is no comment.
fn load_lines(
    path: &str,
    contents: &str,
    mut add: impl FnMut(&str) -> Result<(), String>,
) -> Result<(), DataError> {
    for (n, line) in contents.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        add(line).map_err(|problem| DataError {
            file: path.to_owned(),
            line: n + 1,
            problem,
            remedy: "columns are separated by tabs and explained in the file's header",
        })?;
    }
    Ok(())
}

/// What a table holds; told by its columns line, not by its name.
enum Table {
    Verbs,
    Stances,
    Words,
}

fn load_table(lexicon: &mut Lexicon, path: &str, contents: &str) -> Result<(), DataError> {
    let table = if contents.contains("\n# perfect\t") {
        Table::Verbs
    } else if contents.contains("\n# form\tstance\t") {
        Table::Stances
    } else {
        Table::Words
    };
    load_lines(path, contents, |line| match table {
        Table::Verbs => lexicon.add_verb(line, &|s| fold(s)),
        Table::Stances => with_columns(line, |form, stance, _| lexicon.add_stance(form, stance)),
        Table::Words => with_columns(line, |form, class, note| {
            lexicon.add_word(form, class, note)
        }),
    })
}

/// form, class, (source), (note)
fn with_columns(
    line: &str,
    add: impl FnOnce(&str, &str, &str) -> Result<(), String>,
) -> Result<(), String> {
    let mut columns = line.split('\t');
    let (Some(form), Some(class)) = (columns.next(), columns.next()) else {
        return Err("has one column, at least form and class are needed".to_owned());
    };
    let note = columns.nth(1).unwrap_or_default();
    add(&fold(form), class, note)
}
