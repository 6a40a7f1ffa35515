//! Who an actor is by PLOVER: its country (ISO 3166-1 alpha-3, or a code of what has none) and its sectors.

use super::event::Code;
use super::parties::Party;
use super::scene::Scene;
use crate::data::DataError;
use crate::entities::words;
use musnad_report::fold::fold;
use rustc_hash::FxHashMap;

/// The tables that code actors.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    /// Alpha-3 of alpha-2.
    countries: FxHashMap<Box<str>, Box<str>>,
    /// Sectors of a word: «وزير» `GOV`.
    sectors: FxHashMap<Box<str>, Vec<Box<str>>>,
    /// Bodies with a code of their own, by their folded names: «حزب الله» `LBN REB`.
    bodies: FxHashMap<Box<str>, Code>,
}

impl Codes {
    /// Adds one table: `countries.tsv`, `sectors.tsv` or `codes.tsv`.
    ///
    /// # Errors
    /// A line with too few columns.
    pub fn add(&mut self, table: &str, path: &str, contents: &str) -> Result<(), DataError> {
        for (n, line) in contents.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let mut columns = line.split('\t');
            let (Some(first), Some(second)) = (columns.next(), columns.next()) else {
                return Err(DataError {
                    file: path.to_owned(),
                    line: n + 1,
                    problem: "has one column".to_owned(),
                    remedy: "columns are separated by tabs and explained in the file's header",
                });
            };
            let each = |column: &str| {
                column
                    .split(' ')
                    .filter(|w| !w.is_empty())
                    .map(Box::from)
                    .collect()
            };
            match table {
                "countries.tsv" => {
                    self.countries.insert(first.into(), second.into());
                }
                "sectors.tsv" => {
                    self.sectors.insert(fold(first).into(), each(second));
                }
                _ => {
                    let code = Code {
                        country: (second != "-").then(|| second.into()),
                        sectors: columns.next().map(each).unwrap_or_default(),
                    };
                    self.bodies.insert(fold(first).into(), code);
                }
            }
        }
        Ok(())
    }

    /// The code of a party, as far as its words tell; `None` where they tell nothing.
    pub(super) fn of(&self, scene: &Scene, party: &Party, entity: Option<usize>) -> Option<Code> {
        let text = scene.doc.text;
        let entity = entity.map(|e| &scene.reading.entities[e]);
        let here = words::of(text.slice(scene.span(party.tokens.clone())));
        let mut phrases = vec![here];
        if let Some(entity) = entity {
            phrases.push(words::of(&entity.name));
            let roles = entity.roles.iter().map(|&r| scene.reading.mentions[r].span);
            phrases.extend(roles.map(|span| words::of(text.slice(span))));
        }
        if let Some(code) = phrases.iter().find_map(|p| self.body(p)) {
            return Some(code);
        }
        let country = entity
            .and_then(|e| self.countries.get(e.country.as_deref()?).map(|c| &**c))
            .or_else(|| phrases.iter().find_map(|p| self.country(scene, p)));
        let sectors = phrases.iter().find_map(|p| self.sector(p)).cloned();
        let code = Code {
            country: country.map(Box::from),
            sectors: sectors.unwrap_or_default(),
        };
        (code != Code::default()).then_some(code)
    }

    fn body(&self, phrase: &[String]) -> Option<Code> {
        let whole = phrase.join(" ");
        self.bodies.get(whole.as_str()).cloned()
    }

    fn sector(&self, phrase: &[String]) -> Option<&Vec<Box<str>>> {
        let found = |word: &str| {
            let bare = word.strip_prefix("ال").filter(|r| r.chars().count() > 2);
            self.sectors.get(word).or_else(|| self.sectors.get(bare?))
        };
        phrase.iter().find_map(|w| found(w))
    }

    fn country(&self, scene: &Scene, phrase: &[String]) -> Option<&str> {
        let names = &scene.doc.lexicon.names;
        let one = |word: &String| {
            let word = std::slice::from_ref(word);
            names.country(word).or_else(|| names.nation(word))
        };
        let whole = names.country(phrase).or_else(|| names.capital_of(phrase));
        let code = whole.or_else(|| phrase.iter().find_map(one))?;
        self.countries.get(code).map(|c| &**c)
    }
}
