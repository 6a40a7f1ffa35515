//! Any input is a query or an error that points into it; a query prints as itself and marks whole
//! words of any text.

#![no_main]

mod arabic;

use arabic::Hostile;
use libfuzzer_sys::{arbitrary, arbitrary::Arbitrary, fuzz_target};
use musnad_report::{Span, Text};
use musnad_search::{Query, snippet};

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    query: &'a str,
    text: Hostile,
    title: usize,
    width: u16,
}

fuzz_target!(|input: Input| {
    let query = match Query::parse(input.query) {
        Ok(query) => query,
        Err(error) => {
            assert!(input.query.get(error.at.clone()).is_some(), "{error:?}");
            return;
        }
    };
    let printed = query.to_string();
    assert_eq!(Query::parse(&printed).as_ref(), Ok(&query), "{printed}");
    let text = Text::new(input.text.0);
    let title = Span::new(0, input.title.min(text.as_str().len()));
    let hits = query.hits(&text, Some(title));
    let is_token = |hit: &Span| text.tokens().iter().any(|token| token.span == *hit);
    assert!(hits.iter().all(is_token) && hits.is_sorted());
    let shown = snippet(&text, &hits, input.width.into());
    assert!(text.get(shown.span).is_some());
    assert!(shown.hits.iter().all(|hit| shown.span.contains(*hit)));
});
