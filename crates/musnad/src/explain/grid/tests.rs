use super::*;
use crate::args::Lang;
use unicode_width::UnicodeWidthChar;

fn marked(text: &str, words: &str, role: Role) -> Marked {
    let start = text.find(words).expect("stands in the text");
    Marked {
        span: Span::new(start, start + words.len()),
        role,
        hop: None,
    }
}

fn print(text: &str, lang: Lang, order: Order, roles: &[(&str, Role)]) -> Vec<String> {
    let marked: Vec<Marked> = roles
        .iter()
        .map(|(words, role)| marked(text, words, *role))
        .collect();
    let whole = Span::new(0, text.len());
    let text = Text::new(text);
    let mut out = String::new();
    Grid {
        text: &text,
        shown: whole,
        labels: Labels(lang),
    }
    .print(
        &marked,
        Screen {
            width: 60,
            color: false,
            order,
        },
        &mut out,
    );
    out.lines().map(str::to_owned).collect()
}

#[test]
fn strokes_stand_under_their_words() {
    let text = "أعلن سامي الحلو أن الجسر آمن";
    let roles = [
        ("أعلن", Role::Cue),
        ("سامي الحلو", Role::Source),
        ("أن الجسر آمن", Role::Content),
    ];
    let lines = print(text, Lang::Ar, Order::Reading, &roles);
    assert_eq!(lines[0], text);
    assert_eq!(lines[1], "ـلــ ـــمصدرـــ ــــكلامــــ");
    let columns = |line: &str| line.chars().count();
    assert_eq!(columns(&lines[0]), columns(&lines[1]));
}

#[test]
fn harakat_take_no_column() {
    let lines = print(
        "قَالَ سامٍ إنّ",
        Lang::Ar,
        Order::Reading,
        &[("سامٍ", Role::Source)],
    );
    assert_eq!(lines[1], "    ـمـ");
}

#[test]
fn visual_order_keeps_words_and_strokes_together() {
    let text = "ذكر موقع North Gate News أن كل شيء هادئ";
    let roles = [("ذكر", Role::Cue), ("موقع North Gate News", Role::Source)];
    let lines = print(text, Lang::En, Order::Visual, &roles);
    assert!(
        lines[0].ends_with("North Gate News عقوم ركذ"),
        "{}",
        lines[0]
    );
    assert!(lines[1].trim_start().ends_with("ـcـ"), "{}", lines[1]);
    assert!(lines[1].contains("source"), "{}", lines[1]);
    assert_eq!(lines[0].chars().count(), lines[1].chars().count());
}

#[test]
fn foreign_words_are_set_apart_above_and_below() {
    let text = "ذكر موقع North Gate أن كل شيء هادئ";
    let lines = print(
        text,
        Lang::Ar,
        Order::Reading,
        &[("موقع North Gate", Role::Source)],
    );
    for line in &lines {
        assert_eq!(line.matches('\u{2066}').count(), 1, "{line}");
        assert_eq!(line.matches('\u{2069}').count(), 1, "{line}");
    }
}

/// A line as a terminal shows it that knows UAX #9 and takes each line for a paragraph of its own: the
/// columns from left to right, as indices among the characters that take a column.
fn columns(line: &str) -> Vec<usize> {
    let info = unicode_bidi::BidiInfo::new(line, None);
    let Some(whole) = info.paragraphs.first() else {
        return Vec::new();
    };
    let levels = info.reordered_levels(whole, whole.range.clone());
    let wide = line
        .char_indices()
        .filter(|(_, c)| c.width().unwrap_or(0) > 0);
    let levels: Vec<_> = wide.map(|(at, _)| levels[at]).collect();
    unicode_bidi::BidiInfo::reorder_visual(&levels)
}

fn wide(line: &str) -> Vec<char> {
    line.chars()
        .filter(|c| c.width().unwrap_or(0) > 0)
        .collect()
}

proptest::proptest! {
    /// Law: on a terminal that knows UAX #9 and on one that knows nothing, the strokes stand under the
    /// words that they mark, whatever the words.
    #[test]
    fn strokes_stand_under_marked_words_on_any_screen(
        words in proptest::collection::vec(
            proptest::sample::select(vec![
                "قال", "سامي", "الحلو،", "إِنَّ", "«الجسر", "آمن».", "North", "Gate", "(x)", "News,", "12",
                "2024-03-05", "26%", "-", "شباط/فبراير", "T-4",
            ]),
            1..24,
        ),
        (from, until) in (0..24_usize, 0..24_usize),
        english in proptest::bool::ANY,
    ) {
        let text = format!("قال {}", words.join(" "));
        let starts: Vec<usize> = text.split(' ').scan(0, |at, word| {
            let start = *at;
            *at += word.len() + 1;
            Some(start)
        }).collect();
        let (from, until) = (from.min(until) % starts.len(), from.max(until) % starts.len());
        let (start, end) = (starts[from.min(until)], starts[from.max(until)]);
        let marked = Marked { span: Span::new(start, end), role: Role::Source, hop: None };
        let whole = Span::new(0, text.len());
        let lang = if english { Lang::En } else { Lang::Ar };
        let report = Text::new(text.as_str());
        let grid = Grid { text: &report, shown: whole, labels: Labels(lang) };
        for order in [Order::Reading, Order::Visual] {
            let mut out = String::new();
            grid.print(&[marked], Screen { width: 400, color: false, order }, &mut out);
            let lines: Vec<&str> = out.lines().collect();
            if start == end {
                proptest::prop_assert_eq!(lines.len(), 1);
                continue;
            }
            let below = lines[1].replace(BLANK, " ");
            let mut below = wide(&below);
            let mut above = wide(lines[0]);
            let length = above.len().max(below.len());
            // Trailing blanks are not printed; on the screen they are there.
            let padded = format!("{}{}", lines[1], " ".repeat(length - below.len()));
            below.resize(length, ' ');
            above.resize(length, ' ');
            if order == Order::Visual {
                // Which words are marked is known by their letters in the order of reading only; as many
                // columns as they have must have strokes, without a gap where they are Arabic.
                let strokes = below.iter().filter(|c| **c != ' ').count();
                proptest::prop_assert_eq!(strokes, wide(&text[start..end]).len());
                continue;
            }
            let is_marked = |i: usize| {
                let at = text.char_indices().filter(|(_, c)| c.width().unwrap_or(0) > 0).nth(i);
                at.is_some_and(|(at, _)| start <= at && at < end)
            };
            let seen: Vec<bool> = columns(lines[0]).into_iter().map(is_marked).collect();
            let stroked: Vec<bool> = columns(&padded).into_iter().map(|i| below[i] != ' ').collect();
            proptest::prop_assert_eq!(seen, stroked, "{}", out);
        }
    }
}
