//! Words of the news, with all that is attached to them, known for forms of the right verb: one
//! of each kind that the grammars tell apart. And words that only look like it.

mod support;

use musnad_read::inflect::Part::{self, Imperfect, Noun, Participle, Perfect};
use musnad_read::lexicon::VerbFlag;
use musnad_report::fold::fold;
use support::ENGINE;

/// Verb, part, and forms as a newspaper may have them.
const FORMS: &[(&str, Part, &str)] = &[
    // Hollow: the long vowel goes before a consonant and after «لم».
    (
        "قال",
        Perfect,
        "قال وقال فقال قالت وقالا قالوا قلن قلت قلنا قالها",
    ),
    (
        "قال",
        Imperfect,
        "يقول سيقول وسيقول تقول يقولون يقولوا نقول أقول يقل تقل يقولها",
    ),
    ("قال", Participle, "قائلا قائلة قائلين قائلات"),
    ("قال", Noun, "قول قوله بقوله لقولها وقولهم قولهما"),
    ("أفاد", Perfect, "أفاد افادت وأفادوا أفدنا"),
    ("أفاد", Imperfect, "يفيد تفيد يفيدون يفد"),
    ("أضاف", Perfect, "أضاف واضاف أضافت فأضافا"),
    ("أضاف", Participle, "مضيفا مضيفة مضيفين"),
    ("أشار", Perfect, "أشار وأشارت اشاروا أشرنا"),
    ("أشار", Participle, "مشيرا مشيرة ومشيرين"),
    ("أشاد", Perfect, "أشاد وأشادت أشادوا"),
    // Weak at the end.
    ("نفى", Perfect, "نفى نفت نفيا نفوا ونفى"),
    ("نفى", Imperfect, "ينفي تنفي ينفون ينف وسينفي"),
    ("نفى", Participle, "نافيا نافية نافين"),
    ("دعا", Perfect, "دعا دعت ودعوا دعاه دعاها دعونا"),
    ("دعا", Imperfect, "يدعو تدعو يدعون سيدعو يدع"),
    ("دعا", Participle, "داعيا داعية داعين"),
    ("دعا", Noun, "دعوة دعوته دعوات لدعوة"),
    ("ادعى", Perfect, "ادعى ادعت ادعوا"),
    ("ادعى", Imperfect, "يدعي تدعي"),
    ("رأى", Perfect, "رأى رأت رأوا"),
    ("رأى", Imperfect, "يرى ترى يرون"),
    // Doubled.
    ("رد", Perfect, "رد ردت وردوا"),
    ("حث", Perfect, "حث حثت حثوا حثه"),
    ("حث", Imperfect, "يحث تحث يحثون"),
    // Hamzas in every seat.
    ("أكد", Perfect, "أكد اكد وأكدت أكدوا أكدا"),
    ("أكد", Imperfect, "يؤكد تؤكد يؤكدون نؤكد"),
    ("أكد", Participle, "مؤكدا مؤكدة مؤكدين مؤكدات"),
    ("أكد", Noun, "تأكيد تأكيده بتأكيدها لتأكيد"),
    ("أعلن", Perfect, "أعلن اعلنت وأعلنوا أعلنه أعلنتها"),
    ("أعلن", Noun, "إعلان إعلانه لإعلان اعلانها"),
    ("أنبأ", Perfect, "أنبأ أنبأت"),
    ("هنأ", Perfect, "هنأ هنأت وهنأه"),
    // Sound, derived patterns.
    ("اتهم", Perfect, "اتهم اتهمت واتهموا اتهمه اتهمتها"),
    ("اتهم", Imperfect, "يتهم تتهم يتهمون يتهمه"),
    ("اتهم", Noun, "اتهام اتهامه باتهام اتهامات"),
    ("طالب", Perfect, "طالب طالبت وطالبوا طالبه"),
    ("طالب", Participle, "مطالبا مطالبة مطالبين"),
    ("استنكر", Perfect, "استنكر استنكرت واستنكروا"),
    ("استنكر", Imperfect, "يستنكر تستنكر"),
    ("شدد", Participle, "مشددا مشددة"),
    ("نقل", Perfect, "نقل نقلت ونقلت نقلوا نقلته نقلتها"),
    ("زعم", Perfect, "زعم زعمت زعموا"),
    ("تعهد", Imperfect, "يتعهد تتعهد يتعهدون"),
];

