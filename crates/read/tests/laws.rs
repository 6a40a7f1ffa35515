//! The laws of a reading, on random Unicode, on random strings made of what news is made of, and
//! on real reports where they are at hand.

mod support;

use musnad_ingest::{Ingest, Options};
use musnad_read::{Attribution, Context, Engine, Mention, Reading};
use musnad_report::{Span, Text, TokenKind};
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use support::ENGINE;

/// What newspapers hand words on with, and what breaks a sentence where nobody expects it.
const PIECES: &[&str] = &[
    "قال",
    "وقالت",
    "إن",
    "أن",
    "بأن",
    "أنه",
    "وأضاف",
    "مضيفا",
    "مشيرة إلى",
    "نقلت",
    "ونقل",
    "عن",
    "قوله",
    "تأكيدها",
    "بحسب",
    "وفقا",
    "حسبما",
    "ذكرت",
    "على حد تعبيره",
    "نقلا عن",
    "جاء في",
    "نفى",
    "لم ينف",
    "اتهم",
    "اتهام",
    "باتهامه",
    "دعا",
    "دعت إلى",
    "طالب",
    "قيل",
    "لكن",
    "كان قد",
    "وكانت",
    "من جهته",
    "في تصريح",
    "في بيان",
    "أمس",
    "اليوم",
    "الثلاثاء الماضي",
    "وزير",
    "الوزير",
    "وزارة الري",
    "للوزارة",
    "المتحدث باسم",
    "سالم الدهني",
    "الدهني",
    "هند",
    "مصادر مطلعة",
    "مسؤول",
    "رفض ذكر اسمه",
    "وكالة",
    "صحيفة المرفأ",
    "رويترز",
    "(رويترز)",
    "(أ ف ب)",
    "المصدر:",
    "الجسر",
    "سقط",
    "الذي",
    "التي",
    "وذلك",
    "عشرين",
    "٢٠",
    "2016",
    "،",
    "،",
    ",",
    "؛",
    ".",
    ".",
    "؟",
    ":",
    ":",
    "«",
    "»",
    "\"",
    "\"",
    "“",
    "”",
    "(",
    ")",
    "-",
    "…",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "  ",
    "\u{a0}",
    "\u{200f}",
    "ـ",
    "قــال",
    "قَالَ",
    "ان",
    "الى",
    "شارك",
    "اقرأ أيضا",
    "المواضيع الأكثر قراءة",
];

fn newspaper() -> impl Strategy<Value = String> {
    let piece = (
        proptest::sample::select(PIECES),
        proptest::bool::weighted(0.9),
    );
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| {
        let spaced = |(p, space): (&str, bool)| if space { format!("{p} ") } else { p.to_owned() };
        pieces.into_iter().map(spaced).collect()
    })
}

fn read(text: &Text) -> Reading {
    ENGINE.read(text, &Context::default())
}

/// Everything that must hold of any reading of any text.
fn check(original: &str) {
    let text = Text::new(original);
    let reading = read(&text);
    assert_eq!(
        reading,
        read(&text),
        "read twice, read differently: {original:?}"
    );
    spans_slice(&text, &reading);
    for a in &reading.attributions {
        contents_in_order(&text, a);
        assert!(!a.chain.is_empty(), "a chain without hops in {original:?}");
        probabilities(a, original);
        assert!(!a.because.is_empty(), "nothing says why, in {original:?}");
    }
    nesting(&reading, original);
    mentions(&text, &reading);
}

/// Mentions are whole words without marks at the ends, in order, nested or apart and never crossing.
fn mentions(text: &Text, reading: &Reading) {
    let mut open: Vec<Span> = Vec::new();
    for m in &reading.mentions {
        let tokens = text.tokens_in(m.span);
        assert!(!tokens.is_empty(), "{m:?} in {:?}", text.as_str());
        assert_eq!(
            text.span_of(tokens.clone()),
            m.span,
            "cut words in {:?}",
            text.as_str()
        );
        for end in [tokens.start, tokens.end - 1] {
            assert_ne!(
                text.tokens()[end].kind,
                TokenKind::Mark,
                "{m:?} in {:?}",
                text.as_str()
            );
        }
        assert!((0.0..=1.0).contains(&m.confidence), "{m:?}");
        open.retain(|outer| outer.end > m.span.start);
        for outer in &open {
            assert!(
                outer.contains(m.span) && *outer != m.span,
                "{outer:?} and {m:?} cross in {:?}",
                text.as_str()
            );
        }
        open.push(m.span);
    }
    let order = |m: &Mention| (m.span.start, std::cmp::Reverse(m.span.end));
    assert!(
        reading.mentions.is_sorted_by_key(order),
        "out of order in {:?}",
        text.as_str()
    );
}

