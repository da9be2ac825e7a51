mod deserr;
mod hooks;
mod ipc;
pub mod keys;
mod uid;

pub use keys::Action;
use std::fmt;
pub use uid::Uid;

pub struct Version;

pub fn start() {
    hooks::run(Version);
    ipc::read();
}
