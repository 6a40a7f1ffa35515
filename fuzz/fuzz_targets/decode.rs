//! Any bytes, under a name of any known ending, give drafts and failures and never a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use musnad_ingest::{Ingest, Options, clean, decode};
use std::ops::ControlFlow;

/// The first byte picks one; packed streams are known by their own first bytes.
const NAMES: [&str; 4] = ["a.txt", "a.json", "a.jsonl", "-"];

fuzz_target!(|data: &[u8]| {
    if let Ok((text, decoded)) = decode(data) {
        assert!((0.0..=1.0).contains(&decoded.confidence));
        if decoded.encoding == "UTF-8" && decoded.replaced == 0 {
            let mark = if decoded.bom { 3 } else { 0 };
            assert_eq!(
                text.as_bytes(),
                &data[mark..],
                "valid UTF-8 is kept byte for byte"
            );
        }
        let once = clean(&text);
        assert_eq!(clean(&once), once, "cleaning twice is cleaning once");
    }
    let Some((first, stream)) = data.split_first() else {
        return;
    };
    let options = Options {
        text_limit: 1 << 16,
        record_limit: 1 << 12,
        ..Options::default()
    };
    let ingest = Ingest::new([] as [&str; 0], options);
    ingest.run_stream(NAMES[usize::from(*first) % NAMES.len()], stream, |item| {
        match item {
            Ok(draft) => assert!(
                draft.text.len() <= 3 << 16,
                "a text is no longer than its limit"
            ),
            Err(failure) => assert!(!failure.to_string().contains('\n'), "one line a failure"),
        }
        ControlFlow::Continue(())
    });
});
