//! Laws that hold for every text.

use jiff::civil::{Date, date};
use musnad_report::Text;
use musnad_time::{
    Clock, Duration, End, Moment, Part, PublicationTime, Unit, Value, When, edtf, find,
};
use proptest::prelude::*;

const PUBLISHED: Date = date(2015, 7, 22);

/// Words of time and others, numbers and marks.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "في",
        "من",
        "إلى",
        "حتى",
        "بين",
        "و",
        "قبل",
        "بعد",
        "منذ",
        "كل",
        "آخر",
        "أول",
        "هذا",
        "يوم",
        "اليوم",
        "أمس",
        "الاثنين",
        "وأربعاء",
        "جمعة",
        "مايو",
        "شهر",
        "رمضان",
        "تشرين",
        "الثاني",
        "عام",
        "العام",
        "الماضي",
        "المقبل",
        "القادمة",
        "الأيام",
        "أيام",
        "ساعة",
        "الساعة",
        "السابعة",
        "والنصف",
        "إلا",
        "ربعا",
        "مساء",
        "الظهر",
        "القرن",
        "العشرين",
        "التسعينيات",
        "الربع",
        "الأول",
        "صيف",
        "منتصف",
        "نهاية",
        "بقية",
        "الحادي",
        "والعشرين",
        "خمسة",
        "عشر",
        "ألفين",
        "3",
        "15",
        "31",
        "2015",
        "1436",
        "4:30",
        "99:99",
        "17/5/2015",
        "0/0/0000",
        "9999",
        "99999999999",
        "هـ",
        "م",
        "-",
        "/",
        "(",
        ")",
        "،",
        ".",
        "\n",
        "قال",
        "الوزير",
        "عيد",
        "الأضحى",
        "أسبوعين",
        "الأسبوع",
        "نصف",
        "مليون",
        "x",
    ]);
    prop::collection::vec(word, 0..24).prop_map(|words| words.join(" "))
}

/// The same text as others may write it.
fn variants(text: &str) -> Vec<String> {
    let letters = |map: &dyn Fn(char) -> char| text.chars().map(map).collect::<String>();
    vec![
        letters(&|c| match c {
            'أ' | 'إ' | 'آ' => 'ا',
            'ة' => 'ه',
            'ى' => 'ي',
            c => c,
        }),
        letters(&|c| match c {
            'ي' => 'ی',
            'ك' => 'ک',
            c => c,
        }),
        letters(&|c| {
            c.to_digit(10)
                .and_then(|d| char::from_u32(0x660 + d))
                .unwrap_or(c)
        }),
        letters(&|c| {
            c.to_digit(10)
                .and_then(|d| char::from_u32(0x6F0 + d))
                .unwrap_or(c)
        }),
        letters(&|c| if c == ' ' { '\u{A0}' } else { c }),
        text.replace('ا', "\u{64E}ا")
            .trim_start_matches('\u{64E}')
            .to_owned(),
        text.replace("يوم", "يـــوم").replace("الشهر", "الشـهر"),
    ]
}

fn values(text: &str, published: Option<Date>) -> Vec<String> {
    let text = Text::new(text.to_owned());
    let found = find(
        &text,
        0..text.tokens().len(),
        published.map(PublicationTime),
    );
    found.iter().map(|e| e.value.to_string()).collect()
}

fn moment() -> impl Strategy<Value = Moment> {
    let day = (-999i16..3000, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| date(y, m, d));
    let year = prop::option::of(1i16..3000);
    let when = prop_oneof![
        (1i16..30).prop_map(When::Century),
        (100i16..300).prop_map(When::Decade),
        year.clone().prop_map(When::Year),
        (
            year.clone(),
            prop::sample::select(vec![21u8, 24, 33, 36, 40, 41])
        )
            .prop_map(|(year, code)| When::Part {
                year,
                part: Part::from_code(code).unwrap_or(Part::SPRING)
            }),
        (year, prop::option::of(1i8..=12)).prop_map(|(year, month)| When::Month { year, month }),
        day.clone().prop_map(|day| Moment::week_of(day).when),
        Just(When::Week(None)),
        day.prop_map(When::Day),
        (prop::option::of(1i8..=12), 1i8..=31).prop_map(|(month, day)| When::SomeDay {
            year: None,
            month,
            day: Some(day)
        }),
        (1i8..=7).prop_map(When::Weekday),
    ];
    let clock = prop::option::of(
        (0i32..24, 0i32..60, prop::option::of(0i32..60)).prop_map(|(h, m, s)| Clock::new(h, m, s)),
    );
    (when, clock, any::<bool>()).prop_map(|(when, clock, approximate)| Moment {
        when,
        clock: clock.flatten(),
        approximate,
    })
}

