//! The index says what the texts say, whatever becomes of the readings.

use super::{ALL, filled, ids, incoming, inputs, samples, search};
use crate::support::{Folder, engine, stamp};
use musnad_archive::{Access, Again, Archive, Change, Page, Signature};
use musnad_read::{Context, contract};
use musnad_report::Report;
use musnad_search::{Node, Query, terms};
use rusqlite::Connection;
use std::fs;

/// Queries of every form about words, made of the words of the reports themselves.
fn queries(words: &[String]) -> Vec<Node> {
    let mut queries = Vec::new();
    for window in words.windows(4).step_by(5) {
        let [a, b, c, d] = [0, 1, 2, 3].map(|i| window[i].clone());
        let begin: String = a.chars().take(3).collect();
        queries.push(Node::Stems(vec![a.clone()]));
        queries.push(Node::Exact(vec![b.clone(), c.clone()]));
        queries.push(Node::Stems(vec![c.clone(), d.clone()]));
        queries.push(Node::Prefix(begin));
        queries.push(Node::Near {
            items: vec![vec![a.clone()], vec![c.clone()]],
            within: 3,
        });
        let (has, lacks) = (Node::Stems(vec![b]), Node::Stems(vec![d.clone()]));
        let lacks = Node::Not(Box::new(lacks));
        queries.push(Node::And(vec![has.clone(), lacks.clone()]));
        queries.push(Node::Or(vec![has.clone(), lacks]));
        queries.push(Node::InTitle(Box::new(has)));
        queries.push(Node::Not(Box::new(Node::Stems(vec![a, d]))));
    }
    queries
}

#[test]
fn the_index_finds_what_comparing_every_text_finds() {
    let inputs = inputs();
    let folder = Folder::new();
    let archive = filled(&folder, &inputs);
    let reports: Vec<Report> = inputs.iter().map(|input| incoming(input).report).collect();
    let words: Vec<String> = reports
        .iter()
        .flat_map(|report| terms(&report.text, 0..report.text.tokens().len().min(60)))
        .map(|term| term.exact.into_owned())
        .collect();
    for node in queries(&words) {
        let query = Query::from(node);
        let found = archive.search(&query, ALL).expect("searches");
        let mut found_ids: Vec<_> = found.hits.iter().map(|hit| hit.held.id.clone()).collect();
        let title = |report: &Report| {
            let first = report.text.paragraphs().first()?.clone();
            Some(report.text.span_of(first))
        };
        let met = |report: &&Report| query.is_met_by(&report.text, title(report));
        let mut met: Vec<_> = reports.iter().filter(met).map(|r| r.id.clone()).collect();
        found_ids.sort();
        met.sort();
        assert_eq!(found_ids, met, "{query}");
        for hit in &found.hits {
            let text = archive.text(&hit.held).expect("reads");
            assert_eq!(text[hit.snippet.span.range()], hit.snippet_text, "{query}");
        }
    }
}

#[test]
fn pages_follow_one_another_and_facets_count_all() {
    let folder = Folder::new();
    let archive = filled(&folder, &inputs());
    let query = Query::parse("البوابة السابعة").expect("a query");
    let all = archive.search(&query, ALL).expect("searches");
    let mut paged = Vec::new();
    for offset in (0..all.total + 3).step_by(3) {
        let page = archive
            .search(&query, Page { limit: 3, offset })
            .expect("searches");
        assert_eq!((page.total, &page.facets), (all.total, &all.facets));
        paged.extend(page.hits);
    }
    assert_eq!(paged, all.hits);
    assert!(all.hits.is_sorted_by(|a, b| a.score >= b.score));
    let outlets: usize = all.facets.outlet.iter().map(|count| count.reports).sum();
    assert_eq!(outlets, all.total, "every report has one outlet");
    assert_eq!(all.facets.month.len(), 1);
    assert_eq!(all.facets.month[0].value, "2026-03");
    let denials = &all.facets.stance.iter().find(|count| count.value == "deny");
    let denying = search(&archive, "البوابة السابعة stance:deny").total;
    assert_eq!(denials.map(|count| count.reports), Some(denying));
    let names = &all.facets.speaker;
    for count in names {
        // Quotation marks are the query's own; a name is found without those that stand in it.
        let name = count.value.replace(['"', '“', '”', '«', '»'], "");
        let query = format!("البوابة السابعة speaker:\"{name}\"");
        assert!(search(&archive, &query).total >= count.reports, "{query}");
    }
}

#[test]
fn an_order_does_not_depend_on_the_order_of_arrival() {
    let mut inputs = inputs();
    let (one, two) = (Folder::new(), Folder::new());
    let first = filled(&one, &inputs);
    inputs.reverse();
    let second = filled(&two, &inputs);
    for query in ["السد OR المنارة", "after:2026", "-السد", "kind:person"] {
        let (a, b) = (search(&first, query), search(&second, query));
        assert_eq!(ids(&a), ids(&b), "{query}");
        assert_eq!(a.facets, b.facets, "{query}");
    }
}

