//! The live session: the path through the shop, the cart, what was bought, hidden, or shown and passed over.

use crate::intent::Tally;
use crate::taste::Taste;
use alloc::vec::Vec;
use vitrine_format::ItemIndex;

/// What the shopper did with an item. The discriminant indexes `RankingParameters::event_weights`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum EventKind {
    /// Opened its page.
    View = 0,
    /// Put it into the cart.
    AddToCart = 1,
    /// Took it out of the cart.
    RemoveFromCart = 2,
    /// Bought it.
    Purchase = 3,
    /// Put it on a wish list.
    Wishlist = 4,
    /// Had it in view in a list.
    Impression = 5,
    /// Found it by searching.
    Search = 6,
    /// Asked not to see it again.
    Hide = 7,
}

impl EventKind {
    /// Every kind, in the order of their numbers.
    pub const ALL: [EventKind; 8] = [
        EventKind::View,
        EventKind::AddToCart,
        EventKind::RemoveFromCart,
        EventKind::Purchase,
        EventKind::Wishlist,
        EventKind::Impression,
        EventKind::Search,
        EventKind::Hide,
    ];

    /// The kind with this number.
    pub fn from_number(number: u8) -> Option<EventKind> {
        EventKind::ALL.get(usize::from(number)).copied()
    }
}

/// One step of the path: an item and the strongest thing that happened to it there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The item.
    pub item: ItemIndex,
    /// What happened last to it at this step.
    pub kind: EventKind,
    /// Unix seconds of the step's first event.
    pub time: f64,
    /// Seconds that the item's page was visible; `None` where unknown.
    pub dwell: Option<f32>,
}

/// Everything known of one visit. Bounded, so that a tab left open for a year costs no more than an hour.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    path: Vec<Step>,
    cart: Vec<ItemIndex>,
    bought: Vec<ItemIndex>,
    hidden: Vec<ItemIndex>,
    shown: Vec<(ItemIndex, u8)>,
    taste: Taste,
    purchases: Vec<(ItemIndex, f32)>,
    tally: Tally,
}

impl Session {
    /// Longest path that is kept; older steps are forgotten first.
    pub const LONGEST_PATH: usize = 64;
    /// Most items kept in each of the other collections; older ones are forgotten first.
    pub const LARGEST_SET: usize = 256;

    /// A session in which nothing has happened.
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets the visit; the taste stays.
    pub fn reset(&mut self) {
        self.path.clear();
        self.cart.clear();
        self.bought.clear();
        self.hidden.clear();
        self.shown.clear();
        self.purchases.clear();
        self.tally = Tally::default();
    }

    /// Records an event.
    ///
    /// Views, searches and wishes are steps of the path. Cart events and purchases strengthen (or weaken) the step at which they happen
    /// instead of counting as a second one. A view with a dwell time that follows a view of the same item without one completes that
    /// view: this is how a page reports the time when it is left. `dwell` is in seconds.
    pub fn observe(&mut self, kind: EventKind, item: ItemIndex, time: f64, dwell: Option<f32>) {
        let dwell = dwell.filter(|seconds| *seconds >= 0.0);
        let completes = matches!(kind, EventKind::View | EventKind::Search)
            && self.path.last().is_some_and(|last| last.item == item && last.dwell.is_none() && dwell.is_some());
        if !completes {
            self.note(kind, time);
        }
        match kind {
            EventKind::View | EventKind::Search => {
                self.shown.retain(|(shown, _)| *shown != item);
                match self.path.last_mut() {
                    Some(last) if completes => last.dwell = dwell,
                    _ => self.push_step(Step { item, kind, time, dwell }),
                }
            }
            EventKind::Wishlist => self.strengthen(kind, item, time),
            EventKind::AddToCart => {
                remember(&mut self.cart, item);
                self.strengthen(kind, item, time);
            }
            EventKind::RemoveFromCart => {
                self.cart.retain(|other| *other != item);
                if let Some(step) = self.path.iter_mut().rev().find(|step| step.item == item) {
                    step.kind = kind;
                }
            }
            EventKind::Purchase => {
                self.cart.retain(|other| *other != item);
                self.remember_purchase(item, 0.0);
                self.strengthen(kind, item, time);
            }
            EventKind::Hide => {
                remember(&mut self.hidden, item);
                for step in self.path.iter_mut().filter(|step| step.item == item) {
                    step.kind = kind;
                }
            }
            EventKind::Impression => self.count_impression(item),
        }
    }

