use crate::ipc::Message;

pub fn from_bytes() -> Message {
    Message
}
