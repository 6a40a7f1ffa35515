//! Pages that are broken or mean harm: an answer in bounded time, one clear line or a report.

use crate::common::SENTENCE;
use musnad_ingest::{Ingest, Options, PageMap};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// What reading a page gives: the text, or the failure without the name of the page.
fn read(page: &[u8]) -> Result<String, String> {
    /// Far above what a page needs even without optimisation, far below what a quadratic one takes.
    const BOUND: Duration = Duration::from_secs(60);
    let begun = Instant::now();
    let mut found = Err("nothing was read".to_owned());
    Ingest::new([] as [&str; 0], Options::default()).run_stream("page.html", page, |item| {
        found = match item {
            Ok(draft) => {
                PageMap::new(&draft.original, &draft.text);
                Ok(draft.text)
            }
            Err(failure) => Err(failure.to_string().replace("page.html: ", "")),
        };
        ControlFlow::Continue(())
    });
    let taken = begun.elapsed();
    assert!(taken < BOUND, "{taken:?}");
    found
}

/// A short article with this in its middle.
fn around(middle: &str) -> Vec<u8> {
    format!(
        "<html><title>وزير الري يفتتح سد الوادي</title><h1>وزير الري يفتتح سد الوادي</h1>\
         <div><p>{SENTENCE}</p>{middle}<p>وقال إن {SENTENCE}</p></div>"
    )
    .into_bytes()
}

fn is_article(found: &Result<String, String>) -> bool {
    found
        .as_ref()
        .is_ok_and(|text| text.contains(SENTENCE) && text.starts_with("وزير الري"))
}

#[test]
fn more_than_a_page_has_is_one_line() {
    let megabyte = "س ".repeat(1 << 19);
    for (page, line) in [
        (
            around(&"<div>".repeat(10_000)),
            "the page has more than 256 tags nested in each other; save the article alone, or give its text",
        ),
        (
            around(&"<b><font color=1>".repeat(5_000)),
            "the page has more than 256 tags nested in each other; save the article alone, or give its text",
        ),
        (
            around(&"<br>".repeat(500_000)),
            "the page has more than 400000 tags; save the article alone, or give its text",
        ),
        (
            around(&megabyte.repeat(9)),
            "the page has more than 8388608 bytes of text; save the article alone, or give its text",
        ),
        (
            around(&"x".repeat(65 << 20)),
            "it holds more than 67108864 bytes; split it",
        ),
    ] {
        assert_eq!(read(&page), Err(line.to_owned()));
    }
}

#[test]
fn pictures_written_into_a_page_are_no_burden() {
    let picture = format!(
        "<img src=\"data:image/png;base64,{}\">",
        "iVBORw0KGgo".repeat(1 << 20)
    );
    let style = format!("<style>{}</style>", "p { color: red }".repeat(1 << 20));
    assert!(is_article(&read(&around(&picture.repeat(2)))));
    assert!(is_article(&read(&around(&style))));
}

#[test]
fn what_is_never_closed_or_opened_ends_with_the_page() {
    for middle in [
        "</div></p></b></table></html>".repeat(1000),
        "<p>".repeat(5000),
        "<li>".repeat(5000),
        "<a href=#>".repeat(5000),
        "<table><tr><td>".repeat(80),
        format!("<p {}>", "data-x=\"1\" ".repeat(200_000)),
        "&amp;".repeat(100_000),
        "&lol9;&lol8;".repeat(10_000),
        "<!---".repeat(10_000) + "-->",
        "< <3 <<< </ <! <? &# ".repeat(2000),
    ] {
        let found = read(&around(&middle));
        let start: String = middle.chars().take(20).collect();
        assert!(is_article(&found), "{start}: {found:.100?}");
    }
    for cut in ["<!--", "<a href=\"", "<script>", "<p", "</", "&"] {
        let text = read(&[&around("")[..], cut.as_bytes()].concat()).expect(cut);
        assert!(text.trim_end().ends_with(SENTENCE), "{cut}: {text}");
    }
}

#[test]
fn bytes_that_are_no_page_are_refused_in_a_line() {
    assert_eq!(
        read(b"<html><p>a\0b"),
        Err("binary data, not a text (byte 0x00 at offset 10); give text, JSON, or gzip or zip of these".to_owned())
    );
    let mut noise = 0x2545_f491_u32;
    let random: Vec<u8> = std::iter::repeat_with(|| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (noise >> 24) as u8
    })
    .take(1 << 20)
    .collect();
    assert!(read(&random).is_err());
    let without_nul: Vec<u8> = random.iter().map(|byte| byte.max(&b' ')).copied().collect();
    let _ = read(&[b"<html>", &without_nul[..]].concat());
}

#[test]
fn many_lines_and_labels_cost_no_more_than_their_number() {
    for middle in [
        "اقرأ أيضا<br>".repeat(20_000),
        "<div>اقرأ أيضا</div><img>".repeat(20_000),
        "<img>".repeat(50_000) + &"<br>كلمة".repeat(20_000),
        format!("<p>{}</p>", "كلمة ".repeat(200_000)),
        "<span>كلمة</span>".repeat(50_000),
        "<li><a href=#>خبر آخر</a>".repeat(20_000),
        "<time datetime=2031-03-09>".repeat(20_000),
    ] {
        let _ = read(&around(&middle));
    }
}
