//! Saved pages, built here and read in.

use crate::common::{Folder, SENTENCE, drafts, gzip, read, zip};
use encoding_rs::WINDOWS_1256;
use jiff::civil::date;
use musnad_ingest::{Draft, PageMap};
use musnad_report::{DateFrom, Span};

const SECOND: &str = "وقال في مؤتمر صحفي عقده أمس إن الأهالي سيعودون إلى بيوتهم قبل نهاية العام.";

/// A page as sites of news build them.
fn page(body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=ar dir=rtl><head><meta charset=utf-8>\
         <title>وزير الري يفتتح سد الوادي | يراع</title>\
         <link rel=canonical href=https://yaraa.example/news/1>\
         <meta property=og:site_name content=يراع>\
         <meta property=article:published_time content=2031-03-09T18:20:00+03:00>\
         <style>p {{ color: red }}</style></head><body>\
         <nav><a href=/>الرئيسية</a> <a href=/politics>سياسة</a></nav>\
         <h1>وزير الري يفتتح سد الوادي</h1><p class=byline>كتب: سامر عوض</p>\
         <div class=content>{body}</div>\
         <div class=related><h3>أخبار متعلقة</h3><ul><li><a href=/2>الأهالي ينتظرون امتلاء السد</a></ul></div>\
         <footer>جميع الحقوق محفوظة</footer></body></html>"
    )
}

fn article() -> String {
    page(&format!(
        "<p>{SENTENCE}</p><p>{SECOND}</p><p>المصدر: وكالات</p>"
    ))
}

fn text() -> String {
    format!("وزير الري يفتتح سد الوادي\n\n{SENTENCE}\n\n{SECOND}\n\nالمصدر: وكالات\n")
}

fn one(name: &str, bytes: impl AsRef<[u8]>) -> Draft {
    let folder = Folder::new();
    drafts([folder.put(name, bytes)]).remove(0)
}

#[test]
fn a_page_becomes_a_report() {
    let draft = one("a.html", article());
    assert_eq!(draft.text, text());
    assert_eq!(draft.title.as_deref(), Some("وزير الري يفتتح سد الوادي"));
    assert_eq!(draft.author.as_deref(), Some("سامر عوض"));
    assert_eq!(draft.outlet.as_deref(), Some("يراع"));
    assert_eq!(
        draft.origin.url.as_deref(),
        Some("https://yaraa.example/news/1")
    );
    let published = draft.published.expect("a date");
    assert_eq!(
        (published.date, published.from),
        (date(2031, 3, 9), DateFrom::Metadata)
    );
    assert_eq!(draft.original, article().into_bytes());
    assert!(draft.diagnostics.is_empty(), "{:?}", draft.diagnostics);
    assert!(draft.into_report().has_title);
}

#[test]
fn a_page_is_known_without_its_ending_and_in_archives() {
    let folder = Folder::new();
    folder.put("a", article());
    folder.put(
        "b.txt",
        format!(
            "\u{feff}<!-- saved from url=(0024)https://yaraa.example/1 -->\n{}",
            article()
        ),
    );
    folder.put("c.HTM", article());
    folder.put("d.html.gz", gzip(article()));
    folder.put(
        "e.zip",
        zip(&[
            ("in/e.html", article().as_str()),
            ("in/e_files/x.html", "<p>إعلان"),
            ("style.css", "p"),
        ]),
    );
    folder.put(
        "f.xhtml",
        format!("<?xml version='1.0' encoding='utf-8'?>\n{}", article()),
    );
    let all = drafts([folder.path()]);
    assert_eq!(all.len(), 6);
    for draft in all {
        assert_eq!(draft.text, text(), "{:?}", draft.origin);
    }
}

