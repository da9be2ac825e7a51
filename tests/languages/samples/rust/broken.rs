fn whole() { go1(); go2(); }

fn broken( {
    if {
