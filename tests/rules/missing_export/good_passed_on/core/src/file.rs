pub fn open() {}

fn shut() {}
