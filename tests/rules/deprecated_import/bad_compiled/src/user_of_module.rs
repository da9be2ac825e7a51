use crate::old;

fn b() {
    old::setup();
}
