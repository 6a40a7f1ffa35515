//! Figures counted by hand, on cases in which precision and recall differ for every one of them: a
//! scorer that exchanged the two would pass any symmetrical test.

use musnad_eval::annotations::{Annotations, Attribution, Hop, Name, Quote, SaidOn};
use musnad_eval::resolve::Resolved;
use musnad_eval::{Count, DocScore, Figure, score};

const TEXT: &str = "أعلن وزير الري سامي الحداد أمس أن السد آمن، وأضاف أن المياه كافية. ونقلت وكالة \
    النبأ عن مصدر مطلع قوله إن العمل توقف. وقالت الشركة: «العمل مستمر حتى الشتاء». وحذر خبير من \
    الفيضان. ورأى محلل أن الوزارة نفت الخبر. (نبأ) (برق)";

/// An attribution: id; hops as «cue|source» (a source may be empty), joined by « > »; content; then
/// who, kind, mode, stance.
fn item(id: &str, hops: &str, content: &str, fields: [&str; 4]) -> Attribution {
    let [who, kind, mode, stance] = fields.map(|field| Some(field.to_owned()));
    let quote = |words: &str| (!words.is_empty()).then(|| Quote::First(words.to_owned()));
    let hop = |hop: &str| {
        let (cue, source) = hop.split_once('|').unwrap();
        Hop {
            cue: quote(cue),
            source: quote(source),
            who: who.as_deref().map(Name::from),
            kind: kind.clone(),
        }
    };
    Attribution {
        id: Some(id.to_owned()),
        chain: hops.split(" > ").map(hop).collect(),
        content: quote(content).into_iter().collect(),
        mode,
        stance,
        ..Attribution::default()
    }
}

fn on(date: &str, mut a: Attribution) -> Attribution {
    a.said_on = Some(SaidOn {
        iso: Some(date.to_owned()),
    });
    a
}

fn inside(outer: &str, mut a: Attribution) -> Attribution {
    a.inside = Some(outer.to_owned());
    a
}

fn optional(mut a: Attribution) -> Attribution {
    a.optional = true;
    a
}

fn annotations<const N: usize>(attributions: [Attribution; N], credits: &[&str]) -> Resolved {
    let annotations = Annotations {
        attributions: attributions.into(),
        credits: credits
            .iter()
            .map(|credit| Quote::First(credit.to_string()))
            .collect(),
        ..Annotations::default()
    };
    Resolved::new(TEXT, &annotations).unwrap()
}

const HADDAD: &str = "سامي الحداد";

/// Seven attributions of 3, 3, 3, 4, 2, 4 and 1 words; eight cues; six written sources.
fn gold() -> Resolved {
    let chain = "ونقلت|وكالة النبأ > قوله|مصدر مطلع";
    annotations(
        [
            on(
                "2026-01-01",
                item(
                    "a1",
                    "أعلن|وزير الري سامي الحداد",
                    "أن السد آمن",
                    [HADDAD, "person", "indirect", "state"],
                ),
            ),
            item(
                "a2",
                "وأضاف|",
                "أن المياه كافية",
                [HADDAD, "person", "indirect", "state"],
            ),
            item(
                "a3",
                chain,
                "إن العمل توقف",
                ["مصدر مطلع", "anonymous", "indirect", "state"],
            ),
            item(
                "a4",
                "وقالت|الشركة",
                "«العمل مستمر حتى الشتاء»",
                ["الشركة", "organisation", "direct", "state"],
            ),
            on(
                "2026-01-02",
                item(
                    "a5",
                    "وحذر|خبير",
                    "من الفيضان",
                    ["خبير", "anonymous", "indirect", "warn"],
                ),
            ),
            item(
                "a6",
                "ورأى|محلل",
                "أن الوزارة نفت الخبر",
                ["محلل", "anonymous", "indirect", "opine"],
            ),
            inside(
                "a6",
                item(
                    "a7",
                    "نفت|الوزارة",
                    "الخبر",
                    ["الوزارة", "organisation", "indirect", "deny"],
                ),
            ),
        ],
        &["نبأ)", "برق"],
    )
}

/// Eight predictions: a1 to a4, a6 and a7 found with a fault or two each, two made up.
fn predicted() -> Resolved {
    let chain = "ونقلت|وكالة النبأ > قوله|مصدر مطلع";
    annotations(
        [
            // Source too short, kind wrong; a fuller name is a right name.
            on(
                "2026-01-01",
                item(
                    "p1",
                    "أعلن|وزير الري",
                    "أن السد آمن",
                    ["وزير الري سامي الحداد", "organisation", "indirect", "state"],
                ),
            ),
            // Two words too long, stance wrong.
            item(
                "p2",
                "وأضاف|",
                "أن المياه كافية. ونقلت وكالة",
                [HADDAD, "person", "indirect", "affirm"],
            ),
            // Half a name is no name; mode wrong.
            item(
                "p3",
                chain,
                "إن العمل توقف",
                ["مصدر", "anonymous", "mixed", "state"],
            ),
            item(
                "p4",
                "وقالت|الشركة",
                "العمل مستمر حتى الشتاء",
                ["الشركة", "organisation", "direct", "state"],
            ),
            // Mode wrong, and inside nothing.
            inside(
                "p1",
                item(
                    "p5",
                    "ورأى|محلل",
                    "أن الوزارة نفت الخبر",
                    ["محلل", "anonymous", "direct", "opine"],
                ),
            ),
            // Made up: a chain, over words of a4, which p4 has taken.
            item(
                "p6",
                "السد| > مستمر|",
                "حتى الشتاء",
                ["unknown", "unknown", "indirect", "state"],
            ),
            inside(
                "p5",
                item(
                    "p7",
                    "نفت|الوزارة",
                    "الخبر",
                    ["الوزارة", "organisation", "indirect", "deny"],
                ),
            ),
            item(
                "p8",
                "توقف|",
                "وقالت",
                ["unknown", "unknown", "indirect", "state"],
            ),
        ],
        &["برق"],
    )
}

