use super::*;
use musnad_read::Reading;
use musnad_read::contract::Line;
use musnad_read::events::{Argument, Event, Group, Part, Party};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::convert::Infallible;

/// Words at a place that is only a number here: what is gathered is what the line says.
fn words(start: usize, text: &str) -> Value {
    json!({ "start": start, "end": start + text.len(), "text": text })
}

fn hop(at: usize, source: Option<&str>, who: &str, kind: &str, entity: Option<&str>) -> Value {
    json!({ "cue": words(at, "قال"), "source": source.map(|s| words(at + 7, s)), "who": who, "kind": kind,
            "entity": entity })
}

fn said(id: &str, chain: &[Value], content: Value, inside: Option<&str>) -> Value {
    json!({ "id": id, "chain": chain, "content": [content], "mode": "indirect", "stance": "state",
            "said_on": null, "inside": inside, "confidence": 0.9, "because": [] })
}

fn entity(id: &str, name: &str, kind: &str, global: Option<&str>) -> Value {
    json!({ "id": id, "name": name, "type": kind, "roles": [], "country": null, "place": null,
            "global": global, "confidence": 0.9 })
}

fn mention(entity: &str, kind: &str, span: Value) -> Value {
    json!({ "id": "m", "entity": entity, "span": span, "type": kind, "nominal": false, "confidence": 0.9 })
}

fn line(report: &str, day: Option<&str>, layers: Value) -> Line {
    let mut line = json!({
        "schema": "musnad.reading/1",
        "document": { "id": report, "blob": "", "path": null, "record": null, "url": null, "title": null,
            "outlet": "يراع", "author": null, "published": day, "published_from": "none", "modified": null,
            "captured": null, "language": "ar", "text_sha256": "" },
        "attributions": [], "zones": [], "credits": [], "mentions": [], "entities": [],
        "engine": { "version": "0", "data": "0" }, "diagnostics": [],
    });
    for (key, value) in layers.as_object().into_iter().flatten() {
        line[key] = value.clone();
    }
    serde_json::from_value(line).expect("a line")
}

/// «نقلت وكالة سارية عن الساري قوله إن حلب آمنة»: the publisher cites the agency, the agency the speaker.
fn relayed(report: &str, day: &str) -> Line {
    let chain = [
        hop(0, Some("وكالة سارية"), "وكالة سارية", "agency", Some("e1")),
        hop(40, Some("الساري"), "ماهر الساري", "person", Some("e2")),
    ];
    let place = json!({ "id": "wof:1", "name": "حلب", "precision": "town", "country": "SY", "within": [],
        "latitude": 36.2, "longitude": 37.2, "confidence": 0.9 });
    let mut there = entity("e3", "حلب", "place", Some("cccc"));
    there["place"] = place;
    line(
        report,
        Some(day),
        json!({
            "attributions": [said("a1", &chain, words(100, "إن حلب المصرية آمنة"), None)],
            "mentions": [mention("e3", "place", words(105, "حلب")), mention("e4", "nationality", words(112, "المصرية"))],
            "entities": [entity("e1", "وكالة سارية", "organisation", Some("aaaa")),
                entity("e2", "الساري", "person", Some("bbbb")), there, entity("e4", "المصرية", "nationality", None)],
        }),
    )
}

fn graph(lines: &[Line]) -> Graph {
    let mut gathering = Gathering::default();
    lines.iter().for_each(|line| gathering.put(line));
    let graph = gathering.graph(|_| Ok::<_, Infallible>(None));
    graph.expect("nothing fails")
}

/// Edges by the names of their ends.
fn named(graph: &Graph) -> Vec<(String, Relation, String)> {
    let name = |id: &str| {
        let node = graph.nodes.iter().find(|node| node.id == id);
        node.expect("every end is a node").name.clone()
    };
    let edges = graph.edges.iter();
    edges
        .map(|edge| (name(&edge.source), edge.relation, name(&edge.target)))
        .collect()
}

