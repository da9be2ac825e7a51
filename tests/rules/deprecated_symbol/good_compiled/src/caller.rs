fn b() {
    crate::newer::setup();
}
