//! The laws of pages, on any bytes.

use dom_query::Document;
use encoding_rs::Encoding;
use musnad_ingest::{Draft, Failure, Ingest, Options, PageMap};
use musnad_report::Span;
use std::ops::ControlFlow;

/// Elements whose content is not shown, for the parser that the way back is checked with.
const SILENT: &str = "script, style, iframe, textarea, xmp, noembed, noframes, noscript";

/// Reads bytes as a page: a draft or a failure of one line, and every word of the draft's text, and
/// every stretch of a few words, leads back to bytes of the page that say the same, if it leads
/// back at all. Gives the share of words that do.
pub fn check(page: &[u8]) -> Option<f64> {
    let mut items: Vec<Result<Draft, Failure>> = Vec::new();
    let options = Options {
        page_limit: 1 << 20,
        ..Options::default()
    };
    Ingest::new([] as [&str; 0], options).run_stream("page.html", page, |item| {
        items.push(item);
        ControlFlow::Continue(())
    });
    assert_eq!(
        items.len(),
        usize::from(!page.is_empty()).max(1),
        "a page is one report or one failure"
    );
    match items.pop()? {
        Ok(draft) => Some(way_back(&draft)),
        Err(failure) => {
            assert!(!failure.to_string().contains('\n'), "one line a failure");
            None
        }
    }
}

fn way_back(draft: &Draft) -> f64 {
    let (page, text) = (&draft.original, &draft.text);
    let map = PageMap::new(page, text);
    let encoding =
        Encoding::for_label(draft.decoded.encoding.as_bytes()).expect("a known encoding");
    let mut starts: Vec<usize> = Vec::new();
    let mut ends: Vec<usize> = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        if !word.is_empty() {
            starts.push(at);
            ends.push(at + word.len());
        }
        at += piece.len();
    }
    let mut mapped = 0;
    for (first, start) in starts.iter().enumerate() {
        for last in [first, first + 1, first + 7] {
            let Some(end) = ends.get(last) else { continue };
            let Some(range) = map.range(Span::new(*start, *end)) else {
                continue;
            };
            mapped += usize::from(first == last);
            assert!(
                range.start < range.end && range.end <= page.len(),
                "{range:?}"
            );
            let (html, _) = encoding.decode_without_bom_handling(&page[range]);
            assert_eq!(shown(&html), letters(&text[*start..*end]), "{html}");
        }
    }
    mapped as f64 / starts.len().max(1) as f64
}

/// What a stretch of HTML shows, by a parser that has nothing to do with ours.
///
/// Tables are renamed for it: by the standard it takes text that stands in a table and in no cell out
/// of it, and puts it before, while the page's bytes and our text have it where it was written.
/// What a browser with scripts does not show is renamed too: this parser reads it as one without.
fn shown(html: &str) -> String {
    let html = html.replace("<ta", "<x-ta").replace("</ta", "</x-ta");
    let html = html
        .replace("<noscript", "<noembed")
        .replace("</noscript", "</noembed");
    let document = Document::fragment(html.as_str());
    document.select(SILENT).remove();
    letters(&document.text())
}

/// Without white space, which tags and line breaks make and take, and without U+FEFF: amid a page it
/// is a character like others, but the parser drops it as a byte order mark at the start of its
/// input and after every script.
fn letters(text: &str) -> String {
    let is_letter = |c: &char| !c.is_whitespace() && *c != '\u{feff}';
    text.chars().filter(is_letter).collect()
}
