//! All forms of a reporting verb, made from its principal parts.
//!
//! The lexicon gives the perfect and imperfect (third person masculine singular), the active
//! participle and the verbal nouns; everything else follows from the spelling of these four, as
//! in any grammar of written Arabic. Forms are made in ordinary spelling and folded by the
//! caller; attached particles and object pronouns are taken off the text, not put on here.

/// Grammatical gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it all")]
pub enum Gender {
    Masculine,
    Feminine,
}

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it all")]
pub enum Number {
    Singular,
    Dual,
    Plural,
}

/// Which part of the verb a form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// «قال», «قالت», «قالوا».
    Perfect,
    /// «يقول», «تقول», «يقولون», and the shortened «لم ينف».
    Imperfect,
    /// «مضيفا», «قائلة».
    Participle,
    /// «قول», «إعلان».
    Noun,
}

/// Who does it, as far as the form tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Agreement {
    /// 1, 2 or 3.
    pub person: u8,
    /// `None` where the form serves both.
    pub gender: Option<Gender>,
    /// `None` where the form serves several.
    pub number: Option<Number>,
}

/// One inflected form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// In ordinary spelling, without particles or pronouns.
    pub form: String,
    /// Which part it is.
    pub part: Part,
    /// Whom it agrees with.
    pub agreement: Agreement,
    /// Shortened: stands after a negation alone («لم ينف»).
    pub short: bool,
}

const fn agrees(person: u8, gender: Option<Gender>, number: Option<Number>) -> Agreement {
    Agreement {
        person,
        gender,
        number,
    }
}

use Gender::{Feminine as F, Masculine as M};
use Number::{Dual as D, Plural as P, Singular as S};

/// A perfect or imperfect that ends in a weak letter: «دعا», «نفى», «يدعو», «ينفي», «يخشى».
fn weak_end(form: &str) -> Option<(&str, char)> {
    let last = form.chars().next_back()?;
    matches!(last, 'ا' | 'ى' | 'ي' | 'و').then(|| (&form[..form.len() - last.len_utf8()], last))
}

/// The perfect: «قال قالت قالا قالتا قالوا قلن قلت قلنا».
pub fn perfect(form: &str, imperfect: &str, out: &mut Vec<Form>) {
    let mut push = |form: String, agreement| {
        out.push(Form {
            form,
            part: Part::Perfect,
            agreement,
            short: false,
        });
    };
    push(form.to_owned(), agrees(3, Some(M), None));
    match weak_end(form) {
        // «خشي» keeps its letter; «دعا» and «نفى» lose it before the endings.
        Some((_, 'ي')) | None => {
            push(format!("{form}ت"), agrees(3, Some(F), None));
            push(format!("{form}ا"), agrees(3, Some(M), Some(D)));
            push(format!("{form}تا"), agrees(3, Some(F), Some(D)));
            let plural = form.strip_suffix('ي').unwrap_or(form);
            push(format!("{plural}وا"), agrees(3, Some(M), Some(P)));
            let short = shortened(form, imperfect);
            push(format!("{short}ن"), agrees(3, Some(F), Some(P)));
            push(format!("{short}ت"), agrees(1, None, Some(S)));
            push(format!("{short}نا"), agrees(1, None, Some(P)));
        }
        Some((stem, _)) => {
            // «دعا يدعو» takes و in «دعوا»، everything else ي: «نفيا»، «ادعيا».
            let glide = if imperfect.ends_with('و') {
                'و'
            } else {
                'ي'
            };
            push(format!("{stem}ت"), agrees(3, Some(F), None));
            push(format!("{stem}{glide}ا"), agrees(3, Some(M), Some(D)));
            push(format!("{stem}تا"), agrees(3, Some(F), Some(D)));
            push(format!("{stem}وا"), agrees(3, Some(M), Some(P)));
            push(format!("{stem}{glide}ن"), agrees(3, Some(F), Some(P)));
            push(format!("{stem}{glide}ت"), agrees(1, None, Some(S)));
            push(format!("{stem}{glide}نا"), agrees(1, None, Some(P)));
        }
    }
}

/// The stem before a consonant: «قال» → «قل», «أفاد» → «أفد»; others stay.
fn shortened(perfect: &str, imperfect: &str) -> String {
    let letters: Vec<char> = perfect.chars().collect();
    let hollow = letters.len() >= 3
        && letters[letters.len() - 2] == 'ا'
        && imperfect
            .chars()
            .rev()
            .nth(1)
            .is_some_and(|c| matches!(c, 'و' | 'ي' | 'ا'));
    if !hollow {
        return perfect.to_owned();
    }
    let mut short: String = letters[..letters.len() - 2].iter().collect();
    short.push(letters[letters.len() - 1]);
    short
}

