//! Bags.

use super::sketch::{BRASS, CREAM, DARK_WOOD, Sketch};

pub(super) fn backpack(sketch: &mut Sketch) {
    let (dark, deep, second) = (sketch.tones.dark.clone(), sketch.tones.deep.clone(), sketch.tones.second.clone());
    sketch.line("M176 96Q176 62 200 62Q224 62 224 96", &deep, 9.0);
    sketch.lines("M112 180Q76 240 92 380", &deep, 13.0);
    if sketch.make(2) == 0 {
        sketch.cloth("M116 170Q114 88 200 86Q286 88 284 170L292 400Q290 424 266 424L134 424Q110 424 108 400Z");
        sketch.seam("M122 170Q200 150 278 170M120 216Q200 196 280 216");
        sketch.line("M122 170Q200 150 278 170", &dark, 5.0);
    } else {
        sketch.cloth("M118 130L282 130L292 400Q290 424 266 424L134 424Q110 424 108 400Z");
        sketch.shaded("M122 90Q200 80 278 90L284 160Q200 172 116 160Z", &dark);
        sketch.line("M150 92L146 226M250 92L254 226", DARK_WOOD, 9.0);
        sketch.dots(&[(147, 216), (253, 216)], 7, BRASS);
    }
    sketch.shaded("M128 262Q200 246 272 262L276 392Q274 408 258 408L142 408Q126 408 124 392Z", &dark);
    sketch.line("M128 290Q200 276 272 290", &second, 5.0);
    sketch.line("M250 290L254 312", CREAM, 5.0);
    sketch.shaded("M176 330L224 330L224 360L176 360Z", CREAM);
    sketch.seam("M186 345L214 345");
}

pub(super) fn tote(sketch: &mut Sketch) {
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.line("M140 220Q134 76 200 74Q266 76 260 220", &deep, 11.0);
    sketch.cloth("M96 190Q200 200 304 190L318 412Q200 430 82 412Z");
    sketch.shaded("M94 184Q200 194 306 184L308 212Q200 222 92 212Z", &dark);
    sketch.line("M150 214Q146 92 200 90Q254 92 250 214", &dark, 11.0);
    sketch.dots(&[(149, 212), (251, 212)], 6, BRASS);
    if sketch.make(2) == 0 {
        sketch.shaded("M170 286L230 286L230 340L170 340Z", CREAM);
        sketch.seam("M182 304L218 304M182 318L206 318");
    } else {
        sketch.shaded("M84 372Q200 388 316 372L318 412Q200 430 82 412Z", &dark);
    }
    sketch.seams("M104 220L96 400");
}

pub(super) fn duffel(sketch: &mut Sketch) {
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.line("M132 236Q130 130 200 128Q270 130 268 236", &deep, 11.0);
    sketch.cloth("M60 260Q56 206 110 204L290 204Q344 206 340 260L346 392Q344 420 318 420L82 420Q56 420 54 392Z");
    sketch.line("M76 216Q200 196 324 216", BRASS, 5.0);
    sketch.shadeds("M60 262Q58 216 96 206L112 420L82 420Q56 420 54 392Z", &dark);
    sketch.line("M140 206L134 420M260 206L266 420", DARK_WOOD, 13.0);
    sketch.line("M136 226Q136 150 200 148Q264 150 264 226", DARK_WOOD, 10.0);
    sketch.dots(&[(138, 236), (262, 236)], 7, BRASS);
    sketch.shaded("M176 300L224 300L224 350L176 350Z", &dark);
}

pub(super) fn crossbody(sketch: &mut Sketch) {
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.line("M104 262Q90 76 200 74Q310 76 296 262", &deep, 8.0);
    sketch.cloth("M90 254Q200 244 310 254L318 398Q316 420 292 420L108 420Q84 420 82 398Z");
    if sketch.make(2) == 0 {
        sketch.shaded("M88 246Q200 236 312 246L314 322Q260 368 200 370Q140 368 86 322Z", &dark);
        sketch.dots(&[(200, 350)], 11, BRASS);
    } else {
        sketch.shaded("M88 246Q200 236 312 246L316 350Q200 364 84 350Z", &dark);
        sketch.shaded("M186 300L214 300L214 372L186 372Z", &deep);
        sketch.line("M190 352L210 352L210 366L190 366Z", BRASS, 4.0);
    }
    sketch.dots(&[(104, 258), (296, 258)], 8, BRASS);
    sketch.seam("M96 400Q200 412 304 400");
}

pub(super) fn pencil_case(sketch: &mut Sketch) {
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.shaded("M120 250L132 118L146 96L158 118L152 250Z", "#e0a63e");
    sketch.flat("M132 118L146 96L158 118Z", "#eccfa4");
    sketch.flat("M141 105L146 96L150 105Z", &deep);
    sketch.shaded("M186 250L184 140L196 116L208 140L212 250Z", "#5b8f86");
    sketch.flat("M184 140L196 116L208 140Z", "#eccfa4");
    sketch.shaded("M236 250L256 128L286 132L272 250Z", "#d8d2c4");
    sketch.line("M262 150L272 152M259 168L275 170M256 186L266 187M254 204L270 206", "#8b8577", 2.5);
    sketch.cloth("M52 246Q200 232 348 246Q360 330 346 402Q200 424 54 402Q40 330 52 246Z");
    sketch.shaded("M50 244Q200 230 350 244L350 268Q200 254 50 268Z", &dark);
    sketch.line("M56 256Q200 242 330 254", BRASS, 5.0);
    sketch.line("M330 254L352 282", CREAM, 7.0);
}
