use super::Session;

pub fn open() -> Session {
    Session
}
