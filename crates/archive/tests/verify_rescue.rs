//! Of a damaged archive, everything that is intact is brought over, and the rest is named.

mod support;

use musnad_archive::{Access, Archive, Remedy, Rescued, Which, rescue, verify};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use support::content::content;
use support::damage::Dice;
use support::{Folder, samples, stamp};

/// Ids of the reports in [`content`]'s lines.
fn ids(lines: &[String]) -> BTreeSet<String> {
    let id = |line: &String| line.split(' ').next().unwrap_or_default().to_owned();
    lines.iter().map(id).collect()
}

/// Rescues, and checks that nothing is missing in silence and that what is missing comes back.
fn rescued(damaged: &Path, folder: &Folder, expected: &[String], when: &str) -> Rescued {
    let into = folder.path("rescued.db");
    let _ = fs::remove_file(&into);
    let bytes = fs::read(damaged).expect("reads");
    let rescued = rescue(damaged, &into, &stamp(), &mut |_, _| {})
        .unwrap_or_else(|error| panic!("{when}: {error}"));
    assert!(
        fs::read(damaged).expect("reads") == bytes,
        "{when}: the damaged file is as it was"
    );
    assert!(
        folder.files().iter().all(|name| !name.contains("-damaged")),
        "no copy is left"
    );
    let mut archive = Archive::open(&into, Access::Write, &stamp()).expect("opens");
    let found = archive.verify(None, &mut |_, _| {}).problems;
    assert!(
        found.iter().all(|problem| problem.remedy == Remedy::Repair),
        "{when}: all but missing readings is well: {found:?}"
    );
    let again = samples::again();
    let engine = again.engine.clone();
    archive
        .reread(
            again.read,
            &engine,
            &Which::Outdated,
            &stamp(),
            &mut |_, _| {},
        )
        .expect("reads again");
    assert_eq!(archive.verify(None, &mut |_, _| {}).problems, [], "{when}");
    let there = content(&into);
    assert_eq!(there.len() as u64, rescued.reports, "{when}");
    assert!(there.iter().all(|line| expected.contains(line)), "{when}");
    let told: BTreeSet<String> = rescued.missing.keys().cloned().collect();
    let all: BTreeSet<String> = ids(&there).union(&told).cloned().collect();
    assert!(
        all.is_superset(&ids(expected)),
        "{when}: each is there or told to be missing"
    );
    archive.add(&samples::reports(), &stamp()).expect("adds");
    assert_eq!(archive.verify(None, &mut |_, _| {}).problems, [], "{when}");
    assert!(
        content(&into) == expected,
        "{when}: adding the same brings back the rest"
    );
    rescued
}

#[test]
fn nothing_is_missing_from_an_intact_archive() {
    let folder = samples::archive();
    let expected = content(&folder.archive());
    let rescued = rescued(&folder.archive(), &folder, &expected, "intact");
    assert_eq!(rescued.reports, expected.len() as u64);
    assert_eq!(rescued.readings, rescued.reports);
    assert_eq!(rescued.entries, rescued.reports + 4);
    assert_eq!(rescued.missing, BTreeMap::new());
}

#[test]
fn a_file_may_be_cut_in_its_last_pages() {
    let folder = samples::archive();
    let expected = content(&folder.archive());
    let whole = fs::read(folder.archive()).expect("reads");
    let damaged = folder.path("torn.db");
    let mut dice = Dice(7);
    let mut missing = 0;
    for trial in 0..8 {
        let lost = match trial {
            0..3 => (trial + 1) * 8192,
            _ => 1 + dice.below(3 * 8192),
        };
        let when = format!("{lost} bytes cut off");
        fs::write(&damaged, &whole[..whole.len() - lost]).expect("writes");
        let found = verify(&damaged, None, &mut |_, _| {}).expect("is there");
        assert!(!found.is_clean(), "{when}");
        missing += rescued(&damaged, &folder, &expected, &when).missing.len();
    }
    println!("8 torn files, {missing} reports missing and told");
}

#[test]
fn a_page_may_be_gone() {
    let folder = samples::archive();
    let expected = content(&folder.archive());
    let whole = fs::read(folder.archive()).expect("reads");
    let damaged = folder.path("holed.db");
    for page in (0..whole.len() / 8192).step_by(6) {
        let mut bytes = whole.clone();
        // Of the first page, all but the header, without which it is no archive.
        let from = if page == 0 { 100 } else { page * 8192 };
        bytes[from..(page + 1) * 8192].fill(0xA5);
        fs::write(&damaged, &bytes).expect("writes");
        let when = format!("page {} is gone", page + 1);
        let found = verify(&damaged, None, &mut |_, _| {}).expect("is there");
        assert!(!found.is_clean(), "{when}");
        rescued(&damaged, &folder, &expected, &when);
    }
}

#[test]
fn a_byte_may_be_flipped() {
    let folder = samples::archive();
    let expected = content(&folder.archive());
    let whole = fs::read(folder.archive()).expect("reads");
    let damaged = folder.path("flipped.db");
    let mut dice = Dice(8);
    let mut tried = 0;
    while tried < 8 {
        let mut bytes = whole.clone();
        let at = dice.below(bytes.len());
        bytes[at] ^= 1 + dice.below(255) as u8;
        fs::write(&damaged, &bytes).expect("writes");
        if !verify(&damaged, None, &mut |_, _| {})
            .expect("is there")
            .is_clean()
        {
            tried += 1;
            let sum = rescued(&damaged, &folder, &expected, &format!("byte {at}"));
            assert!(sum.missing.len() <= 3, "byte {at}: {sum:?}");
        }
    }
}

#[test]
fn a_rescue_overwrites_nothing() {
    let folder = samples::archive();
    let name = folder.path("there.db");
    fs::write(&name, "شيء آخر").expect("writes");
    assert!(rescue(&folder.archive(), &name, &stamp(), &mut |_, _| {}).is_err());
    assert_eq!(fs::read_to_string(&name).expect("reads"), "شيء آخر");
}
