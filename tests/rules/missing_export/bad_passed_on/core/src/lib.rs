mod file;
pub use file::*;