/// All are from 0 to 1, and the whole is no surer than a part of it.
fn probabilities(a: &Attribution, original: &str) {
    let mut all = vec![a.confidence];
    if let Some(of) = &a.field_confidence {
        let parts = [Some(of.cue), of.source, Some(of.content)];
        for part in parts.into_iter().flatten() {
            assert!(a.confidence <= part, "{a:?} in {original:?}");
        }
        all.extend(of.iter().map(|(_, p)| p));
        assert_eq!(of.source.is_some(), a.origin().source.is_some());
        assert_eq!(of.said_on.is_some(), a.said_on.is_some());
        assert_eq!(of.chain.is_some(), a.chain.len() > 1);
    }
    all.extend(a.decisions.iter().map(|d| d.probability));
    for p in all {
        assert!((0.0..=1.0).contains(&p), "{p} in {original:?}");
    }
    let cues: Vec<Span> = a.chain.iter().map(|hop| hop.cue).collect();
    for d in &a.decisions {
        assert!(
            cues.iter().any(|cue| cue.contains(d.at)),
            "{d:?} in {original:?}"
        );
    }
}

/// Law 1: every stored span slices.
fn spans_slice(text: &Text, reading: &Reading) {
    let attributions = reading.attributions.iter().flat_map(|a| {
        let hops = a.chain.iter().flat_map(|h| [Some(h.cue), h.source]);
        let because = a.because.iter().map(|b| b.at);
        let rest = a.said_on.iter().map(|s| Some(s.span));
        hops.chain(because)
            .chain(rest)
            .chain(a.content.iter().map(|c| Some(*c)))
    });
    let rejected = reading
        .rejected
        .iter()
        .flat_map(|r| std::iter::once(Some(r.cue)).chain(r.because.iter().map(|b| b.at)));
    let zones = reading.zones.iter().map(|z| Some(z.span));
    let credits = reading.credits.iter().map(|c| Some(c.span));
    let told = reading.events.iter().flat_map(|e| {
        let tolls = [e.killed, e.injured].map(|toll| toll.map(|t| t.span));
        let arguments = e.arguments.iter().map(|a| Some(a.span));
        arguments.chain(tolls).chain([Some(e.trigger)])
    });
    let lasting = reading.arrangements.iter().flat_map(|a| {
        let named = a.parties.iter().chain(&a.place).map(|p| Some(p.span));
        let touched = a.sentences.iter().map(|&s| Some(s));
        named.chain(touched).chain([a.object, Some(a.trigger)])
    });
    let groups = reading.groups.iter().map(|g| Some(g.at));
    let untold = reading.untold.iter().map(|u| Some(u.trigger));
    for span in attributions
        .chain(told)
        .chain(lasting)
        .chain(groups)
        .chain(untold)
        .chain(rejected)
        .chain(zones)
        .chain(credits)
        .flatten()
    {
        let words = text.as_str().get(span.range());
        assert!(
            words.is_some_and(|w| !w.is_empty()),
            "{span:?} in {:?}",
            text.as_str()
        );
    }
}

fn contents_in_order(text: &Text, a: &Attribution) {
    assert!(!a.content.is_empty(), "no content in {:?}", text.as_str());
    for c in &a.content {
        let words = text.slice(*c);
        assert_eq!(words, words.trim(), "not trimmed, in {:?}", text.as_str());
    }
    for pair in a.content.windows(2) {
        assert!(
            pair[0].end <= pair[1].start,
            "{pair:?} out of order in {:?}",
            text.as_str()
        );
    }
}

/// What is inside another lies in its content, and nothing is inside itself, however far around.
fn nesting(reading: &Reading, original: &str) {
    let list = &reading.attributions;
    for (i, a) in list.iter().enumerate() {
        let holds = |o: usize| list[o].content.iter().any(|c| c.contains(a.origin().cue));
        assert!(
            a.inside.is_none_or(holds),
            "{i} is not in its outer content: {original:?}"
        );
        let mut outer = a.inside;
        for _ in 0..list.len() {
            outer = outer.and_then(|o| list[o].inside);
        }
        assert_eq!(outer, None, "{i} is inside itself: {original:?}");
    }
}

