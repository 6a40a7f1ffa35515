//! Random reports that look Arabic enough to reach every part of the engine: words and marks of our
//! samples in any order, with random characters between them.

use libfuzzer_sys::arbitrary::{Arbitrary, Result, Unstructured};
use std::sync::LazyLock;

const SAMPLES: [&str; 6] = [
    include_str!("../../samples/01-yaraa-flood.txt"),
    include_str!("../../samples/04-marfa-rewrite.txt"),
    include_str!("../../samples/05-diffatan-engineer.txt"),
    include_str!("../../samples/06-sariya-relay.txt"),
    include_str!("../../samples/11-lamha-three.txt"),
    include_str!("../../samples/13-diffatan-page.txt"),
];

/// What does most to structure.
const MARKS: [&str; 24] = [
    "\n\n", "\n", "،", ".", ":", "؛", "؟", "…", "«", "»", "“", "”", "\"", "'", "(", ")", "-", "أن",
    "إن", "عن", "قوله", "\u{200f}", "ـ", "\u{651}",
];

static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    SAMPLES
        .iter()
        .flat_map(|text| text.split_whitespace())
        .collect()
});

/// A report's text.
#[derive(Debug)]
pub struct Hostile(pub String);

impl<'a> Arbitrary<'a> for Hostile {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Hostile> {
        let mut text = String::new();
        while !u.is_empty() && text.len() < 1 << 14 {
            match u.int_in_range(0..=9)? {
                0 => text.push(u.arbitrary()?),
                1..=3 => text.push_str(u.choose(&MARKS)?),
                _ => text.push_str(u.choose(&WORDS)?),
            }
            if u.ratio(4, 5)? {
                text.push(' ');
            }
        }
        Ok(Hostile(text))
    }
}