#[test]
fn what_a_page_is_saved_with_is_passed_over() {
    let folder = Folder::new();
    folder.put("a.html", article());
    folder.put(
        "a_files/frame.html",
        "<html><p>إعلان في إطار من صفحة أخرى تماما لا شأن له بالخبر",
    );
    folder.put("a_files/style.css", "p { color: red }");
    folder.put("yaraa.example/logo.png", b"\x89PNG\r\n\x1a\n");
    folder.put("yaraa.example/robots.txt", "Disallow: /");
    folder.put("notes_files/b.txt", SENTENCE);
    let names: Vec<String> = drafts([folder.path()])
        .into_iter()
        .filter_map(|draft| draft.origin.path)
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
    // Named by hand it is looked into.
    let items = read([folder.path().join("yaraa.example/logo.png")]);
    assert!(items[0].is_err());
}

#[test]
fn encodings_of_pages() {
    for declared in ["windows-1256", "iso-8859-1", "utf-8", "nonsense"] {
        let page = article().replace("charset=utf-8", &format!("charset={declared}"));
        let draft = one("a.html", WINDOWS_1256.encode(&page).0);
        assert_eq!(
            (draft.text.as_str(), draft.decoded.encoding),
            (text().as_str(), "windows-1256"),
            "{declared}"
        );
    }
    let utf16: Vec<u8> = article()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(one("a.html", utf16).text, text());
}

#[test]
fn programs_that_save_pages_tell_when() {
    let comment = "<!--\n Page saved with SingleFile \n url: https://yaraa.example/news/1?from=home \n saved date: Mon Mar 10 2031 09:00:00 GMT+0300 (x)\n-->";
    let draft = one(
        "a.html",
        article().replace("<head>", &format!("{comment}<head>")),
    );
    assert_eq!(
        draft.origin.url.as_deref(),
        Some("https://yaraa.example/news/1")
    );
    assert_eq!(draft.captured.expect("a date").date, date(2031, 3, 10));
    let without = article().replace(
        "<link rel=canonical href=https://yaraa.example/news/1>",
        comment,
    );
    let draft = one("a.html", without);
    assert_eq!(
        draft.origin.url.as_deref(),
        Some("https://yaraa.example/news/1?from=home")
    );
}

#[test]
fn a_page_without_text_says_so() {
    let stub = "<title>وزير الري يفتتح سد الوادي</title><meta property=og:type content=article>\
        <h1>وزير الري يفتتح سد الوادي</h1><video></video>";
    let draft = one("a.html", stub);
    assert_eq!(draft.text, "وزير الري يفتتح سد الوادي\n\n\n");
    assert_eq!(
        draft.diagnostics,
        ["the page announces an article, and its text is not in it"]
    );
}

#[test]
fn a_list_of_headlines_is_no_article() {
    let items: String = (0..12)
        .map(|n| {
            format!("<li><h3><a href=/{n}>وزير الري يفتتح السد رقم {n}</a></h3><p>{SENTENCE}</p>")
        })
        .collect();
    let folder = Folder::new();
    let list = format!("<html><title>أخبار | يراع</title><h1>أخبار</h1><ul>{items}</ul>");
    let items = read([folder.put("index.html", list)]);
    let line = items[0].as_ref().expect_err("no article").to_string();
    assert!(
        line.contains("index.html: no article stands in this page"),
        "{line}"
    );
}

#[test]
fn every_word_maps_back_into_the_page() {
    for bytes in [
        article().into_bytes(),
        WINDOWS_1256
            .encode(&article().replace("charset=utf-8", "charset=windows-1256"))
            .0
            .into_owned(),
        article()
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect(),
    ] {
        let draft = one("a.html", &bytes);
        let map = PageMap::new(&draft.original, &draft.text);
        let mut at = 0;
        for word in draft.text.split_inclusive(char::is_whitespace) {
            let span = Span::new(at, at + word.trim_end().len());
            at += word.len();
            if !span.is_empty() {
                let range = map.range(span).expect(word);
                let (back, _, _) = encoding(draft.decoded.encoding).decode(&bytes[range]);
                assert_eq!(back, word.trim_end());
            }
        }
    }
}

fn encoding(name: &str) -> &'static encoding_rs::Encoding {
    encoding_rs::Encoding::for_label(name.as_bytes()).expect("a known encoding")
}
