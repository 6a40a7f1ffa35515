//! Who is said to have said, done, asked, refused what?
pub mod reading;
pub use reading::*;
