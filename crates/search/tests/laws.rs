//! What holds whatever is typed.

use musnad_report::{Span, Text};
use musnad_search::{Filter, Name, Node, PartialDate, Query, snippet, stem, terms};
use proptest::prelude::*;

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ابتثجحخدذرزسشصضطظعغفقكلمنهويء]{1,7}",
        "[a-z]{1,6}",
        Just("او".to_owned()),
        "[0-9]{1,4}",
        "[0-9]{1,2}٫[0-9]{1,2}",
    ]
}

fn words() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(word(), 1..4)
}

fn filter() -> impl Strategy<Value = Filter> {
    let name = (words(), any::<bool>())
        .prop_map(|(words, exact)| Name { words, exact })
        .boxed();
    let date = (1000i16..3000, 1i8..13, 1i8..28, 1u8..4)
        .prop_map(|(year, month, day, parts)| {
            PartialDate::new(jiff::civil::date(year, month, day), parts)
        })
        .boxed();
    prop_oneof![
        name.clone().prop_map(Filter::Speaker),
        name.prop_map(Filter::Outlet),
        prop::sample::select(musnad_search::values("stance")).prop_map(Filter::Stance),
        prop::sample::select(musnad_search::values("kind")).prop_map(Filter::Kind),
        date.clone().prop_map(Filter::After),
        date.prop_map(Filter::Before),
    ]
}

fn node() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        words().prop_map(Node::Stems),
        words().prop_map(Node::Exact),
        "[ابتثجحخدذرزسشصضطظعغفقكلمنهوي]{2,5}".prop_map(Node::Prefix),
        (prop::collection::vec(words(), 2..4), 0u32..99)
            .prop_map(|(items, within)| Node::Near { items, within }),
        filter().prop_map(Node::Filter),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(and),
            prop::collection::vec(inner.clone(), 2..4).prop_map(or),
            inner.clone().prop_map(|n| Node::Not(Box::new(n))),
            inner.prop_map(|n| Node::InTitle(Box::new(n))),
        ]
    })
}

/// In the normal form: no `And` in an `And`.
fn and(nodes: Vec<Node>) -> Node {
    let flat = nodes.into_iter().flat_map(|node| match node {
        Node::And(inner) => inner,
        node => vec![node],
    });
    Node::And(flat.collect())
}

fn or(nodes: Vec<Node>) -> Node {
    let flat = nodes.into_iter().flat_map(|node| match node {
        Node::Or(inner) => inner,
        node => vec![node],
    });
    Node::Or(flat.collect())
}

/// What people type, and what they type by mistake.
fn typed() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "جسر",
        "والجسور",
        "نفق",
        "\"",
        "«",
        "»",
        "(",
        ")",
        " ",
        " ",
        "-",
        "NOT ",
        " OR ",
        " أو ",
        "NEAR(",
        "NEAR/5",
        ",",
        "5",
        "~\"",
        "*",
        "speaker:",
        "قائل:",
        "in:title",
        "stance:deny",
        "after:٢٠١٦",
        "before:2016-13",
        "x:y",
        "|",
        "AND",
        ":",
        "1,200",
        "…",
        "\u{200f}",
        "ش\u{331}كة",
        "\u{301}",
        "أ.b",
    ]);
    prop_oneof![
        4 => prop::collection::vec(piece.clone(), 0..20).prop_map(|pieces| pieces.concat()),
        // Near the limits of length and depth.
        1 => prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat().repeat(9)),
        1 => any::<String>(),
    ]
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "جسر",
        "والجسور",
        "الجسر",
        "نفق",
        "بالأنفاق",
        "أغلق",
        "هـ",
        "٣٫٥",
        " ",
        " ",
        " ",
        "\n\n",
        ". ",
        "،",
        "«",
        "»",
        "َّ",
        "ـ",
        "abc",
        "ش\u{331}كة",
        "أ.b.ج",
        "1\u{301}.5",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn a_printed_query_is_the_same_query(node in node()) {
        let query = Query::from(node);
        let printed = query.to_string();
        prop_assert_eq!(Query::parse(&printed), Ok(query), "{}", printed);
    }

    #[test]
    fn no_input_panics_and_errors_point_into_it(typed in typed()) {
        match Query::parse(&typed) {
            Ok(query) => prop_assert_eq!(Query::parse(&query.to_string()), Ok(query)),
            Err(error) => {
                prop_assert!(typed.get(error.at.clone()).is_some(), "{:?}", error);
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }

    #[test]
    fn hits_and_snippets_are_whole_words(original in text(), node in node(), width in 0usize..90) {
        let text = Text::new(original);
        let title = text.paragraphs().first().map(|p| text.span_of(p.clone()));
        let query = Query::from(node);
        let hits = query.hits(&text, title);
        let is_token = |span: &Span| text.tokens().iter().any(|t| t.span == *span);
        prop_assert!(hits.iter().all(is_token));
        prop_assert!(hits.is_sorted());
        let shown = snippet(&text, &hits, width);
        prop_assert!(text.get(shown.span).is_some());
        prop_assert!(shown.hits.iter().all(|hit| shown.span.contains(*hit)));
        prop_assert_eq!(shown.hits.is_empty(), hits.is_empty());
        let whole = text.span_of(text.tokens_in(shown.span));
        prop_assert_eq!(whole, shown.span);
        let crosses = |at: usize| {
            let mut sentences = text.sentences().iter().map(|s| text.span_of(s.clone()));
            sentences.any(|sentence| sentence.start < at && at < sentence.end)
        };
        let is_empty = shown.span.is_empty();
        prop_assert_eq!(shown.cut_before, !is_empty && crosses(shown.span.start));
        prop_assert_eq!(shown.cut_after, !is_empty && crosses(shown.span.end));
    }

    #[test]
    fn terms_are_stable_and_untearable(original in prop_oneof![any::<String>(), text()]) {
        let text = Text::new(original);
        for term in terms(&text, 0..text.tokens().len()) {
            prop_assert!(!term.exact.is_empty());
            prop_assert!(!term.exact.contains(|c: char| c.is_ascii_punctuation() || c.is_whitespace()));
            let again = Text::new(term.exact.as_ref());
            let again: Vec<_> = terms(&again, 0..again.tokens().len()).map(|t| t.exact).collect();
            prop_assert_eq!(again, [term.exact.as_ref()]);
            let stem = stem(&term.exact);
            prop_assert!(!stem.is_empty());
        }
    }
}
