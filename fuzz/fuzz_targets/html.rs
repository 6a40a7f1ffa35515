//! Any bytes, read as a page or put into one, give a draft or a failure and never a panic; what
//! leads back into the page says there what the text says.

#![no_main]

#[path = "../../crates/ingest/tests/laws/check.rs"]
mod laws;

use libfuzzer_sys::fuzz_target;

const HEAD: &str =
    "<html><title>وزير الري يفتتح سد الوادي</title><h1>وزير الري يفتتح سد الوادي</h1><div><p>";
const TAIL: &str = "<p>أعلن وزير الري أن السد الجديد سيبدأ العمل في الربيع المقبل.</p></div>";

fuzz_target!(|data: &[u8]| {
    laws::check(data);
    laws::check(&[HEAD.as_bytes(), data, TAIL.as_bytes()].concat());
});
