pub mod old;
pub mod newer;
mod user;
