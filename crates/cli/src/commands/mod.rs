//! The commands, each in a room of its own.

pub mod build;
pub mod doctor;
pub mod evaluate;
pub mod init;
pub mod inspect;
pub mod recommend;
pub mod serve;
pub mod simulate;
pub mod verify;
