//! The laws of pages, on pages made of the bits that pages are made of.

mod check;

use check::check;
use encoding_rs::{UTF_16LE, WINDOWS_1256};
use proptest::prelude::*;

/// Bits of a page: tags that fit and that do not, entities, texts.
fn bit() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "(قال|الوزير|إن|السد|امتلأ|أمس|مساء|،|\\.| ){1,12}",
        2 => "<(p|div|b|i|a|li|ul|td|tr|table|span|h2|br|em)( class=\"[a-z]{1,6}\"| href=#)?>",
        2 => "</(p|div|b|i|a|li|ul|td|tr|table|span|h2|em)>",
        1 => "</?(noscript|template|object|button|select|form|pre|title)>",
        1 => "</?(p|div|b|script|body)( a=\"|\"|'|/| a='|=|=')>",
        1 => "&(nbsp|amp|quot|laquo|raquo|#1593|#x639|NotEqualTilde|lt|zwnj);",
        1 => "<(!--|script|style)>? x (-->|</script>|</style>|--!>)",
        1 => "[<>&;'\"= \u{200f}\u{64b}\u{feff}a/!-]{1,4}",
    ]
}

fn page(bits: &[String]) -> String {
    let paragraph = "أعلن وزير الري أن السد الجديد سيبدأ العمل في الربيع المقبل.";
    let bits = bits.concat();
    format!(
        "<html><title>وزير الري يفتتح سد الوادي</title><h1>وزير الري يفتتح سد الوادي</h1>\
         <div><p>{paragraph}</p>{bits}<p>{paragraph}</p></div></html>"
    )
}

proptest! {
    #[test]
    fn words_lead_back_into_the_page(bits in proptest::collection::vec(bit(), 0..40)) {
        check(page(&bits).as_bytes());
    }

    #[test]
    fn words_lead_back_in_other_encodings(bits in proptest::collection::vec(bit(), 0..20)) {
        let page = page(&bits);
        let (bytes, _, _) = WINDOWS_1256.encode(&page);
        check(&bytes);
        let utf16: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
        prop_assert_eq!(UTF_16LE.decode(&utf16).0, page);
        check(&utf16);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes);
        check(&[b"<html><p>", &bytes[..]].concat());
    }
}

#[test]
fn a_whole_article_leads_back() {
    let share = check(page(&[]).as_bytes());
    assert_eq!(share, Some(1.0));
}

#[test]
fn a_mark_of_byte_order_amid_a_page_is_a_character() {
    let bits = ["<p>\u{feff}شقوق<script>x</script>\u{feff} في جدار السد، قال المهندس.".to_owned()];
    assert_eq!(check(page(&bits).as_bytes()), Some(1.0));
}

#[test]
fn most_words_of_the_templates_lead_back() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let pages = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    for path in pages.filter(|path| path.extension().is_some_and(|ending| ending == "html")) {
        let share = check(&std::fs::read(&path).expect("a page"));
        println!("{share:?} {}", path.display());
        assert!(share >= Some(0.99), "{share:?} {}", path.display());
    }
}
