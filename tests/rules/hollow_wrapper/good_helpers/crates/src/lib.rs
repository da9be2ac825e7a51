pub mod log; pub mod compat;
