# shellcheck shell=bash
# From sources to the vitrine binary: engine as wasm, page scripts, then the binary that carries both.

build_names=(wasm page binary)
vitrine=$target/release/vitrine

# The engine for the browser, in www/pkg: wasm-pack, then wasm-opt for the last bytes.
build_wasm() {
    local raw=$cache/wasm-pkg optimised mark
    # Small code of every crate, one unit, whole-program optimisation: 61 kB with brotli become 36, and without the standard library 27.
    export CARGO_PROFILE_RELEASE_OPT_LEVEL=s CARGO_PROFILE_RELEASE_LTO=fat CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1
    # Whatever a desk has set: an incremental build is some hundred bytes larger.
    export CARGO_INCREMENTAL=0 CARGO_PROFILE_RELEASE_INCREMENTAL=false
    # A panic has no words in a page, so none of them needs to know its place; the switch is one of those that a stable compiler asks a variable for.
    export RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="-Zlocation-detail=none"
    # shellcheck disable=SC2046
    with_wasm_toolchain wasm-pack --log-level warn build crates/wasm --release --target web --mode no-install --no-opt --no-pack \
        --out-dir "$raw" --out-name vitrine_wasm -- --features page $(locked) \
        || die "The wasm build failed; if the message above names the target, run scripts/setup wasm-target."
    [ -f "$raw/vitrine_wasm_bg.wasm" ] || die "wasm-pack wrote no module; run scripts/setup wasm-bindgen wasm-pack, then scripts/build wasm."
    mark="$(fingerprint "$raw" www/trim.mjs www/src/module.ts) $(wasm-opt --version) trimmed, little inlining, converged, room below the stack, locals by learning"
    optimised=www/pkg/engine.wasm
    if stamp_matches wasm-opt "$mark" && [ -f "$optimised" ]; then
        note "www/pkg is up to date: $(wc -c <"$optimised") bytes of wasm."
        return 0
    fi
    rm -rf www/pkg
    mkdir -p www/pkg
    node www/trim.mjs "$raw/vitrine_wasm_bg.wasm" "$raw/trimmed.wasm" || die "The module could not be trimmed; mend what the message above names, or run scripts/setup npm."
    # What rustc left apart stays apart: brotli finds more alike in small functions. The stack lies first in Rust's memory, so that nothing but its last
    # kilobyte is below 1,024.
    wasm-opt "$raw/trimmed.wasm" -o "$optimised" -Oz --converge --one-caller-inline-max-function-size=0 --always-inline-max-function-size=4 --low-memory-unused \
        --coalesce-locals-learning --strip-debug --strip-producers --strip-target-features \
        || die "wasm-opt failed; run scripts/setup npm."
    rm "$raw/trimmed.wasm"
    # For tests that start the module as a page does.
    esbuild --log-level=warning --format=esm "--banner:js=// @ts-nocheck" --outfile=www/pkg/module.js www/src/module.ts || die "esbuild failed; run scripts/setup npm."
    stamp wasm-opt "$mark"
    note "www/pkg: $(wc -c <"$raw/vitrine_wasm_bg.wasm") bytes of wasm, $(wc -c <"$optimised") after wasm-opt."
}

# The page's scripts, in www/dist.
build_page() {
    local mark
    mark=$(cd www && find . -name node_modules -prune -o -path ./dist -prune -o -path ./package -prune -o -type f -print0 | sort -z | xargs -0 cksum | cksum)
    if stamp_matches page "$mark" && [ -d www/dist ]; then
        note "www/dist is up to date."
        return 0
    fi
    (cd www && npm run --silent build) || die "The page build failed; mend what it names, or run scripts/setup npm if a package is missing."
    stamp page "$mark"
}

# The binary, which carries www/dist.
build_binary() {
    # shellcheck disable=SC2046
    cargo build --release -p vitrine-cli $(locked) || die "The binary did not build; mend what the compiler names above."
    [ -x "$vitrine" ] || die "cargo built no $vitrine; look at the [[bin]] name in crates/cli/Cargo.toml."
    note "$vitrine: $(wc -c <"$vitrine") bytes."
}
