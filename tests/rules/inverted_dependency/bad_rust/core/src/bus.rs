use crate::Instruction;

pub fn open(first: Instruction) {
    drop(first);
}
