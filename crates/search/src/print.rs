//! Writes a query so that parsing gives it back.

use crate::lexer::AW;
use crate::query::{Filter, Name, Node, Query};
use std::fmt;

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.root)
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Node::Stems(words) => stems(f, words),
            Node::Exact(words) => write!(f, "\"{}\"", words.join(" ")),
            Node::Prefix(begin) => write!(f, "{begin}*"),
            Node::Near { items, within } => {
                f.write_str("NEAR(")?;
                for item in items {
                    stems(f, item)?;
                    f.write_str(" ")?;
                }
                write!(f, ", {within})")
            }
            Node::And(nodes) => joined(f, nodes, " ", |node| {
                matches!(node, Node::Or(_) | Node::And(_) | Node::InTitle(_))
            }),
            Node::Or(nodes) => joined(f, nodes, " OR ", |node| matches!(node, Node::Or(_))),
            Node::Not(node) => {
                f.write_str("-")?;
                grouped(f, node, is_group(node))
            }
            Node::InTitle(node) => {
                f.write_str("in:title ")?;
                let inner = matches!(**node, Node::Or(_) | Node::InTitle(_));
                grouped(f, node, inner)
            }
            Node::Filter(filter) => write!(f, "{filter}"),
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Filter::Speaker(value) => name(f, "speaker", value),
            Filter::Outlet(value) => name(f, "outlet", value),
            Filter::Stance(value) => write!(f, "stance:{value}"),
            Filter::Kind(value) => write!(f, "kind:{value}"),
            Filter::After(date) => write!(f, "after:{date}"),
            Filter::Before(date) => write!(f, "before:{date}"),
        }
    }
}

fn name(f: &mut fmt::Formatter<'_>, filter: &str, name: &Name) -> fmt::Result {
    if name.exact {
        return write!(f, "{filter}:\"{}\"", name.words.join(" "));
    }
    // Several words come from a value such as «قطري-تركي»; a hyphen would join Latin words.
    write!(f, "{filter}:{}", name.words.join("+"))
}

fn stems(f: &mut fmt::Formatter<'_>, words: &[String]) -> fmt::Result {
    match words {
        [word] if word != AW => f.write_str(word),
        words => write!(f, "~\"{}\"", words.join(" ")),
    }
}

fn is_group(node: &Node) -> bool {
    matches!(node, Node::And(_) | Node::Or(_) | Node::InTitle(_))
}

fn joined(
    f: &mut fmt::Formatter<'_>,
    nodes: &[Node],
    between: &str,
    in_parentheses: impl Fn(&Node) -> bool,
) -> fmt::Result {
    for (i, node) in nodes.iter().enumerate() {
        if i > 0 {
            f.write_str(between)?;
        }
        grouped(f, node, in_parentheses(node))?;
    }
    Ok(())
}

fn grouped(f: &mut fmt::Formatter<'_>, node: &Node, parentheses: bool) -> fmt::Result {
    if parentheses {
        write!(f, "({node})")
    } else {
        write!(f, "{node}")
    }
}
