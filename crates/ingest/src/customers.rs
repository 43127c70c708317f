//! The one place that sees what an export calls a customer. What leaves it is a running number.

use std::collections::HashMap;

use vitrine_catalog::CustomerKey;

use crate::error::IngestError;

/// Key of the hash: random for each run, never stored, never shown.
#[derive(Clone)]
pub(crate) struct HashKey([u8; 32]);

impl HashKey {
    pub(crate) fn random() -> Result<Self, IngestError> {
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(|error| IngestError::NoRandomness { detail: error.to_string() })?;
        Ok(Self(key))
    }

    #[cfg(test)]
    pub(crate) fn fixed(byte: u8) -> Self {
        Self([byte; 32])
    }
}

/// Numbers customers in the order in which they first appear, so that nothing that leaves depends on the key.
pub(crate) struct Customers {
    key: HashKey,
    numbers: HashMap<[u8; 16], u64>,
}

impl Customers {
    pub(crate) fn new(key: HashKey) -> Self {
        Self { key, numbers: HashMap::new() }
    }

    /// The number of an e-mail address or a customer's id, whatever its case; `None` for an empty cell.
    pub(crate) fn number(&mut self, name: &str) -> Option<CustomerKey> {
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        let hash = blake3::keyed_hash(&self.key.0, crate::value::identifier(name).to_lowercase().as_bytes());
        let mut short = [0; 16];
        short.copy_from_slice(hash.as_bytes().get(..16)?);
        let next = self.numbers.len() as u64;
        Some(CustomerKey(*self.numbers.entry(short).or_insert(next)))
    }
}
