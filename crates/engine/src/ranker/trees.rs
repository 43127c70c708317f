//! From descriptions to factors: all trees over all candidates at once.

use super::{Bench, FIELD};
use vitrine_format::RankerPart;

/// Sets the factor of every candidate in the field: e to the power of the trees' sum, nearly.
pub(super) fn factors(ranker: &RankerPart, bench: &mut Bench) {
    let Bench { field, features, answers } = bench;
    answers.resize(ranker.splits.len(), [0; FIELD]);
    for (split, answer) in ranker.splits.iter().zip(answers.iter_mut()) {
        let Some(column) = features.get(split.feature as usize) else { continue };
        for (answer, value) in answer.iter_mut().zip(column) {
            *answer = u8::from(*value > split.threshold);
        }
    }
    let judged = field.len().min(FIELD);
    let mut sums = [0_i32; FIELD];
    let trees = ranker.levels.chunks_exact(usize::from(ranker.depth)).zip(ranker.leaves.chunks_exact(1 << ranker.depth));
    for (levels, leaves) in trees {
        let mut places = [0_u8; FIELD];
        for (level, split) in levels.iter().enumerate() {
            let Some(answer) = answers.get(usize::from(*split)) else { continue };
            for (place, answer) in places.iter_mut().zip(answer) {
                *place |= answer << level;
            }
        }
        // A table of fixed size, so that no lookup needs a check.
        let mut table = [0_i8; 1 << RankerPart::DEEPEST];
        for (cell, leaf) in table.iter_mut().zip(leaves) {
            *cell = *leaf;
        }
        for (sum, place) in sums.iter_mut().zip(places).take(judged) {
            *sum += i32::from(table[usize::from(place) % table.len()]);
        }
    }
    let mut least = f32::MAX;
    for (candidate, sum) in field.iter_mut().zip(sums).take(judged) {
        let factor = exponential(ranker.scale * sum as f32);
        candidate.ranked *= factor;
        least = least.min(factor);
    }
    // What was not looked at stays behind all that was: trees know nothing of it.
    for candidate in field.iter_mut().skip(judged) {
        candidate.ranked = least;
    }
}

/// (1 + x + x²/2)^256 with x = t/256, which lies within about one in a hundred of e^t everywhere, ascends with t and stays above zero: made of
/// products alone. Without the square it falls behind by t²/512 in the exponent, which sets candidates that trees have moved far in another
/// order than the trees were grown for.
fn exponential(t: f32) -> f32 {
    let part = t.clamp(-RankerPart::FARTHEST, RankerPart::FARTHEST) / 256.0;
    (0..8).fold(1.0 + part + part * part / 2.0, |power, _| power * power)
}

#[cfg(test)]
mod tests {
    use super::exponential;
    use vitrine_format::RankerPart;

    #[test]
    fn factors_ascend_and_stay_above_zero() {
        let steps: alloc::vec::Vec<f32> = (-200..=200).map(|step| exponential(step as f32 / 10.0)).collect();
        assert!(steps.windows(2).all(|pair| pair[0] <= pair[1] && pair[0] > 0.0));
        let exact =
            [(-16.0, 1.125_35e-7), (-5.0, 6.737_947e-3), (-1.0, 0.367_879_44), (2.0, 7.389_056), (8.0, 2_980.958), (16.0, 8_886_110.5)];
        for (t, exact) in exact {
            assert!((exponential(t) / exact - 1.0).abs() < 0.012, "{t}");
        }
        assert!(exponential(f32::MAX).is_finite() && exponential(-RankerPart::FARTHEST) > 0.0);
        assert_eq!(exponential(0.0).to_bits(), 1.0_f32.to_bits());
    }
}
