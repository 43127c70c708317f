//! What a shelf asks for: a list type or a placement, the products it belongs to, and what it must not repeat.

use crate::session::Session;
use vitrine_format::{CategoryIndex, ItemIndex, Relation};

/// A list type. The discriminant is its number in the browser's binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum ListName {
    /// From the whole session.
    ForYou = 0,
    /// What shoppers looked at next.
    ViewedNext = 1,
    /// What shoppers looked at in the same visit.
    AlsoViewed = 2,
    /// What was bought in the same order.
    BoughtTogether = 3,
    /// What the same customers bought.
    AlsoBought = 4,
    /// What is alike.
    Similar = 5,
    /// What is looked at and bought most.
    Popular = 6,
    /// What is rising.
    Trending = 7,
    /// What came in last.
    New = 8,
    /// What this shopper looked at.
    RecentlyViewed = 9,
    /// A look at all that is sold, where nothing is known of demand.
    Range = 10,
    /// What this shopper bought and may soon need again, and what goes with the durable things that they have.
    BuyAgain = 11,
    /// What is alike but dearer.
    Upgrade = 12,
    /// What goes with all that lies in the cart.
    ContinueCart = 13,
}

impl ListName {
    /// Every list type, in the order of their numbers.
    pub const ALL: [ListName; 14] = [
        ListName::ForYou,
        ListName::ViewedNext,
        ListName::AlsoViewed,
        ListName::BoughtTogether,
        ListName::AlsoBought,
        ListName::Similar,
        ListName::Popular,
        ListName::Trending,
        ListName::New,
        ListName::RecentlyViewed,
        ListName::Range,
        ListName::BuyAgain,
        ListName::Upgrade,
        ListName::ContinueCart,
    ];

    /// The list type with this number.
    pub fn from_number(number: u8) -> Option<ListName> {
        ListName::ALL.get(usize::from(number)).copied()
    }

    /// The name in attributes, JSON and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            ListName::ForYou => "for-you",
            ListName::ViewedNext => "viewed-next",
            ListName::AlsoViewed => "also-viewed",
            ListName::BoughtTogether => "bought-together",
            ListName::AlsoBought => "also-bought",
            ListName::Similar => "similar",
            ListName::Popular => "popular",
            ListName::Trending => "trending",
            ListName::New => "new",
            ListName::RecentlyViewed => "recently-viewed",
            ListName::Range => "range",
            ListName::BuyAgain => "buy-again",
            ListName::Upgrade => "upgrade",
            ListName::ContinueCart => "continue-cart",
        }
    }

    /// The list type with this name.
    pub fn from_name(name: &str) -> Option<ListName> {
        ListName::ALL.into_iter().find(|list| list.name() == name)
    }

    /// The relation that a list type about given products follows.
    pub const fn relation(self) -> Option<Relation> {
        match self {
            ListName::ViewedNext => Some(Relation::ViewedNext),
            ListName::AlsoViewed => Some(Relation::AlsoViewed),
            ListName::BoughtTogether | ListName::ContinueCart => Some(Relation::BoughtTogether),
            ListName::AlsoBought => Some(Relation::AlsoBought),
            ListName::Similar | ListName::Upgrade => Some(Relation::Similar),
            _ => None,
        }
    }

    /// What to show, in order, when this list type runs dry. Nothing in it is random, and every recommendation says which list it is from.
    pub const fn fallbacks(self) -> &'static [ListName] {
        use ListName::{AlsoBought, AlsoViewed, BoughtTogether, ForYou, Popular, Range, Similar, ViewedNext};
        match self {
            ListName::ForYou | ListName::Trending | ListName::New => &[Popular, Range],
            ListName::ViewedNext => &[AlsoViewed, Similar, ForYou, Popular, Range],
            ListName::AlsoViewed => &[ViewedNext, Similar, ForYou, Popular, Range],
            ListName::BoughtTogether => &[AlsoBought, AlsoViewed, Similar, ForYou, Popular, Range],
            ListName::AlsoBought => &[BoughtTogether, AlsoViewed, Similar, ForYou, Popular, Range],
            ListName::Similar => &[AlsoViewed, ForYou, Popular, Range],
            ListName::Popular => &[Range],
            ListName::Upgrade => &[Similar, AlsoViewed, ForYou, Popular, Range],
            ListName::ContinueCart => &[BoughtTogether, AlsoBought, AlsoViewed, Similar, ForYou, Popular, Range],
            ListName::RecentlyViewed | ListName::BuyAgain | ListName::Range => &[],
        }
    }
}

/// A place on a shop's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Placement {
    /// The first page.
    Home,
    /// A product's page.
    Product,
    /// A category's page.
    Category,
    /// The cart.
    Cart,
    /// Search results.
    Search,
    /// A page that does not exist.
    NotFound,
    /// The page after an order.
    Confirmation,
}

impl Placement {
    /// Every placement.
    pub const ALL: [Placement; 7] = [
        Placement::Home,
        Placement::Product,
        Placement::Category,
        Placement::Cart,
        Placement::Search,
        Placement::NotFound,
        Placement::Confirmation,
    ];

    /// The name in attributes, JSON and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Placement::Home => "home",
            Placement::Product => "product",
            Placement::Category => "category",
            Placement::Cart => "cart",
            Placement::Search => "search",
            Placement::NotFound => "not-found",
            Placement::Confirmation => "confirmation",
        }
    }

    /// The placement with this name.
    pub fn from_name(name: &str) -> Option<Placement> {
        Placement::ALL.into_iter().find(|placement| placement.name() == name)
    }

    /// What a shelf shows there unless it asks for something else.
    pub const fn default_list(self) -> ListName {
        match self {
            Placement::Home | Placement::Category | Placement::Search | Placement::NotFound => ListName::ForYou,
            Placement::Product => ListName::ViewedNext,
            Placement::Cart => ListName::BoughtTogether,
            Placement::Confirmation => ListName::AlsoBought,
        }
    }
}

/// Whether items that the shopper has already opened may be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Repeats {
    /// None of them: a shelf of recently viewed products shows those.
    #[default]
    Never,
    /// All but the one opened last.
    NotCurrent,
    /// All of them.
    Always,
}

/// One shelf's question.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The list type.
    pub list: ListName,
    /// The products that the shelf belongs to: the page's product, or the cart's; never shown themselves.
    pub seeds: &'a [ItemIndex],
    /// Only items of this category and of those below it.
    pub category: Option<CategoryIndex>,
    /// Most items wanted.
    pub limit: usize,
    /// Items that other shelves of the page show.
    pub exclude: &'a [ItemIndex],
    /// Whether opened items may come again.
    pub repeats: Repeats,
    /// Whether to fill from the next list types; a bundle does not.
    pub fill: bool,
    /// Whether to find each item's reason, at about the cost of a second ranking.
    pub reasons: bool,
}

impl Request<'_> {
    /// Most items that one request can get.
    pub const LARGEST_LIMIT: usize = 100;

    /// The same request; where it continues a cart and names no products, the cart's.
    pub(crate) fn about_the_cart<'a>(&'a self, session: &'a Session) -> Request<'a> {
        let from_cart = self.list == ListName::ContinueCart && self.seeds.is_empty();
        Request { seeds: if from_cart { session.cart() } else { self.seeds }, ..*self }
    }

    /// A list type with everything else at its default: 12 items, no seeds, filled up, with reasons.
    pub const fn of(list: ListName) -> Request<'static> {
        Request { list, seeds: &[], category: None, limit: 12, exclude: &[], repeats: Repeats::Never, fill: true, reasons: true }
    }
}
