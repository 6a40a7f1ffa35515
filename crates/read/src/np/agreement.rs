//! Agreement: of adjectives with their nouns, of a source with its verb.

use super::NounPhrase;
use crate::doc::Doc;
use crate::lexicon::{Classes, Gender, Number};

/// An adjective follows its noun's ending: «منظمة دولية», «مصادر مطلعة», «مسؤولون حكوميون».
pub(super) fn agreeing(noun: &str, adjective: &str) -> bool {
    if adjective.ends_with('ه') {
        // Plurals of things take the feminine: «مصادر مطلعة», «تقارير صحفية».
        return noun.ends_with('ه') || noun.ends_with("ات") || noun.chars().any(|c| c == 'ا');
    }
    if adjective.ends_with("ين") || adjective.ends_with("ون") {
        return true;
    }
    adjective.ends_with('ي') && !noun.ends_with('ه')
}

/// Whether a plural's ending shows that it is no subject: «المواطنين», «لاعبي المنتخب».
pub fn oblique(doc: &Doc, i: usize) -> bool {
    let stem = &*doc.words[i].stem;
    let known = |s: String| doc.lexicon.classes(&s).any(Classes::PEOPLE);
    if let Some(base) = stem.strip_suffix("ين") {
        return known(format!("{base}ون"))
            || (doc.words[i].classes.any(Classes::PEOPLE) && known(base.to_owned()));
    }
    stem.strip_suffix('ي')
        .is_some_and(|base| known(format!("{base}ين")) && known(format!("{base}ون")))
}

/// Gender and number of the head, as far as its ending and class tell.
pub fn agreement(doc: &Doc, np: &NounPhrase) -> (Option<Gender>, Option<Number>) {
    let stem = &*doc.words[np.head].stem;
    let feminine_name = np.classes.any(Classes::PLACE) && !stem.ends_with("ان");
    let masculine = Classes::TITLE
        .union(Classes::DOCUMENT)
        .union(Classes::ORGANISATION);
    let gender = if stem.ends_with('ه') || stem.ends_with("ات") || feminine_name {
        Some(Gender::Feminine)
    } else if np.name.is_some() && !np.classes.any(Classes::TITLE) {
        None
    } else if np.classes.any(masculine) {
        Some(Gender::Masculine)
    } else {
        None
    };
    let number =
        if stem.ends_with("ون") || stem.ends_with("ين") && np.classes.any(Classes::ANONYMOUS) {
            Some(Number::Plural)
        } else {
            None
        };
    (gender, number)
}
