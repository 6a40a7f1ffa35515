//! What is written is read back by others' parsers, whatever names hold.

use super::{gexf, graphml};
use musnad_link::graph::{Edge, Graph, Ground, Node, Point, Relation, Scope};
use musnad_read::Stance;
use musnad_report::Span;
use proptest::prelude::*;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeMap;

/// Marks of XML, quotes, a control, what looks like an end, a right-to-left override, a letter beyond the BMP.
const HOSTILE: &str = "<&>\"' ]]> --> \u{0}\u{1f} \u{202e}«وكالة» </node>\n&amp; \u{1f4f0}";
/// The same in one line, with the controls replaced that XML cannot hold.
const HELD: &str = "<&>\"' ]]> --> \u{fffd}\u{fffd} \u{202e}«وكالة» </node> &amp; \u{1f4f0}";

fn graph() -> Graph {
    let node = |id: &str, name: &str, place| Node {
        id: id.to_owned(),
        name: name.to_owned(),
        scope: Scope::Archive,
        kind: "person".to_owned(),
        country: None,
        place,
    };
    let ground = |n: usize, stance| Ground {
        report: "8d41".to_owned(),
        statement: format!("a{n}"),
        published: Some(format!("2026-03-0{n}")),
        stance: Some(stance),
        status: None,
        on_word_of: None,
        content: vec![Span::new(10, 20), Span::new(30, 40)],
        words: vec![Span::new(n, n + 1)],
    };
    let edge = |relation, grounds| Edge {
        source: "aaaa".to_owned(),
        target: "outlet.3f9c".to_owned(),
        relation,
        grounds,
    };
    let aleppo = Point {
        id: "wof:1".to_owned(),
        latitude: 36.2,
        longitude: -37.25,
    };
    Graph {
        nodes: vec![
            node("aaaa", HOSTILE, None),
            node("outlet.3f9c", "حلب", Some(aleppo)),
        ],
        edges: vec![
            edge(
                Relation::Cites,
                vec![ground(2, Stance::Deny), ground(1, Stance::State)],
            ),
            edge(Relation::SpeaksOf, vec![ground(3, Stance::State)]),
        ],
    }
}

/// An element: its name, its attributes, its text.
type Element = (String, BTreeMap<String, String>, String);

fn start(e: &BytesStart<'_>) -> Element {
    let attributes = e.attributes().map(|attribute| {
        let attribute = attribute.expect("well-formed");
        let value = attribute.normalized_value(XmlVersion::Explicit1_0);
        let value = value.expect("escaped").into_owned();
        (attribute.key.as_ref().to_owned(), value)
    });
    let name = e.name().as_ref().to_owned();
    (name, attributes.collect(), String::new())
}

fn elements(xml: &[u8]) -> Vec<Element> {
    let mut reader = Reader::from_reader(xml);
    let mut all: Vec<Element> = Vec::new();
    // White space between elements is no element's text.
    let mut is_open = false;
    let mut buffer = Vec::new();
    loop {
        let text = match reader.read_event_into(&mut buffer).expect("well-formed") {
            Event::Start(e) => {
                all.push(start(&e));
                is_open = true;
                continue;
            }
            Event::Empty(e) => {
                all.push(start(&e));
                continue;
            }
            Event::End(_) => {
                is_open = false;
                continue;
            }
            Event::Text(text) => text.to_string(),
            Event::GeneralRef(name) => unescape(&format!("&{};", &*name))
                .expect("known")
                .into_owned(),
            Event::Eof => return all,
            _ => continue,
        };
        if is_open && let Some((.., own)) = all.last_mut() {
            own.push_str(&text);
        }
    }
}

fn written(write: impl Fn(&Graph, &mut Vec<u8>) -> anyhow::Result<()>) -> Vec<Element> {
    let (mut once, mut again) = (Vec::new(), Vec::new());
    write(&graph(), &mut once).expect("writes");
    write(&graph(), &mut again).expect("writes");
    assert_eq!(once, again, "the same graph is the same bytes");
    elements(&once)
}

