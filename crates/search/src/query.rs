//! A query as a typed tree.

use crate::error::QueryError;
use crate::parser;
use jiff::civil::Date;
use std::fmt;
use std::str::FromStr;

/// What somebody looks for.
///
/// | written | means |
/// |---|---|
/// | `جسر مغلق` | both words, in any form |
/// | `جسر OR نفق`, `جسر \| نفق`, `جسر أو نفق` | one or the other |
/// | `-نفق`, `NOT نفق` | not this |
/// | `"الجسر المغلق"`, `«…»`, `“…”` | these words in this order, in exactly this form |
/// | `~"جسر مغلق"` | these words in this order, in any form |
/// | `جسر NEAR/5 نفق`, `NEAR(جسر نفق, 5)` | at most so many words between the first and the last |
/// | `ايران*` | words that begin so, clitics set aside |
/// | `speaker:شمخاني`, `outlet:`, `stance:deny`, `kind:agency` | about who speaks; of one statement |
/// | `after:2016-12`, `before:2017` | from the first day on; up to the day before |
/// | `in:title جسر` | in the title alone |
/// | `( … )` | groups |
///
/// Printing a query and parsing it again gives an equal query.
///
/// ```
/// use musnad_search::Query;
///
/// let query: Query = "جسر قائل:«ماهر الساري» -موقف:نفي".parse().unwrap();
/// assert_eq!(query.to_string(), "جسر speaker:\"ماهر الساري\" -stance:deny");
/// let error = Query::parse("جسر (نفق").unwrap_err();
/// assert_eq!(error.at, 7..8);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    pub(crate) root: Node,
}

/// A part of a query. Words are exact forms of terms (see [`Term`](crate::Term)): folded.
///
/// In the normal form, which parsing gives, an `And` or `Or` has two children or more and none of its
/// own kind, and no list is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A word, or several that follow one another, by their stems.
    Stems(Vec<String>),
    /// A word, or several that follow one another, in exactly these forms.
    Exact(Vec<String>),
    /// Words whose exact form or stem begins so.
    Prefix(String),
    /// Words or phrases, by their stems, in any order, with at most `within`
    /// words between the end of the first and the start of the last that stand in between.
    Near {
        /// Two at least.
        items: Vec<Vec<String>>,
        /// Words in between.
        within: u32,
    },
    /// All of them.
    And(Vec<Node>),
    /// One of them at least.
    Or(Vec<Node>),
    /// Reports for which this does not hold.
    Not(Box<Node>),
    /// Words of this are looked for in the title alone.
    InTitle(Box<Node>),
    /// About the report, or about one of its statements.
    Filter(Filter),
}

/// What a report, or one of its statements, must be. Within one [`Node::And`], speaker, stance and
/// kind hold of the same statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Somebody in the statement's chain has this name.
    Speaker(Name),
    /// The report's outlet has this name.
    Outlet(Name),
    /// The statement's stance, by its name in the reading's contract.
    Stance(&'static str),
    /// The kind of somebody in the statement's chain (with a speaker: that one's), by its name in
    /// the reading's contract.
    Kind(&'static str),
    /// Published on the first day of this, or later.
    After(PartialDate),
    /// Published before the first day of this.
    Before(PartialDate),
}

impl Filter {
    /// Whether it is about one of the report's statements, and not about the report.
    pub fn is_of_statement(&self) -> bool {
        matches!(
            self,
            Filter::Speaker(_) | Filter::Stance(_) | Filter::Kind(_)
        )
    }
}

/// A name to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Exact forms of its words.
    pub words: Vec<String>,
    /// Whether these words must follow one another in exactly this form (written in quotation
    /// marks); otherwise a name that has all their stems is meant.
    pub exact: bool,
}

impl Name {
    /// Whether `name` is meant.
    ///
    /// ```
    /// # use musnad_search::Name;
    /// let name = Name { words: vec!["شمخاني".into()], exact: false };
    /// assert!(name.is_met_by("علی شمخانی"));
    /// ```
    pub fn is_met_by(&self, name: &str) -> bool {
        let text = musnad_report::Text::new(name);
        let terms: Vec<_> = crate::terms(&text, 0..text.tokens().len())
            .map(|term| term.exact)
            .collect();
        if self.exact {
            return terms
                .windows(self.words.len().max(1))
                .any(|window| window.iter().eq(&self.words));
        }
        let stems: Vec<String> = terms.iter().map(|term| crate::stem(term)).collect();
        self.words
            .iter()
            .all(|word| stems.contains(&crate::stem(word)))
    }
}

/// A year, a month or a day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartialDate {
    pub(crate) first: Date,
    pub(crate) parts: u8,
}

impl PartialDate {
    /// A year (`parts` 1), month (2) or day (3), named by one of its days.
    pub fn new(day: Date, parts: u8) -> PartialDate {
        let first = match parts {
            0 | 1 => Date::constant(day.year(), 1, 1),
            2 => day.first_of_month(),
            _ => day,
        };
        PartialDate {
            first,
            parts: parts.clamp(1, 3),
        }
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        self.first
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.first;
        write!(f, "{:04}", day.year())?;
        if self.parts > 1 {
            write!(f, "-{:02}", day.month())?;
        }
        if self.parts > 2 {
            write!(f, "-{:02}", day.day())?;
        }
        Ok(())
    }
}

impl Query {
    /// Understands what somebody typed.
    ///
    /// # Errors
    /// With the place in `query` and the remedy; for no input does it panic.
    pub fn parse(query: &str) -> Result<Query, QueryError> {
        parser::parse(query)
    }

    /// The tree.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The filters that one statement of every report that is found meets; none where that is one of
    /// several possibilities.
    pub fn statement_filters(&self) -> Vec<&Filter> {
        let nodes = match &self.root {
            Node::And(nodes) => nodes.as_slice(),
            node => std::slice::from_ref(node),
        };
        let filters = nodes.iter().filter_map(|node| match node {
            Node::Filter(filter) => Some(filter),
            _ => None,
        });
        filters.filter(|filter| filter.is_of_statement()).collect()
    }
}

impl FromStr for Query {
    type Err = QueryError;

    fn from_str(query: &str) -> Result<Query, QueryError> {
        Query::parse(query)
    }
}

impl From<Node> for Query {
    /// A query made by a program. It should be in the normal form.
    fn from(root: Node) -> Query {
        Query { root }
    }
}
