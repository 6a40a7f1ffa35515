//! The contract `musnad.entities/1`: what `musnad entities --format json` prints.

use super::Brief;
use super::search::Excerpt;
use musnad_place::{Gazetteer, Kind};
use musnad_read::contract::Words;
use musnad_read::mentions::MentionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of the contract, in the field `schema`.
pub const NAME: &str = "musnad.entities/1";

/// Who and what reports speak of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "musnad.entities/1")]
pub struct Entities {
    /// The contract that this object keeps.
    #[schemars(extend("const" = NAME))]
    pub schema: String,
    /// How many entities, or with `--maybe` pairs, there are of what was asked for.
    pub total: usize,
    /// Those of this part, of which most reports speak first; of one that was asked for by its id, that.
    pub entities: Vec<Entity>,
    /// Pairs that may be one, of this part; with `--maybe`, and of one that was asked for by its id.
    pub maybe: Vec<Pair>,
    /// Where the one is mentioned that was asked for by its id, by the day of publication; a part of it.
    pub found_in: Vec<FoundIn>,
}

/// Somebody or something that reports speak of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// Its id. Ids that it had before are understood too.
    pub id: String,
    /// What it is called: the full name that most reports have, or what people called it.
    pub name: String,
    /// What it is; `role` is somebody of whom no report tells more than the office.
    pub r#type: MentionKind,
    /// ISO 3166-1 code of the country that it is or belongs to.
    pub country: Option<String>,
    /// Where it lies, of places and facilities that the gazetteer knows.
    pub place: Option<Place>,
    /// All forms of its name, the most frequent first.
    pub names: Vec<Form>,
    /// Its offices, in the order in which they are told first.
    pub roles: Vec<Role>,
    /// How many reports speak of it.
    pub reports: usize,
    /// How often they do.
    pub mentions: usize,
    /// The day of the first of them, ISO 8601.
    pub first: Option<String>,
    /// The day of the last one.
    pub last: Option<String>,
}

/// A form of a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Form {
    /// As it is written, without what is attached.
    pub form: String,
    /// How often it stands; 0 of what is no name: a definite noun, an office, or what only a person called it.
    pub times: usize,
}

/// An office, and when it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Role {
    /// Its words.
    pub words: String,
    /// The day of the first report that tells it, ISO 8601.
    pub first: Option<String>,
    /// The day of the last one.
    pub last: Option<String>,
    /// How many reports do.
    pub reports: usize,
}

/// A place of the gazetteer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// `wof:421202163` (Who's On First), `geonames:2988507` (GeoNames), a country's code, or an own word.
    pub id: String,
    /// Its usual name in the gazetteer.
    pub name: String,
    /// How large it is; the point is in it, of all that is larger than a town about its middle.
    pub precision: Kind,
    /// ISO 3166-1 code of its country; `null` over borders.
    pub country: Option<String>,
    /// What holds it, from the nearest to its country.
    pub within: Vec<String>,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

impl Place {
    /// The place with this id; `None` if the gazetteer has none.
    pub fn of(id: &str) -> Option<Place> {
        Gazetteer::embedded()
            .place(id)
            .map(|place| Place::from(&place))
    }
}

impl From<&musnad_place::Place> for Place {
    fn from(place: &musnad_place::Place) -> Place {
        let holders = Gazetteer::embedded().holders(place);
        Place {
            id: place.id.to_owned(),
            name: place.name().to_owned(),
            precision: place.kind,
            country: (!place.country.is_empty()).then(|| place.country.to_owned()),
            within: holders.iter().map(|p| p.name().to_owned()).collect(),
            latitude: place.latitude,
            longitude: place.longitude,
        }
    }
}

/// Two entities that may be one, and why that is left open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Pair {
    /// The one.
    pub a: Entity,
    /// The other.
    pub b: Entity,
    /// Why.
    pub reasons: Vec<MaybeWhy>,
}

/// Why two entities may be one, or why they were not made one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MaybeWhy {
    /// The same name, but offices of different countries.
    OtherOffice,
    /// A short name that several bear.
    SeveralFit,
    /// A short name, and nothing else that speaks for it.
    NameOnly,
}

/// Where a report mentions an entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FoundIn {
    /// The report.
    pub report: Brief,
    /// The entity's id in the report's reading: `e1`, `e2` …
    pub entity: String,
    /// Its mentions there, in the order of the text.
    pub mentions: Vec<Words>,
    /// The piece of the text that shows best how it is spoken of.
    pub snippet: Excerpt,
}
