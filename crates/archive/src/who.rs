//! Who says what: all statements in which a name speaks, and those of others that speak of it.

mod about;
mod heard;
mod pages;
mod speakers;
#[cfg(test)]
mod tests;

use crate::contract::who::{NAME, Named, Said, Speaker, Who};
use crate::entities;
use crate::error::Result;
use crate::file::Archive;
use jiff::civil::Date;
use musnad_read::Kind;
use musnad_report::Text;
use musnad_search::{Name, stem, terms};
pub(crate) use pages::{Open, Pages, dated};
use rusqlite::Connection;
use speakers::Row;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Whose statements are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The name, in any spelling, with clitics or without; parts of a name mean all names that have them.
    pub name: String,
    /// One entity is meant, by its full id, and not all that have the name.
    pub entity: Option<String>,
    /// Whether the name is meant as it stands («شمخاني» and not «علي شمخاني»), in any spelling.
    pub whole: bool,
    /// From this day on.
    pub after: Option<Date>,
    /// Before this day.
    pub before: Option<Date>,
    /// In outlets that have this name, or of which it is a part.
    pub outlet: Option<String>,
    /// How many statements to leave out at the beginning.
    pub offset: usize,
    /// How many statements to give at most, of either sort.
    pub limit: usize,
}

/// A name to compare with, as a query has it.
pub(crate) struct Wanted {
    name: Name,
    whole: bool,
}

impl Wanted {
    pub fn new(name: &str, whole: bool) -> Wanted {
        let text = Text::new(name);
        let words = terms(&text, 0..text.tokens().len());
        let words = words.map(|term| term.exact.into_owned()).collect();
        Wanted {
            name: Name {
                words,
                exact: whole,
            },
            whole,
        }
    }

    /// The stems of its words; none where it has no word.
    pub fn stems(&self) -> impl Iterator<Item = String> + '_ {
        self.name.words.iter().map(|word| stem(word))
    }

    /// Whether a speaker of this name is meant: the words have to stand in their order, since «خالد
    /// الفيصل» and «فيصل بن خالد» are two persons.
    pub fn is_met_by(&self, name: &str) -> bool {
        if self.name.words.is_empty() || !self.name.is_met_by(name) {
            return false;
        }
        let words = Wanted::new(name, true).name.words;
        match self.whole {
            true => words.len() == self.name.words.len(),
            false => {
                let mut stems = words.iter().map(|word| stem(word));
                let mut wanted = self.name.words.iter().map(|word| stem(word));
                wanted.all(|word| stems.any(|stem| stem == word))
            }
        }
    }
}

/// What else is asked of a statement.
pub(crate) struct Limits<'a> {
    asked: &'a Asked,
    outlet: Option<Wanted>,
}

impl<'a> Limits<'a> {
    pub fn new(asked: &'a Asked) -> Limits<'a> {
        let outlet = asked.outlet.as_deref();
        Limits {
            asked,
            outlet: outlet.map(|name| Wanted::new(name, false)),
        }
    }

    /// Of this day: one that is not known lies in no stretch of time.
    pub fn has_day(&self, day: Option<Date>) -> bool {
        let Asked { after, before, .. } = self.asked;
        after.is_none_or(|after| day.is_some_and(|day| day >= after))
            && before.is_none_or(|before| day.is_some_and(|day| day < before))
    }

    pub fn has_outlet(&self, outlet: Option<&str>) -> bool {
        let meets = |wanted: &Wanted| outlet.is_some_and(|outlet| wanted.is_met_by(outlet));
        self.outlet.as_ref().is_none_or(meets)
    }
}

impl Archive {
    /// What a name is made to say, and what others say about it, from the readings as they are shown: all that
    /// whoever bears it says, under whatever name, where the groups are there ([`Archive::group`]); else what is said
    /// under that name.
    ///
    /// # Errors
    /// If a report is damaged, or the archive cannot be read.
    pub fn who(&self, asked: &Asked) -> Result<Who> {
        let sql = |error| self.error(&error);
        let wanted = Wanted::new(&asked.name, asked.whole);
        let limits = Limits::new(asked);
        let meant = match &asked.entity {
            Some(id) => entities::number(&self.connection, id).map(|n| n.into_iter().collect()),
            // A name as it stands is nobody's other names.
            None if asked.whole => Ok(BTreeSet::new()),
            None => entities::named(&self.connection, &wanted),
        };
        let meant = meant.map_err(sql)?;
        let by_name = Some(&wanted).filter(|_| asked.entity.is_none());
        let mut rows = self.speakers(by_name, &meant)?;
        let names = names(&rows);
        let entities = speakers_among(&self.connection, &meant, &rows).map_err(sql)?;
        let own = rows.iter().map(|row| (row.report, row.statement)).collect();
        rows.retain(|row| limits.has_day(row.day) && limits.has_outlet(row.outlet.as_deref()));
        rows.sort_by_key(|row| (row.day.is_none(), row.day, row.report, row.statement));
        let page = rows.iter().skip(asked.offset).take(asked.limit);
        let mut pages = Pages::new(self);
        let said: Vec<Said> = page
            .map(|row| pages.said(row))
            .filter_map(Result::transpose)
            .collect::<Result<_>>()?;
        let about = self.about(&wanted, &limits, &own, &mut pages)?;
        Ok(Who {
            schema: NAME.to_owned(),
            name: asked.name.clone(),
            names,
            entities,
            statements: rows.len(),
            said,
            mentioned_in: about.mentioned_in,
            about: about.statements,
            more_about: about.more,
        })
    }
}

/// Those of the entities who are made to say something, who says most first. Somebody of whom only others speak is no
/// speaker.
fn speakers_among(
    connection: &Connection,
    meant: &BTreeSet<i64>,
    rows: &[Row],
) -> rusqlite::Result<Vec<Speaker>> {
    let mut speakers = Vec::new();
    for &n in meant {
        let statements = rows.iter().filter(|row| row.entity == Some(n)).count();
        if statements > 0 {
            let entity = entities::full(connection, n)?;
            speakers.push(Speaker { entity, statements });
        }
    }
    speakers.sort_by_key(|speaker| Reverse(speaker.statements));
    Ok(speakers)
}

/// The names that stand in rows, those with most statements first.
fn names(rows: &[Row]) -> Vec<Named> {
    let mut places: HashMap<(&str, Kind), usize> = HashMap::new();
    let mut names: Vec<(Named, HashSet<i64>)> = Vec::new();
    for row in rows {
        let place = *places.entry((&row.name, row.kind)).or_insert_with(|| {
            let named = Named {
                name: row.name.clone(),
                kind: row.kind,
                statements: 0,
                reports: 0,
            };
            names.push((named, HashSet::new()));
            names.len() - 1
        });
        let (named, reports) = &mut names[place];
        named.statements += 1;
        reports.insert(row.report);
        named.reports = reports.len();
    }
    let mut names: Vec<Named> = names.into_iter().map(|(named, _)| named).collect();
    names.sort_by(|a, b| (Reverse(a.statements), &a.name).cmp(&(Reverse(b.statements), &b.name)));
    names
}
