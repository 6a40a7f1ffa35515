//! Damage, named.

use std::fmt;

/// What is damaged.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A part of the file: its header, a table, an index, the custody log …
    Structure(String),
    /// The report with this id.
    Report(String),
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Part::Structure(name) => f.write_str(name),
            Part::Report(id) => write!(f, "report {id}"),
        }
    }
}

/// What to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remedy {
    /// It is derived from what is intact: `doctor` makes it again in its place.
    Repair,
    /// It cannot be made again: `doctor` copies all that is intact into a new archive and says what is
    /// missing, which `add` brings back from the same files.
    Rescue,
}

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Remedy::Repair => "`musnad doctor --repair` makes it again",
            Remedy::Rescue => {
                "take the file back from a copy; or `musnad doctor --rescue NEW.db` copies what is \
                 intact, and `musnad add` of the same files brings back the rest"
            }
        })
    }
}

/// One thing that is not as it was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is damaged.
    pub part: Part,
    /// What is wrong with it.
    pub what: String,
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
    pub fn structure(&mut self, name: impl Into<String>, what: impl Into<String>, remedy: Remedy) {
        self.push(Part::Structure(name.into()), what.into(), remedy);
    }

    pub fn report(&mut self, id: impl Into<String>, what: impl Into<String>, remedy: Remedy) {
        self.push(Part::Report(id.into()), what.into(), remedy);
    }

    pub fn append(&mut self, other: Problems) {
        self.0.extend(other.0);
    }

    pub fn into_vec(self) -> Vec<Problem> {
        self.0
    }

    fn push(&mut self, part: Part, what: String, remedy: Remedy) {
        self.0.push(Problem { part, what, remedy });
    }
}
