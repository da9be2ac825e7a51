use crate::Version;

pub fn run(_version: Version) {}