    /// Counts an event that may be about no item of the model, such as a search.
    pub fn note(&mut self, kind: EventKind, time: f64) {
        let tally = &mut self.tally;
        if let Some(count) = tally.counts.get_mut(kind as usize) {
            *count = count.saturating_add(1);
        }
        if kind == EventKind::Impression {
            return;
        }
        if tally.latest[0] == 0 {
            tally.began = time;
            tally.ended = time;
        }
        // A clock that was set back measures nothing.
        tally.gap = ((time - tally.ended) as f32).max(0.0);
        tally.ended = if time > tally.ended { time } else { tally.ended };
        tally.latest = [kind as u8 + 1, tally.latest[0], tally.latest[1]];
    }

    pub(crate) fn tally(&self) -> &Tally {
        &self.tally
    }

    fn push_step(&mut self, step: Step) {
        if self.path.len() == Self::LONGEST_PATH {
            self.path.remove(0);
        }
        self.path.push(step);
    }

    fn strengthen(&mut self, kind: EventKind, item: ItemIndex, time: f64) {
        match self.path.last_mut() {
            Some(last) if last.item == item => last.kind = kind,
            _ => self.push_step(Step { item, kind, time, dwell: None }),
        }
    }

    fn count_impression(&mut self, item: ItemIndex) {
        if let Some((_, times)) = self.shown.iter_mut().find(|(shown, _)| *shown == item) {
            *times = times.saturating_add(1);
            return;
        }
        if self.shown.len() == Self::LARGEST_SET {
            self.shown.remove(0);
        }
        self.shown.push((item, 1));
    }

    /// Takes note of a purchase that lies some days back; of several of one item the latest counts.
    pub fn remember_purchase(&mut self, item: ItemIndex, days: f32) {
        remember(&mut self.bought, item);
        let known = self.purchases.iter().position(|(other, _)| *other == item);
        let days = known.map_or(days, |place| self.purchases.remove(place).1.min(days));
        if self.purchases.len() == Self::LARGEST_SET {
            self.purchases.remove(0);
        }
        self.purchases.push((item, days));
    }

    /// What was bought, and how many days ago.
    pub fn purchases(&self) -> &[(ItemIndex, f32)] {
        &self.purchases
    }

    /// Replaces what is known of the shopper's liking.
    pub fn set_taste(&mut self, taste: Taste) {
        self.taste = taste;
    }

    /// What is known of the shopper's liking.
    pub fn taste(&self) -> &Taste {
        &self.taste
    }

    /// The path, oldest step first.
    pub fn path(&self) -> &[Step] {
        &self.path
    }

    /// Items in the cart, oldest first.
    pub fn cart(&self) -> &[ItemIndex] {
        &self.cart
    }

    /// Items bought in this session or known to be bought before.
    pub fn bought(&self) -> &[ItemIndex] {
        &self.bought
    }

    /// Items that the shopper does not want to see.
    pub fn hidden(&self) -> &[ItemIndex] {
        &self.hidden
    }

    /// How often each item was in view in a list since it was last opened.
    pub fn shown(&self) -> &[(ItemIndex, u8)] {
        &self.shown
    }

    /// How often one item was in view in a list since it was last opened.
    pub fn times_shown(&self, item: ItemIndex) -> u8 {
        self.shown.iter().find(|(shown, _)| *shown == item).map_or(0, |(_, times)| *times)
    }
}

/// Adds to a bounded set that keeps the order of arrival.
fn remember(set: &mut Vec<ItemIndex>, item: ItemIndex) {
    if set.contains(&item) {
        return;
    }
    if set.len() == Session::LARGEST_SET {
        set.remove(0);
    }
    set.push(item);
}
