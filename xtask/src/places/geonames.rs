//! Cities of GeoNames that have a name in Arabic letters, of the countries that Who's On First does not
//! give us.

use super::row::{Kind, Row, is_arabic};
use anyhow::Result;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
struct City {
    geonameid: u64,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u64,
    alternatenames: Vec<String>,
}

/// The cities outside of `known` countries.
///
/// # Errors
/// If the file is not what it should be.
pub fn rows(json: &str, known: &BTreeSet<String>) -> Result<Vec<Row>> {
    let cities: BTreeMap<String, City> = serde_json::from_str(json)?;
    let beyond = |c: &City| !known.contains(&c.countrycode);
    Ok(cities
        .into_values()
        .filter(beyond)
        .filter_map(row)
        .collect())
}

/// Names that GeoNames has not: of Washington it knows thirty, and none in Arabic.
const NAMES: &str = include_str!("names.tsv");

fn own_names(id: u64) -> impl Iterator<Item = String> {
    let rows = NAMES.lines().filter_map(|line| line.split_once('\t'));
    rows.filter(move |(of, _)| of.parse() == Ok(id))
        .flat_map(|(_, names)| names.split('|').map(str::to_owned))
}

fn row(city: City) -> Option<Row> {
    let arabic = city.alternatenames.into_iter().filter(|n| is_arabic(n));
    let names: Vec<String> = own_names(city.geonameid).chain(arabic).collect();
    (!names.is_empty()).then(|| Row {
        id: format!("geonames:{}", city.geonameid),
        kind: Kind::Town,
        names,
        english: city.name,
        parent: Some(city.countrycode.clone()),
        country: city.countrycode,
        latitude: city.latitude,
        longitude: city.longitude,
        population: Some(city.population),
    })
}
