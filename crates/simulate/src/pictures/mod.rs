//! Product pictures, drawn by code as small SVG files: no outside references, no scripts, less than 3 kB each.

mod bags;
mod camp;
mod clothes;
mod coats;
mod colour;
mod extras;
mod home;
mod kitchen;
mod pattern;
mod play;
mod shoes;
mod sketch;
mod summer;

use crate::catalogue::Product;
use crate::data::{Colour, Data};
use sketch::Sketch;

/// The picture of a product in one of its colours.
pub(crate) fn svg(data: &Data, product: &Product, colour: usize) -> String {
    let kind = product.kind.and_then(|kind| data.types.get(kind));
    let colour: &Colour = product.colours.get(colour).unwrap_or(&product.second);
    let picture = kind.map_or("gift-card", |kind| kind.picture.as_str());
    let pinstripes = matches!(picture, "shirt" | "shirt-dress" | "apron" | "coffee" | "tin");
    let mut sketch = Sketch::new(&colour.hex, &product.second.hex, &product.pattern, pinstripes, variety(&product.handle));
    draw(picture, &product.material, &mut sketch);
    sketch.finish(&crate::products::alternative_text(data, product, &colour.name))
}

/// A small number by which pictures of one type differ.
fn variety(handle: &str) -> usize {
    handle.bytes().fold(7_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte))) >> 3
}

fn draw(picture: &str, material: &str, sketch: &mut Sketch) {
    match picture {
        "parka" => coats::parka(sketch),
        "puffer" => coats::puffer(sketch),
        "coat" => coats::coat(sketch),
        "duffle" => coats::duffle(sketch),
        "gilet" => coats::gilet(sketch),
        "waxed" => coats::waxed(sketch),
        "rain-jacket" => coats::rain_jacket(sketch),
        "kids-coat" => coats::kids_coat(sketch),
        "jumper" => clothes::jumper(sketch),
        "rollneck" => clothes::roll_neck(sketch),
        "cardigan" => clothes::cardigan(sketch),
        "fleece" => clothes::fleece(sketch),
        "shirt" => clothes::shirt(sketch),
        "tshirt" => clothes::t_shirt(sketch),
        "tee-sport" => clothes::running_tee(sketch),
        "blouse" => clothes::blouse(sketch),
        "tights" => clothes::tights(sketch),
        "dungarees" => clothes::dungarees(sketch),
        "apron" => clothes::apron(sketch),
        "scarf" => extras::scarf(sketch),
        "beanie" => extras::beanie(sketch),
        "bobble" => extras::bobble_hat(sketch),
        "gloves" => extras::gloves(sketch),
        "mittens" => extras::mittens(sketch),
        "socks" => extras::socks(sketch),
        "stocking" => extras::stocking(sketch),
        "umbrella" => extras::umbrella(sketch),
        "midi-dress" => summer::midi_dress(sketch),
        "wrap-dress" => summer::wrap_dress(sketch),
        "shirt-dress" => summer::shirt_dress(sketch),
        "sundress" => summer::sundress(sketch),
        "swimsuit" => summer::swimsuit(sketch),
        "bikini" => summer::bikini(sketch),
        "swim-shorts" => summer::swim_shorts(sketch),
        "beach-towel" => summer::beach_towel(sketch),
        "sun-hat" => summer::sun_hat(sketch),
        "sunglasses" => summer::sunglasses(sketch),
        "slides" => shoes::slides(sketch),
        "sandals" => shoes::sandals(sketch),
        "espadrilles" => shoes::espadrilles(sketch),
        "chelsea" => shoes::chelsea(sketch),
        "hiking" => shoes::hiking(sketch),
        "winter-boots" => shoes::winter_boots(sketch),
        "wellies" => shoes::wellies(sketch),
        "runner" => shoes::runner(sketch),
        "backpack" => bags::backpack(sketch),
        "tote" => bags::tote(sketch),
        "duffel" => bags::duffel(sketch),
        "crossbody" => bags::crossbody(sketch),
        "pencil-case" => bags::pencil_case(sketch),
        "tent" => camp::tent(sketch),
        "bell-tent" => camp::bell_tent(sketch),
        "sleeping-bag" => camp::sleeping_bag(sketch),
        "mat" => camp::mat(sketch),
        "camp-chair" => camp::chair(sketch),
        "camp-mug" => camp::mug(sketch),
        "lantern" => camp::lantern(sketch),
        "bottle" => camp::bottle(sketch),
        "plush" => play::plush(sketch),
        "train" => play::train(sketch),
        "notebook" => play::notebook(sketch),
        "cards" => play::cards(sketch),
        "bauble" => play::baubles(sketch),
        "wreath" => play::wreath(sketch),
        "pan" => kitchen::pan(sketch),
        "casserole" => kitchen::casserole(sketch),
        "mug" => kitchen::mug(sketch),
        "bowl" => kitchen::bowl(sketch),
        "teapot" => kitchen::teapot(sketch),
        "knife" => kitchen::knife(sketch),
        "board" => kitchen::board(sketch),
        "cafetiere" => kitchen::cafetiere(sketch),
        "coffee" => kitchen::coffee(sketch),
        "tea" => kitchen::tea(sketch),
        "tin" => kitchen::tin(sketch),
        "candle" => home::candle(sketch),
        "diffuser" => home::diffuser(sketch),
        "pillars" => home::pillars(sketch),
        "table-lamp" => home::table_lamp(sketch, material),
        "pendant" => home::pendant(sketch, material),
        "floor-lamp" => home::floor_lamp(sketch),
        "duvet" => home::duvet(sketch),
        "cushion" => home::cushion(sketch),
        "throw" => home::throw(sketch),
        "towel" => home::towels(sketch),
        "soap" => home::soap(sketch),
        "bath-mat" => home::bath_mat(sketch),
        _ => play::gift_card(sketch),
    }
}
