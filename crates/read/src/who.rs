//! Who a source is: the fullest form of its name in the report, the office behind «الوزير», the
//! speaker behind «وأضاف», and what sort of source it is.
//!
//! A [`Cast`] is gathered once: every noun phrase headed by a title, a name or a body. A written
//! source is then resolved ([`Cast::named`]) by the first that fits: a body's name alone, a personal
//! name, an unnamed source (which is never merged with another, law 6), an office and its holder, a
//! phrase and its fullest form. A cue without a written source ([`Cast::implicit`]) takes the nearest
//! speaker that agrees with it.

mod cast;
mod forms;
mod implicit;
mod named;
mod variants;

pub use cast::Cast;
pub(crate) use variants::{Variant, way, words};

use crate::doc::Doc;
use crate::lexicon::{Classes, Gender, Number};
use crate::np::{self, NounPhrase};
use crate::reading::{Kind, Who};
use std::ops::Range;

/// A source as it is resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolved {
    /// The source.
    pub who: Who,
    /// Its sort.
    pub kind: Kind,
    pub(crate) gender: Option<Gender>,
    pub(crate) number: Option<Number>,
}

impl Resolved {
    /// Nobody is given.
    pub fn unknown() -> Resolved {
        Resolved {
            who: Who::Unknown,
            kind: Kind::Unknown,
            gender: None,
            number: None,
        }
    }

    /// A source whose verb agrees with `np`.
    fn like(doc: &Doc, np: &NounPhrase, who: Who, kind: Kind) -> Resolved {
        let (gender, number) = np::agreement(doc, np);
        Resolved {
            who,
            kind,
            gender,
            number,
        }
    }
}

/// A statement that came before: who spoke, and where.
#[derive(Clone, Debug)]
pub struct Spoken {
    /// The token of its origin's cue.
    pub cue: usize,
    /// One past the last token of its content.
    pub end: usize,
    /// Which statement's content it stands in, innermost.
    pub level: Option<usize>,
    /// Whether it frames a clause («بحسب …») rather than speaks: what follows does not go on with it.
    pub frames: bool,
    /// The words that named its speaker there; `None` where none were written.
    pub source: Option<Range<usize>>,
    /// Its speaker.
    pub who: Resolved,
}

/// What the class of a head makes of a source, the surest class first.
const KINDS: &[(Classes, Kind)] = &[
    (Classes::ANONYMOUS, Kind::Anonymous),
    (Classes::TITLE, Kind::Person),
    (Classes::AGENCY, Kind::Agency),
    (Classes::OUTLET, Kind::Outlet),
    (Classes::DOCUMENT, Kind::Document),
    (Classes::ORGANISATION, Kind::Organisation),
    (Classes::STATE, Kind::State),
    (Classes::COUNTRY, Kind::State),
    (Classes::CAPITAL, Kind::State),
    (Classes::PERSON, Kind::Person),
    (Classes::HONORIFIC, Kind::Person),
    (Classes::PLACE, Kind::Organisation),
    (Classes::NATIONALITY, Kind::Anonymous),
];

/// What sort of source a noun phrase is.
pub fn kind_of(doc: &Doc, np: &NounPhrase) -> Kind {
    let c = np.classes;
    if np.quantified && np.name.is_none() && !c.any(Classes::POLITY) {
        return Kind::Anonymous;
    }
    if np.name.is_some() && !c.any(Classes::INSTITUTION.union(Classes::DOCUMENT)) {
        return Kind::Person;
    }
    let by_class = KINDS.iter().find(|(class, _)| c.any(*class));
    match by_class {
        Some((_, kind)) => *kind,
        None if np.name.is_some() || doc.words[np.head].classes.is_empty() => Kind::Person,
        None => Kind::Organisation,
    }
}
