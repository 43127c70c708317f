//! One ranking: contributions, rules, context, selection, and the next list type where one runs dry.

use crate::context::Context;
use crate::ranker;
use crate::reasons::{self, Reason};
use crate::relations;
use crate::request::{ListName, Request};
use crate::rules;
use crate::scratch::Scratch;
use crate::select::{Scored, keep_best};
use crate::session::Session;
use crate::taste::Liking;
use vitrine_format::{FormatError, ItemIndex, Model};

/// An opened model and the memory for ranking with it.
#[derive(Clone, Debug)]
pub struct Engine<B> {
    pub(crate) model: Model<B>,
    pub(crate) scratch: Scratch,
}

/// One item of an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recommendation {
    /// The item.
    pub item: ItemIndex,
    /// Comparable within one list type of one answer.
    pub score: f32,
    /// The list type that it came from.
    pub list: ListName,
    /// Why it stands where it stands; `None` where the request asked for no reasons.
    pub reason: Option<Reason>,
}

/// An answer, best first; it borrows the engine's memory.
#[derive(Clone, Copy, Debug)]
pub struct Ranking<'a> {
    /// The list type that most items come from, the earlier one where two are level; the asked-for one where there are none.
    pub shows: ListName,
    /// At most as many as asked for.
    pub items: &'a [Recommendation],
}

impl<B: AsRef<[u8]>> Engine<B> {
    /// An engine over an opened model.
    pub fn new(model: Model<B>) -> Self {
        let scratch = Scratch::new(model.item_count());
        Engine { model, scratch }
    }

    /// Reads on in a model that was only begun ([`Model::begin`]); `false` when it is whole.
    pub fn read_on(&mut self) -> Result<bool, FormatError> {
        self.model.read_on()
    }

    /// The model.
    pub fn model(&self) -> &Model<B> {
        &self.model
    }

    /// Ranks for one shelf.
    pub fn rank(&mut self, session: &Session, context: &Context, request: &Request) -> Ranking<'_> {
        let request = &request.about_the_cart(session);
        let limit = request.limit.min(Request::LARGEST_LIMIT);
        self.scratch.answer.clear();
        rules::exclude(&self.model, session, request, &mut self.scratch);
        self.add_from(request.list, limit, session, context, request);
        if request.fill {
            for list in request.list.fallbacks() {
                if self.scratch.answer.len() >= limit {
                    break;
                }
                self.add_from(*list, limit, session, context, request);
            }
        }
        self.scratch.forget_exclusions();
        Ranking { shows: shows(request.list, &self.scratch.answer), items: &self.scratch.answer }
    }

    /// Appends the best of one list type to the answer.
    fn add_from(&mut self, list: ListName, limit: usize, session: &Session, context: &Context, request: &Request) {
        let Engine { model, scratch } = self;
        relations::add_up(model, session, request, list, scratch);
        scratch.selected.clear();
        // One more than wanted: the first that is not shown is what the last card's reason is tested against.
        let wanted = limit - scratch.answer.len();
        ranker::gather(model, session, request, scratch);
        // Only where it is the list asked for: behind another one, some of its candidates are shown already.
        if list == ListName::ForYou && request.list == list {
            ranker::judge(model, session, request, scratch);
        }
        let Scratch { bench, selected, .. } = scratch;
        for candidate in &bench.field {
            let score = final_score((model, session, context, list), candidate.item, candidate.score) * candidate.ranked;
            // The format allows any finite numbers, and the product of large ones is none; such a model ranks nothing with them.
            if score > 0.0 && score.is_finite() {
                keep_best(selected, wanted + 1, Scored { score, ..*candidate });
            }
        }
        scratch.forget_candidates();
        if request.reasons {
            reasons::share_out(model, session, request, list, scratch);
        }
        for slot in 0..scratch.selected.len().min(wanted) {
            let Scored { item, score, .. } = scratch.selected[slot];
            let next_score = scratch.selected.get(slot + 1).map_or(0.0, |next| next.score);
            let reason = request.reasons.then(|| {
                let question = reasons::Question { model, session, context, request, list };
                reasons::strongest(&question, scratch, slot, next_score)
            });
            scratch.answer.push(Recommendation { item, score, list, reason });
            scratch.exclude(item);
        }
    }
}

/// The sum of an item's contributions after what it was shown without a click, the context, and the shopper's taste.
pub(crate) fn final_score<B: AsRef<[u8]>>(
    (model, session, context, list): (&Model<B>, &Session, &Context, ListName),
    item: ItemIndex,
    sum: f32,
) -> f32 {
    sum * ignored_factor(model, session, item)
        * context.factor(model, model.item_category(item))
        * liking(model, session, list, item).factor
}

/// What the shopper's taste does to an item; nothing in a list that only repeats what they did.
pub(crate) fn liking<B: AsRef<[u8]>>(model: &Model<B>, session: &Session, list: ListName, item: ItemIndex) -> Liking {
    if list == ListName::RecentlyViewed { Liking::NONE } else { session.taste().of(model, item) }
}

/// What passing an item over does to its score.
pub(crate) fn ignored_factor<B: AsRef<[u8]>>(model: &Model<B>, session: &Session, item: ItemIndex) -> f32 {
    let factors = &model.ranking().ignored_factors;
    match usize::from(session.times_shown(item)) {
        0 => 1.0,
        times => factors.get(times - 1).or(factors.last()).copied().unwrap_or(1.0),
    }
}

/// The list type that most items come from.
fn shows(asked: ListName, items: &[Recommendation]) -> ListName {
    let count = |list: ListName| items.iter().filter(|item| item.list == list).count();
    let mut most = (asked, count(asked));
    for list in asked.fallbacks() {
        let found = count(*list);
        if found > most.1 {
            most = (*list, found);
        }
    }
    most.0
}
