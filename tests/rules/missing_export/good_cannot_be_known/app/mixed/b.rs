pub fn in_the_other_file() {}
