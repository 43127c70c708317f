# shellcheck shell=bash
# The steps of scripts/test. Each can run alone; each fails where it cannot do its work.

check_names=(format shell build lint types unit wasm fuzz page demo browsers sizes)
# Seconds for each fuzz target.
fuzz_seconds=${VITRINE_FUZZ_SECONDS:-20}

check_format() {
    cargo fmt --all --check || die "Some Rust files are not in standard format; run 'cargo fmt --all'."
}

check_shell() {
    have shellcheck || die "shellcheck is missing; run scripts/setup packages."
    shellcheck -a scripts/build scripts/demo scripts/setup scripts/test scripts/bench scripts/screens .ci/run \
        || die "shellcheck found something in the scripts; mend what it names above."
}

# The whole of scripts/build, one after the other.
check_build() {
    local name
    for name in "${build_names[@]}"; do
        (set -euo pipefail && "build_$name")
    done
}

check_lint() {
    # shellcheck disable=SC2046
    cargo clippy --workspace --all-targets $(locked) -- -D warnings \
        || die "clippy found something; mend what it names above."
    # shellcheck disable=SC2046
    cargo clippy -p vitrine-wasm --features page --target "$wasm_triple" $(locked) -- -D warnings \
        || die "clippy found something in the browser build; mend what it names above, or run scripts/setup wasm-target."
}

check_types() {
    (cd www && npm run --silent typecheck) || die "The TypeScript in www does not check; mend what it names above."
    tsc --project tests/browser/tsconfig.json || die "The browser tests do not check; mend what it names above."
}

# Every Rust test, natively, with the examples in the documentation.
check_unit() {
    # shellcheck disable=SC2046
    if cargo nextest --version >/dev/null 2>&1; then
        cargo nextest run --workspace --status-level fail --final-status-level slow $(locked)
    else
        cargo test --workspace --all-targets --quiet $(locked)
    fi || die "A Rust test failed; it is named above."
    # shellcheck disable=SC2046
    cargo test --workspace --doc --quiet $(locked) || die "An example in the documentation failed; it is named above."
}

# The tests of the browser module, as wasm in Node.
check_wasm() {
    # shellcheck disable=SC2046
    with_wasm_toolchain wasm-pack --log-level warn test --node --mode no-install crates/wasm $(locked) \
        || die "A test of the wasm module failed; it is named above."
}

# Every target of tests/fuzz for a bounded time, with coverage and the address sanitizer, on the stable compiler.
check_fuzz() {
    local host targets name folder
    [ -f tests/fuzz/Cargo.toml ] || die "There is no tests/fuzz/Cargo.toml; the fuzz targets belong there, one [[bin]] each."
    host=$(rustc -vV | awk '/^host:/ { print $2 }')
    mapfile -t targets < <(sed -n '/^\[\[bin\]\]/,/^$/s/^name = "\(.*\)"/\1/p' tests/fuzz/Cargo.toml)
    [ "${#targets[@]}" -gt 0 ] || die "tests/fuzz/Cargo.toml names no [[bin]]; a fuzz step without a target proves nothing."
    folder=$target/fuzz
    RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=$folder \
        RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Zsanitizer=address -Ccodegen-units=1 -Cdebug-assertions" \
        cargo build --release --manifest-path tests/fuzz/Cargo.toml --target "$host" \
        || die "The fuzz targets did not build; mend what the compiler names above."
    for name in "${targets[@]}"; do
        mkdir -p "$folder/corpus/$name" "$folder/artifacts/$name"
        local seeds=()
        if [ -d "tests/fuzz/seeds/$name" ]; then seeds=("tests/fuzz/seeds/$name"); fi
        note "Fuzzing $name for $fuzz_seconds s."
        compact "$folder/$host/release/$name" "$folder/corpus/$name" "${seeds[@]}" -max_total_time="$fuzz_seconds" -timeout=10 -rss_limit_mb=2048 \
            -artifact_prefix="$folder/artifacts/$name/" -print_final_stats=1 \
            || die "The fuzz target $name found an input that breaks it; it lies in $folder/artifacts/$name."
    done
}

# The page's own tests, in Node.
check_page() {
    (cd www && npm test --silent) || die "A test of the page scripts failed; it is named above."
}

# The demonstration shop, built from exports by the binary.
check_demo() {
    local name
    [ -x "$vitrine" ] || die "There is no $vitrine; run scripts/build first."
    for name in "${demo_names[@]}"; do
        (set -euo pipefail && "demo_$name")
    done
}

# Chromium, Firefox and WebKitGTK, one after the other: a missing engine fails.
check_browsers() {
    [ -d "$demo_folder/shop" ] || die "There is no demonstration shop; run scripts/demo --no-serve first."
    VITRINE_DEMO=$demo_folder node --test --test-concurrency=1 --test-reporter=spec tests/browser/*.test.mjs \
        || die "A browser test failed; it is named above. A missing engine is installed by scripts/setup packages."
}

# The committed numbers: bytes of wasm, scripts and demonstration model.
check_sizes() {
    node scripts/lib/sizes.mjs "$demo_folder/shop" tests/sizes.json \
        || die "The sizes differ from tests/sizes.json; if the change is meant, run scripts/test sizes with VITRINE_WRITE_SIZES=1 and commit the file."
}
