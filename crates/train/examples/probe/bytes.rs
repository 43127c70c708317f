//! Bytes of a relation's lists as separate streams under brotli.

use vitrine_format::RelationPart;

fn leb128(bytes: &mut Vec<u8>, mut value: u32) {
    while value >= 128 {
        bytes.push(value as u8 | 128);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn brotli_size(bytes: &[u8]) -> usize {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters).unwrap();
    packed.len()
}

/// Packed size of lengths, scales, first ids, gaps and levels.
pub fn streams(part: &RelationPart) -> [(&'static str, usize); 5] {
    let (mut lengths, mut scales, mut firsts, mut gaps, mut nibbles) = (vec![], vec![], vec![], vec![], vec![]);
    for (number, row) in part.rows.iter().enumerate() {
        lengths.push(row.entries.len() as u8);
        if let Some(first) = row.entries.first() {
            scales.push(row.scale.0);
            let distance = i64::from(first.item.0) - number as i64;
            leb128(&mut firsts, ((distance << 1) ^ (distance >> 63)) as u32);
        }
        row.entries.windows(2).for_each(|pair| leb128(&mut gaps, pair[1].item.0 - pair[0].item.0 - 1));
        nibbles.extend(row.entries.iter().map(|entry| entry.level));
    }
    let packed: Vec<u8> = nibbles.chunks(2).map(|pair| pair[0] | pair.get(1).copied().unwrap_or(0) << 4).collect();
    [("lengths", lengths), ("scales", scales), ("firsts", firsts), ("gaps", gaps), ("levels", packed)]
        .map(|(name, bytes)| (name, brotli_size(&bytes)))
}
