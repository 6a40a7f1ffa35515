//! The contracts of the commands that ask an archive: what `--format json` prints.
//!
//! As in [`musnad_read::contract`]: fields are only ever added, a fact that is not known is `null`, and
//! the JSON Schema is made from these types. Spans are half-open, in UTF-8 bytes of the report's text.

pub mod actors;
pub mod arrangements;
mod brief;
pub mod entities;
pub mod events;
pub mod places;
pub mod report;
pub mod search;
pub mod timeline;
pub mod versions;
pub mod who;

pub use actors::Actors;
pub use arrangements::Arrangements;
pub use brief::{Brief, Deed};
pub use entities::Entities;
pub use places::Where;
pub use report::{Corrected, Report};
pub use search::Search;
pub use timeline::Timeline;
pub use versions::Versions;
pub use who::Who;
