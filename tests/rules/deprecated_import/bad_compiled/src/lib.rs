pub mod old;
pub mod newer;
mod user;
mod user_of_module;
