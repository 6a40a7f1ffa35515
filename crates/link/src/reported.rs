//! What one report brings: its entities with all their names, offices and surroundings.

use jiff::civil::Date;
use musnad_place::Kind;
use musnad_read::Reading;
use musnad_read::doc::Doc;
use musnad_read::entities::{Entities, Entity, Names, words};
use musnad_read::mentions::{Mention, MentionKind};
use musnad_report::{Span, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The entities of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reported {
    /// The report's id.
    pub report: String,
    /// The day of publication.
    pub published: Option<Date>,
    /// Who published it.
    pub outlet: Option<String>,
    /// In the order of their first mentions.
    pub entities: Vec<Local>,
    /// How often the report speaks of a country or people: ISO 3166 code or English word.
    pub nations: BTreeMap<String, u32>,
}

/// An entity of one report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Local {
    /// What it is; `Role` is somebody of whom only the office is told.
    pub kind: MentionKind,
    /// Its fullest name.
    pub name: String,
    /// Where that is written.
    pub at: Span,
    /// Every form of its name, with how often it stands; definite nouns and offices are none.
    pub forms: BTreeMap<String, u32>,
    /// Its offices, in the order of the text.
    pub roles: Vec<Role>,
    /// ISO 3166 code of the country that it is or belongs to.
    pub country: Option<String>,
    /// The id of the place that it was found to be.
    pub place: Option<String>,
    /// The id of the place where it lies: that place, or of a facility that the gazetteer does not know the one in
    /// its name («مطار حماة» lies in حماة, and so do others).
    pub lies_in: Option<String>,
    /// Every mention: where it is, and its words as they are written.
    pub mentions: Vec<(Span, String)>,
}

/// An office as a report tells it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Role {
    /// Its words, without what is attached before them.
    pub words: String,
}

impl Reported {
    /// Takes the entities of a report as they were grouped.
    pub fn of(
        report: impl Into<String>,
        published: Option<Date>,
        outlet: Option<String>,
        text: &Text,
        entities: &Entities,
        names: &Names,
    ) -> Reported {
        let seen = Seen {
            text,
            mentions: &entities.mentions,
            words: &|m| entities.words(m),
            name: &|m| entities.name(m),
        };
        Reported {
            report: report.into(),
            published,
            outlet,
            entities: entities.entities.iter().map(|e| seen.local(e)).collect(),
            nations: seen.nations(names),
        }
    }

    /// Takes the entities of a report out of its reading, as that has them, whatever data grouped them; only what
    /// is attached to their words is told by the words of `doc`, the report's text.
    pub fn read(
        report: impl Into<String>,
        published: Option<Date>,
        outlet: Option<String>,
        doc: &Doc,
        reading: &Reading,
    ) -> Reported {
        let text = doc.text;
        let valid = |m: &Mention| text.get(m.span).is_some() && !m.span.is_empty();
        let (mut places, mut kept) = (Vec::new(), Vec::new());
        for mention in &reading.mentions {
            places.push(valid(mention).then_some(kept.len()));
            kept.extend(Some(*mention).filter(valid));
        }
        let apart = Entities::gather(doc, &kept);
        let place = |m: usize| places.get(m).copied().flatten();
        let seen = Seen {
            text,
            mentions: &reading.mentions,
            words: &|m| apart.words(place(m)?),
            // A definite noun names nothing, whatever a table has that reads alike.
            name: &|m| apart.name(place(m).filter(|_| !reading.mentions[m].nominal)?),
        };
        let mut entities: Vec<Local> = reading.entities.iter().map(|e| seen.local(e)).collect();
        for located in &reading.places {
            let Some(local) = entities.get_mut(located.entity) else {
                continue;
            };
            let is_it = local.kind == MentionKind::Place || located.precision == Kind::Point;
            local.place = is_it.then(|| located.id.clone());
            local.lies_in = Some(located.id.clone());
        }
        Reported {
            report: report.into(),
            published,
            outlet,
            entities,
            nations: seen.nations(&doc.lexicon.names),
        }
    }
}

/// The mentions of a text, and what is known of their words.
struct Seen<'s> {
    text: &'s Text,
    mentions: &'s [Mention],
    /// The words of a mention without what is attached before the first.
    words: &'s dyn Fn(usize) -> Option<&'s str>,
    /// The same of one that is a name.
    name: &'s dyn Fn(usize) -> Option<&'s str>,
}

impl Seen<'_> {
    fn local(&self, entity: &Entity) -> Local {
        let mut forms: BTreeMap<String, u32> = BTreeMap::new();
        for &m in &entity.mentions {
            if let Some(name) = (self.name)(m) {
                *forms.entry(name.to_owned()).or_default() += 1;
            }
        }
        let role = |&m: &usize| {
            let words = (self.words)(m)?.to_owned();
            Some(Role { words })
        };
        let mention = |&m: &usize| {
            let span = self.mentions.get(m)?.span;
            Some((span, self.text.get(span)?.to_owned()))
        };
        Local {
            kind: entity.kind,
            name: entity.name.clone(),
            at: entity.at,
            forms,
            roles: entity.roles.iter().filter_map(role).collect(),
            country: entity.country.as_deref().map(str::to_owned),
            place: None,
            lies_in: None,
            mentions: entity.mentions.iter().filter_map(mention).collect(),
        }
    }

    /// How often the report speaks of a country or people.
    fn nations(&self, names: &Names) -> BTreeMap<String, u32> {
        let mut nations: BTreeMap<String, u32> = BTreeMap::new();
        for m in self.mentions {
            let Some(written) = self.text.get(m.span) else {
                continue;
            };
            let told = words::of(&bare(written));
            let nation = match m.kind {
                MentionKind::Nationality => names.nation(&told),
                MentionKind::Place => names.country(&told),
                _ => None,
            };
            if let Some(nation) = nation {
                *nations.entry(nation.to_owned()).or_default() += 1;
            }
        }
        nations
    }
}

/// A nationality or country without «و» before it.
fn bare(word: &str) -> String {
    let rest = word.strip_prefix('و').filter(|r| r.starts_with("ال"));
    rest.unwrap_or(word).to_owned()
}
