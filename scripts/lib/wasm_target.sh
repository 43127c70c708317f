# shellcheck shell=bash
# The standard library for wasm32-unknown-unknown: by rustup; where its server is out of reach, built once from the
# sources of exactly this compiler; else by the distribution's own web compiler.

wasm_triple=wasm32-unknown-unknown
# Present when the last way was needed: the toolchain for wasm builds alone.
wasm_toolchain_file=$cache/wasm-toolchain

# Linking a module is the proof; a folder of the right name is none.
wasm_target_works() {
    local folder status=0
    folder=$(mktemp -d)
    printf 'pub fn numbers() -> Vec<u8> { vec![1] }\n' >"$folder/probe.rs"
    rustc --edition 2024 --crate-type cdylib --target "$wasm_triple" --out-dir "$folder" "$folder/probe.rs" >/dev/null 2>&1 || status=1
    rm -rf "$folder"
    return "$status"
}

setup_wasm_target() {
    have rustc || die "There is no Rust compiler; install it from rustup.rs (stable, 1.90 or newer)."
    if [ -f "$wasm_toolchain_file" ] && RUSTUP_TOOLCHAIN=$(cat "$wasm_toolchain_file") wasm_target_works; then
        note "The wasm32 target is here, by the toolchain $(cat "$wasm_toolchain_file")."
        return 0
    fi
    rm -f "$wasm_toolchain_file"
    if wasm_target_works; then
        note "The wasm32 target is here."
        return 0
    fi
    if have rustup; then
        note "Adding the target with rustup."
        if rustup target add "$wasm_triple" && wasm_target_works; then return 0; fi
        note "rustup could not add it; building it from the compiler's sources instead."
    fi
    if have apt-get && have dpkg-deb; then
        if wasm_from_sources && wasm_target_works; then return 0; fi
        note "No sources of exactly this compiler; trying the distribution's own web compiler."
        if wasm_from_distribution; then return 0; fi
    fi
    die "The wasm32 target could not be installed; run 'rustup target add $wasm_triple' where rustup's server can be reached."
}

