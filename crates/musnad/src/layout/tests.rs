use super::*;

fn screen(order: Order) -> Screen {
    Screen {
        width: 30,
        color: false,
        order,
    }
}

fn print(order: Order, paragraph: &Paragraph) -> String {
    let mut out = String::new();
    screen(order).print(paragraph, &mut out);
    out
}

fn arabic(pieces: &[&str]) -> Paragraph {
    let mut paragraph = Paragraph::new(Direction::Rtl, 2);
    for piece in pieces {
        paragraph.words(piece, Style::new());
    }
    paragraph
}

#[test]
fn arabic_lines_stay_in_the_order_of_reading() {
    let out = print(
        Order::Reading,
        &arabic(&["قال سامي الحلو إن الجسر آمن ولا خطر على أحد"]),
    );
    assert_eq!(out, "  قال سامي الحلو إن الجسر آمن\n  ولا خطر على أحد\n");
}

#[test]
fn foreign_words_are_set_apart() {
    let out = print(Order::Reading, &arabic(&["ذكرت ", "Daily (West)", " ذلك"]));
    assert_eq!(out, "  ذكرت \u{2066}Daily (West)\u{2069} ذلك\n");
    // A line that begins with a Latin name is still a line from the right.
    let out = print(Order::Reading, &arabic(&["Daily", " (صحيفة)"]));
    assert_eq!(out, "  \u{2066}Daily\u{2069} (صحيفة)\n");
    let out = print(Order::Reading, &arabic(&["12"]));
    assert_eq!(out, "  \u{200F}\u{2066}12\u{2069}\n");
}

#[test]
fn visual_order_runs_from_the_right_edge() {
    let out = print(Order::Visual, &arabic(&["قال «كُن» ", "ABC 12", "."]));
    // Reversed letter by letter, the damma still behind its kaf; Latin words and digits as they are;
    // quotation marks open to the right.
    let line = ".ABC 12 «نكُ» لاق";
    assert_eq!(out, format!("{}{line}\n", " ".repeat(28 - 16)));
}

#[test]
fn reports_do_not_steer_the_terminal() {
    let out = print(Order::Reading, &arabic(&["قال\u{1b}[31m\u{202e}نعم"]));
    assert_eq!(out, "  قال\u{FFFD}[31mنعم\n");
}

#[test]
fn long_words_are_cut() {
    let mut paragraph = Paragraph::new(Direction::Ltr, 0);
    paragraph.words(&"x".repeat(70), Style::new());
    let out = print(Order::Reading, &paragraph);
    assert_eq!(out.lines().map(str::len).collect::<Vec<_>>(), [30, 30, 10]);
}

#[test]
fn marks_take_no_room() {
    let line = &arabic(&["كُتِبَ"]).lines(30)[0];
    assert_eq!(line.iter().map(|cell| cell.width()).sum::<usize>(), 3);
}

#[test]
fn styles_are_closed_on_every_line() {
    let bold = Style::new().bold();
    let mut paragraph = Paragraph::new(Direction::Rtl, 0);
    paragraph.words("كلمة كلمة كلمة كلمة كلمة كلمة كلمة", bold);
    let mut out = String::new();
    Screen {
        color: true,
        ..screen(Order::Reading)
    }
    .print(&paragraph, &mut out);
    assert_eq!(out.lines().count(), 2);
    assert!(
        out.lines()
            .all(|line| line.starts_with("\u{1b}[1m") && line.ends_with("\u{1b}[0m"))
    );
}

#[test]
fn runs_hold_words_of_one_direction() {
    let (rtl, ltr) = (Some(Direction::Rtl), Some(Direction::Ltr));
    assert_eq!(
        runs("ذكر «North Gate 12» ذلك."),
        [
            ("ذكر", rtl),
            (" «", None),
            ("North Gate 12", ltr),
            ("» ", None),
            ("ذلك", rtl),
            (".", None)
        ]
    );
    assert_eq!(runs(""), []);
}

proptest::proptest! {
    /// Law: whatever a report holds, each character is printed once, in both orders, and nothing that
    /// steers a terminal is.
    #[test]
    fn any_text_is_printed_whole(text in "[ \\PC\\n\u{1b}\u{202e}\u{2067}ابتثجـَُ«»()0-9]{0,120}", width in 20..90_usize) {
        for base in [Direction::Rtl, Direction::Ltr] {
            let mut paragraph = Paragraph::new(base, 3);
            paragraph.words(&text, Style::new()).label(" كلمة (x) ", Style::new());
            for line in paragraph.lines(width) {
                let screen = Screen { width, color: false, order: Order::Visual };
                let mut order: Vec<usize> =
                    screen.order_of(&paragraph, &line).iter().map(|place| place.cell).collect();
                order.sort_unstable();
                proptest::prop_assert_eq!(order, (0..line.len()).collect::<Vec<_>>());
                let mut out = String::new();
                screen.print_line(&paragraph, &line, &mut out);
                proptest::prop_assert_eq!(out.chars().filter(|c| c.is_control()).count(), 1);
            }
        }
    }
}
