//! Names of places, and the places that bear them.

use crate::key::key;
use crate::place::{Kind, Place};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const WORLD: &str = include_str!("../data/world.tsv");
const AREAS: &str = include_str!("../data/areas.tsv");
const TOWNS: &str = include_str!("../data/towns.tsv");

/// What stands before a table's hash.
const PINNED: &str = "# SHA-256 of what follows: ";

/// All known places. The areas are in memory; the towns, some ninety thousand lines, are searched where
/// they lie, so that a program that asks for one name does not read them all.
#[derive(Debug)]
pub struct Gazetteer {
    areas: Vec<Place>,
    by_id: FxHashMap<&'static str, usize>,
    by_key: FxHashMap<String, Vec<usize>>,
    countries: FxHashMap<&'static str, usize>,
    towns: &'static str,
}

/// A line of a table that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "crates/place/data/{table}: this line cannot be read: {line:?}; `cargo xtask places` makes the tables of areas and towns, world.tsv is written by hand"
)]
pub struct TableError {
    /// The file.
    pub table: &'static str,
    /// The line.
    pub line: &'static str,
}

impl Gazetteer {
    /// The one that is built in, read on first use.
    ///
    /// # Panics
    /// Never in a released build: the tests load the same tables.
    pub fn embedded() -> &'static Gazetteer {
        static GAZETTEER: LazyLock<Gazetteer> =
            LazyLock::new(|| Gazetteer::load().unwrap_or_else(|e| panic!("{e}")));
        &GAZETTEER
    }

    fn load() -> Result<Gazetteer, TableError> {
        let mut areas = Vec::new();
        let tables = [("world.tsv", WORLD, true), ("areas.tsv", AREAS, false)];
        for (table, text, of_world) in tables {
            for line in lines(text) {
                let read = if of_world { world(line) } else { area(line) };
                areas.push(read.ok_or(TableError { table, line })?);
            }
        }
        let mut gazetteer = Gazetteer {
            areas,
            by_id: FxHashMap::default(),
            by_key: FxHashMap::default(),
            countries: FxHashMap::default(),
            towns: body(TOWNS),
        };
        for (n, place) in gazetteer.areas.iter().enumerate() {
            gazetteer.by_id.insert(place.id, n);
            if place.kind == Kind::Country {
                gazetteer.countries.insert(place.country, n);
            }
            for name in place.names() {
                let bearers = gazetteer.by_key.entry(key(name)).or_default();
                if bearers.last() != Some(&n) {
                    bearers.push(n);
                }
            }
        }
        Ok(gazetteer)
    }

    /// What tells one state of the tables from another: the hashes of the large ones, which stand in their
    /// heads, and the small one itself.
    pub fn version() -> impl Iterator<Item = &'static str> {
        let hashes = [AREAS, TOWNS].into_iter().filter_map(pinned);
        hashes.chain([WORLD, crate::named::GENERIC])
    }

    /// All places that bear a name, however it is spelt, areas first, then in the order of the tables.
    pub fn named(&self, name: &str) -> Vec<Place> {
        let key = key(name);
        if key.is_empty() {
            return Vec::new();
        }
        let areas = self.by_key.get(&key).into_iter().flatten();
        let mut bearers: Vec<Place> = areas.map(|&n| self.areas[n]).collect();
        let from = partition(self.towns, |line| first(line) < key.as_str());
        let same = self.towns[from..].lines().take_while(|l| first(l) == key);
        bearers.extend(same.filter_map(town));
        bearers
    }

    /// The place with this id. Areas are found at once, towns by looking through the table.
    pub fn place(&self, id: &str) -> Option<Place> {
        if let Some(&n) = self.by_id.get(id) {
            return Some(self.areas[n]);
        }
        let mut towns = self.towns.lines();
        towns.find_map(|line| town(line).filter(|place| place.id == id))
    }

    /// The places with these ids, by id; the table of towns is looked through once for all of them.
    pub fn places<'i>(&self, ids: impl IntoIterator<Item = &'i str>) -> FxHashMap<&'i str, Place> {
        let mut found = FxHashMap::default();
        let mut towns: FxHashMap<&str, &'i str> = FxHashMap::default();
        for id in ids {
            match self.by_id.get(id) {
                Some(&n) => drop(found.insert(id, self.areas[n])),
                None => drop(towns.insert(id, id)),
            }
        }
        let mut lines = self.towns.lines();
        while !towns.is_empty()
            && let Some(line) = lines.next()
        {
            let known = town(line).and_then(|place| Some((towns.remove(place.id)?, place)));
            found.extend(known);
        }
        found
    }

    /// The country with this ISO 3166-1 alpha-2 code.
    pub fn country(&self, code: &str) -> Option<Place> {
        self.countries.get(code).map(|&n| self.areas[n])
    }

    /// What holds a place, from the nearest area to its country: of a village its district, governorate
    /// and country. A level that the sources do not give is left out.
    pub fn holders(&self, place: &Place) -> Vec<Place> {
        let mut holders: Vec<Place> = Vec::new();
        let mut parent = place.parent;
        while let Some(&n) = self.by_id.get(parent) {
            // A table that names a place as its own holder must not make a reader wait.
            if holders.iter().any(|h| h.id == parent) {
                break;
            }
            holders.push(self.areas[n]);
            parent = self.areas[n].parent;
        }
        let country = self.country(place.country);
        if place.kind != Kind::Country && holders.last().is_none_or(|h| h.kind != Kind::Country) {
            holders.extend(country);
        }
        holders
    }
}