/// The imperfect in all moods: «يقول تقول يقولون يقولوا تقولان نقول أقول», «يدعو يدعون», «لم ينف».
pub fn imperfect(form: &str, out: &mut Vec<Form>) {
    let Some(rest) = form.strip_prefix('ي') else {
        return;
    };
    let mut add = |form: String, agreement, short| {
        out.push(Form {
            form,
            part: Part::Imperfect,
            agreement,
            short,
        });
    };
    for (prefix, a) in [
        ('ي', agrees(3, Some(M), None)),
        ('ت', agrees(3, Some(F), None)),
        ('أ', agrees(1, None, Some(S))),
        ('ن', agrees(1, None, Some(P))),
    ] {
        add(format!("{prefix}{rest}"), a, false);
        if let Some((stem, _)) = weak_end(rest) {
            // After «لم» the weak letter falls: «لم ينف», «لم يدع».
            add(format!("{prefix}{stem}"), a, true);
        } else if let Some(short) = jussive(rest) {
            add(format!("{prefix}{short}"), a, true);
        }
    }
    let (dual, plural) = match weak_end(rest) {
        Some((_, 'و')) => (rest.to_owned(), rest.trim_end_matches('و').to_owned()),
        Some((stem, _)) => (format!("{stem}ي"), stem.to_owned()),
        None => (rest.to_owned(), rest.to_owned()),
    };
    for (prefix, gender) in [('ي', Some(M)), ('ت', Some(F))] {
        add(
            format!("{prefix}{dual}ان"),
            agrees(3, gender, Some(D)),
            false,
        );
        add(format!("{prefix}{dual}ا"), agrees(3, gender, Some(D)), true);
    }
    add(format!("ي{plural}ون"), agrees(3, Some(M), Some(P)), false);
    add(format!("ي{plural}وا"), agrees(3, Some(M), Some(P)), true);
    add(format!("ي{dual}ن"), agrees(3, Some(F), Some(P)), false);
}

/// «يقول» → «يقل» after «لم»: a hollow imperfect loses its long vowel.
fn jussive(rest: &str) -> Option<String> {
    let letters: Vec<char> = rest.chars().collect();
    let n = letters.len();
    (n >= 3 && matches!(letters[n - 2], 'و' | 'ي' | 'ا')).then(|| {
        let mut short: String = letters[..n - 2].iter().collect();
        short.push(letters[n - 1]);
        short
    })
}

/// The active participle as it reports: «مضيفا مضيفة مضيفين مضيفات مضيفان مضيفون».
pub fn participle(form: &str, out: &mut Vec<Form>) {
    let mut push = |form: String, agreement| {
        out.push(Form {
            form,
            part: Part::Participle,
            agreement,
            short: false,
        });
    };
    let short = form.strip_suffix('ي').unwrap_or(form);
    push(form.to_owned(), agrees(3, Some(M), Some(S)));
    push(format!("{form}ا"), agrees(3, Some(M), None));
    push(format!("{form}ة"), agrees(3, Some(F), None));
    push(format!("{form}تين"), agrees(3, Some(F), Some(D)));
    push(format!("{short}ين"), agrees(3, Some(M), Some(P)));
    push(format!("{short}ون"), agrees(3, Some(M), Some(P)));
    push(format!("{form}ات"), agrees(3, Some(F), Some(P)));
    push(format!("{form}ان"), agrees(3, Some(M), Some(D)));
}

/// A verbal noun; its indefinite accusative («طلبا») too.
pub fn noun(form: &str, out: &mut Vec<Form>) {
    let a = agrees(3, None, None);
    out.push(Form {
        form: form.to_owned(),
        part: Part::Noun,
        agreement: a,
        short: false,
    });
    if !form.ends_with(['ة', 'ى', 'ا']) && !form.ends_with("ات") {
        out.push(Form {
            form: format!("{form}ا"),
            part: Part::Noun,
            agreement: a,
            short: false,
        });
    }
}

