//! Events from several files into one log: sessions numbered by their first event, events in order.

use std::collections::HashMap;

use vitrine_catalog::{Event, EventLog, SessionKey};

use crate::report::EventTimes;

/// An event and its place among events of the same time, where the log has one.
struct Raw {
    event: Event,
    step: f32,
}

/// Takes events in any order.
#[derive(Default)]
pub(crate) struct Collector {
    raw: Vec<Raw>,
    sessions: HashMap<String, u32>,
    /// Earliest time of each session.
    first_times: Vec<f64>,
    times: EventTimes,
}

impl Collector {
    /// Adds an event; its session number is set here. `step` breaks ties of time.
    pub(crate) fn add(&mut self, session: &str, mut event: Event, step: f32, times: EventTimes) {
        let number = if let Some(number) = self.sessions.get(session) {
            *number
        } else {
            let number = self.first_times.len() as u32;
            self.sessions.insert(session.to_owned(), number);
            self.first_times.push(event.time);
            number
        };
        if let Some(first) = self.first_times.get_mut(number as usize) {
            *first = first.min(event.time);
        }
        // One file with a clock among files without is a log with hours in it.
        self.times = match (self.times, times) {
            (EventTimes::None, times) => times,
            (EventTimes::Clock, _) | (_, EventTimes::Clock) => EventTimes::Clock,
            (known, times) => known.min(times),
        };
        event.session = SessionKey(number);
        self.raw.push(Raw { event, step });
    }

    /// Sorts: sessions by first event (ties: order of appearance), events by time, step and order of appearance.
    pub(crate) fn finish(self) -> (EventLog, EventTimes) {
        let mut by_start: Vec<u32> = (0..self.first_times.len() as u32).collect();
        let start = |session: u32| self.first_times.get(session as usize).copied().unwrap_or_default();
        by_start.sort_by(|left, right| start(*left).total_cmp(&start(*right)));
        let mut rank = vec![0; by_start.len()];
        for (position, session) in by_start.iter().enumerate() {
            if let Some(slot) = rank.get_mut(*session as usize) {
                *slot = position as u32;
            }
        }
        let mut raw = self.raw;
        for Raw { event, .. } in &mut raw {
            event.session = SessionKey(rank.get(event.session.0 as usize).copied().unwrap_or_default());
        }
        raw.sort_by(|left, right| {
            let sessions = left.event.session.cmp(&right.event.session);
            sessions.then(left.event.time.total_cmp(&right.event.time)).then(left.step.total_cmp(&right.step))
        });
        let mut events: Vec<Event> = raw.into_iter().map(|raw| raw.event).collect();
        for session in events.chunk_by_mut(|left, right| left.session == right.session) {
            share_visit(session);
        }
        (EventLog { events }, self.times)
    }
}

/// What holds for a visit holds for all of its events: the referrer is that of its first page, since later pages name the shop itself.
fn share_visit(session: &mut [Event]) {
    let referrer = session.iter().find_map(|event| event.referrer);
    let device = session.iter().find_map(|event| event.device);
    let locale = session.iter().find_map(|event| event.locale);
    for event in session {
        event.referrer = referrer;
        event.device = event.device.or(device);
        event.locale = locale;
    }
}