fn value() -> impl Strategy<Value = Value> {
    let end = || prop_oneof![Just(End::Open), moment().prop_map(End::At)];
    let length = || {
        let units = [
            Unit::Second,
            Unit::Minute,
            Unit::Hour,
            Unit::Day,
            Unit::Week,
            Unit::Month,
            Unit::Year,
        ];
        prop::collection::vec((1u32..100_000, prop::sample::select(units.to_vec())), 1..4).prop_map(
            |parts| {
                let mut length = Duration::default();
                for (n, unit) in parts {
                    length.push(musnad_time::Amount::Hundredths(n), unit);
                }
                length
            },
        )
    };
    prop_oneof![
        moment().prop_map(Value::Moment),
        (end(), end()).prop_map(|(a, b)| Value::Interval(a, b)),
        length().prop_map(Value::Duration),
        length().prop_map(Value::Every),
    ]
}

/// Time grows with the length of the text alone, and so does the stack: what is said over and over makes neither explode.
#[test]
fn repetition_costs_no_more() {
    for phrase in [
        "الربع الأول من بداية ",
        "النصف الأول من القرن ",
        "الأشهر الستة الأولى من ",
        "5 مايو - ",
        "الموافق 5 مايو 3 رمضان ",
        "1 و2 و3 و",
        "شهر مايو و",
        "السبت والأحد و",
        "عام وشهر ويوم و",
        "من 3 إلى ",
        "نهاية بداية ",
        "مساء ",
        "ألف و",
        "(",
    ] {
        let text = Text::new(phrase.repeat(3000));
        find(
            &text,
            0..text.tokens().len(),
            Some(PublicationTime(PUBLISHED)),
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn spans_slice_and_do_not_overlap(text in words(), published in any::<bool>()) {
        let text = Text::new(text);
        let found = find(&text, 0..text.tokens().len(), published.then_some(PublicationTime(PUBLISHED)));
        let mut end = 0;
        for e in found {
            prop_assert!(text.get(e.span).is_some_and(|words| !words.trim().is_empty()));
            prop_assert!(e.tokens.start >= end && e.tokens.start < e.tokens.end);
            prop_assert_eq!(text.span_of(e.tokens.clone()), e.span);
            end = e.tokens.end;
        }
    }

    #[test]
    fn what_is_found_reads_back(text in words(), published in any::<bool>()) {
        let text = Text::new(text);
        for e in find(&text, 0..text.tokens().len(), published.then_some(PublicationTime(PUBLISHED))) {
            let written = e.value.to_string();
            let back = edtf::parse(&written);
            prop_assert!(back.is_some(), "{written}");
            prop_assert_eq!(back.map(|v| (v.bounds(), v.to_string())), Some((e.value.bounds(), written)));
        }
    }

    #[test]
    fn spelling_habits_do_not_matter(text in words()) {
        let plain = values(&text, Some(PUBLISHED));
        for variant in variants(&text) {
            prop_assert_eq!(&values(&variant, Some(PUBLISHED)), &plain, "{} / {}", text, variant);
        }
    }

    #[test]
    fn no_text_makes_it_fail(text in "[\u{600}-\u{6FF} 0-9/:.,()\n-]{0,80}") {
        let text = Text::new(text);
        find(&text, 0..text.tokens().len() + 3, Some(PublicationTime(PUBLISHED)));
        find(&text, 0..text.tokens().len(), Some(PublicationTime(Date::MIN)));
        find(&text, 0..text.tokens().len(), Some(PublicationTime(Date::MAX)));
    }

    #[test]
    fn no_words_of_time_make_it_fail(text in words()) {
        let text = Text::new(text);
        for published in [None, Some(Date::MIN), Some(Date::MAX)] {
            find(&text, 0..text.tokens().len(), published.map(PublicationTime));
        }
    }

    #[test]
    fn values_read_back(value in value()) {
        prop_assert_eq!(edtf::parse(&value.to_string()).map(|v| v.to_string()), Some(value.to_string()));
        prop_assert_eq!(edtf::parse(&value.to_string()).map(|v| v.bounds()), Some(value.bounds()));
    }

    #[test]
    fn bounds_run_forward(moment in moment()) {
        let bounds = moment.bounds();
        prop_assert!(bounds.earliest.is_none() == bounds.latest.is_none() && bounds.earliest <= bounds.latest);
    }

    #[test]
    fn other_text_is_not_edtf(text in "[0-9XTPRWYMDH/:.~-]{0,16}") {
        if let Some(value) = edtf::parse(&text) {
            value.bounds();
        }
    }
}
