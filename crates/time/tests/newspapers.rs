//! `data/newspapers.txt`: what expressions mean that newspapers use.

use jiff::civil::date;
use musnad_report::Text;
use musnad_time::{PublicationTime, find};

/// A line's sentence, and the expressions that are marked in it with their values.
fn unmarked(line: &str) -> (String, Vec<(String, String)>) {
    let (mut sentence, mut marked) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        let (mark, behind) = after.split_once(']').expect("a mark ends");
        let (words, value) = mark.rsplit_once('=').expect("a mark has a value");
        sentence.push_str(before);
        sentence.push_str(words);
        marked.push((words.to_owned(), value.to_owned()));
        rest = behind;
    }
    sentence.push_str(rest);
    (sentence, marked)
}

#[test]
fn newspapers_are_read_as_their_readers_read_them() {
    let lines = include_str!("data/newspapers.txt").lines();
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut wrong = Vec::new();
    for line in lines {
        let (sentence, marked) = unmarked(line);
        let text = Text::new(sentence);
        let published = PublicationTime(date(2015, 7, 22));
        let found = find(&text, 0..text.tokens().len(), Some(published));
        let found = found
            .iter()
            .map(|e| (text.slice(e.span).to_owned(), e.value.to_string()));
        let found: Vec<_> = found.collect();
        if found != marked {
            wrong.push(format!("{line}\n    {found:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
