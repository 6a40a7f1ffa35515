use super::*;
use jiff::civil::date;
use musnad_read::{Context, Engine, contract};
use musnad_report::{Origin, Report, language};
use proptest::prelude::*;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::embedded);

fn page(text: &str) -> Report {
    Report {
        id: format!("{:016x}", text.len()),
        blob: "sha256:00".to_owned(),
        origin: Origin::default(),
        outlet: None,
        title: None,
        author: None,
        published: None,
        modified: None,
        captured: None,
        language: language::of(text),
        text: Text::new(text),
        has_title: false,
    }
}

fn line(report: &Report) -> Line {
    let reading = ENGINE.read(&report.text, &Context::default());
    Line::new(report, &reading, contract::Engine::with_data("test"))
}

fn compare(before: &str, after: &str) -> Changes {
    compare_pages(&page(before), &page(after))
}

fn compare_pages(before: &Report, after: &Report) -> Changes {
    let (old, new) = (line(before), line(after));
    changes(
        Version {
            text: &before.text,
            line: &old,
        },
        Version {
            text: &after.text,
            line: &new,
        },
    )
}

fn said(attributions: &[contract::Attribution]) -> Vec<&str> {
    let content = attributions.iter().flat_map(|a| &a.content);
    content.map(|words| words.text.as_str()).collect()
}

const PAGE: &str = "البلدية تفتح الجسر القديم\n\n\
    قال رئيس البلدية سامي الحلو إن الأعمال انتهت قبل موعدها.\n\n\
    وأكدت المهندسة ندى الكرمي أن الجسر آمن تماما.\n\n\
    هدأت الريح في المساء.\n";

#[test]
fn a_page_does_not_differ_from_itself() {
    let changes = compare(PAGE, PAGE);
    assert!(changes.same_text && changes.paragraphs.is_empty() && changes.metadata.is_empty());
    assert_eq!(changes.unchanged_paragraphs, 4);
    assert_eq!(changes.statements.unchanged, 2);
    assert!(changes.statements.gained.is_empty() && changes.statements.lost.is_empty());
}

#[test]
fn a_changed_word_is_shown_in_its_paragraph() {
    let changes = compare(PAGE, &PAGE.replace("قبل موعدها", "بعد موعدها"));
    assert!(!changes.same_text);
    assert_eq!(changes.paragraphs.len(), 1);
    let pieces = &changes.paragraphs[0].pieces;
    let of = |kind| -> Vec<&str> {
        let of_kind = pieces.iter().filter(|piece| piece.kind == kind);
        of_kind
            .filter_map(|piece| piece.before.as_ref().or(piece.after.as_ref()))
            .map(|words| words.text.as_str())
            .collect()
    };
    assert_eq!(of(PieceKind::Removed), ["قبل"]);
    assert_eq!(of(PieceKind::Added), ["بعد"]);
    let [changed] = &changes.statements.changed[..] else {
        panic!("{:#?}", changes.statements);
    };
    assert_eq!(changed.what, [Aspect::Content]);
    assert!(
        changed
            .pieces
            .iter()
            .any(|piece| piece.kind == PieceKind::Added)
    );
}

#[test]
fn statements_come_and_go() {
    let without = PAGE.replace("وأكدت المهندسة ندى الكرمي أن الجسر آمن تماما.\n\n", "");
    let lost = compare(PAGE, &without);
    assert_eq!(lost.statements.lost.len(), 1);
    assert_eq!(lost.statements.lost[0].chain[0].who, "ندى الكرمي");
    assert!(said(&lost.statements.lost)[0].contains("آمن"));
    assert!(lost.statements.gained.is_empty() && lost.statements.changed.is_empty());
    let gained = compare(&without, PAGE);
    assert_eq!(gained.statements.gained.len(), 1);
    assert_eq!(gained.paragraphs.len(), 1);
    assert!(gained.paragraphs[0].before.is_none());
}

