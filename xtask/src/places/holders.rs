//! Areas for the places whose area the source does not hold.

use super::row::Row;
use std::collections::{BTreeMap, BTreeSet};

/// So many neighbours must agree.
const WITNESSES: usize = 5;

/// Gives each place whose parent is not in the table (a quarter of Who's On First's villages) the area in
/// which its nearest neighbours lie, where all of them lie in the same one. At a border they differ, and
/// nothing is given.
pub fn infer(rows: &mut [Row]) {
    let known: BTreeSet<String> = rows.iter().map(|r| r.id.clone()).collect();
    let held = |r: &Row| r.parent.as_ref().is_some_and(|p| known.contains(p));
    let mut witnesses: BTreeMap<String, Vec<(f64, f64, String)>> = BTreeMap::new();
    for row in rows.iter().filter(|r| !r.kind.is_area() && held(r)) {
        let parent = row.parent.clone().unwrap_or_default();
        let place = (row.latitude, row.longitude, parent);
        witnesses
            .entry(row.country.clone())
            .or_default()
            .push(place);
    }
    for row in rows.iter_mut() {
        if row.kind.is_area() || held(row) {
            continue;
        }
        let of_country = witnesses.get(&row.country).map_or(&[][..], Vec::as_slice);
        row.parent = agreed(of_country, row.latitude, row.longitude);
    }
}

/// The area of the nearest witnesses, where it is one and the same.
fn agreed(witnesses: &[(f64, f64, String)], latitude: f64, longitude: f64) -> Option<String> {
    let narrow = latitude.to_radians().cos();
    let distance =
        |w: &(f64, f64, String)| (w.0 - latitude).powi(2) + ((w.1 - longitude) * narrow).powi(2);
    let mut near: Vec<(f64, &str)> = witnesses
        .iter()
        .map(|w| (distance(w), w.2.as_str()))
        .collect();
    if near.len() < WITNESSES {
        return None;
    }
    near.select_nth_unstable_by(WITNESSES - 1, |a, b| a.0.total_cmp(&b.0));
    let first = near[0].1;
    let one = near[..WITNESSES].iter().all(|(_, area)| *area == first);
    one.then(|| first.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn witness(latitude: f64, area: &str) -> (f64, f64, String) {
        (latitude, 40.0, area.to_owned())
    }

    #[test]
    fn neighbours_must_agree() {
        let mut witnesses: Vec<_> = (0..6)
            .map(|n| witness(35.0 + 0.01 * f64::from(n), "a"))
            .collect();
        assert_eq!(agreed(&witnesses, 35.0, 40.0).as_deref(), Some("a"));
        witnesses[2].2 = "b".to_owned();
        assert_eq!(agreed(&witnesses, 35.0, 40.0), None);
        assert_eq!(agreed(&witnesses[..4], 35.0, 40.0), None);
    }
}
