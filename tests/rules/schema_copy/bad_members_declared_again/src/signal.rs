pub enum Signal {
    Opened,
    Moved(u32),
    Closed { code: i32 },
}
