//! Knitwear, shirts and trousers.

use super::sketch::{BRASS, CREAM, Sketch};

const ARM: &str = "M136 132Q106 142 97 190L70 348Q68 360 80 363L102 367Q112 368 115 357L138 244Z";
const TRUNK: &str = "M160 118L134 131Q122 138 121 160L118 376Q118 386 128 387Q200 396 272 387Q282 386 282 376L279 160Q278 138 266 131L240 118Q200 150 160 118Z";

fn knit(sketch: &mut Sketch) {
    sketch.hangs();
    let dark = sketch.tones.dark.clone();
    sketch.cloths(ARM);
    sketch.shadeds("M74 326L69 352Q69 361 80 364L102 368Q111 368 114 359L120 334Z", &dark);
    sketch.cloth(TRUNK);
    sketch.shaded("M118 362Q200 376 282 362L282 378Q282 387 272 388Q200 398 128 388Q118 387 118 378Z", &dark);
    sketch.seam("M136 367V388M162 370V391M188 372V393M214 372V393M240 371V391M264 367V388");
}

pub(super) fn jumper(sketch: &mut Sketch) {
    knit(sketch);
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.flat("M162 116Q200 104 238 116Q200 146 162 116Z", &deep);
    sketch.shaded("M160 114Q200 150 240 114L250 122Q200 170 150 122Z", &dark);
    sketch.seams("M136 134Q140 180 138 240");
}

pub(super) fn roll_neck(sketch: &mut Sketch) {
    knit(sketch);
    sketch.cloth("M166 84Q162 80 168 76Q200 68 232 76Q238 80 234 84L246 126Q200 150 154 126Z");
    sketch.seam("M160 108Q200 124 240 108M166 84Q200 94 234 84");
    sketch.seams("M136 134Q140 180 138 240");
}

pub(super) fn cardigan(sketch: &mut Sketch) {
    knit(sketch);
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.flat("M160 116Q200 100 240 116L202 240L198 240Z", &deep);
    sketch.shaded("M160 114L150 122L190 246L190 390L210 390L210 246L250 122L240 114L200 232Z", &dark);
    sketch.dots(&[(200, 256), (200, 288), (200, 320), (200, 352), (200, 380)], 5, if sketch.make(2) == 0 { CREAM } else { BRASS });
    sketch.shadeds("M132 296L176 300L176 350L132 348Z", &dark);
}

pub(super) fn fleece(sketch: &mut Sketch) {
    sketch.hangs();
    let second = sketch.tones.second.clone();
    sketch.cloths(ARM);
    sketch.shadeds("M72 338L69 352Q69 361 80 364L102 368Q111 368 114 359L117 346Z", &second);
    sketch.cloth(TRUNK);
    sketch.shaded("M118 374Q200 388 282 374L282 378Q282 387 272 388Q200 398 128 388Q118 387 118 378Z", &second);
    sketch.cloth("M164 122L160 84Q200 74 240 84L236 122Q200 146 164 122Z");
    sketch.shaded("M190 84L210 84L210 210L190 210Z", &second);
    sketch.dots(&[(200, 104), (200, 146), (200, 190)], 5, CREAM);
    sketch.shaded("M222 190L264 186L262 240L224 242Z", &second);
    sketch.line("M224 202L263 198", CREAM, 3.0);
    sketch.seams("M166 122Q140 180 138 240");
}

pub(super) fn shirt(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.cloths(ARM);
    sketch.seams("M75 324Q96 334 120 330");
    sketch
        .cloth("M160 118L134 131Q122 138 121 160L116 366Q130 392 200 396Q270 392 284 366L279 160Q278 138 266 131L240 118Q200 140 160 118Z");
    sketch.flat("M168 112Q200 104 232 112L200 152Z", &deep);
    sketch.seam("M192 152L192 396M210 152L210 396");
    if sketch.make(3) == 0 {
        sketch.shaded("M164 114Q200 150 236 114L242 122Q220 146 200 150Q180 146 158 122Z", &dark);
    } else {
        sketch.cloth("M166 106L156 122L176 166L200 146Q172 132 166 106Z");
        sketch.cloth("M234 106L244 122L224 166L200 146Q228 132 234 106Z");
    }
    sketch.dots(&[(201, 176), (201, 216), (201, 256), (201, 296), (201, 336)], 4, CREAM);
    sketch.seam("M222 200L262 198L262 240L242 250L222 240Z");
    if sketch.make(2) == 0 {
        sketch.seam("M138 198L178 200L178 240L158 250L138 240Z");
    }
}

