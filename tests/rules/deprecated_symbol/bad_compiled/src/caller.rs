fn b() {
    crate::newer::begin();
}
