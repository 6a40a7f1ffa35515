//! Where is that, and how exactly is it known?
//!
//! A [`Gazetteer`] knows names of places, what they may be, and where those lie: twelve countries of
//! Western Asia and North Africa down to their villages (Who's On First), elsewhere countries and cities
//! (GeoNames), and what lies over borders: continents, seas, regions. One name has many bearers («حلب» is a
//! city, its governorate and a hamlet of Iran): [`choose`] takes the one that the report speaks of, by what
//! else the report names, and says how sure it is. What it cannot tell it leaves open (law 6).
//!
//! ```
//! use musnad_place::{Gazetteer, Kind};
//!
//! let gazetteer = Gazetteer::embedded();
//! let bearers = gazetteer.named("حلب");
//! assert!(bearers.iter().any(|p| p.kind == Kind::Governorate && p.country == "SY"));
//! let city = gazetteer.place("wof:421202163").unwrap();
//! let holders: Vec<&str> = gazetteer.holders(&city).iter().map(|p| p.name()).collect();
//! assert_eq!(holders.last(), Some(&"سوريا"));
//! ```
//!
//! The crate is pure: no clock, no input or output, no randomness.

mod choose;
mod gazetteer;
mod key;
mod named;
mod place;

pub use choose::{Choice, Clues, Named, choose};
pub use gazetteer::{Gazetteer, TableError};
pub use key::key;
pub use place::{Kind, Place};