proptest! {
    #[test]
    fn any_name_is_read_back_but_for_what_xml_cannot_hold(name in any::<String>()) {
        let mut graph = graph();
        graph.nodes[1].name = name.clone();
        let is_char = |c: char| c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}');
        let shown = |c: char| match c {
            '\t' | '\n' | '\r' => ' ',
            c if is_char(c) => c,
            _ => '\u{fffd}',
        };
        let held: String = name.chars().map(shown).collect();
        let mut out = Vec::new();
        gexf::write(&graph, &mut out).expect("writes");
        let all = elements(&out);
        prop_assert_eq!(&named(&all, "node")[1].1["label"], &held);
        let mut out = Vec::new();
        graphml::write(&graph, &mut out).expect("writes");
        let all = elements(&out);
        let is_name = |(_, data, _): &&Element| data.get("key").is_some_and(|key| key == "node.name");
        let mut names = all.iter().filter(is_name);
        prop_assert_eq!(&names.next_back().expect("is there").2, &held);
    }
}

fn named<'e>(all: &'e [Element], name: &str) -> Vec<&'e Element> {
    all.iter().filter(|(own, ..)| own == name).collect()
}

#[test]
fn graphml_says_of_which_type_every_value_is() {
    let all = written(|graph, out| graphml::write(graph, out));
    let mut types: BTreeMap<&str, &str> = BTreeMap::new();
    for (_, key, _) in named(&all, "key") {
        assert!(["node", "edge"].contains(&&*key["for"]));
        types.insert(&key["id"], &key["attr.type"]);
    }
    assert_eq!(named(&all, "graph")[0].1["edgedefault"], "directed");
    let data = named(&all, "data");
    for (_, data, value) in &data {
        match types[&*data["key"]] {
            "string" => {}
            "long" => assert!(value.parse::<i64>().is_ok(), "{value}"),
            "double" => assert!(value.parse::<f64>().is_ok(), "{value}"),
            other => panic!("{other} is no type of GraphML"),
        }
    }
    let values = |key: &str| -> Vec<&str> {
        let of = data.iter().filter(|(_, data, _)| data["key"] == key);
        of.map(|(.., value)| value.as_str()).collect()
    };
    assert_eq!(values("node.name"), [HELD, "حلب"]);
    assert_eq!(values("node.longitude"), ["-37.25"]);
    assert_eq!(values("edge.relation"), ["cites", "speaks_of"]);
    assert_eq!(values("edge.stances"), ["deny 1, state 1", "state 1"]);
    assert_eq!(values("edge.first_published"), ["2026-03-01", "2026-03-03"]);
    let spans = "8d41/a2:10-20,30-40 8d41/a1:10-20,30-40";
    assert_eq!(values("edge.content_spans")[0], spans);
    assert_eq!(
        values("edge.word_spans"),
        ["8d41/a2:2-3 8d41/a1:1-2", "8d41/a3:3-4"]
    );
}

#[test]
fn gexf_tells_parallel_edges_apart() {
    let all = written(|graph, out| gexf::write(graph, out));
    assert_eq!(all[0].1["version"], "1.3");
    assert_eq!(named(&all, "graph")[0].1["defaultedgetype"], "directed");
    let nodes = named(&all, "node");
    assert_eq!(nodes[0].1["label"], HELD);
    let edges = named(&all, "edge");
    let kinds: Vec<(&str, &str)> = edges
        .iter()
        .map(|(_, e, _)| (&*e["kind"], &*e["weight"]))
        .collect();
    assert_eq!(kinds, [("cites", "2"), ("speaks_of", "1")]);
    let declared: Vec<&str> = named(&all, "attribute")
        .iter()
        .map(|(_, a, _)| &*a["id"])
        .collect();
    for (_, value, _) in named(&all, "attvalue") {
        assert!(declared.contains(&&*value["for"]), "{value:?}");
    }
    for (_, edge, _) in edges {
        let is_node = |id: &String| nodes.iter().any(|(_, node, _)| node["id"] == *id);
        assert!(is_node(&edge["source"]) && is_node(&edge["target"]));
    }
}
