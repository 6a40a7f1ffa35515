//! One place.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How large a place is; with it, how exactly its point says where it is (design: precision).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A base, an airport: the point is right.
    Point,
    /// A quarter of a town.
    Quarter,
    /// A town or village; the point lies in it.
    Town,
    /// A district (قضاء، منطقة، مديرية); the point is about its middle, as for all that are larger.
    District,
    /// A governorate or province.
    Governorate,
    /// A country.
    Country,
    /// A sea, a strait, a river: the point stands for all of it.
    Water,
    /// A continent or region over borders, or under dispute.
    Region,
}

impl Kind {
    /// Its name in the tables and contracts: `governorate`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Point => "point",
            Kind::Quarter => "quarter",
            Kind::Town => "town",
            Kind::District => "district",
            Kind::Governorate => "governorate",
            Kind::Country => "country",
            Kind::Water => "water",
            Kind::Region => "region",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Kind> {
        use Kind::*;
        let all = [
            Point,
            Quarter,
            Town,
            District,
            Governorate,
            Country,
            Water,
            Region,
        ];
        all.into_iter().find(|k| k.name() == name)
    }
}

/// One place of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// `wof:ID`, `geonames:ID`, an ISO 3166-1 code for a country beyond Who's On First's, or an own word.
    pub id: &'static str,
    /// How large it is.
    pub kind: Kind,
    /// Its Arabic names, the usual one first, parted by `|`.
    pub(crate) names: &'static str,
    /// Its usual name in English.
    pub english: &'static str,
    /// ISO 3166-1 alpha-2 code of the country it lies in; empty for what lies over borders.
    pub country: &'static str,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// How many live there, where that is known.
    pub population: Option<u64>,
    pub(crate) parent: &'static str,
}

impl Place {
    /// Its usual Arabic name.
    pub fn name(&self) -> &'static str {
        self.names().next().unwrap_or_default()
    }

    /// Its Arabic names, the usual one first. Of a town only that one; the others lead to it
    /// ([`Gazetteer::named`](crate::Gazetteer::named)).
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.names.split('|')
    }

    /// Great-circle distance in kilometres, on a sphere of the Earth's mean radius (haversine formula).
    pub fn distance(&self, other: &Place) -> f64 {
        let (a, b) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half = |x: f64| (x / 2.0).sin().powi(2);
        let h =
            half(b - a) + a.cos() * b.cos() * half((other.longitude - self.longitude).to_radians());
        2.0 * 6371.0 * h.sqrt().min(1.0).asin()
    }
}
