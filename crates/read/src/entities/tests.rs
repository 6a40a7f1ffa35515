use super::*;
use crate::Engine;
use musnad_report::Text;
use proptest::prelude::*;
use std::sync::LazyLock;

use MentionKind::{Facility, Nationality, Organisation, Person, Place, Role};

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::untrained);

/// The entities of a text in which these words, looked for from left to right, are mentions.
fn gather(text: &str, marked: &[(&str, MentionKind)]) -> Entities {
    let text = Text::new(text);
    let mut at = 0;
    let mention = |&(words, kind): &(&str, MentionKind)| {
        let start = at + text.as_str()[at..].find(words).expect("in the text");
        at = start;
        Mention {
            span: Span::new(start, start + words.len()),
            kind,
            nominal: false,
            confidence: 1.0,
        }
    };
    let mentions: Vec<Mention> = marked.iter().map(mention).collect();
    Entities::gather(&Doc::new(&text, &ENGINE.language().lexicon), &mentions)
}

/// The words of an entity's mentions.
fn words(entities: &Entities, name: &str) -> Vec<String> {
    let entity = entities.entities.iter().find(|e| e.name == name);
    let entity = entity.unwrap_or_else(|| panic!("{name} in {:?}", names(entities)));
    let word = |&m: &usize| entities.words(m).unwrap_or_default().to_owned();
    entity.mentions.iter().map(word).collect()
}

fn names(entities: &Entities) -> Vec<&str> {
    entities.entities.iter().map(|e| e.name.as_str()).collect()
}

#[test]
fn a_person_is_one_behind_short_names_and_titles() {
    let found = gather(
        "وصل وزير الري ماهر الساري أمس. وقال الساري إن السد بخير. وللساري رأي آخر. ونفى الوزير ذلك.",
        &[
            ("وزير الري", Role),
            ("ماهر الساري", Person),
            ("الساري", Person),
            ("وللساري", Person),
            ("الوزير", Role),
        ],
    );
    assert_eq!(names(&found), ["ماهر الساري"]);
    assert_eq!(
        words(&found, "ماهر الساري"),
        ["وزير الري", "ماهر الساري", "الساري", "الساري", "الوزير"]
    );
    assert_eq!(found.entities[0].roles, [0, 4]);
}

#[test]
fn an_office_may_stand_behind_its_holder() {
    let found = gather(
        "وشكر نزار القلموني، محافظ تلال الخزامى، الحضور. وقال محافظ تلال الخزامى إنه راض.",
        &[
            ("نزار القلموني", Person),
            ("محافظ تلال الخزامى", Role),
            ("محافظ تلال الخزامى،", Role),
        ],
    );
    assert_eq!(names(&found).len(), 1);
}

#[test]
fn what_is_said_of_somebody_in_his_sentence_is_his_office() {
    let found = gather(
        "وعمل سمو الأمير ماهر الساري واليا للخزامى. وزار نزار الدهني. وشكر سموه الحضور.",
        &[
            ("سمو الأمير", Role),
            ("ماهر الساري", Person),
            ("واليا للخزامى", Role),
            ("نزار الدهني", Person),
            ("سموه", Role),
        ],
    );
    assert_eq!(words(&found, "ماهر الساري").len(), 4);
}

#[test]
fn two_people_are_never_one() {
    let apart = [
        (
            "قال زيد بن هاشم إن زيد بن راشد غائب.",
            "زيد بن هاشم",
            "زيد بن راشد",
        ),
        (
            "قال نزار القلموني إن سامر القلموني غائب.",
            "نزار القلموني",
            "سامر القلموني",
        ),
        (
            "قال كمال الساري إن جمال الساري غائب.",
            "كمال الساري",
            "جمال الساري",
        ),
    ];
    for (text, one, other) in apart {
        let found = gather(text, &[(one, Person), (other, Person)]);
        assert_eq!(names(&found), [one, other]);
    }
}

