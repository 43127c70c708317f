//! How good probabilities of a yes or no are.

/// Groups of equal size that the calibration error compares.
const GROUPS: usize = 10;

/// Area under the receiver's curve: how often a yes was given more than a no (ties count half).
pub fn area(mut scored: Vec<(f64, bool)>) -> f64 {
    scored.sort_by(|left, right| left.0.total_cmp(&right.0));
    let (mut below, mut pairs, mut yes) = (0.0, 0.0, 0.0);
    for level in scored.chunk_by(|left, right| left.0.total_cmp(&right.0).is_eq()) {
        let positive = level.iter().filter(|(_, came)| *came).count() as f64;
        let negative = level.len() as f64 - positive;
        pairs += positive * (below + negative / 2.0);
        below += negative;
        yes += positive;
    }
    pairs / (yes * below).max(1.0)
}

/// Mean distance between what was said and what came, over groups of equal size by what was said.
pub fn calibration_error(mut scored: Vec<(f64, bool)>) -> f64 {
    scored.sort_by(|left, right| left.0.total_cmp(&right.0));
    let size = scored.len().div_ceil(GROUPS).max(1);
    let error = |group: &[(f64, bool)]| group.iter().map(|(said, came)| said - f64::from(u8::from(*came))).sum::<f64>().abs();
    scored.chunks(size).map(error).sum::<f64>() / scored.len().max(1) as f64
}
