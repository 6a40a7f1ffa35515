//! What particles do.

/// What a particle does, as bits: «حتى» is both `TO` and `UNTIL`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Keys(u16);

impl Keys {
    pub(crate) const IN: Keys = Keys(1);
    pub(crate) const ON: Keys = Keys(1 << 1);
    pub(crate) const FROM: Keys = Keys(1 << 2);
    pub(crate) const TO: Keys = Keys(1 << 3);
    pub(crate) const BETWEEN: Keys = Keys(1 << 4);
    pub(crate) const BEFORE: Keys = Keys(1 << 5);
    pub(crate) const AFTER: Keys = Keys(1 << 6);
    pub(crate) const SINCE: Keys = Keys(1 << 7);
    pub(crate) const AT: Keys = Keys(1 << 8);
    pub(crate) const NOW: Keys = Keys(1 << 9);
    pub(crate) const EXCEPT: Keys = Keys(1 << 10);
    pub(crate) const LAST: Keys = Keys(1 << 11);
    pub(crate) const MORE: Keys = Keys(1 << 12);
    pub(crate) const DURATION: Keys = Keys(1 << 13);
    pub(crate) const ABOUT: Keys = Keys(1 << 14);
    pub(crate) const BEGIN: Keys = Keys(1 << 15);

    pub(super) fn named(name: &str) -> Option<Keys> {
        Some(match name {
            "in" => Keys::IN,
            "on" => Keys::ON,
            "from" => Keys::FROM,
            "to" => Keys::TO,
            "between" => Keys::BETWEEN,
            "before" => Keys::BEFORE,
            "after" => Keys::AFTER,
            "since" => Keys::SINCE,
            "at" => Keys::AT,
            "now" => Keys::NOW,
            "except" => Keys::EXCEPT,
            "last" => Keys::LAST,
            "duration" => Keys::DURATION,
            "about" => Keys::ABOUT,
            "more" => Keys::MORE,
            "begin" => Keys::BEGIN,
            _ => return None,
        })
    }

    pub(crate) fn any(self, of: Keys) -> bool {
        self.0 & of.0 != 0
    }

    pub(crate) const fn or(self, other: Keys) -> Keys {
        Keys(self.0 | other.0)
    }
}