#[test]
fn offices_of_two_countries_are_of_two_people() {
    let found = gather(
        "التقى وزير الخارجية المصري ماهر الساري نظيره زيد الدهني. وقال وزير الخارجية الأردني إن اللقاء مثمر.",
        &[
            ("وزير الخارجية المصري", Role),
            ("ماهر الساري", Person),
            ("زيد الدهني", Person),
            ("وزير الخارجية الأردني", Role),
        ],
    );
    assert_eq!(words(&found, "ماهر الساري").len(), 2);
    assert!(names(&found).contains(&"وزير الخارجية الأردني"));
}

#[test]
fn spellings_of_a_foreign_name_are_one() {
    let found = gather(
        "قال سيرغي بوتشكوف إنه باق. وأكد سيرجي بوتشكوف ذلك.",
        &[("سيرغي بوتشكوف", Person), ("سيرجي بوتشكوف", Person)],
    );
    assert_eq!(found.entities.len(), 1);
}

#[test]
fn bodies_are_one_behind_generic_nouns_short_and_other_names() {
    let found = gather(
        "أعلن تنظيم الدولة الإسلامية (داعش) ذلك. وقال داعش إن التنظيم باق.",
        &[
            ("تنظيم الدولة الإسلامية", Organisation),
            ("داعش", Organisation),
            ("داعش", Organisation),
            ("التنظيم", Organisation),
        ],
    );
    assert_eq!(names(&found), ["تنظيم الدولة الإسلامية"]);
    let found = gather(
        "أعلنت وزارة الخارجية المصرية موقفها. وقالت الخارجية المصرية إن وزارة الخارجية السورية أخطأت.",
        &[
            ("وزارة الخارجية المصرية", Organisation),
            ("الخارجية المصرية ", Organisation),
            ("وزارة الخارجية السورية", Organisation),
        ],
    );
    assert_eq!(
        names(&found),
        ["وزارة الخارجية المصرية", "وزارة الخارجية السورية"]
    );
}

#[test]
fn definite_nouns_are_found_where_they_point_to_a_name() {
    let found = gather(
        "أعلنت هيئة موانئ الخزامى الخبر. وقالت الهيئة إن الميناء مغلق، ورفضت للهيئة طلبا.",
        &[("هيئة موانئ الخزامى", Organisation)],
    );
    assert_eq!(found.given, 1);
    assert_eq!(
        words(&found, "هيئة موانئ الخزامى"),
        ["هيئة موانئ الخزامى", "الهيئة", "الهيئة"]
    );
    assert_eq!(found.entities.len(), 1, "«الميناء» points to nothing");
}

#[test]
fn the_country_spoken_of_is_what_is_meant_by_its_nouns() {
    let found = gather(
        "زار الوفد الأردن، وقال إن البلاد جميلة، وبقي في العاصمة الأردنية.",
        &[
            ("الأردن", Place),
            ("البلاد", Place),
            ("العاصمة الأردنية", Place),
        ],
    );
    assert_eq!(words(&found, "الأردن"), ["الأردن", "البلاد"]);
    assert_eq!(found.entities[0].country.as_deref(), Some("JO"));
    assert_eq!(found.entities.len(), 2);
}

#[test]
fn a_governorate_is_not_its_town() {
    let found = gather(
        "وقع ذلك في مدينة درعا بمحافظة درعا. ودرعا هادئة.",
        &[
            ("مدينة درعا", Place),
            ("بمحافظة درعا", Place),
            ("ودرعا", Place),
        ],
    );
    assert_eq!(found.entities.len(), 2);
    assert_eq!(words(&found, "مدينة درعا").len(), 2);
}

#[test]
fn facilities_are_pointed_to_by_their_noun() {
    let found = gather(
        "أغلق مطار الخزامى الدولي. وقال شهود إن المطار محاصر.",
        &[("مطار الخزامى الدولي", Facility), ("المطار", Facility)],
    );
    assert_eq!(found.entities.len(), 1);
}