/// Blank space at the end says nothing.
fn blank_end_changes_nothing(original: &str) {
    let expected = read(&Text::new(original)).attributions;
    for end in [" ", "\n", " \n\n "] {
        let longer = Text::new(format!("{original}{end}"));
        assert_eq!(
            read(&longer).attributions,
            expected,
            "{end:?} after {original:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    #[test]
    fn laws_hold_on_any_unicode(original in any::<String>()) {
        check(&original);
        blank_end_changes_nothing(&original);
    }

    #[test]
    fn laws_hold_on_arabic_letters_and_marks(original in "[\u{600}-\u{6ff}\u{fb50}-\u{feff} \"«».:،\n]{0,80}") {
        check(&original);
    }

    #[test]
    fn laws_hold_on_what_news_is_made_of(original in newspaper()) {
        check(&original);
    }

    #[test]
    fn laws_hold_with_a_title_and_a_date(original in newspaper(), day in 1..=28_i8) {
        let text = Text::new(original);
        let context = Context { published: Some(jiff::civil::date(2016, 2, day)), has_title: true };
        let reading = ENGINE.read(&text, &context);
        spans_slice(&text, &reading);
        prop_assert_eq!(reading, ENGINE.read(&text, &context));
    }

    #[test]
    fn a_blank_end_changes_nothing(original in newspaper()) {
        blank_end_changes_nothing(original.trim_end());
    }
}

/// Law 2: how many threads read at once, and what was read before, is nothing to a reading.
#[test]
fn readings_are_the_same_on_one_thread_and_on_two() {
    let texts: Vec<Text> = samples().into_iter().map(Text::new).collect();
    let alone: Vec<Reading> = texts.iter().map(read).collect();
    let other = Engine::embedded();
    let (forward, backward) = std::thread::scope(|s| {
        let forward = s.spawn(|| texts.iter().map(read).collect::<Vec<_>>());
        let backward = s.spawn(|| {
            let last_first = texts.iter().rev();
            last_first
                .map(|t| other.read(t, &Context::default()))
                .collect::<Vec<_>>()
        });
        (
            forward.join().expect("no panic"),
            backward.join().expect("no panic"),
        )
    });
    assert_eq!(forward, alone);
    assert!(
        backward.into_iter().rev().eq(alone),
        "another engine over the same data differs"
    );
}

/// The demonstration's reports, which are always there.
fn samples() -> Vec<String> {
    texts_in(&support::root().join("samples"))
}

fn texts_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        println!("skipped: no {} here", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    // One sample is in windows-1256: decoding is another crate's business.
    paths
        .iter()
        .filter_map(|p| std::fs::read_to_string(p).ok())
        .collect()
}

/// Nothing stands behind a cue whose content is to follow.
#[test]
fn laws_hold_where_a_text_breaks_off() {
    check("حسبما ذكرت وزير");
}

#[test]
fn laws_hold_on_the_samples() {
    for text in samples() {
        check(&text);
        blank_end_changes_nothing(text.trim_end());
    }
}

/// What is compared with all else is compared within stretches of such a file.
#[test]
fn laws_hold_on_a_file_longer_than_any_report() {
    let samples = samples();
    let mut pile = String::new();
    while Text::new(&pile).tokens().len() < 45_000 {
        samples.iter().for_each(|text| pile += text);
    }
    check(&pile);
    let once: usize = samples
        .iter()
        .map(|text| read(&Text::new(text)).mentions.len())
        .sum();
    let times = pile.len() / samples.iter().map(String::len).sum::<usize>();
    let found = read(&Text::new(&pile)).mentions.len();
    assert!(
        found * 10 > once * times * 9,
        "{found} of {once} {times} times"
    );
}

#[test]
fn laws_hold_on_gold() {
    for set in ["dev", "chain", "seeds"] {
        for text in texts_in(&support::shared().join("gold").join(set)) {
            check(&text);
        }
    }
}

#[test]
fn laws_hold_on_a_newspapers_articles() {
    let day = support::shared().join("corpora/saudinewsnet/2015-07-22.zip");
    if !day.exists() {
        println!("skipped: no saudinewsnet beside the workspace");
        return;
    }
    let drafts = Ingest::new([day], Options::default()).into_iter();
    for draft in drafts.filter_map(Result::ok).take(300) {
        check(&draft.text);
    }
}

/// The check above can fail: two that are each inside the other are seen.
#[test]
fn the_check_of_nesting_sees_a_circle() {
    let text = Text::new("قال الوزير إن المدير أكد أن الطريق مفتوح.");
    let mut reading = read(&text);
    assert_eq!(
        reading.attributions.len(),
        2,
        "an attribution inside another"
    );
    nesting(&reading, text.as_str());
    let whole = Span::new(0, text.as_str().len());
    for (n, a) in reading.attributions.iter_mut().enumerate() {
        a.content = vec![whole];
        a.inside = Some(1 - n);
    }
    assert!(std::panic::catch_unwind(|| nesting(&reading, text.as_str())).is_err());
}
