mod conversion;

use crate::fmt::Debug;

pub struct Message;

pub fn read() {
    conversion::from_bytes();
}