#[test]
fn nationalities_tell_countries_and_peoples() {
    let names = &ENGINE.language().lexicon.names;
    for (form, key) in [
        ("الروسي", Some("RU")),
        ("السعوديين", Some("SA")),
        ("الأكراد", Some("Kurds")),
        ("الكوري الجنوبي", Some("KR")),
        ("الخشبي", None),
    ] {
        assert_eq!(names.nation(&words::of(form)), key, "{form}");
    }
    let found = gather("قال المسؤول الروسي ذلك", &[("الروسي", Nationality)]);
    assert!(found.entities.is_empty());
}

#[test]
fn a_speaker_is_found_by_where_he_is_named() {
    let text = "قال وزير الري ماهر الساري إن السد بخير";
    let found = gather(text, &[("وزير الري", Role), ("ماهر الساري", Person)]);
    let at = text.find("ماهر").expect("in the text");
    let at = Span::new(at, at + "ماهر الساري".len());
    let named = WhereNamed::new(&found.mentions, &found.entities);
    assert_eq!(named.at(at), Some(0));
    assert_eq!(named.entity_of(1), Some(0));
    assert_eq!(named.at(Span::new(0, 2)), None);
}

#[test]
fn in_a_pile_of_reports_equal_names_are_one_and_the_minister_is_somebody_near() {
    // Twice as many mentions as are grouped together.
    let report = |name: &str| format!("قال وزير الري {name} في دمشق ذلك. ونفى الوزير ذلك. ");
    let marks = |name: &'static str| {
        [
            ("وزير الري", Role),
            (name, Person),
            ("دمشق", Place),
            ("الوزير", Role),
        ]
    };
    let (half, behind) = (200, 200);
    let text = report("ماهر الساري").repeat(half) + &report("سامي البدري").repeat(behind);
    let mut marked = marks("ماهر الساري").repeat(half);
    marked.extend(marks("سامي البدري").repeat(behind));
    let found = gather(&text, &marked);
    assert_eq!(names(&found), ["ماهر الساري", "دمشق", "سامي البدري"]);
    let of = |name: &str| words(&found, name).len();
    assert_eq!(of("ماهر الساري"), half * 3);
    assert_eq!(of("سامي البدري"), behind * 3);
    assert_eq!(of("دمشق"), half + behind);
    assert_eq!(found.given, marked.len());
}

#[test]
fn tables_say_what_is_wrong_with_them() {
    let mut names = Names::default();
    assert!(names.add("heads.tsv", "وزارة\tplanet\tministry").is_err());
    assert!(names.add("letters.tsv", "ق\tغ\tmiddle").is_err());
    assert!(names.add("letters.tsv", "ق").is_err());
    names
        .add("aliases.tsv", "أ\torganisation\t-\tب")
        .expect("a row");
    assert!(names.add("aliases.tsv", "ج\torganisation\t-\tب").is_err());
}

proptest! {
    /// Whatever is marked, nothing fails, every mention that is no nationality is in one entity, and every
    /// span slices (laws 1 and 7).
    #[test]
    fn every_mention_is_in_one_entity(
        text in "[ء-ي «»()،.وال]{0,80}",
        marks in proptest::collection::vec((0usize..90, 1usize..30, 0usize..7), 0..8),
    ) {
        let text = Text::new(text);
        let kinds = [Person, Organisation, Place, Facility, Nationality, Role, MentionKind::Document];
        let mentions: Vec<Mention> = marks
            .into_iter()
            .map(|(start, len, kind)| Mention {
                span: Span::new(start, start + len),
                kind: kinds[kind],
                nominal: false,
                confidence: 0.5,
            })
            .collect();
        let found = Entities::gather(&Doc::new(&text, &ENGINE.language().lexicon), &mentions);
        for (i, m) in found.mentions.iter().enumerate() {
            prop_assert!(text.get(m.span).is_some());
            let of = found.entities.iter().filter(|e| e.mentions.contains(&i)).count();
            prop_assert_eq!(of, usize::from(m.kind != Nationality));
        }
        for e in &found.entities {
            prop_assert!(text.get(e.at).is_some());
            prop_assert!((0.0..=1.0).contains(&e.confidence));
        }
    }
}