/// The active participle of a verb, as its perfect and imperfect tell it: «قصف يقصف» «قاصف», «زار يزور» «زائر», «دعا يدعو»
/// «داعي», «طالب يطالب» «مطالب», «ندد يندد» «مندد».
pub fn active_participle(perfect: &str, imperfect: &str) -> Option<String> {
    let letters: Vec<char> = perfect.chars().collect();
    match letters[..] {
        [first, 'ا', last] => Some(format!("{first}ائ{last}")),
        [first, middle, 'ا' | 'ى' | 'ي'] => Some(format!("{first}ا{middle}ي")),
        ['أ' | 'آ', middle, last] => Some(format!("آ{middle}{last}")),
        [first, middle, last] => Some(format!("{first}ا{middle}{last}")),
        [first, last] => Some(format!("{first}ا{last}")),
        _ => imperfect.strip_prefix('ي').map(|rest| {
            let rest = rest
                .strip_suffix('ى')
                .map_or(rest.to_owned(), |stem| format!("{stem}ي"));
            format!("م{rest}")
        }),
    }
}

/// What a noun of an act has beside its own form: sound plurals and duals («غارات», «غارتين», «مقاتلين»).
pub fn sound_plurals(form: &str, out: &mut Vec<Form>) {
    let a = agrees(3, None, None);
    let (stem, endings): (&str, &[&str]) = match form.strip_suffix('ة') {
        Some(stem) => (stem, &["ات", "تين", "تان"]),
        None => (form, &["ات", "ين", "ان", "ون"]),
    };
    for ending in endings {
        out.push(Form {
            form: format!("{stem}{ending}"),
            part: Part::Noun,
            agreement: a,
            short: false,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn participles_follow_from_perfect_and_imperfect() {
        for (verb, participle) in [
            ("قصف يقصف", "قاصف"),
            ("زار يزور", "زائر"),
            ("دعا يدعو", "داعي"),
            ("رد يرد", "راد"),
            ("طالب يطالب", "مطالب"),
            ("أدان يدين", "مدين"),
            ("احتج يحتج", "محتج"),
            ("استنكر يستنكر", "مستنكر"),
        ] {
            let (perfect, imperfect) = verb.split_once(' ').expect("two forms");
            let made = active_participle(perfect, imperfect);
            assert_eq!(made.as_deref(), Some(participle), "{verb}");
        }
    }

    fn forms(make: impl Fn(&mut Vec<Form>)) -> Vec<String> {
        let mut out = Vec::new();
        make(&mut out);
        out.into_iter().map(|f| f.form).collect()
    }

    #[test]
    fn sound_hollow_and_weak_perfects() {
        assert_eq!(
            forms(|o| perfect("أعلن", "يعلن", o)),
            [
                "أعلن",
                "أعلنت",
                "أعلنا",
                "أعلنتا",
                "أعلنوا",
                "أعلنن",
                "أعلنت",
                "أعلننا"
            ]
        );
        assert!(forms(|o| perfect("قال", "يقول", o)).contains(&"قلنا".to_owned()));
        assert!(forms(|o| perfect("أفاد", "يفيد", o)).contains(&"أفدت".to_owned()));
        let nafa = forms(|o| perfect("نفى", "ينفي", o));
        assert!(
            ["نفت", "نفيا", "نفوا", "نفينا"]
                .iter()
                .all(|f| nafa.contains(&(*f).to_owned()))
        );
        let daa = forms(|o| perfect("دعا", "يدعو", o));
        assert!(
            ["دعت", "دعوا", "دعونا"]
                .iter()
                .all(|f| daa.contains(&(*f).to_owned()))
        );
    }

    #[test]
    fn imperfects_in_their_moods() {
        let qala = forms(|o| imperfect("يقول", o));
        assert!(
            ["تقول", "يقولون", "نقول", "يقل"]
                .iter()
                .all(|f| qala.contains(&(*f).to_owned()))
        );
        let nafa = forms(|o| imperfect("ينفي", o));
        assert!(
            ["ينف", "ينفون", "تنفيان"]
                .iter()
                .all(|f| nafa.contains(&(*f).to_owned()))
        );
        let daa = forms(|o| imperfect("يدعو", o));
        assert!(
            ["يدع", "يدعون", "تدعوان"]
                .iter()
                .all(|f| daa.contains(&(*f).to_owned()))
        );
    }

    #[test]
    fn participles_keep_or_drop_the_weak_letter() {
        let f = forms(|o| participle("نافي", o));
        assert!(
            ["نافيا", "نافية", "نافين"]
                .iter()
                .all(|x| f.contains(&(*x).to_owned()))
        );
    }
}
