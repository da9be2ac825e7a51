use crate::old::{gone, setup as begin_old};

fn a() {
    begin_old();
    gone();
}
