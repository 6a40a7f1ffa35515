//! The contract `musnad.geojson/1`: what `musnad export --format geojson` writes. It is GeoJSON (RFC 7946); `schema` is
//! a foreign member, as the standard has room for.

use musnad_archive::contract::entities;
use musnad_archive::contract::events::Event;
use musnad_read::contract::{Place, Words};
use musnad_read::{Kind, Stance};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of the contract, in the field `schema`.
pub const NAME: &str = "musnad.geojson/1";

/// The places that reports speak of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "musnad.geojson/1")]
pub struct Map {
    /// The contract that this object keeps.
    #[schemars(extend("const" = NAME))]
    pub schema: String,
    /// What RFC 7946 calls it.
    #[schemars(extend("const" = "FeatureCollection"))]
    pub r#type: String,
    /// One a place, in the order of their ids. What the gazetteer does not know has no point and is not among them.
    pub features: Vec<Feature>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Feature {
    /// What RFC 7946 calls it.
    #[schemars(extend("const" = "Feature"))]
    pub r#type: String,
    /// Its id in the gazetteer: `wof:421202163`.
    pub id: String,
    /// Where it is; of all that is larger than a town a point about its middle.
    pub geometry: Point,
    /// What is known of it, and said.
    pub properties: Properties,
}

/// A point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Point {
    /// What RFC 7946 calls it.
    #[schemars(extend("const" = "Point"))]
    pub r#type: String,
    /// Degrees east, degrees north (WGS 84).
    pub coordinates: [f64; 2],
}

/// What is known of a place, and what reports say of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Properties {
    /// Its usual name in the gazetteer.
    pub name: String,
    /// How large it is.
    pub precision: musnad_place::Kind,
    /// ISO 3166-1 code of its country; `null` over borders.
    pub country: Option<String>,
    /// What holds it, from the nearest to its country.
    pub within: Vec<String>,
    /// How many reports speak of it.
    pub reports: usize,
    /// How often they do.
    pub mentions: usize,
    /// How many statements speak of it.
    pub statements: usize,
    /// The reports, in the order of their ids, each with its mentions.
    pub mentioned_in: Vec<MentionedIn>,
    /// The statements, in the order of their reports and of the text.
    pub said: Vec<Said>,
    /// With `--events`, the events that are at the place, in the order of their reports and of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Told>,
}

/// An event that is at a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Told {
    /// The report's id.
    pub report: String,
    /// The event.
    pub event: Event,
}

/// Where a report speaks of a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MentionedIn {
    /// The report's id.
    pub report: String,
    /// Newspaper, agency, channel or site.
    pub outlet: Option<String>,
    /// The headline, where the input has one of its own.
    pub title: Option<String>,
    /// The address under which it was published.
    pub url: Option<String>,
    /// The day of publication, ISO 8601.
    pub published: Option<String>,
    /// The mentions, in the order of the text.
    pub mentions: Vec<Mention>,
}

/// A mention of what lies there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// The id of what is mentioned, across reports: the place itself or what stands there.
    pub entity: Option<String>,
    /// Its words.
    #[serde(flatten)]
    pub words: Words,
}

/// A statement of which what is said, or the words that name who says it, speak of a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Said {
    /// The report's id.
    pub report: String,
    /// The statement's id.
    pub statement: String,
    /// Who has it from whom, from the reader to the origin.
    pub chain: Vec<Source>,
    /// What is done with what is said.
    pub stance: Stance,
    /// When it was said, ISO 8601, by the report's words.
    pub said_on: Option<String>,
    /// What is said.
    pub content: Vec<Words>,
    /// The mentions of the place.
    pub hits: Vec<Words>,
}

/// A link of a chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// The source in its fullest form found in the text, or `unknown`.
    pub who: String,
    /// What sort of source it is.
    pub kind: Kind,
    /// The id of the entity that it is, across reports; `null` where it is none.
    pub entity: Option<String>,
}

impl Feature {
    /// A place of which nothing is said yet.
    pub fn new(place: &Place) -> Feature {
        Feature::at(&entities::Place {
            id: place.id.clone(),
            name: place.name.clone(),
            precision: place.precision,
            country: place.country.clone(),
            within: place.within.clone(),
            latitude: place.latitude,
            longitude: place.longitude,
        })
    }

    /// The same of a place that an event is at.
    pub fn at(place: &entities::Place) -> Feature {
        Feature {
            r#type: "Feature".to_owned(),
            id: place.id.clone(),
            geometry: Point {
                r#type: "Point".to_owned(),
                coordinates: [place.longitude, place.latitude],
            },
            properties: Properties {
                name: place.name.clone(),
                precision: place.precision,
                country: place.country.clone(),
                within: place.within.clone(),
                reports: 0,
                mentions: 0,
                statements: 0,
                mentioned_in: Vec::new(),
                said: Vec::new(),
                events: Vec::new(),
            },
        }
    }
}
