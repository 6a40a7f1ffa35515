//! A flipped byte is found wherever it changes what is stored.

mod support;

use musnad_archive::verify;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use support::damage::{Dice, Questions};
use support::pages::Map;
use support::samples;

/// What became of a flipped byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    /// Found, and SQLite's answers differ.
    Found,
    /// Found, though every answer is the same: it hit what holds the file together.
    FoundInStructure,
    /// Not found: every answer is the same, and by the file format the byte holds nothing.
    Free,
    /// Not found: every answer is the same, as the format has several codes for it.
    Same,
}

fn flip(bytes: &[u8], at: usize, by: u8, path: &Path) {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= by;
    fs::write(path, bytes).expect("writes");
}

/// Which bytes are flipped.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Where {
    /// Any.
    Anywhere,
    /// Those that hold something.
    Used,
}

fn trials(count: usize, seed: u64, place: Where) -> BTreeMap<Fate, usize> {
    let folder = samples::twice_read();
    let intact = fs::read(folder.archive()).expect("reads");
    let questions = Questions::of(&folder.archive());
    let answers = questions.ask(&folder.archive());
    assert!(answers.is_some(), "what is intact can be read");
    let map = Map::of(&folder.archive());
    let path = folder.path("flipped.db");
    let mut dice = Dice(seed);
    let mut fates = BTreeMap::new();
    for _ in 0..count {
        let mut at = dice.below(intact.len());
        while place == Where::Used && !map.is_used(at) {
            at = dice.below(intact.len());
        }
        let by = 1 + dice.below(255) as u8;
        flip(&intact, at, by, &path);
        let found = verify(&path, None, &mut |_, _| {}).expect("is there");
        let differs = questions.ask(&path) != answers;
        let fate = match (found.is_clean(), differs) {
            (false, true) => Fate::Found,
            (false, false) => Fate::FoundInStructure,
            (true, false) => {
                let is_null = map.means_the_same(at, intact[at] ^ by);
                assert!(
                    is_null || !map.is_used(at),
                    "byte {at} ^ {by:#04x} holds something"
                );
                if is_null { Fate::Same } else { Fate::Free }
            }
            (true, true) => panic!("byte {at} ^ {by:#04x} changes what is stored and is not found"),
        };
        *fates.entry(fate).or_default() += 1;
    }
    let (all, used) = (intact.len(), map.used());
    println!("{count} flips in {all} bytes, of which {used} hold something: {fates:?}");
    fates
}

#[test]
fn a_flipped_byte_is_found() {
    let fates = trials(70, 1, Where::Anywhere);
    assert!(fates[&Fate::Found] > 20, "{fates:?}");
}

#[test]
fn a_flipped_byte_that_holds_something_is_found() {
    let fates = trials(80, 3, Where::Used);
    assert!(!fates.contains_key(&Fate::Free), "{fates:?}");
}

#[test]
#[ignore = "takes minutes"]
fn a_thousand_flipped_bytes_are_found() {
    trials(1000, 2, Where::Anywhere);
}

#[test]
#[ignore = "takes minutes"]
fn a_thousand_flipped_bytes_that_hold_something_are_found() {
    trials(1000, 4, Where::Used);
}
