//! One place, on its way into the tables.

use musnad_place::key;

/// How large a place is, as the tables name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Country,
    Governorate,
    District,
    Town,
    Quarter,
    Point,
}

impl Kind {
    /// Whether other places lie in it.
    pub fn is_area(self) -> bool {
        matches!(self, Kind::Country | Kind::Governorate | Kind::District)
    }

    fn name(self) -> &'static str {
        match self {
            Kind::Country => "country",
            Kind::Governorate => "governorate",
            Kind::District => "district",
            Kind::Town => "town",
            Kind::Quarter => "quarter",
            Kind::Point => "point",
        }
    }
}

/// One place.
#[derive(Clone, Debug)]
pub struct Row {
    pub id: String,
    pub kind: Kind,
    /// In Arabic letters, the usual one first; never empty.
    pub names: Vec<String>,
    pub english: String,
    pub country: String,
    pub latitude: f64,
    pub longitude: f64,
    pub population: Option<u64>,
    pub parent: Option<String>,
}

impl Row {
    /// Its line among the areas.
    pub fn as_area(&self) -> String {
        let names = self.names.join("|");
        format!(
            "{}\t{}\t{names}\t{}",
            self.id,
            self.kind.name(),
            self.rest()
        )
    }

    /// Its lines among the towns, one a name.
    pub fn as_towns(&self) -> Vec<String> {
        let rest = self.rest();
        let mut keys: Vec<String> = self.names.iter().map(|n| key(n)).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.retain(|k| !k.is_empty());
        let line = |k: &String| {
            let (id, kind, name) = (&self.id, self.kind.name(), &self.names[0]);
            format!("{k}\t{id}\t{kind}\t{name}\t{rest}")
        };
        keys.iter().map(line).collect()
    }

    fn rest(&self) -> String {
        let population = self.population.map(|p| p.to_string()).unwrap_or_default();
        format!(
            "{}\t{}\t{:.4}\t{:.4}\t{population}\t{}",
            self.english,
            self.country,
            self.latitude,
            self.longitude,
            self.parent.as_deref().unwrap_or_default(),
        )
    }
}

/// Whether a name is written in letters of Arabic, and in none that only its neighbours have (Pashto,
/// Urdu, Sindhi): of «نيويورك», «نیویارک» and «نيو يارڪ» the first.
pub fn is_arabic(name: &str) -> bool {
    let letter = |c: char| matches!(c, 'ء'..='غ' | 'ف'..='ي' | '\u{64b}'..='\u{652}');
    name.chars().any(letter)
        && name
            .chars()
            .all(|c| letter(c) || matches!(c, ' ' | '-' | '\u{200c}'))
}
