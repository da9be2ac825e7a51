use crate::uid::Uid;

pub struct Failure(Uid);
