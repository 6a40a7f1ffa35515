//! The laws of a text hold on any string: spans slice, tokens and gaps rebuild it, sentences and
//! paragraphs divide it, quotations nest, folding keeps the way back.

#![no_main]

mod arabic;
#[path = "../../crates/report/tests/laws/check.rs"]
mod laws;

use arabic::Hostile;
use libfuzzer_sys::{arbitrary, arbitrary::Arbitrary, fuzz_target};

#[derive(Arbitrary, Debug)]
enum Input<'a> {
    Any(&'a str),
    Arabic(Hostile),
}

fuzz_target!(|input: Input| {
    match input {
        Input::Any(text) => laws::check(text),
        Input::Arabic(Hostile(text)) => laws::check(&text),
    }
});
