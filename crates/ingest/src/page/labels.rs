//! Labels over lists: «أخبار متعلقة» and the links below it.

use crate::page::furniture::{self, Verdict};
use crate::page::lines::Line;
use crate::page::tree::{Kind, Tree};

/// What the words of every line make of it, where a label takes what follows with it.
pub(crate) fn judge(tree: &Tree, lines: &[Line]) -> Vec<Verdict> {
    let by_words = |line: &Line| furniture::verdict(&line.text, line.linked);
    let mut verdicts: Vec<Verdict> = lines.iter().map(by_words).collect();
    let prose: usize = lines
        .iter()
        .filter(|line| line.is_prose())
        .map(|line| line.words)
        .sum();
    for at in 0..lines.len() {
        if is_caption(tree, &lines[at]) {
            verdicts[at] = Verdict::Furniture;
        }
        if !matches!(verdicts[at], Verdict::Label | Verdict::End) {
            continue;
        }
        let end = container_end(tree, lines, at, prose).max(list_end(tree, lines, at));
        verdicts[at + 1..end].fill(Verdict::Furniture);
    }
    verdicts
}

/// Behind the last line of the element that the label opens: a box of links, with or without a
/// sentence on each.
fn container_end(tree: &Tree, lines: &[Line], at: usize, prose: usize) -> usize {
    let mut end = at + 1;
    for around in tree.around(lines[at].block) {
        let range = around..tree.nodes[around].end;
        let first = lines[..at]
            .iter()
            .rev()
            .take(1)
            .all(|line| !range.contains(&line.nodes.start));
        if !first || around == 0 {
            break;
        }
        let inside = lines[at..]
            .iter()
            .take_while(|line| range.contains(&line.nodes.start))
            .count();
        let inside = &lines[at..at + inside];
        let words: usize = inside.iter().map(|line| line.words).sum();
        let linked: usize = inside.iter().map(|line| line.linked).sum();
        let sentences: usize = inside
            .iter()
            .filter(|line| line.is_prose())
            .map(|line| line.words)
            .sum();
        if sentences * 2 > prose {
            break;
        }
        if linked * 10 >= words * 3 {
            end = at + inside.len();
        }
    }
    end
}

/// Behind the last line of the list below a label: links, items of the list that begins there, and
/// sentences between two links.
fn list_end(tree: &Tree, lines: &[Line], at: usize) -> usize {
    let list = lines.get(at + 1).and_then(|line| {
        let around = tree
            .around(line.block)
            .find(|&around| matches!(tree.name(around), "ul" | "ol"))?;
        (around > lines[at].nodes.start).then(|| around..tree.nodes[around].end)
    });
    let mut end = at + 1;
    while let Some(line) = lines.get(end) {
        let in_list = list
            .as_ref()
            .is_some_and(|list| list.contains(&line.nodes.start));
        let next_is_link = lines.get(end + 1).is_some_and(Line::is_link);
        let teaser = end > at + 1 && lines[end - 1].is_link() && next_is_link;
        if !(line.is_link() || in_list || teaser) {
            break;
        }
        end += 1;
    }
    end
}

/// Whether a line stands under a picture, alone in its block with it: short, and no sentence.
fn is_caption(tree: &Tree, line: &Line) -> bool {
    const SHORT: usize = 20;
    if line.words > SHORT || line.text.ends_with(['.', ':', '؟', '!']) {
        return false;
    }
    let inside = tree.inside(line.block + 1..tree.nodes[line.block].end);
    let mut picture = None;
    for at in inside {
        match tree.nodes[at].kind {
            Kind::Element(element, _) if element.name == "img" => picture = Some(at),
            // Another line of the same block makes it a paragraph with a picture.
            Kind::Text(text)
                if !line.nodes.contains(&at) && text.contains(char::is_alphanumeric) =>
            {
                return false;
            }
            _ => {}
        }
    }
    picture.is_some_and(|at| at < line.nodes.start)
}
