//! Places of Who's On First: thirteen countries down to their villages.

use super::row::{Kind, Row, is_arabic};
use anyhow::{Context, Result};

/// The rows of the table that bear a name in Arabic letters, and all areas.
///
/// # Errors
/// If a line has too few columns, or a coordinate is no number.
pub fn rows(table: &str) -> Result<Vec<Row>> {
    let lines = table.lines().enumerate().skip(1);
    let rows = lines.map(|(n, line)| row(line).with_context(|| format!("line {}", n + 1)));
    rows.filter_map(Result::transpose).collect()
}

fn row(line: &str) -> Result<Option<Row>> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [
        id,
        kind,
        country,
        latitude,
        longitude,
        population,
        _,
        name,
        variants,
        english,
        ..,
        parent,
    ] = cells[..]
    else {
        anyhow::bail!("{} columns, 13 are needed", cells.len());
    };
    let Some(kind) = kind_of(kind) else {
        return Ok(None);
    };
    let mut names = Vec::new();
    for name in std::iter::once(name).chain(variants.split('|')) {
        let name = name.trim();
        if is_arabic(name) && !names.iter().any(|n| n == name) {
            names.push(name.to_owned());
        }
    }
    // An area without an Arabic name still holds the villages in it.
    if names.is_empty() && kind.is_area() {
        names.push(english.trim().to_owned());
    }
    Ok((!names.is_empty()).then_some(Row {
        id: format!("wof:{id}"),
        kind,
        names,
        english: english.trim().to_owned(),
        country: country.to_owned(),
        latitude: latitude.parse()?,
        longitude: longitude.parse()?,
        population: population.parse().ok(),
        parent: (parent != "-1").then(|| format!("wof:{parent}")),
    }))
}

fn kind_of(placetype: &str) -> Option<Kind> {
    Some(match placetype {
        "country" => Kind::Country,
        "region" => Kind::Governorate,
        "county" => Kind::District,
        "locality" | "localadmin" => Kind::Town,
        "neighbourhood" => Kind::Quarter,
        "campus" => Kind::Point,
        _ => return None,
    })
}
