//! Any bytes as a model, as they are and with the checksum mended: refused with a sentence, or ranked with and written again the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vitrine_engine::{Context, Engine, EventKind, ListName, Repeats, Request, Session};
use vitrine_format::{Dimension, ItemIndex, Model, encode};

fuzz_target!(|bytes: &[u8]| {
    check(bytes);
    let mut mended = bytes.to_vec();
    mend(&mut mended);
    check(&mended);
});

fn check(bytes: &[u8]) {
    let model = match Model::open(bytes) {
        Ok(model) => model,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    assert!(encode(&model.to_parts()).as_deref() == Ok(bytes), "a model that was read is written differently");
    let last = model.item_count().saturating_sub(1);
    let mut session = Session::new();
    for (time, item) in [0, last, last / 2, 0, 7].into_iter().enumerate() {
        session.observe(EventKind::View, ItemIndex(item), time as f64, Some(time as f32 * 20.0));
    }
    session.observe(EventKind::AddToCart, ItemIndex(last / 3), 9.0, None);
    let context = Context::unknown().with(Dimension::Hour, 20).with(Dimension::Device, 0);
    let seeds = [ItemIndex(last / 2)];
    let mut engine = Engine::new(model);
    for list in ListName::ALL {
        let request = Request { seeds: &seeds, repeats: Repeats::Always, ..Request::of(list) };
        let first = engine.rank(&session, &context, &request).items.first().map(|found| found.item);
        if let Some(item) = first {
            engine.trace(&session, &context, &request, item);
        }
    }
}

/// Writes the right magic, length and checksum, so that the structure is what is tried.
fn mend(file: &mut [u8]) {
    if file.len() < 20 {
        return;
    }
    file[..10].copy_from_slice(b"vitrine\0\x02\0");
    let length = (file.len() as u32).to_le_bytes();
    file[12..16].copy_from_slice(&length);
    let (low, high) = file[20..].iter().fold((1u32, 0u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    file[16..20].copy_from_slice(&(high << 16 | low).to_le_bytes());
}
