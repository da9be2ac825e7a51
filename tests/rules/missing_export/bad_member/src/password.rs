pub struct Passwords;

impl Passwords {
    pub fn hash(text: &str) -> String {
        text.chars().rev().collect()
    }

    pub fn verify(text: &str, hash: &str) -> bool {
        Self::hash(text) == hash
    }
}