/// Right, predicted, gold.
fn expected(figure: Figure) -> (usize, usize, usize) {
    match figure {
        Figure::Cue => (7, 10, 8),
        Figure::Source => (4, 5, 6),
        Figure::Content => (5, 8, 7),
        Figure::ContentOverlap => (3 + 3 + 3 + 4 + 4 + 1, 3 + 5 + 3 + 4 + 4 + 2 + 1 + 1, 20),
        Figure::Pair => (6, 8, 7),
        Figure::Tuple => (4, 8, 7),
        Figure::Direct => (1, 2, 1),
        Figure::Chain => (1, 2, 1),
        Figure::Who => (5, 8, 7),
        Figure::Implicit => (1, 3, 1),
        Figure::Stance => (5, 8, 7),
        Figure::Mode => (4, 8, 7),
        Figure::Kind => (5, 8, 7),
        Figure::Inside => (5, 8, 7),
        Figure::SaidOn => (1, 1, 2),
        Figure::Credits => (1, 1, 2),
    }
}

#[test]
fn every_figure_is_as_counted_by_hand() {
    let score = score(&predicted(), &gold());
    for figure in Figure::ALL {
        let (right, predicted, gold) = expected(figure);
        assert_ne!(predicted, gold, "{figure}: precision would be recall");
        let count = Count {
            right,
            predicted,
            gold,
        };
        assert_eq!(score.counts[figure], count, "{figure}");
    }
    assert_eq!((score.gold, score.predicted, score.exact), (7, 8, 4));
    let pair = score.counts[Figure::Pair].rates();
    // 2 × 6/8 × 6/7 / (6/8 + 6/7) = 12/15
    assert_eq!((pair.p, pair.r, pair.f1), (0.75, 0.8571, 0.8));
}

#[test]
fn gold_against_itself_is_all_right() {
    let DocScore { counts, .. } = score(&gold(), &gold());
    for figure in Figure::ALL {
        assert_eq!(counts[figure].f1(), 1.0, "{figure}");
    }
}

#[test]
fn nothing_read_is_nothing_right() {
    let DocScore { counts, .. } = score(&Resolved::default(), &gold());
    for figure in Figure::ALL {
        let count = counts[figure];
        assert_eq!(
            (count.right, count.predicted, count.f1()),
            (0, 0, 0.0),
            "{figure}"
        );
    }
}

#[test]
fn optional_gold_is_neither_right_nor_wrong() {
    let warning = || {
        item(
            "x",
            "وحذر|خبير",
            "من الفيضان",
            ["خبير", "anonymous", "indirect", "warn"],
        )
    };
    let other = || {
        item(
            "y",
            "وأضاف|",
            "أن المياه كافية",
            [HADDAD, "person", "indirect", "state"],
        )
    };
    let gold = annotations([optional(warning()), other()], &[]);
    let found = score(&annotations([warning(), other()], &[]), &gold);
    let left = score(&annotations([other()], &[]), &gold);
    assert_eq!(found, left);
    assert_eq!(
        found.counts[Figure::Cue],
        Count {
            right: 1,
            predicted: 1,
            gold: 1
        }
    );
    // Found under a wrong content, it is a made-up attribution, but its cue is still no fault.
    let mut elsewhere = warning();
    elsewhere.content = vec![Quote::First("أن السد آمن".to_owned())];
    let wrong = score(&annotations([elsewhere, other()], &[]), &gold);
    assert_eq!(
        wrong.counts[Figure::Tuple],
        Count {
            right: 1,
            predicted: 2,
            gold: 1
        }
    );
    assert_eq!(
        wrong.counts[Figure::Cue],
        Count {
            right: 1,
            predicted: 1,
            gold: 1
        }
    );
}

#[test]
fn of_two_over_one_content_the_one_with_the_same_cue_is_meant() {
    let fields = ["خبير", "anonymous", "indirect", "warn"];
    let gold = annotations([item("a1", "وحذر|خبير", "من الفيضان", fields)], &[]);
    let predicted = annotations(
        [
            item("p1", "ورأى|خبير", "من الفيضان", fields),
            item("p2", "وحذر|خبير", "من الفيضان", fields),
        ],
        &[],
    );
    assert_eq!(score(&predicted, &gold).exact, 1);
}

#[test]
fn a_hop_without_a_cue_counts_as_one_cue_a_report() {
    let fields = ["خبير", "anonymous", "indirect", "warn"];
    let gold = annotations([item("a1", "وحذر|خبير", "من الفيضان", fields)], &[]);
    let mut bare = item("p1", "|", "من الفيضان", fields);
    let mut hopless = item("p2", "|", "أن السد آمن", fields);
    bare.chain[0].cue = None;
    hopless.chain.clear();
    let cues = score(&annotations([bare, hopless], &[]), &gold).counts[Figure::Cue];
    assert_eq!(
        cues,
        Count {
            right: 0,
            predicted: 1,
            gold: 1
        }
    );
}
