use crate::newer::begin;

fn a() {
    begin();
}
