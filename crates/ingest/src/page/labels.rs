//! Labels over lists: «أخبار متعلقة» and the links below it.

use crate::page::classes::Says;
use crate::page::furniture::{self, Verdict};
use crate::page::lines::{Line, is_letter};
use crate::page::tree::{Kind, Tree};
use musnad_report::fold::fold;
use std::ops::Range;

/// What the words of every line make of it, where a label takes what follows with it.
pub(crate) fn judge(tree: &Tree, lines: &[Line]) -> Vec<Verdict> {
    let by_words = |line: &Line| furniture::verdict(&line.text, line.linked);
    let mut verdicts: Vec<Verdict> = lines.iter().map(by_words).collect();
    let prose: usize = lines
        .iter()
        .filter(|line| line.is_prose())
        .map(|line| line.words)
        .sum();
    let pictures = Pictures::of(tree);
    for at in 0..lines.len() {
        if verdicts[at] == Verdict::Text && is_over_links(lines, at) {
            verdicts[at] = Verdict::Label;
        }
        if pictures.has_caption(tree, &lines[at]) {
            verdicts[at] = Verdict::Furniture;
        }
        match verdicts[at] {
            Verdict::Label | Verdict::End => {
                let end = container_end(tree, lines, at, prose).max(list_end(tree, lines, at));
                verdicts[at + 1..end].fill(Verdict::Furniture);
            }
            // «المصادر», and the documents that the report is made of.
            Verdict::Credit if furniture::words(&fold(&lines[at].text)).len() == 1 => {
                let list = list(tree, lines, at);
                let items = lines[at + 1..].iter().take_while(|line| {
                    list.as_ref()
                        .is_some_and(|list| list.contains(&line.nodes.start))
                });
                let end = at + 1 + items.count();
                verdicts[at + 1..end].fill(Verdict::Credit);
            }
            _ => {}
        }
    }
    verdicts
}

/// Whether a line may be a label, and links follow it. A heading of the article has a paragraph
/// below it.
fn is_over_links(lines: &[Line], at: usize) -> bool {
    const LINKS: usize = 2;
    let next = lines.get(at + 1..at + 1 + LINKS);
    next.is_some_and(|next| next.iter().all(Line::is_link))
        && furniture::may_be_label(&lines[at].text)
}

/// Behind the last line of the element that the label opens: a box of links, with or without a
/// sentence on each.
fn container_end(tree: &Tree, lines: &[Line], at: usize, prose: usize) -> usize {
    const SMALL: usize = 60;
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
        // Links, or words of which none is a sentence: tags without links, answers to vote for.
        if linked * 10 >= words * 3 || (sentences == 0 && words <= SMALL) {
            end = at + inside.len();
        }
    }
    end
}

/// The list that begins right below a line.
fn list(tree: &Tree, lines: &[Line], at: usize) -> Option<Range<usize>> {
    let next = lines.get(at + 1)?;
    let is_list = |&around: &usize| matches!(tree.name(around), "ul" | "ol");
    let list = tree.around(next.block).find(is_list)?;
    (list > lines[at].nodes.start).then(|| list..tree.nodes[list].end)
}

