//! Who, what and where a report names, as the contract has it.

use super::{Words, thousandths};
use crate::entities::WhereNamed;
use crate::reading::{self, MentionKind, Reading};
use musnad_report::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A stretch of text that refers to somebody or something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// `m1`, `m2` … within the report.
    pub id: String,
    /// The id of the entity that it means; `null` where nothing tells.
    pub entity: Option<String>,
    /// Whole words, with what is attached to them, without marks at the ends.
    pub span: Words,
    /// What it refers to.
    pub r#type: MentionKind,
    /// It names nothing: a definite noun that stands for what is named elsewhere («الوزارة»).
    pub nominal: bool,
    /// How probable it is.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f32,
}

/// Somebody or something that a report speaks of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// `e1`, `e2` … within the report.
    pub id: String,
    /// Its fullest name in the report, without what is attached to it.
    pub name: String,
    /// What it is; `role` is somebody of whom only the office is told.
    pub r#type: MentionKind,
    /// The words of its offices, each once.
    pub roles: Vec<String>,
    /// ISO 3166-1 code of the country it is or belongs to, or an English word for a people, where the words tell one.
    pub country: Option<String>,
    /// Where it lies, of places and facilities that the gazetteer knows.
    pub place: Option<Place>,
    /// Its id in an archive; `null` outside of one.
    pub global: Option<String>,
    /// How probable the least probable of its mentions is.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f32,
}

/// A place of the gazetteer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// `wof:421202163` (Who's On First), `geonames:2988507` (GeoNames), a country's code, or an own word.
    pub id: String,
    /// Its usual name in the gazetteer.
    pub name: String,
    /// How large it is; the point is in it, of all that is larger than a town about its middle.
    pub precision: musnad_place::Kind,
    /// ISO 3166-1 code of its country; `null` over borders.
    pub country: Option<String>,
    /// What holds it, from the nearest to its country.
    pub within: Vec<String>,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// How probable it is among all that bear the name.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f32,
}

pub(super) fn mentions(text: &Text, reading: &Reading, named: &WhereNamed) -> Vec<Mention> {
    let mention = |(n, m): (usize, &reading::Mention)| Mention {
        id: format!("m{}", n + 1),
        entity: named.entity_of(n).map(entity_id),
        span: Words::new(text, m.span),
        r#type: m.kind,
        nominal: m.nominal,
        confidence: thousandths(m.confidence),
    };
    reading.mentions.iter().enumerate().map(mention).collect()
}

pub(super) fn entities(text: &Text, reading: &Reading) -> Vec<Entity> {
    let located = |n: usize| {
        let at = reading.places.binary_search_by_key(&n, |p| p.entity);
        at.ok().map(|at| place(&reading.places[at]))
    };
    let entity = |(n, e): (usize, &reading::Entity)| Entity {
        id: entity_id(n),
        name: e.name.clone(),
        r#type: e.kind,
        roles: roles(text, reading, e),
        country: e.country.as_deref().map(str::to_owned),
        place: located(n),
        global: None,
        confidence: thousandths(e.confidence),
    };
    reading.entities.iter().enumerate().map(entity).collect()
}

fn roles(text: &Text, reading: &Reading, entity: &reading::Entity) -> Vec<String> {
    let mut roles: Vec<String> = Vec::new();
    for mention in entity.roles.iter().filter_map(|&m| reading.mentions.get(m)) {
        let words = text.slice(mention.span).to_owned();
        if !roles.contains(&words) {
            roles.push(words);
        }
    }
    roles
}

fn place(located: &reading::Located) -> Place {
    Place {
        id: located.id.clone(),
        name: located.name.clone(),
        precision: located.precision,
        country: located.country.clone(),
        within: located.within.clone(),
        latitude: located.latitude,
        longitude: located.longitude,
        confidence: thousandths(located.confidence),
    }
}

pub(super) fn entity_id(n: usize) -> String {
    format!("e{}", n + 1)
}
