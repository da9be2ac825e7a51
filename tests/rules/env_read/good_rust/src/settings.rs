pub fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
