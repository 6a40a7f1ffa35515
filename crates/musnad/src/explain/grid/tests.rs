use super::*;
use crate::args::Lang;

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
