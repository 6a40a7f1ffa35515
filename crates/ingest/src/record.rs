//! One JSON object becomes the fields of a report.

use crate::date;
use crate::fields::{self, Role};
use jiff::civil::Date;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// What a record tells, by the table of field names.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Record {
    values: [Option<Value>; Role::COUNT],
    /// Names of the first fields, for the message on a record without text.
    names: Vec<String>,
}

/// The best value of a role up to now.
#[derive(Debug, PartialEq)]
struct Value {
    rank: usize,
    name: &'static str,
    text: String,
}

/// How many of a record's field names a message shows.
const NAMES_SHOWN: usize = 12;

impl Record {
    /// Reads one JSON object.
    ///
    /// # Errors
    /// Where the text is not one JSON object; line and column count from its first byte.
    pub(crate) fn parse(json: &str) -> Result<Record, serde_json::Error> {
        let mut json = serde_json::Deserializer::from_str(json);
        let record = (&mut json).deserialize_map(RecordVisitor)?;
        json.end()?;
        Ok(record)
    }

    /// Whether a field stands in it that holds a report's text, if only an empty one.
    pub(crate) fn has_text_field(&self) -> bool {
        self.value(Role::Title).is_some() || self.value(Role::Body).is_some()
    }

    /// Names of its fields, at most twelve.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// The text of a role; empty where the record has none.
    pub(crate) fn text(&self, role: Role) -> &str {
        self.value(role).map_or("", |value| value.text.as_str())
    }

    /// The text of a role without spaces at the ends; `None` where it is empty.
    pub(crate) fn stated(&self, role: Role) -> Option<String> {
        Some(self.text(role).trim())
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    }

    /// The day that a role names.
    ///
    /// # Errors
    /// A diagnostic, where something stands there that is not understood as a day.
    pub(crate) fn date(&self, role: Role) -> Result<Option<Date>, String> {
        let Some(value) = self
            .value(role)
            .filter(|value| !value.text.trim().is_empty())
        else {
            return Ok(None);
        };
        let not_understood = || {
            let shown: String = value.text.chars().take(40).collect();
            format!("{}: no day understood in {shown:?}", value.name)
        };
        date::parse(&value.text)
            .map(Some)
            .ok_or_else(not_understood)
    }

    fn value(&self, role: Role) -> Option<&Value> {
        self.values[role as usize].as_ref()
    }

    /// Keeps the value if it is better than the one before: not empty first, then by rank; among
    /// equals the later, as other JSON readers do with a key that stands twice.
    fn offer(&mut self, role: Role, offered: Value) {
        let slot = &mut self.values[role as usize];
        let merit = |value: &Value| (value.text.trim().is_empty(), value.rank);
        if slot
            .as_ref()
            .is_none_or(|kept| merit(&offered) <= merit(kept))
        {
            *slot = Some(offered);
        }
    }
}

struct RecordVisitor;

impl<'de> Visitor<'de> for RecordVisitor {
    type Value = Record;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object with the fields of one report")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let mut record = Record::default();
        while let Some(name) = map.next_key_seed(Name)? {
            if let Some(field) = fields::of(&name) {
                let text = map.next_value_seed(Joined(field.role))?;
                record.offer(
                    field.role,
                    Value {
                        rank: field.rank,
                        name: field.name,
                        text,
                    },
                );
            } else {
                map.next_value::<IgnoredAny>()?;
            }
            if record.names.len() < NAMES_SHOWN {
                record.names.push(name.into_owned());
            }
        }
        Ok(record)
    }
}

/// A key, borrowed from the input where it holds no escapes.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Cow<'de, str>, D::Error> {
        json.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E>(self, name: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}

/// A value as one text: a string; a number; a list, its parts joined (authors, paragraphs); of an
/// object its `name`, as schema.org writes authors and publishers. Anything else is empty.
#[derive(Clone, Copy)]
struct Joined(Role);

impl<'de> DeserializeSeed<'de> for Joined {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<String, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Joined {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_string<E>(self, text: String) -> Result<String, E> {
        Ok(text)
    }

    fn visit_unit<E>(self) -> Result<String, E> {
        Ok(String::new())
    }

    fn visit_bool<E>(self, _: bool) -> Result<String, E> {
        Ok(String::new())
    }

