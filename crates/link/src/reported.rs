//! What one report brings: its entities with all their names, offices and surroundings.

use jiff::civil::Date;
use musnad_read::entities::{Entities, Entity, Names, words};
use musnad_read::mentions::MentionKind;
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
    /// Takes the entities of a report as they were read.
    pub fn of(
        report: impl Into<String>,
        published: Option<Date>,
        outlet: Option<String>,
        text: &Text,
        entities: &Entities,
        names: &Names,
    ) -> Reported {
        let mut nations: BTreeMap<String, u32> = BTreeMap::new();
        for m in &entities.mentions {
            let told = words::of(&bare(text.slice(m.span)));
            let nation = match m.kind {
                MentionKind::Nationality => names.nation(&told),
                MentionKind::Place => names.country(&told),
                _ => None,
            };
            if let Some(nation) = nation {
                *nations.entry(nation.to_owned()).or_default() += 1;
            }
        }
        Reported {
            report: report.into(),
            published,
            outlet,
            entities: entities
                .entities
                .iter()
                .map(|e| local(text, entities, e))
                .collect(),
            nations,
        }
    }
}

fn local(text: &Text, entities: &Entities, entity: &Entity) -> Local {
    let mut forms: BTreeMap<String, u32> = BTreeMap::new();
    for &m in &entity.mentions {
        if let Some(name) = entities.name(m) {
            *forms.entry(name.to_owned()).or_default() += 1;
        }
    }
    let words = |&m: &usize| {
        entities.words(m).map(|w| Role {
            words: w.to_owned(),
        })
    };
    Local {
        kind: entity.kind,
        name: entity.name.clone(),
        at: entity.at,
        forms,
        roles: entity.roles.iter().filter_map(words).collect(),
        country: entity.country.as_deref().map(str::to_owned),
        place: None,
        mentions: entity
            .mentions
            .iter()
            .map(|&m| {
                (
                    entities.mentions[m].span,
                    text.slice(entities.mentions[m].span).to_owned(),
                )
            })
            .collect(),
    }
}

/// A nationality or country without «و» before it.
fn bare(word: &str) -> String {
    let rest = word.strip_prefix('و').filter(|r| r.starts_with("ال"));
    rest.unwrap_or(word).to_owned()
}