#[test]
fn corrections_and_new_readings_are_followed() {
    let folder = Folder::new();
    let mut archive = filled(&folder, &inputs());
    let held = search(&archive, "speaker:الموجي stance:deny").hits[0]
        .held
        .clone();
    let shown = archive.shown(&held).expect("reads");
    let statement = shown
        .statements(&held)
        .into_iter()
        .find(|(_, a)| a.stance == musnad_read::Stance::Deny)
        .map(|(id, _)| id)
        .expect("denies");
    let change = Change::Speaker {
        name: "ناجي الزورقي".to_owned(),
        kind: None,
    };
    let signed = Signature {
        by: "هالة".to_owned(),
        note: None,
    };
    let done = archive
        .correct(&held.id, &statement, change, &signed, &stamp())
        .expect("corrects");
    let corrected = |archive: &Archive| {
        assert_eq!(search(archive, "speaker:الموجي stance:deny").total, 0);
        assert_eq!(search(archive, "speaker:\"ناجي الزورقي\"").total, 1);
        assert!(archive.verify(None, &mut |_, _| {}).is_clean());
    };
    corrected(&archive);
    let read = |report: &Report| engine().read(&report.text, &Context::default());
    let made_by = contract::Engine::with_data("another");
    archive
        .reread(
            read,
            &made_by,
            &musnad_archive::Which::All,
            &stamp(),
            &mut |_, _| {},
        )
        .expect("rereads");
    corrected(&archive);
    archive.undo(&done.id, &signed, &stamp()).expect("undoes");
    assert_eq!(search(&archive, "speaker:الموجي stance:deny").total, 1);
    assert_eq!(search(&archive, "speaker:الزورقي").total, 0);
    assert!(archive.verify(None, &mut |_, _| {}).is_clean());
}

/// What is asked before and after a repair.
fn answers(archive: &Archive) -> Vec<Vec<String>> {
    [
        "السد",
        "speaker:العسلاوي",
        "outlet:صارية before:2026-03-03",
        "-السد",
    ]
    .map(|query| ids(&search(archive, query)))
    .into()
}

#[test]
fn a_changed_index_is_found_and_made_again() {
    let folder = Folder::new();
    let archive = filled(&folder, &samples());
    let expected = answers(&archive);
    archive.close().expect("closes");
    for sql in [
        "UPDATE label SET text = text || ' ' WHERE n = 3",
        "DELETE FROM label_word WHERE label = 4",
        "INSERT INTO label_word VALUES ('سد', 2)",
        "UPDATE facet SET day = '2026-03-09' WHERE report = 2",
        "UPDATE facet SET outlet = NULL WHERE report = 3",
        "DELETE FROM said WHERE report = 5",
        "UPDATE said SET stance = kind WHERE report = 6",
        "INSERT INTO words (rowid, body_stem) VALUES (77, 'سد')",
        "INSERT INTO words (words) VALUES ('delete-all')",
        "UPDATE words_docsize SET sz = x'01010101' WHERE id = 4",
        "DELETE FROM words_docsize WHERE id = 4",
        "UPDATE words_data SET block = x'1001010101' WHERE id = 1",
        "DELETE FROM words_data WHERE id > 1000",
    ] {
        let connection = Connection::open(folder.archive()).expect("opens");
        connection.execute_batch(sql).expect(sql);
        drop(connection);
        let mut archive = Archive::open(folder.archive(), Access::Write, &stamp()).expect("opens");
        let found = archive.verify(None, &mut |_, _| {});
        assert!(!found.is_clean(), "{sql}");
        let again = Again {
            engine: contract::Engine::with_data("nobody"),
            language: engine().language(),
            read: &|report| engine().read(&report.text, &Context::default()),
        };
        let repaired = archive
            .repair(&again, &stamp(), &mut |_, _| {})
            .expect("repairs");
        assert_eq!(repaired.left, [], "{sql}");
        assert!(archive.verify(None, &mut |_, _| {}).is_clean(), "{sql}");
        assert_eq!(answers(&archive), expected, "{sql}");
        archive.close().expect("closes");
    }
}

#[test]
fn an_older_archive_is_searched_after_its_migration() {
    let old = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/archives/v1.db");
    let folder = Folder::new();
    fs::copy(old, folder.archive()).expect("copies");
    let archive = Archive::open(folder.archive(), Access::Write, &stamp()).expect("opens");
    assert!(search(&archive, "السد").total > 0);
    assert!(search(&archive, "kind:person").total > 0);
    assert!(archive.verify(None, &mut |_, _| {}).is_clean());
    let all = archive.held_after(0, 1000).expect("lists").len();
    assert_eq!(search(&archive, "-كلمةلاتقال").total, all);
}
