mod bus;
mod print;
mod segment;

use bus::open;

pub struct Instruction;

pub fn start() {
    open(Instruction);
    bus::open(Instruction);
}
