pub mod oauth;

pub struct Session;
