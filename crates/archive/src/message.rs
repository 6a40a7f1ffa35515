//! What there is to say of stored things, in a form that can be said in other languages too.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// A sentence with gaps and what fills them. As in gettext the English sentence is the key by which its
/// translation is found; [`fmt::Display`] and JSON give the English one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message {
    template: &'static str,
    values: Vec<String>,
}

/// A [`Message`]: its sentence, with `{}` for each gap, and what fills them in turn.
macro_rules! message {
    ($template:literal $(, $value:expr)* $(,)?) => {
        $crate::message::Message::new($template, vec![$($value.to_string()),*])
    };
}
pub(crate) use message;

impl Message {
    pub(crate) fn new(template: &'static str, values: Vec<String>) -> Message {
        Message { template, values }
    }

    /// What another program says in words of its own, such as SQLite of a page.
    pub fn verbatim(words: impl Into<String>) -> Message {
        Message::new("{}", vec![words.into()])
    }

    /// The English sentence, `{}` at each gap.
    pub fn template(&self) -> &'static str {
        self.template
    }

    /// What fills the gaps of the sentence, and of its translations, in their order.
    pub fn values(&self) -> &[String] {
        &self.values
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, part) in self.template.split("{}").enumerate() {
            let value = n.checked_sub(1).and_then(|gap| self.values.get(gap));
            f.write_str(value.map_or("", String::as_str))?;
            f.write_str(part)?;
        }
        Ok(())
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Message {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Message".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_in_their_order() {
        let said = message!("entry {} cannot be read ({})", 7, "{}");
        assert_eq!(said.to_string(), "entry 7 cannot be read ({})");
        assert_eq!(Message::verbatim("{} pages").to_string(), "{} pages");
        assert_eq!(message!("it is gone").to_string(), "it is gone");
    }
}
