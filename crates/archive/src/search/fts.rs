//! Queries in the language of SQLite's FTS5 (<https://sqlite.org/fts5.html#full_text_query_syntax>).

use super::rows::cut;
use musnad_search::{Node, stem};

/// The farthest that FTS5 is asked to look for a neighbour.
const FARTHEST: u32 = 1_000_000;

/// The expression for a part of a query that is about words alone, and not only about their absence;
/// `None` for others. `in_title`: it is looked for in the title alone.
pub(super) fn expression(node: &Node, in_title: bool) -> Option<String> {
    match node {
        Node::Stems(words) => Some(format!("{} : {}", columns("stem", in_title), stems(words))),
        Node::Exact(words) => {
            let phrase = quoted(words.iter().map(|word| cut(word).to_owned()));
            Some(format!("{} : {phrase}", columns("exact", in_title)))
        }
        Node::Prefix(begin) => {
            let (exact, stem) = (columns("exact", in_title), columns("stem", in_title));
            let begin = quoted([cut(begin).to_owned()]);
            Some(format!("({exact} : {begin} * OR {stem} : {begin} *)"))
        }
        Node::Near { items, within } => {
            let items: Vec<String> = items.iter().map(|item| stems(item)).collect();
            let (items, within) = (items.join(" "), within.min(&FARTHEST));
            let columns = columns("stem", in_title);
            Some(format!("{columns} : NEAR({items}, {within})"))
        }
        Node::Or(nodes) => {
            let parts: Option<Vec<String>> = nodes
                .iter()
                .map(|node| expression(node, in_title))
                .collect();
            Some(format!("({})", parts?.join(" OR ")))
        }
        Node::And(nodes) => {
            let nodes: Vec<&Node> = nodes.iter().collect();
            let (found, rest) = all_of(&nodes, in_title);
            found.filter(|_| rest.is_empty())
        }
        Node::InTitle(node) => expression(node, true),
        Node::Not(_) | Node::Filter(_) => None,
    }
}

/// One expression for as many of `nodes` as have one, all of which are to hold; and those that have
/// none. What must not be there needs something that must.
pub(super) fn all_of<'n>(nodes: &[&'n Node], in_title: bool) -> (Option<String>, Vec<&'n Node>) {
    let (mut wanted, mut unwanted, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    for &node in nodes {
        if let Some(expression) = expression(node, in_title) {
            wanted.push(expression);
        } else if let Node::Not(inner) = node
            && let Some(expression) = expression(inner, in_title)
        {
            unwanted.push((expression, node));
        } else {
            rest.push(node);
        }
    }
    if wanted.is_empty() {
        rest.extend(unwanted.iter().map(|(_, node)| node));
        return (None, rest);
    }
    let mut all = format!("({})", wanted.join(" AND "));
    for (expression, _) in unwanted {
        all = format!("({all} NOT {expression})");
    }
    (Some(all), rest)
}

fn columns(form: &str, in_title: bool) -> String {
    match in_title {
        true => format!("{{title_{form}}}"),
        false => format!("{{title_{form} body_{form}}}"),
    }
}

fn stems(words: &[String]) -> String {
    quoted(words.iter().map(|word| cut(&stem(cut(word))).to_owned()))
}

/// A phrase. Terms have no quotation marks; a query made by a program could.
fn quoted(words: impl IntoIterator<Item = String>) -> String {
    let words: Vec<String> = words.into_iter().collect();
    format!("\"{}\"", words.join(" ").replace('"', " "))
}