#[test]
fn a_chain_is_cited_hop_by_hop_from_the_publisher() {
    let graph = graph(&[relayed("r1", "2026-03-02")]);
    let mut edges = named(&graph);
    edges.sort();
    let edge = |a: &str, relation, b: &str| (a.to_owned(), relation, b.to_owned());
    assert_eq!(
        edges,
        [
            edge("الساري", Relation::SpeaksOf, "حلب"),
            edge("وكالة سارية", Relation::Cites, "الساري"),
            edge("يراع", Relation::Cites, "وكالة سارية"),
        ]
    );
    let spoken = graph
        .edges
        .iter()
        .find(|e| e.relation == Relation::SpeaksOf);
    let ground = &spoken.expect("is there").grounds[0];
    assert_eq!(
        (ground.report.as_str(), ground.statement.as_str()),
        ("r1", "a1")
    );
    assert_eq!(ground.words, [Span::new(105, 111)]);
    let there = graph.nodes.iter().find(|node| node.id == "cccc");
    assert_eq!(
        there
            .and_then(|node| node.place.as_ref())
            .map(|p| p.latitude),
        Some(36.2)
    );
}

#[test]
fn statements_are_counted_with_stances_and_days_in_any_order_of_reports() {
    let (a, b) = (relayed("r1", "2026-03-02"), relayed("r2", "2026-02-01"));
    let mut c = relayed("r3", "2026-03-09");
    c.attributions[0].stance = Stance::Deny;
    c.document.published = None;
    let one = graph(&[a.clone(), b.clone(), c.clone()]);
    assert_eq!(one, graph(&[c, b, a]));
    for edge in &one.edges {
        assert_eq!(edge.stances(), [(Stance::State, 2), (Stance::Deny, 1)]);
        assert_eq!(edge.published(), Some(("2026-02-01", "2026-03-02")));
    }
}

proptest! {
    /// Law 3, and law 5: every edge has ends and rests on a statement with spans.
    #[test]
    fn the_order_of_reports_does_not_matter(days in vec(1u8..28, 1..6), turn in 0usize..6) {
        let day = |(n, day): (usize, &u8)| relayed(&format!("r{n}"), &format!("2026-02-{day:02}"));
        let mut lines: Vec<Line> = days.iter().enumerate().map(day).collect();
        let one = graph(&lines);
        let turn = turn % lines.len();
        lines.rotate_left(turn);
        prop_assert_eq!(&one, &graph(&lines));
        prop_assert_eq!(named(&one).len(), 3);
        for edge in &one.edges {
            prop_assert_eq!(edge.grounds.len(), days.len());
            let spans = |ground: &Ground| !ground.content.is_empty() && !ground.words.is_empty();
            prop_assert!(edge.grounds.iter().all(spans));
        }
    }
}

#[test]
fn who_speaks_in_the_words_of_another_is_cited_by_that_one() {
    let outer = [hop(0, Some("الحلو"), "سامي الحلو", "person", Some("e1"))];
    let inner = [hop(60, Some("الساري"), "ماهر الساري", "person", Some("e2"))];
    let graph = graph(&[line(
        "r1",
        None,
        json!({
            "attributions": [said("a1", &outer, words(50, "إن الساري قال إن السد امتلأ"), None),
                said("a2", &inner, words(70, "إن السد امتلأ"), Some("a1"))],
            "entities": [entity("e1", "سامي الحلو", "person", Some("aaaa")),
                entity("e2", "ماهر الساري", "person", Some("bbbb"))],
        }),
    )]);
    let edges = named(&graph);
    assert!(edges.contains(&("سامي الحلو".into(), Relation::Cites, "ماهر الساري".into())));
    assert_eq!(
        edges.len(),
        2,
        "the publisher cites the outer speaker alone: {edges:?}"
    );
    assert_eq!(graph.edges[0].published(), None);
}

#[test]
fn unnamed_sources_are_never_merged_and_nobody_is_no_node() {
    let unnamed = |at, written: bool| {
        let source = written.then_some("مصادر مطلعة");
        [hop(at, source, "مصادر مطلعة", "anonymous", None)]
    };
    let nobody = [hop(200, None, "unknown", "unknown", None)];
    let named_twice = |at| [hop(at, Some("الهدهد"), "هدهد الوادي", "person", None)];
    let graph = graph(&[line(
        "r1",
        None,
        json!({ "attributions": [
            said("a1", &unnamed(0, true), words(20, "أولا"), None),
            said("a2", &unnamed(40, false), words(60, "وثانيا"), None),
            said("a3", &unnamed(80, true), words(100, "وثالثا"), None),
            said("a4", &nobody, words(220, "ورابعا"), None),
            said("a5", &named_twice(300), words(320, "وخامسا"), None),
            said("a6", &named_twice(340), words(360, "وسادسا"), None),
        ] }),
    )]);
    let ids: Vec<&str> = graph.nodes.iter().map(|node| node.id.as_str()).collect();
    assert_eq!(ids[1..], ["r1.a1.0", "r1.a3.0", "r1.a5.0"]);
    let grounds: Vec<usize> = graph.edges.iter().map(|edge| edge.grounds.len()).collect();
    assert_eq!(grounds, [2, 1, 2], "an implicit one is the one before");
}

