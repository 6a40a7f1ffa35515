//! Who, what and where a report names, as the contract has it.

use super::{Words, thousandths};
use crate::entities::WhereNamed;
use crate::events::{Argument, Party};
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
    /// Its fullest name in the report, without what is attached to it; of a `group` the words that stand for it.
    pub name: String,
    /// What it is; `role` is somebody of whom only the office is told.
    pub r#type: EntityType,
    /// The words of its offices, each once.
    pub roles: Vec<String>,
    /// ISO 3166-1 code of the country it is or belongs to, or an English word for a people, where the words tell one.
    pub country: Option<String>,
    /// Where it lies, of places and facilities that the gazetteer knows.
    pub place: Option<Place>,
    /// Its id in an archive; `null` outside of one.
    pub global: Option<String>,
    /// How probable the least probable of its mentions is; of a `group`, which has none, of its parts in events and
    /// arrangements (0 where it has none left).
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f32,
}

/// What an entity is: whatever a mention may refer to, and people or things that bear no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EntityType {
    /// «ماهر الساري».
    Person,
    /// «وزارة الري», «الجيش السوري».
    Organisation,
    /// A country, town, region, river.
    Place,
    /// What was built and named: «مطار حميميم».
    Facility,
    /// A people, faith or side: «الروسي».
    Nationality,
    /// An office whose holder is not named: «وزير الري».
    Role,
    /// A named document: «اتفاق الطائف».
    Document,
    /// People or things without a name that have a part in an event («عشرات المتظاهرين», «سيارة»). Each stands for
    /// itself: two groups are never known to be one.
    Group,
}

impl EntityType {
    /// Its name in the contracts: `person`.
    pub fn name(self) -> &'static str {
        match self {
            EntityType::Person => MentionKind::Person.name(),
            EntityType::Organisation => MentionKind::Organisation.name(),
            EntityType::Place => MentionKind::Place.name(),
            EntityType::Facility => MentionKind::Facility.name(),
            EntityType::Nationality => MentionKind::Nationality.name(),
            EntityType::Role => MentionKind::Role.name(),
            EntityType::Document => MentionKind::Document.name(),
            EntityType::Group => "group",
        }
    }
}

impl From<MentionKind> for EntityType {
    fn from(kind: MentionKind) -> EntityType {
        match kind {
            MentionKind::Person => EntityType::Person,
            MentionKind::Organisation => EntityType::Organisation,
            MentionKind::Place => EntityType::Place,
            MentionKind::Facility => EntityType::Facility,
            MentionKind::Nationality => EntityType::Nationality,
            MentionKind::Role => EntityType::Role,
            MentionKind::Document => EntityType::Document,
        }
    }
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

/// The entities of the reading, and behind them, their ids going on, the groups.
pub(super) fn entities(text: &Text, reading: &Reading) -> Vec<Entity> {
    let located = |n: usize| {
        let at = reading.places.binary_search_by_key(&n, |p| p.entity);
        at.ok().map(|at| place(&reading.places[at]))
    };
    let entity = |(n, e): (usize, &reading::Entity)| Entity {
        id: entity_id(n),
        name: e.name.clone(),
        r#type: e.kind.into(),
        roles: roles(text, reading, e),
        country: e.country.as_deref().map(str::to_owned),
        place: located(n),
        global: None,
        confidence: thousandths(e.confidence),
    };
    let named = reading.entities.iter().enumerate().map(entity);
    let sure = parts_of_groups(reading);
    let groups = reading.groups.iter().enumerate();
    let group = |(n, g): (usize, &reading::Group)| Entity {
        id: party_id(reading, Party::Group(n)),
        name: g.name.clone(),
        r#type: EntityType::Group,
        roles: Vec::new(),
        country: None,
        place: None,
        global: None,
        confidence: thousandths(sure[n].unwrap_or_default()),
    };
    named.chain(groups.map(group)).collect()
}

/// How probable the least probable part of each group is; `None` where it has none.
fn parts_of_groups(reading: &Reading) -> Vec<Option<f32>> {
    let mut sure: Vec<Option<f32>> = vec![None; reading.groups.len()];
    let done = reading.events.iter().flat_map(|event| &event.arguments);
    let lasting = reading.arrangements.iter();
    let lasting = lasting.flat_map(|a| a.parties.iter().chain(&a.place));
    for Argument {
        party, confidence, ..
    } in done.chain(lasting)
    {
        let Party::Group(n) = *party else { continue };
        if let Some(least) = sure.get_mut(n) {
            *least = Some(least.map_or(*confidence, |least| least.min(*confidence)));
        }
    }
    sure
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

/// The id of whoever has a part: groups are counted on behind the entities.
pub(super) fn party_id(reading: &Reading, party: Party) -> String {
    entity_id(match party {
        Party::Entity(n) => n,
        Party::Group(n) => reading.entities.len() + n,
    })
}

pub(super) fn entity_id(n: usize) -> String {
    format!("e{}", n + 1)
}
