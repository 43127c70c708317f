//! What the standard library would bring, a quarter of the module: an allocator, and what happens at a panic.

use core::panic::PanicInfo;
use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};

#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();

/// Ends the call: the page starts the module anew, with fresh memory, or goes without it. A message would bring all of the library's formatting.
#[panic_handler]
fn end(_: &PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