fn short_sleeves(sketch: &mut Sketch) {
    sketch.cloths("M138 124Q118 130 104 152L64 206Q60 214 68 220L100 242Q108 246 112 238L138 204Z");
    sketch.seams("M72 200Q88 218 116 230");
    sketch.cloth("M160 116L136 126Q122 132 122 156L118 380Q118 388 128 389Q200 396 272 389Q282 388 282 380L278 156Q278 132 264 126L240 116Q200 146 160 116Z");
}

pub(super) fn t_shirt(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    short_sleeves(sketch);
    sketch.flat("M164 113Q200 104 236 113Q200 140 164 113Z", &deep);
    sketch.shaded("M160 112Q200 146 240 112L247 119Q200 162 153 119Z", &dark);
    sketch.seam("M119 372Q200 380 281 372");
}

pub(super) fn running_tee(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, deep, second) = (sketch.tones.dark.clone(), sketch.tones.deep.clone(), sketch.tones.second.clone());
    short_sleeves(sketch);
    sketch.shadeds("M160 116L138 124Q118 130 104 152L64 206Q60 214 68 220L100 242Q108 246 112 238L138 204Q148 150 168 120Z", &second);
    sketch.flat("M164 113Q200 104 236 113Q200 140 164 113Z", &deep);
    sketch.shaded("M160 112Q200 146 240 112L247 119Q200 162 153 119Z", &dark);
    sketch.line("M132 232L132 372M268 232L268 372", CREAM, 3.0);
    sketch.line("M230 186L246 178L262 186", CREAM, 5.0);
}

pub(super) fn blouse(sketch: &mut Sketch) {
    sketch.hangs();
    let deep = sketch.tones.deep.clone();
    sketch.cloths("M140 130Q104 136 92 190Q70 270 76 330Q84 344 108 342Q120 340 118 326Q140 280 142 220Z");
    sketch.seams("M76 322Q96 334 118 322M96 190Q104 250 92 316M112 200Q116 260 106 320");
    sketch.cloth("M166 112L140 128Q128 136 128 160Q136 230 122 370Q200 392 278 370Q264 230 272 160Q272 136 260 128L234 112L200 178Z");
    sketch.flat("M168 112Q200 100 232 112L200 176Z", &deep);
    sketch.cloth("M164 106Q156 118 166 132Q176 130 182 146Q190 146 200 182Q180 130 172 106Z");
    sketch.cloth("M236 106Q244 118 234 132Q224 130 218 146Q210 146 200 182Q220 130 228 106Z");
    sketch.seam("M200 182L200 380M150 240Q146 310 140 364M250 240Q254 310 260 364");
    sketch.dots(&[(200, 204), (200, 244), (200, 284), (200, 324)], 4, CREAM);
}

pub(super) fn tights(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, second) = (sketch.tones.dark.clone(), sketch.tones.second.clone());
    sketch.cloth("M138 76L262 76Q276 150 270 230L256 432Q238 440 220 434L202 206L198 206L180 434Q162 440 144 432L130 230Q124 150 138 76Z");
    sketch.shaded("M138 74L262 74L266 104Q200 112 134 104Z", &dark);
    sketch.lines("M132 200Q152 240 148 330L156 420", &second, 7.0);
    sketch.seam("M200 108L200 206M236 130L256 160L252 210");
    sketch.seams("M152 410L170 414");
}

pub(super) fn dungarees(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.shadeds("M152 76L172 76L172 160L154 164Z", &dark);
    sketch
        .cloth("M150 148Q200 158 250 148L262 224L282 232L292 412Q254 424 216 414L202 300L198 300L184 414Q146 424 108 412L118 232L138 224Z");
    sketch.seam("M120 236Q200 252 280 236M200 250L200 300");
    sketch.shaded("M170 176L230 176L226 216L200 224L174 216Z", &dark);
    sketch.dots(&[(163, 160), (237, 160)], 6, BRASS);
    sketch.shadeds("M120 330L180 334L178 372L116 368Z", &dark);
    sketch.lines("M122 262Q144 290 122 304", &deep, 2.5);
}

pub(super) fn apron(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.line("M158 128Q160 66 200 64Q240 66 242 128", &deep, 6.0);
    sketch.line("M110 226Q80 240 74 290M290 226Q320 240 326 290", &deep, 5.0);
    sketch.cloth("M156 122Q200 132 244 122Q250 190 296 216L300 408Q200 424 100 408L104 216Q150 190 156 122Z");
    sketch.shaded("M140 286L260 286L256 362Q200 372 144 362Z", &dark);
    sketch.seam("M200 288L200 366M160 136Q200 144 240 136");
    sketch.line("M246 250L276 250L276 300", CREAM, 4.0);
}