#[test]
fn what_is_known_across_reports_names_the_node() {
    let mut gathering = Gathering::default();
    gathering.put(&relayed("r1", "2026-03-02"));
    let facts = |id: &str| {
        let known = (id == "bbbb").then(|| Node {
            id: id.to_owned(),
            name: "ماهر بن زيد الساري".to_owned(),
            scope: Scope::Archive,
            kind: "person".to_owned(),
            country: Some("EG".to_owned()),
            place: None,
        });
        Ok::<_, Infallible>(known)
    };
    let graph = gathering.graph(facts).expect("nothing fails");
    let node = graph.nodes.iter().find(|node| node.id == "bbbb");
    let node = node.expect("is there");
    assert_eq!(
        (node.name.as_str(), node.country.as_deref()),
        ("ماهر بن زيد الساري", Some("EG"))
    );
}

/// «قصفت قوات سارية حلب، والتقى الساري مسلحين»: told on the word of the second statement.
fn with_events() -> Reading {
    let argument = |part, party, start| Argument {
        part,
        party,
        span: Span::new(start, start + 4),
        code: None,
        confidence: 0.9,
    };
    let event = |kind, trigger, arguments| Event {
        kind,
        mode: None,
        status: Status::Denied,
        trigger: Span::new(trigger, trigger + 4),
        arguments,
        time: None,
        contexts: Vec::new(),
        on_word_of: None,
        about: None,
        killed: None,
        injured: None,
        confidence: 0.9,
        family: "by/hand".into(),
        decisions: Vec::new(),
    };
    let (agency, speaker, people) = (Party::Entity(0), Party::Entity(1), Party::Group(0));
    Reading {
        events: vec![
            event(
                EventType::Assault,
                100,
                vec![
                    argument(Part::Actor, agency, 105),
                    argument(Part::Recipient, speaker, 110),
                ],
            ),
            event(
                EventType::Consult,
                120,
                vec![
                    argument(Part::Actor, speaker, 125),
                    argument(Part::Actor, people, 130),
                    argument(Part::Actor, Party::Entity(99), 135),
                ],
            ),
        ],
        groups: vec![Group {
            name: "مسلحون".to_owned(),
            at: Span::new(130, 134),
        }],
        ..Reading::default()
    }
}

#[test]
fn who_acts_on_whom_is_an_edge_of_its_type() {
    let (line, reading) = (relayed("8d41", "2026-03-01"), with_events());
    let mut gathering = Gathering::default();
    gathering.put_events(&line, &reading, |event| event.confidence > 0.5);
    let graph = gathering
        .graph(|_| Ok::<_, Infallible>(None))
        .expect("nothing fails");
    assert_eq!(
        named(&graph),
        [
            (
                "وكالة سارية".to_owned(),
                Relation::ActsOn(EventType::Assault),
                "الساري".to_owned()
            ),
            (
                "الساري".to_owned(),
                Relation::ActsWith(EventType::Consult),
                "مسلحون".to_owned()
            ),
        ],
        "nobody is left out of it but who is not there"
    );
    let ground = &graph.edges[0].grounds[0];
    assert_eq!(
        (ground.statement.as_str(), ground.status),
        ("v1", Some(Status::Denied))
    );
    assert_eq!(ground.words, [Span::new(105, 109), Span::new(110, 114)]);
    assert_eq!(graph.edges[0].statuses(), [(Status::Denied, 1)]);
    assert_eq!(graph.edges[0].stances(), []);
    let people = graph
        .nodes
        .iter()
        .find(|node| node.kind == "group")
        .expect("is there");
    assert_eq!(
        (people.id.as_str(), people.scope),
        ("8d41.g1", Scope::Report)
    );
}
