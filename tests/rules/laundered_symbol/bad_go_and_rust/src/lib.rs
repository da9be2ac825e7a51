pub use std::env::var as read;
