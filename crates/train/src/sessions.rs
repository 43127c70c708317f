//! Browsing sessions without what pair counting does not need.

use vitrine_catalog::{Event, EventKind, EventLog};

/// How an event leads to an item, as an index into weights by kind: view, add to cart, purchase, wish list.
pub fn kind_of(event: &Event) -> Option<usize> {
    match event.kind {
        EventKind::View => Some(0),
        EventKind::AddToCart => Some(1),
        EventKind::Purchase => Some(2),
        EventKind::Wishlist => Some(3),
        EventKind::RemoveFromCart | EventKind::Impression | EventKind::Search => None,
    }
}

/// One step of a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// The product's place in the catalogue.
    pub product: u32,
    /// See [`kind_of`].
    pub kind: u8,
    /// Whole seconds spent on the page plus one, 0 where unknown; see [`Step::dwell`].
    pub stay: u16,
}

impl Step {
    /// Seconds spent on the page, where the log has them.
    pub fn dwell(self) -> Option<f32> {
        self.stay.checked_sub(1).map(f32::from)
    }
}

/// Sessions with at least one step, in the order of the log.
#[derive(Clone, Debug, Default)]
pub struct Sessions {
    starts: Vec<usize>,
    steps: Vec<Step>,
    /// Who made each session: equal numbers are the same customer; sessions without one differ from all others.
    visitors: Vec<u32>,
    know_customers: bool,
}

impl Sessions {
    /// Keeps the steps that lead to a product.
    pub fn read(log: &EventLog) -> Sessions {
        let mut sessions = Sessions { starts: vec![0], ..Sessions::default() };
        let mut customers = std::collections::BTreeMap::new();
        let mut next_visitor = 0_u32;
        for events in log.sessions() {
            for event in events {
                if let (Some(kind), Some(product)) = (kind_of(event), event.product) {
                    let stay = event.dwell.map_or(0, |seconds| seconds.clamp(0.0, f32::from(u16::MAX - 1)) as u16 + 1);
                    sessions.steps.push(Step { product: product.0, kind: kind as u8, stay });
                }
            }
            if sessions.starts.last() == Some(&sessions.steps.len()) {
                continue;
            }
            sessions.starts.push(sessions.steps.len());
            let mut fresh = || {
                next_visitor += 1;
                next_visitor
            };
            let visitor = match events.iter().find_map(|event| event.customer) {
                Some(customer) => *customers.entry(customer).or_insert_with(fresh),
                None => fresh(),
            };
            sessions.visitors.push(visitor);
        }
        sessions.know_customers = !customers.is_empty();
        sessions
    }

    /// Number of sessions.
    pub fn len(&self) -> usize {
        self.visitors.len()
    }

    /// Whether any session names its customer.
    pub fn know_customers(&self) -> bool {
        self.know_customers
    }

    /// Number of steps in all sessions.
    pub fn steps(&self) -> usize {
        self.steps.len()
    }

    /// Number of steps that are views.
    pub fn views(&self) -> usize {
        self.steps.iter().filter(|step| step.kind == 0).count()
    }

    /// The sessions in turn, each with its visitor.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &[Step])> {
        self.starts.windows(2).zip(&self.visitors).map(|(bounds, &visitor)| {
            let steps = match bounds {
                [first, end] => self.steps.get(*first..*end).unwrap_or_default(),
                _ => &[],
            };
            (visitor, steps)
        })
    }

    /// The first `count` sessions and the others.
    pub fn split_at(&self, count: usize) -> (Sessions, Sessions) {
        let part = |range: std::ops::Range<usize>| {
            let mut part = Sessions { starts: vec![0], know_customers: self.know_customers, ..Sessions::default() };
            for (visitor, steps) in self.iter().skip(range.start).take(range.len()) {
                part.steps.extend_from_slice(steps);
                part.starts.push(part.steps.len());
                part.visitors.push(visitor);
            }
            part
        };
        let count = count.min(self.len());
        (part(0..count), part(count..self.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{event, log_of};
    use vitrine_catalog::CustomerKey;

    #[test]
    fn searches_and_impressions_are_no_steps() {
        let mut log = log_of(&[&[3, 1], &[2]]);
        log.events[2].kind = EventKind::Impression;
        let sessions = Sessions::read(&log);
        assert_eq!((sessions.len(), sessions.steps(), sessions.views()), (1, 2, 2));
    }

    #[test]
    fn sessions_of_one_customer_share_a_visitor() {
        let mut log = EventLog { events: vec![event(0, 1, 0.0), event(1, 1, 1.0), event(2, 1, 2.0)] };
        log.events[0].customer = Some(CustomerKey(7));
        log.events[2].customer = Some(CustomerKey(7));
        let visitors: Vec<u32> = Sessions::read(&log).iter().map(|(visitor, _)| visitor).collect();
        assert_eq!(visitors[0], visitors[2]);
        assert_ne!(visitors[0], visitors[1]);
    }
}