    fn visit_i64<E>(self, number: i64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_u64<E>(self, number: u64) -> Result<String, E> {
        Ok(number.to_string())
    }

    /// A time with a fraction of a second: `1930847999.25`.
    fn visit_f64<E>(self, number: f64) -> Result<String, E> {
        Ok(number.trunc().to_string())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<String, A::Error> {
        let mut out = String::new();
        while let Some(part) = list.next_element_seed(self)? {
            if !out.is_empty() && !part.is_empty() {
                out.push_str(self.0.joint());
            }
            out.push_str(&part);
        }
        Ok(out)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<String, A::Error> {
        let mut out = String::new();
        while let Some(key) = map.next_key_seed(Name)? {
            if key == "name" {
                out = map.next_value_seed(self)?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn record(json: &str) -> Record {
        Record::parse(json).expect("valid JSON")
    }

    #[test]
    fn news_please() {
        let r = record(
            r#"{"authors": ["سمر الخطيب", "نادر عوض"], "date_download": "2031-03-10 01:00:00",
            "date_modify": null, "date_publish": "2031-03-09 23:30:00", "description": "موجز",
            "filename": "x.html.json", "language": "ar", "maintext": "متن", "source_domain": "nahr.example",
            "title": "عنوان", "url": "https://nahr.example/1"}"#,
        );
        assert_eq!((r.text(Role::Title), r.text(Role::Body)), ("عنوان", "متن"));
        assert_eq!(
            r.stated(Role::Author).as_deref(),
            Some("سمر الخطيب، نادر عوض")
        );
        assert_eq!(r.stated(Role::Outlet).as_deref(), Some("nahr.example"));
        assert_eq!(r.date(Role::Published), Ok(Some(date(2031, 3, 9))));
        assert_eq!(r.date(Role::Modified), Ok(None));
        assert_eq!(r.date(Role::Captured), Ok(Some(date(2031, 3, 10))));
    }

    #[test]
    fn saudinewsnet_tells_the_capture_only() {
        let r = record(
            r#"{"source": "nahr", "url": "u", "date_extracted": "2031-03-09 02:51:37", "title": "ع",
            "author": "", "content": "متن"}"#,
        );
        assert_eq!(r.date(Role::Published), Ok(None));
        assert_eq!(r.date(Role::Captured), Ok(Some(date(2031, 3, 9))));
        assert_eq!(r.stated(Role::Author), None);
        assert_eq!(r.stated(Role::Outlet).as_deref(), Some("nahr"));
    }

    #[test]
    fn the_first_field_that_is_not_empty_counts() {
        assert_eq!(
            record(r#"{"text": "ب", "content": ""}"#).text(Role::Body),
            "ب"
        );
        assert_eq!(
            record(r#"{"content": "أ", "text": "ب"}"#).text(Role::Body),
            "أ"
        );
        assert_eq!(
            record(r#"{"text": "ب", "content": "أ"}"#).text(Role::Body),
            "أ"
        );
        assert_eq!(
            record(r#"{"maintext": null, "description": "موجز"}"#).text(Role::Body),
            "موجز"
        );
        assert_eq!(
            record(r#"{"text": "ب", "text": "ج"}"#).text(Role::Body),
            "ج"
        );
    }

    #[test]
    fn lists_and_objects() {
        let r = record(
            r#"{"articleBody": ["فقرة", "أخرى"], "publisher": {"@type": "Organization", "name": "النهر"},
            "author": [{"name": "سمر"}, {"name": "نادر"}], "datePublished": 1930847999}"#,
        );
        assert_eq!(r.text(Role::Body), "فقرة\n\nأخرى");
        assert_eq!(r.stated(Role::Outlet).as_deref(), Some("النهر"));
        assert_eq!(r.stated(Role::Author).as_deref(), Some("سمر، نادر"));
        assert_eq!(r.date(Role::Published), Ok(Some(date(2031, 3, 9))));
    }

    #[test]
    fn a_record_without_text_knows_its_names() {
        let r = record(r#"{"id": 1, "category": "x"}"#);
        assert!(!r.has_text_field());
        assert_eq!(r.names(), ["id", "category"]);
        assert!(record(r#"{"title": ""}"#).has_text_field());
    }

    #[test]
    fn a_date_that_is_none_is_told() {
        let told = record(r#"{"date": "قبل قليل"}"#)
            .date(Role::Published)
            .expect_err("no day");
        assert!(told.starts_with("date: no day understood"), "{told}");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(json in "\\{[\"a-z:,\\[\\]{}0-9\\\\ ]{0,60}\\}") {
            let _ = Record::parse(&json);
        }
    }
}