# The address of the mirror in the machine's own package sources. It goes into a temporary file and nowhere else.
debian_mirror() {
    local files
    files=$(find /etc/apt/sources.list.d /etc/apt/sources.list -type f 2>/dev/null) || true
    # shellcheck disable=SC2086
    awk '
        FNR == 1 { uri = "" }
        /^URIs:/ { uri = $2 }
        /^Suites:/ { if (uri != "" && $2 !~ /security/) seen[uri] = 1 }
        /^Components:/ && $0 ~ /main/ && uri ~ /debian\/?$/ { print uri; exit }
        /^deb / { for (i = 2; i <= NF; i++) if ($i ~ /^[a-z+]+:\/\// && $i ~ /debian\/?$/) { print $i; exit } }
    ' $files
}

# Downloads and extracts rust-src of the given version from whichever suite carries it. Installs nothing.
fetch_rust_sources() {
    local version=$1 into=$2 mirror suite found
    mirror=$(debian_mirror)
    [ -n "$mirror" ] || return 1
    mkdir -p "$into/lists/partial" "$into/archives/partial"
    for suite in trixie-backports trixie forky sid bookworm-backports; do
        printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' "$mirror" "$suite" >"$into/sources.list"
        local options=(-qq -o "Dir::Etc::SourceList=$into/sources.list" -o Dir::Etc::SourceParts=/dev/null
            -o "Dir::State::Lists=$into/lists" -o "Dir::Cache=$into" -o "Dir::Cache::Archives=$into/archives"
            -o APT::Sandbox::User=root -o Acquire::Languages=none)
        apt-get "${options[@]}" update >/dev/null 2>&1 || continue
        found=$(apt-cache "${options[@]}" madison rust-src 2>/dev/null | awk -F'|' -v v="$version" '{ gsub(/ /, "", $2); if (index($2, v "+") == 1) { print $2; exit } }')
        [ -n "$found" ] || continue
        note "Taking the sources of $version from $suite."
        (cd "$into" && apt-get "${options[@]}" download "rust-src=$found" >/dev/null) || continue
        dpkg-deb -x "$into"/rust-src_*.deb "$into/sources" && return 0
    done
    return 1
}

# wasm_build_standard_library SOURCES FOLDER CARGO...: compiles std and test for the target and copies their rlibs.
wasm_build_standard_library() {
    local sources=$1 into=$2 work=$3
    shift 3
    mkdir -p "$work/empty/src" "$into"
    printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n[workspace]\n' >"$work/empty/Cargo.toml"
    printf '#![no_std]\n' >"$work/empty/src/lib.rs"
    # Embedded bitcode for link-time optimisation; test for wasm-pack test.
    (cd "$work/empty" && env -u CARGO_NET_OFFLINE CARGO_TARGET_DIR="$work/target" __CARGO_TESTS_ONLY_SRC_ROOT="$sources" RUSTC_BOOTSTRAP=1 \
        RUSTFLAGS=-Cembed-bitcode=yes "$@" build --release --target "$wasm_triple" -Zbuild-std=std,panic_abort,test,proc_macro) || return 1
    find "$work/target/$wasm_triple/release/deps" -name '*.rlib' ! -name 'libempty-*' -exec cp {} "$into/" \;
}

wasm_from_sources() {
    local version sysroot built work library
    version=$(rustc -vV | awk '/^release:/ { print $2 }')
    sysroot=$(rustc --print sysroot)
    library=$sysroot/lib/rustlib/$wasm_triple/lib
    built=$cache/wasm-std/$version
    if [ ! -e "$built/done" ]; then
        work=$(mktemp -d)
        fetch_rust_sources "$version" "$work" || { rm -rf "$work"; return 1; }
        local sources
        sources=$(find "$work/sources/usr/src" -maxdepth 2 -type d -name library | head -n 1)
        wasm_build_standard_library "$sources" "$built" "$work" cargo || { rm -rf "$work"; return 1; }
        rm -rf "$work"
        touch "$built/done"
    fi
    if ! mkdir -p "$library" || ! cp "$built"/*.rlib "$library/"; then
        die "Cannot write to $library; run scripts/setup as the user who owns the Rust toolchain."
    fi
}

wasm_from_distribution() {
    local work library=/usr/lib/rustlib/$wasm_triple/lib linker
    have rustup || return 1
    as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends rustc-web cargo-web rust-web-src || return 1
    linker=$(find "$(rustc --print sysroot)/lib/rustlib" -name rust-lld -type f | head -n 1)
    [ -n "$linker" ] || return 1
    mkdir -p "$cache/tools/bin"
    ln -sf "$linker" "$cache/tools/bin/rust-lld"
    rustup toolchain link debweb /usr
    if ! RUSTUP_TOOLCHAIN=debweb wasm_target_works; then
        work=$(mktemp -d)
        local sources
        sources=$(dpkg -L rust-web-src | grep '/library$' | head -n 1)
        RUSTUP_TOOLCHAIN=debweb wasm_build_standard_library "$sources" "$work/rlibs" "$work" cargo || { rm -rf "$work"; return 1; }
        as_root mkdir -p "$library"
        as_root cp "$work"/rlibs/*.rlib "$library/"
        rm -rf "$work"
    fi
    RUSTUP_TOOLCHAIN=debweb wasm_target_works || return 1
    printf debweb >"$wasm_toolchain_file"
}

# with_wasm_toolchain COMMAND...: runs it under the toolchain that has the target.
with_wasm_toolchain() {
    if [ -f "$wasm_toolchain_file" ]; then
        RUSTUP_TOOLCHAIN=$(cat "$wasm_toolchain_file") "$@"
    else
        "$@"
    fi
}
