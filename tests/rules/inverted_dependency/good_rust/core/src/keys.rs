use crate::{Uid, Version};

pub enum Action {
    All,
}

pub mod actions {
    use super::Action::*;
}
