use deserr::Deserr;

use crate::Version;

pub struct Uid(Version);
