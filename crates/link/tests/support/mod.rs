//! Reports for tests, made by hand.
#![allow(dead_code, reason = "each test uses some of it")]

use musnad_link::{Local, Reported, Role};
use musnad_read::Engine;
use musnad_read::lexicon::Lexicon;
use musnad_read::mentions::MentionKind;
use musnad_report::Span;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::LazyLock;

/// The lexicon that is built in.
pub static LEXICON: LazyLock<Shared> = LazyLock::new(|| Shared(Engine::untrained()));

/// An engine, seen as its lexicon.
pub struct Shared(Engine);

impl Deref for Shared {
    type Target = Lexicon;

    fn deref(&self) -> &Lexicon {
        &self.0.language().lexicon
    }
}

/// A report to which entities are added one by one.
#[derive(Clone, Debug)]
pub struct Report(pub Reported);

/// A report without entities.
pub fn report(id: &str, published: &str) -> Report {
    Report(Reported {
        report: id.to_owned(),
        published: published.parse().ok(),
        outlet: None,
        entities: Vec::new(),
        nations: BTreeMap::new(),
    })
}

/// Where the words of the first entity of such a report stand.
pub fn span(words: &str) -> Span {
    Span::new(0, words.len())
}

impl Report {
    /// Adds an entity.
    pub fn entity(mut self, kind: MentionKind, name: &str, roles: &[&str]) -> Report {
        /// As far apart do entities stand.
        const APART: usize = 1000;
        let named = kind != MentionKind::Role;
        let start = APART * self.0.entities.len();
        let at = Span::new(start, start + name.len());
        self.0.entities.push(Local {
            kind,
            name: name.to_owned(),
            at,
            forms: named.then(|| (name.to_owned(), 1)).into_iter().collect(),
            roles: roles
                .iter()
                .map(|r| Role {
                    words: (*r).to_owned(),
                })
                .collect(),
            country: None,
            place: None,
            lies_in: None,
            mentions: vec![(at, name.to_owned())],
        });
        self
    }

    /// Adds a person.
    pub fn person(self, name: &str, roles: &[&str]) -> Report {
        self.entity(MentionKind::Person, name, roles)
    }

    /// Says that the report speaks of a country.
    pub fn about(mut self, country: &str, times: u32) -> Report {
        self.0.nations.insert(country.to_owned(), times);
        self
    }

    /// Says which place the last entity is.
    pub fn at_place(mut self, id: &str) -> Report {
        if let Some(last) = self.0.entities.last_mut() {
            last.place = Some(id.to_owned());
        }
        self
    }
}
