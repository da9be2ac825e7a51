pub mod newer;
mod user;
mod caller;