#[test]
fn words_put_into_another_mouth_are_a_changed_statement() {
    let changes = compare(
        PAGE,
        &PAGE.replace("المهندسة ندى الكرمي", "المهندسة ريم الصافي"),
    );
    let [changed] = &changes.statements.changed[..] else {
        panic!("{:#?}", changes.statements);
    };
    assert_eq!(changed.what, [Aspect::Speaker]);
    assert!(changed.pieces.is_empty());
}

#[test]
fn spelling_changes_the_words_but_no_statement() {
    let changes = compare(PAGE, &PAGE.replace("الأعمال", "الاعمال"));
    assert_eq!(changes.paragraphs.len(), 1);
    assert!(changes.statements.changed.is_empty());
    assert_eq!(changes.statements.unchanged, 2);
}

#[test]
fn white_space_changes_nothing_that_can_be_shown() {
    let changes = compare(PAGE, &PAGE.replace("\n\n", "\n").replace("قبل ", "قبل  "));
    assert!(!changes.same_text);
    assert!(changes.paragraphs.is_empty());
}

#[test]
fn metadata_alone_may_change() {
    let before = page(PAGE);
    let mut after = before.clone();
    after.title = Some("الجسر مفتوح".to_owned());
    let changes = compare_pages(&before, &after);
    assert!(changes.same_text);
    let [title] = &changes.metadata[..] else {
        panic!("{:?}", changes.metadata);
    };
    assert_eq!((title.field, title.before.as_deref()), (Field::Title, None));
}

#[test]
fn a_paragraph_that_was_rewritten_is_gone_and_another_came() {
    let changes = compare(
        PAGE,
        &PAGE.replace("هدأت الريح في المساء", "فتح السوق أبوابه من جديد"),
    );
    assert_eq!(changes.paragraphs.len(), 2);
    assert!(changes.paragraphs[0].after.is_none());
    assert!(changes.paragraphs[1].before.is_none());
}

#[test]
fn time_orders_versions_where_all_have_one() {
    let held = |n, captured: Option<i8>| Held {
        n,
        id: n.to_string(),
        blob: crate::Hash::of(b""),
        address: String::new(),
        origin: Origin::default(),
        outlet: None,
        title: None,
        author: None,
        published: None,
        modified: None,
        captured: captured.map(|day| date(2026, 3, day)),
        language: language::of(""),
        has_title: false,
        notes: Vec::new(),
        text_sha256: crate::Hash::of(b""),
        text_size: 0,
    };
    let order = |mut versions: Vec<Held>| {
        in_time_order(&mut versions);
        versions.iter().map(|held| held.n).collect::<Vec<_>>()
    };
    assert_eq!(order(vec![held(1, Some(9)), held(2, Some(4))]), [2, 1]);
    assert_eq!(
        order(vec![held(1, Some(9)), held(2, None), held(3, Some(4))]),
        [1, 2, 3]
    );
}

proptest! {
    /// The pieces of both kinds give back either version's paragraph, word by word.
    #[test]
    fn pieces_rebuild_both_versions(
        before in "([اأبتقله ،.]{0,12}\n?){0,8}",
        after in "([اأبتقله ،.]{0,12}\n?){0,8}",
    ) {
        let (old, new) = (Text::new(before), Text::new(after));
        let (paragraphs, same) = paragraphs::changes(&old, &new);
        prop_assert!(same <= old.paragraphs().len().min(new.paragraphs().len()));
        for paragraph in paragraphs {
            for (whole, text, side) in [
                (&paragraph.before, &old, 0),
                (&paragraph.after, &new, 1),
            ] {
                let pieces = paragraph.pieces.iter().filter_map(|piece| match side {
                    0 => piece.before.as_ref(),
                    _ => piece.after.as_ref(),
                });
                let mut at = whole.as_ref().map_or(0, |words| words.start);
                for piece in pieces {
                    prop_assert!(text.as_str()[at..piece.start].trim().is_empty());
                    prop_assert_eq!(&text.as_str()[piece.start..piece.end], &piece.text);
                    at = piece.end;
                }
                prop_assert_eq!(at, whole.as_ref().map_or(0, |words| words.end));
            }
        }
    }
}
