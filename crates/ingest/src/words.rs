//! Words that logs use for event kinds and devices.

use vitrine_catalog::{DeviceClass, EventKind};

use crate::columns::plain;

/// The kind that a log's word stands for: GA4, Shopify pixels, Segment, RetailRocket, REES46 and trivago spellings among them.
pub(crate) fn event_kind(word: &str) -> Option<EventKind> {
    let plain = plain(word);
    Some(match plain.as_str() {
        "view"
        | "viewitem"
        | "viewproduct"
        | "productview"
        | "productviewed"
        | "productdetail"
        | "detail"
        | "pageview"
        | "pageviewed"
        | "click"
        | "productclicked"
        | "selectitem"
        | "viewcontent"
        | "interactionitemimage"
        | "interactioniteminfo"
        | "interactionitemdeals"
        | "interactionitemrating"
        | "clickoutitem"
        | "pv" => EventKind::View,
        "addtocart" | "cart" | "cartadd" | "addcart" | "productadded" | "productaddedtocart" | "addedtocart" | "basket" | "addtobasket"
        | "addtobag" => EventKind::AddToCart,
        "removefromcart" | "cartremove" | "productremoved" | "productremovedfromcart" | "removedfromcart" | "removefrombasket" => {
            EventKind::RemoveFromCart
        }
        "purchase" | "purchased" | "buy" | "bought" | "order" | "ordered" | "transaction" | "ordercompleted" | "orderplaced"
        | "checkoutcompleted" | "conversion" | "sale" => EventKind::Purchase,
        "addtowishlist" | "wishlist" | "productaddedtowishlist" | "favourite" | "favorite" | "fav" | "like" => EventKind::Wishlist,
        "impression" | "viewitemlist" | "viewlist" | "productlistviewed" | "impressions" | "listview" => EventKind::Impression,
        "search"
        | "viewsearchresults"
        | "searchsubmitted"
        | "productssearched"
        | "searchforitem"
        | "searchfordestination"
        | "searchforpoi" => EventKind::Search,
        _ => return None,
    })
}

/// The device class that a log's word, or a browser's user agent string, stands for.
pub(crate) fn device(word: &str) -> Option<DeviceClass> {
    let word = word.to_lowercase();
    // Order matters: an Android tablet's user agent says "android" without "mobile", a phone's says both.
    let any = |needles: &[&str]| needles.iter().any(|needle| word.contains(needle));
    if any(&["tablet", "ipad", "kindle"]) || (word.contains("android") && word.contains("mozilla") && !word.contains("mobile")) {
        Some(DeviceClass::Tablet)
    } else if any(&["mobile", "phone", "handset", "android", "ios", "smartphone"]) {
        Some(DeviceClass::Phone)
    } else if any(&["desktop", "laptop", "computer", "windows", "macintosh", "mac os", "macos", "linux", "x11", "notebook"])
        || matches!(word.as_str(), "pc" | "mac" | "web")
    {
        Some(DeviceClass::Desktop)
    } else {
        None
    }
}
