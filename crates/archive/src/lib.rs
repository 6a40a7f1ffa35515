//! What do we hold, and is it intact?
//!
//! An [`Archive`] is one SQLite file. In it lie the bytes that came in, each once; the reports that were
//! made of them, which never change; what engines read out of them, which can be made again; what people
//! said against it; and the custody log, a chain of hashes that tells who did what when.
//!
//! ```
//! use musnad_archive::{Access, Archive, Stamp};
//!
//! let folder = tempfile::tempdir()?;
//! let stamp = Stamp { at: "2026-03-02T08:00:00Z".parse()?, program: "musnad 0.1.0".to_owned() };
//! let archive = Archive::open(folder.path().join("musnad.db"), Access::Create, &stamp)?;
//! assert!(!archive.knows("0123456789abcdef")?);
//! archive.close()?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod add;
pub mod contract;
mod correction;
mod custody;
mod doctor;
mod entities;
mod error;
mod events;
pub mod exchange;
mod file;
mod hash;
mod held;
mod journal;
mod message;
mod migrate;
mod pack;
mod readings;
mod reread;
mod seal;
mod search;
mod timeline;
mod verify;
pub mod versions;
mod who;

pub use add::{Added, Incoming, Ready, address_of};
pub use correction::entities::Regrouping;
pub use correction::{
    Anchored, Change, Correction, Event, How, Mentioned, Passage, Question, Shown, Signature,
    State, What, replay,
};
pub use custody::{Act, Entry};
pub use doctor::{Diagnosis, Finding, Repaired, Rescued, Size, rescue};
pub use entities::{AskedEntities, AskedPlace};
pub use error::{ArchiveError, Result};
pub use events::{AskedTold, Telling};
pub use exchange::{Exported, Items, Taken, Told};
pub use file::{Access, Archive, Stamp};
pub use hash::Hash;
pub use held::Held;
pub use journal::Failed;
pub use message::Message;
pub use migrate::{APPLICATION_ID, SCHEMA};
pub use reread::{Reread, Which};
pub use search::{Count, Facets, Found, Hit, Page};
pub use timeline::{AskedTimeline, Named};
pub use verify::{Again, Counted, Part, Problem, Remedy, Verification, verify};
pub use who::Asked;
