pub fn setup() {}
pub fn gone() {}
