use crate::log::setup;
use crate::log;
pub fn a(n: &str) -> usize { setup(n) }
pub fn b(n: &str) -> usize { log::setup(n) }
pub fn c(n: &str) -> usize { crate::log::setup(n) }
pub fn hollow(n: &str) -> usize { println!("{}", n.trim()); n.len() }