/// Behind the last line of the list below a label: links, items of the list that begins there, and
/// sentences between two links.
fn list_end(tree: &Tree, lines: &[Line], at: usize) -> usize {
    let list = list(tree, lines, at);
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

/// Where the pictures of a page are.
struct Pictures {
    /// How many pictures stand before each node, and how many texts.
    before: Vec<(usize, usize)>,
}

impl Pictures {
    fn of(tree: &Tree) -> Pictures {
        let mut before = vec![(0, 0); tree.nodes.len() + 1];
        for at in tree.inside(0..tree.nodes.len()) {
            match tree.nodes[at].kind {
                Kind::Element(element, _) if element.name == "img" => before[at + 1].0 = 1,
                Kind::Text(text) if text.contains(is_letter) => before[at + 1].1 = 1,
                _ => {}
            }
        }
        let mut sum = (0, 0);
        for count in &mut before {
            sum = (sum.0 + count.0, sum.1 + count.1);
            *count = sum;
        }
        Pictures { before }
    }

    /// Whether a line stands under a picture: right behind it, or alone in an element with it. It
    /// is short, and right behind a picture no sentence.
    fn has_caption(&self, tree: &Tree, line: &Line) -> bool {
        const SHORT: usize = 25;
        const SENTENCE: usize = 12;
        if line.words > SHORT || line.linked * 2 > line.words {
            return false;
        }
        let is_sentence = line.text.ends_with(['.', ':', '؟', '!']);
        let own = self.before[line.nodes.start].0 > self.before[line.block].0;
        let is_paragraph = own && tree.name(line.block) == "p";
        let is_text = line.says == Some(Says::Lead)
            || (is_sentence && (is_paragraph || line.words >= SENTENCE));
        (!is_sentence && is_behind_picture(tree, line)) || (!is_text && self.is_alone(tree, line))
    }

    /// Whether an element around a line holds a picture before it, and no other words.
    fn is_alone(&self, tree: &Tree, line: &Line) -> bool {
        /// A picture and its caption lie no further from each other: a row of a table each.
        const NEAR: usize = 5;
        let texts = |range: Range<usize>| self.before[range.end].1 - self.before[range.start].1;
        let own = texts(line.nodes.clone());
        tree.around(line.block)
            .take(NEAR)
            .take_while(|&around| texts(around..tree.nodes[around].end) == own)
            .any(|around| self.before[line.nodes.start].0 > self.before[around].0)
    }
}

/// Whether a picture stands directly before a line, and only inline elements between the two.
fn is_behind_picture(tree: &Tree, line: &Line) -> bool {
    for at in (line.block + 1..line.nodes.start).rev() {
        match tree.nodes[at].kind {
            Kind::Element(element, _) if element.name == "img" => return true,
            Kind::Element(element, _) if element.is_block() => return false,
            Kind::Text(text) if text.contains(is_letter) => return false,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::lines::lines;

    /// The lines that are text, by their first word.
    fn kept(page: &str) -> Vec<String> {
        let tree = Tree::read(page).expect("small");
        let lines = lines(&tree, &vec![None; tree.nodes.len()]);
        let verdicts = judge(&tree, &lines);
        let kept = lines.iter().zip(verdicts);
        let kept = kept.filter(|(_, verdict)| matches!(verdict, Verdict::Text | Verdict::Credit));
        kept.map(|(line, _)| line.text.split(' ').next().unwrap_or_default().to_owned())
            .collect()
    }

    #[test]
    fn a_label_takes_its_list_and_no_paragraph() {
        let link = "<a href=#>وزير الري يتفقد السد الجديد</a>";
        let paragraph = "<p>أعلن وزير الري أن السد الجديد سيبدأ العمل في الربيع.</p>";
        for (page, expected) in [
            (
                format!("<h4>اقرأ أيضا</h4><ul><li>{link}<li>سد آخر</ul>{paragraph}"),
                &["أعلن"][..],
            ),
            (
                format!("<p>أخبار متعلقة:</p><p>{link}</p><p>{link}</p>{paragraph}"),
                &["أعلن"],
            ),
            // A box of teasers, the last of which has a sentence.
            (
                format!(
                    "{paragraph}<div><h3>قد يهمك</h3><h4>{link}</h4>{paragraph}<h4>{link}</h4>{paragraph}</div>{paragraph}{paragraph}{paragraph}"
                ),
                &["أعلن"; 4],
            ),
            (
                format!("{paragraph}<div><b>كلمات مفتاحية</b><p>الري</p><p>السد</p></div>"),
                &["أعلن"],
            ),
            (
                format!("{paragraph}<h3>المزيد من أخبار المياه</h3><p>{link}</p><p>{link}</p>"),
                &["أعلن"],
            ),
            (
                format!("<h3>المزيد من الضغوط على المزارعين</h3>{paragraph}"),
                &["المزيد", "أعلن"],
            ),
            (
                format!("<h3>المصادر</h3><ul><li>{link}</ul>{paragraph}"),
                &["المصادر", "وزير", "أعلن"],
            ),
        ] {
            assert_eq!(kept(&page), expected, "{page}");
        }
    }

    #[test]
    fn captions_stand_with_their_picture_alone() {
        let paragraph = "<p>أعلن وزير الري أن السد الجديد سيبدأ العمل في الربيع.</p>";
        for (page, expected) in [
            ("<div><img><div>السد من الجو</div></div>", &["أعلن"][..]),
            (
                "<table><tr><td><img></td></tr><tr><td>السد من الجو (يراع)</td></tr></table>",
                &["أعلن"],
            ),
            ("<p><img>امتلأ السد الجديد كله.</p>", &["امتلأ", "أعلن"]),
            (
                "<p>الخبر</p><img><p>خلاصة قصيرة</p>",
                &["الخبر", "خلاصة", "أعلن"],
            ),
        ] {
            assert_eq!(kept(&format!("{page}{paragraph}")), expected, "{page}");
        }
    }
}
