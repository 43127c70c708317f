//! The section “ranking”: the numbers that steer the score.

use crate::bytes::Cursor;
use crate::parts::RankingParameters;
use crate::refusal::Refusal;
use alloc::vec;
use alloc::vec::Vec;

/// Most positions of the path that have a weight.
pub(crate) const MOST_POSITIONS: usize = 64;
/// Most dwell classes, and most factors for ignored items.
pub(crate) const MOST_CLASSES: usize = 8;

pub(crate) fn read_ranking(cursor: &mut Cursor) -> Result<RankingParameters, Refusal> {
    let positions = usize::from(cursor.u8()?);
    if !(1..=MOST_POSITIONS).contains(&positions) {
        return Err(cursor.error("1 to 64 positions", positions));
    }
    let position_weights = floats(cursor, positions)?;
    let seen_bonus = floats(cursor, positions)?;
    let event_weights = array(cursor)?;
    let classes = class_count(cursor)?;
    let mut dwell_weights: Vec<(f32, f32)> = Vec::with_capacity(classes);
    for _ in 0..classes {
        let class = (cursor.f32()?, cursor.f32()?);
        if dwell_weights.last().is_some_and(|last| last.0 >= class.0) {
            return Err(cursor.error("dwell classes that ascend by seconds", class.0));
        }
        dwell_weights.push(class);
    }
    let relation_weights = array(cursor)?;
    let factors = class_count(cursor)?;
    Ok(RankingParameters {
        position_weights,
        seen_bonus,
        event_weights,
        dwell_weights,
        relation_weights,
        ignored_factors: floats(cursor, factors)?,
        session_share: cursor.f32()?,
        popularity_weight: cursor.f32()?,
        near_weight: cursor.f32()?,
        support_weight: cursor.f32()?,
    })
}

fn class_count(cursor: &mut Cursor) -> Result<usize, Refusal> {
    let count = usize::from(cursor.u8()?);
    if count > MOST_CLASSES { Err(cursor.error("at most 8 classes", count)) } else { Ok(count) }
}

#[inline(never)]
fn floats(cursor: &mut Cursor, count: usize) -> Result<Vec<f32>, Refusal> {
    let mut values = vec![0.0; count];
    fill(cursor, &mut values)?;
    Ok(values)
}

fn array<const N: usize>(cursor: &mut Cursor) -> Result<[f32; N], Refusal> {
    let mut values = [0.0; N];
    fill(cursor, &mut values)?;
    Ok(values)
}

#[inline(never)]
fn fill(cursor: &mut Cursor, values: &mut [f32]) -> Result<(), Refusal> {
    for value in values {
        *value = cursor.f32()?;
    }
    Ok(())
}

/// Writes what [`read_ranking`] reads; the caller has checked the counts.
pub(crate) fn write_ranking(parameters: &RankingParameters) -> Vec<u8> {
    let mut bytes = Vec::new();
    let floats = |bytes: &mut Vec<u8>, values: &[f32]| values.iter().for_each(|value| bytes.extend_from_slice(&value.to_le_bytes()));
    bytes.push(parameters.position_weights.len() as u8);
    floats(&mut bytes, &parameters.position_weights);
    floats(&mut bytes, &parameters.seen_bonus);
    floats(&mut bytes, &parameters.event_weights);
    bytes.push(parameters.dwell_weights.len() as u8);
    for (seconds, weight) in &parameters.dwell_weights {
        floats(&mut bytes, &[*seconds, *weight]);
    }
    floats(&mut bytes, &parameters.relation_weights);
    bytes.push(parameters.ignored_factors.len() as u8);
    floats(&mut bytes, &parameters.ignored_factors);
    let RankingParameters { session_share, popularity_weight, near_weight, support_weight, .. } = *parameters;
    floats(&mut bytes, &[session_share, popularity_weight, near_weight, support_weight]);
    bytes
}
