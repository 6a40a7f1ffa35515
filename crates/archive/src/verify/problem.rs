//! Damage, named.

use crate::message::{Message, message};
use std::fmt;

/// What is damaged.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A part of the file: its header, a table, an index, the custody log …
    Structure(Message),
    /// The report with this id.
    Report(String),
}

impl Part {
    /// It in words.
    pub fn message(&self) -> Message {
        match self {
            Part::Structure(name) => name.clone(),
            Part::Report(id) => message!("report {}", id),
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Part::Structure(name) => name.fmt(f),
            Part::Report(id) => write!(f, "report {id}"),
        }
    }
}

/// What to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remedy {
    /// It is derived from what is intact: `doctor` makes it again in its place.
    Repair,
    /// It was to come from another archive, whose log is here already: it comes when that archive is merged,
    /// or its export imported, once more.
    TakeAgain,
    /// It cannot be made again: `doctor` copies all that is intact into a new archive and says what is
    /// missing, which `add` brings back from the same files.
    Rescue,
}

impl Remedy {
    /// It in words.
    pub fn message(self) -> Message {
        match self {
            Remedy::Repair => message!("`musnad doctor --repair` makes it again"),
            Remedy::TakeAgain => message!(
                "a merge or an import was interrupted: run the same `musnad merge` or `musnad import` again"
            ),
            Remedy::Rescue => message!(
                "take the file back from a copy; or `musnad doctor --rescue NEW.db` copies what is intact, and `musnad add` of the same files brings back the rest"
            ),
        }
    }
}

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

/// One thing that is not as it was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is damaged.
    pub part: Part,
    /// What is wrong with it.
    pub what: Message,
    /// What to do.
    pub remedy: Remedy,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.part, self.what, self.remedy)
    }
}

/// Problems as they are found.
#[derive(Default)]
pub(super) struct Problems(Vec<Problem>);

impl Problems {
    pub fn structure(&mut self, name: Message, what: Message, remedy: Remedy) {
        self.push(Part::Structure(name), what, remedy);
    }

    pub fn report(&mut self, id: impl Into<String>, what: Message, remedy: Remedy) {
        self.push(Part::Report(id.into()), what, remedy);
    }

    pub fn append(&mut self, other: Problems) {
        self.0.extend(other.0);
    }

    pub fn into_vec(self) -> Vec<Problem> {
        self.0
    }

    fn push(&mut self, part: Part, what: Message, remedy: Remedy) {
        self.0.push(Problem { part, what, remedy });
    }
}