#[test]
fn forms_are_known_with_all_that_is_attached_to_them() {
    let lexicon = &ENGINE.language().lexicon;
    let mut missed = Vec::new();
    for (lemma, part, forms) in FORMS {
        for form in forms.split(' ') {
            let form = fold(form);
            let word = lexicon.read(&form);
            let known = |(c, _): &(musnad_read::lexicon::CueForm, _)| {
                c.part == *part && lexicon.verbs[c.verb].lemma == *lemma
            };
            if !word.cues.iter().any(known) {
                missed.push(format!("{form} ({part:?} of {lemma})"));
            }
        }
    }
    assert!(
        missed.is_empty(),
        "{} forms are unknown: {}",
        missed.len(),
        missed.join("، ")
    );
}

/// Forms that are not made today; one that is belongs to the list above.
const KNOWN_WRONG: &[(&str, &str)] = &[
    // The feminine plural shortens a hollow verb: «يقلن», not «يقولن».
    ("قال", "يقلن"),
];

#[test]
fn forms_that_are_known_wrong_still_are() {
    let lexicon = &ENGINE.language().lexicon;
    for (lemma, form) in KNOWN_WRONG {
        let cues = lexicon.read(&fold(form)).cues;
        let known = cues
            .iter()
            .any(|(c, _)| lexicon.verbs[c.verb].lemma == *lemma);
        assert!(!known, "{form} is known now: move it to FORMS");
    }
}

#[test]
fn what_is_attached_is_told() {
    let lexicon = &ENGINE.language().lexicon;
    let attached = |form: &str, lemma: &str| {
        let cues = lexicon.read(&fold(form)).cues;
        let mut of_verb = cues
            .into_iter()
            .filter(|(c, _)| lexicon.verbs[c.verb].lemma == lemma);
        of_verb
            .next()
            .map(|(_, a)| a)
            .unwrap_or_else(|| panic!("{form} is unknown"))
    };
    assert!(attached("وأكد", "أكد").conj && attached("فقال", "قال").conj);
    assert!(!attached("أكد", "أكد").conj);
    assert!(attached("سيعلن", "أعلن").future);
    assert_eq!(attached("بقوله", "قال").prep, Some('ب'));
    assert_eq!(attached("قولها", "قال").pron, Some("ها"));
    assert!(attached("الاتهام", "اتهم").def);
}

/// Words of every report that no reporting verb may claim.
const OTHERS: &str = "مدينة بين عدد في من إلى على هذا التي الذي كل يوم أمس حكومة وزارة \
    الجسر الطريق المياه القرية الناس السوق المدرسة اللجنة المشروع العمال سبعة عشرين \
    كبير جديد الماضي المقبل وكان وقد ثم لكن بعد قبل خلال";

#[test]
fn other_words_are_no_cues() {
    let lexicon = &ENGINE.language().lexicon;
    let mut taken = Vec::new();
    for form in OTHERS.split_whitespace() {
        let cues = lexicon.read(&fold(form)).cues;
        let finite = cues
            .iter()
            .filter(|(c, _)| matches!(c.part, Perfect | Imperfect) && !c.short);
        for (c, _) in finite.filter(|(c, _)| lexicon.verbs[c.verb].is(VerbFlag::Core)) {
            taken.push(format!("{form} ({})", lexicon.verbs[c.verb].lemma));
        }
    }
    assert!(taken.is_empty(), "taken for cues: {}", taken.join("، "));
}
