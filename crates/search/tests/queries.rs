//! What queries mean, by example.

use musnad_report::{Span, Text};
use musnad_search::{Problem, Query, snippet};

const TITLE: &str = "إغلاق جسر الوادي القديم";
const BODY: &str = "قال المهندس ماهر الساري إن الجسور الثلاثة لم تفحص منذ عام 2016.\n\
     وأضاف الساري أن بلدية يراع «ستغلق الجسر القديم» أسبوعين، وأن الإيرانيين الذين بنوه عرضوا المساعدة.";

fn found(query: &str) -> Vec<String> {
    let text = Text::new(format!("{TITLE}\n\n{BODY}"));
    let query = Query::parse(query).expect(query);
    let hits = query.hits(&text, Some(Span::new(0, TITLE.len())));
    hits.into_iter()
        .map(|hit| text.slice(hit).to_owned())
        .collect()
}

#[test]
fn words_are_found_in_any_form_and_phrases_as_they_are() {
    for (query, expected) in [
        ("جسر", vec!["جسر", "الجسور", "الجسر"]),
        ("\"جسر\"", vec!["جسر"]),
        ("«الجسر القديم»", vec!["الجسر", "القديم"]),
        ("“الجسور القديم”", vec![]),
        ("~\"جسر قديم\"", vec!["الجسر", "القديم"]),
        ("ایرانی", vec!["الإيرانيين"]),
        ("إيران*", vec!["الإيرانيين"]),
        ("٢٠١٦", vec!["2016"]),
        ("in:title قديم", vec!["القديم"]),
        ("في:عنوان الساري", vec![]),
        ("NEAR(مهندس جسر, 3)", vec!["المهندس", "الجسور"]),
        ("NEAR(مهندس جسر, 2)", vec![]),
        ("مهندس NEAR/٣ جسر", vec!["المهندس", "الجسور"]),
        ("ساري -جسر", vec!["الساري", "الساري"]),
        ("نفق أو بلدية", vec!["بلدية"]),
        ("speaker:ساري عام", vec!["عام"]),
    ] {
        assert_eq!(found(query), expected, "{query}");
    }
}

#[test]
fn queries_are_printed_in_one_way() {
    for (typed, printed) in [
        ("جسر AND نفق", "جسر نفق"),
        ("(جسر | نفق) سد", "(جسر OR نفق) سد"),
        ("جسر أو نفق", "جسر OR نفق"),
        ("أو جسر", "~\"او\" جسر"),
        ("NOT «الجسر»", "-\"الجسر\""),
        ("قائل:«ماهر الساري»", "speaker:\"ماهر الساري\""),
        ("موقف:نفي نوع:وكالة", "stance:deny kind:agency"),
        ("بعد:٢٠١٦/١٢ before:2017", "after:2016-12 before:2017"),
        ("جسر in:title سد", "in:title جسر سد"),
        ("a NEAR/5 b NEAR/5 c", "NEAR(a b c , 5)"),
        ("قطري-تركي", "~\"قطري تركي\""),
        ("الوزير: لا نية", "الوزير لا نيه"),
        ("06:35", "06٫35"),
        ("قيل - نعم", "قيل نعم"),
        ("ش\u{331}كة", "~\"ش كه\""),
        ("\u{331}كة", "كه"),
        ("أ.b", "~\"ا b\""),
        ("- -نفق --جسر", "-نفق --جسر"),
    ] {
        assert_eq!(Query::parse(typed).expect(typed).to_string(), printed);
    }
}

#[test]
fn a_mark_of_another_script_takes_no_place() {
    let text = Text::new("وقعت ش\u{331}كة السد العقد");
    for query in ["ش\u{331}كة", "\"ش\u{331}كة\"", "\"ش كة السد\""] {
        let hits = Query::parse(query).expect(query).hits(&text, None);
        assert_eq!(text.slice(hits[0]), "ش", "{query}");
        assert_eq!(text.slice(hits[1]), "كة", "{query}");
    }
    assert_eq!(
        Query::parse("\u{331}").map_err(|error| error.problem),
        Err(Problem::Empty)
    );
}

#[test]
fn what_is_printed_is_no_longer_and_no_deeper_than_allowed() {
    let chain = "جسر NEAR/5 نفق ".repeat(20);
    let denied = "-".repeat(32) + "جسر";
    for typed in [chain, denied] {
        let query = Query::parse(&typed).expect("within the limits");
        assert_eq!(Query::parse(&query.to_string()), Ok(query));
    }
}

#[test]
fn errors_name_place_and_remedy() {
    for (typed, problem, at) in [
        ("", Problem::Empty, 0..0),
        (" ؟ ", Problem::Empty, 0..4),
        ("\"جسر", Problem::OpenQuotation, 0..7),
        ("\"\"", Problem::EmptyQuotation, 0..2),
        ("a)", Problem::LoneParenthesis, 1..2),
        ("(a", Problem::LoneParenthesis, 0..1),
        ("a ()", Problem::EmptyGroup, 3..4),
        ("OR a", Problem::LoneOperator, 0..2),
        ("a OR", Problem::LoneOperator, 2..4),
        ("a NOT", Problem::LoneOperator, 2..5),
        ("NEAR(a, 5)", Problem::Near, 0..4),
        ("ا*", Problem::Wildcard, 0..3),
        ("ab*c", Problem::Wildcard, 0..4),
        ("spaeker:x", Problem::UnknownFilter, 0..8),
        ("speaker:", Problem::MissingValue, 0..8),
        ("after:2016-13", Problem::Date, 0..13),
        ("in:title", Problem::OnlyTitle, 0..8),
    ] {
        let error = Query::parse(typed).expect_err(typed);
        assert_eq!(
            (&error.problem, error.at.clone()),
            (&problem, at),
            "{typed}"
        );
        assert!(error.to_string().contains(';'), "{error}");
    }
    let deep = "(".repeat(40) + "a";
    assert_eq!(
        Query::parse(&deep).map_err(|e| e.problem),
        Err(Problem::TooDeep)
    );
    let long = "a ".repeat(100);
    assert_eq!(
        Query::parse(&long).map_err(|e| e.problem),
        Err(Problem::TooLong)
    );
    let wide = "1:".repeat(2000) + "1";
    assert!(wide.len() < 4096, "it is printed longer");
    assert_eq!(
        Query::parse(&wide).map_err(|e| e.problem),
        Err(Problem::TooLong)
    );
    let error = Query::parse("stance:x").expect_err("no stance");
    assert!(error.to_string().contains("deny"), "{error}");
}

#[test]
fn a_snippet_shows_most_of_what_was_found() {
    let text = Text::new(BODY);
    let query = Query::parse("جسر قديم إيراني").expect("a query");
    let hits = query.hits(&text, None);
    let shown = snippet(&text, &hits, 90);
    assert_eq!(shown.hits.len(), 3);
    assert!(text.slice(shown.span).contains("الإيرانيين"));
    assert!(text.slice(shown.span).chars().count() <= 90);
    let beginning = snippet(&text, &[], 30);
    assert_eq!(text.slice(beginning.span), "قال المهندس ماهر الساري إن");
}
