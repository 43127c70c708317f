//! A seeded shop with known effects: catalogue, pictures, orders and sessions.
