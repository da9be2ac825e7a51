use crate::newer::setup;

fn a() {
    setup();
}