/// The hash that stands in the head of a table.
fn pinned(table: &'static str) -> Option<&'static str> {
    let head = table.lines().take_while(|l| l.starts_with('#'));
    head.filter_map(|l| l.strip_prefix(PINNED)).next()
}

/// The table without the comments at its head.
fn body(table: &'static str) -> &'static str {
    let mut rest = table;
    while rest.starts_with('#') {
        rest = rest.split_once('\n').map_or("", |(_, after)| after);
    }
    rest
}

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

fn first(line: &str) -> &str {
    line.split_once('\t').map_or(line, |(first, _)| first)
}

/// Where the lines begin for which `before` no longer holds; they stand in that order.
fn partition(table: &str, before: impl Fn(&str) -> bool) -> usize {
    let bytes = table.as_bytes();
    let (mut low, mut high) = (0, table.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes[low..middle].iter().rposition(|&b| b == b'\n');
        let start = start.map_or(low, |at| low + at + 1);
        let length = bytes[start..].iter().position(|&b| b == b'\n');
        let end = length.map_or(table.len(), |n| start + n);
        if before(&table[start..end]) {
            low = (end + 1).min(table.len());
        } else {
            high = start;
        }
    }
    low
}

fn world(line: &'static str) -> Option<Place> {
    let cells: Vec<&'static str> = line.split('\t').collect();
    let [id, kind, names, english, country, latitude, longitude] = cells[..] else {
        return None;
    };
    Some(Place {
        id,
        kind: Kind::parse(kind)?,
        names,
        english,
        country,
        latitude: latitude.parse().ok()?,
        longitude: longitude.parse().ok()?,
        population: None,
        parent: "",
    })
}

fn area(line: &'static str) -> Option<Place> {
    let cells: Vec<&'static str> = line.split('\t').collect();
    let [
        id,
        kind,
        names,
        english,
        country,
        latitude,
        longitude,
        population,
        parent,
    ] = cells[..]
    else {
        return None;
    };
    Some(Place {
        id,
        kind: Kind::parse(kind)?,
        names,
        english,
        country,
        latitude: latitude.parse().ok()?,
        longitude: longitude.parse().ok()?,
        population: population.parse().ok(),
        parent,
    })
}

fn town(line: &'static str) -> Option<Place> {
    area(line.split_once('\t')?.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    #[test]
    fn every_line_can_be_read() {
        assert!(Gazetteer::load().is_ok());
        let towns: Vec<&str> = body(TOWNS).lines().collect();
        assert!(towns.len() > 80_000, "{} towns", towns.len());
        for pair in towns.windows(2) {
            assert!(first(pair[0]) <= first(pair[1]), "{:?}", pair);
        }
        for line in towns {
            assert!(town(line).is_some(), "{line:?}");
        }
    }

    #[test]
    fn places_are_found_together_as_one_by_one() {
        let gazetteer = Gazetteer::embedded();
        let towns = body(TOWNS).lines().step_by(9_001).filter_map(town);
        let areas = gazetteer.areas.iter().step_by(501).copied();
        let all: Vec<Place> = towns.chain(areas).collect();
        let ids = all.iter().map(|place| place.id).chain(["wof:0", "nowhere"]);
        let found = gazetteer.places(ids);
        assert_eq!(found.len(), all.len());
        for place in all {
            assert_eq!(found.get(place.id), Some(&place));
            assert_eq!(gazetteer.place(place.id), Some(place));
        }
    }

    #[test]
    fn the_heads_pin_what_follows() {
        for table in [AREAS, TOWNS] {
            let found: String = Sha256::digest(body(table))
                .iter()
                .map(|b| format!("{b:02x}"))
                .collect();
            assert_eq!(pinned(table), Some(&*found));
        }
        assert_eq!(Gazetteer::version().count(), 4);
    }

    #[test]
    fn a_search_in_place_finds_what_reading_everything_finds() {
        let gazetteer = Gazetteer::embedded();
        let lines: Vec<&str> = body(TOWNS).lines().collect();
        for line in lines
            .iter()
            .step_by(997)
            .chain([lines.first(), lines.last()].into_iter().flatten())
        {
            let name = first(line);
            let all = lines.iter().filter(|l| first(l) == name).count();
            let towns = gazetteer.named(name);
            let towns = towns
                .iter()
                .filter(|p| p.id.contains(':') && p.kind <= Kind::Town);
            assert_eq!(towns.count(), all, "{name}");
        }
        assert_eq!(gazetteer.named("ا"), []);
        assert_eq!(gazetteer.named("ييييي"), []);
        assert_eq!(gazetteer.named(""), []);
    }

    #[test]
    fn a_village_lies_in_its_district_governorate_and_country() {
        let gazetteer = Gazetteer::embedded();
        let bearers = gazetteer.named("كفرزيتا");
        let village = bearers
            .iter()
            .find(|p| p.kind == Kind::Town)
            .expect("كفرزيتا");
        let kinds: Vec<Kind> = gazetteer.holders(village).iter().map(|p| p.kind).collect();
        assert_eq!(kinds.last(), Some(&Kind::Country));
        assert!(kinds.contains(&Kind::Governorate), "{kinds:?}");
    }

    #[test]
    fn a_city_elsewhere_lies_in_its_country() {
        let gazetteer = Gazetteer::embedded();
        let bearers = gazetteer.named("باريس");
        let paris = bearers.iter().find(|p| p.country == "FR").expect("باريس");
        let holders = gazetteer.holders(paris);
        assert_eq!(holders.last().map(Place::name), Some("فرنسا"));
        let london = gazetteer.named("لندن");
        let london = london.iter().find(|p| p.country == "GB").expect("لندن");
        assert!((paris.distance(london) - 344.0).abs() < 10.0);
    }
}
