# shellcheck shell=bash
# Tools by cargo and npm, in the checkout's own cache folder, and the crates that the workspace needs.

# Any 0.15 builds the same; this one was tried.
wasm_pack_version=0.15.1
smallest_node=20
smallest_rust=1.90

version_at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

setup_compilers() {
    have cargo || die "There is no cargo; install Rust from rustup.rs (stable, $smallest_rust or newer)."
    have node || die "There is no Node; install Node $smallest_node or newer."
    have npm || die "There is no npm; it comes with Node $smallest_node or newer."
    local rust node
    rust=$(rustc -vV | awk '/^release:/ { print $2 }')
    node=$(node --version | tr -d v)
    version_at_least "$rust" "$smallest_rust" || die "rustc is $rust, at least $smallest_rust is needed; run 'rustup update stable'."
    version_at_least "$node" "$smallest_node" || die "Node is $node, at least $smallest_node is needed; install a newer one."
    if ! cargo fmt --version >/dev/null 2>&1 || ! cargo clippy --version >/dev/null 2>&1; then
        rustup component add rustfmt clippy || die "rustfmt or clippy is missing; run 'rustup component add rustfmt clippy'."
    fi
    note "rustc $rust, Node $node."
}

# The version that the workspace pins: crate and tool must agree exactly.
wasm_bindgen_version() {
    sed -n 's/^wasm-bindgen = .*"=\([0-9.]*\)".*/\1/p' Cargo.toml
}

# cargo_tool NAME VERSION ARGUMENTS...: installs into the cache folder, then drops what compiling left.
cargo_tool() {
    local name=$1 version=$2
    shift 2
    CARGO_TARGET_DIR="$cache/tool-build" CARGO_NET_OFFLINE=false cargo install --root "$cache/tools" "$name" --version "=$version" --force --no-track "$@" \
        || die "Installing $name $version failed; connect to the network and run scripts/setup again, or put that version on PATH."
    rm -rf "$cache/tool-build"
}

setup_wasm_bindgen() {
    local version
    version=$(wasm_bindgen_version)
    [ -n "$version" ] || die "Cargo.toml does not pin wasm-bindgen; write wasm-bindgen = \"=X.Y.Z\" under [workspace.dependencies]."
    if [ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $version" ] && have wasm-bindgen-test-runner; then
        note "wasm-bindgen $version is here."
        return 0
    fi
    # A debug build takes a third of the time and the tool runs for a second only.
    CARGO_PROFILE_DEV_DEBUG=0 cargo_tool wasm-bindgen-cli "$version" --debug
}

setup_wasm_pack() {
    if [[ "$(wasm-pack --version 2>/dev/null)" == "wasm-pack ${wasm_pack_version%.*}."* ]]; then
        note "$(wasm-pack --version) is here."
        return 0
    fi
    cargo_tool wasm-pack "$wasm_pack_version" --locked
}

setup_npm() {
    local fingerprint
    fingerprint=$(cat www/package.json www/package-lock.json | cksum)
    if stamp_matches npm "$fingerprint" && [ -x www/node_modules/.bin/esbuild ] && [ -x www/node_modules/.bin/wasm-opt ]; then
        note "The npm packages are here."
        return 0
    fi
    # Kept when it already agrees with the lock file: then there is nothing to fetch.
    if ! (cd www && npm ls --all >/dev/null 2>&1 && node_modules/.bin/esbuild --version >/dev/null); then
        (cd www && npm ci --no-audit --no-fund) || die "npm ci failed in www; connect to the network, or mend www/package-lock.json with 'npm install' there."
    fi
    stamp npm "$fingerprint"
}

setup_crates() {
    if cargo fetch --offline --quiet 2>/dev/null; then
        note "The crates are here."
    else
        # shellcheck disable=SC2046
        CARGO_NET_OFFLINE=false cargo fetch $(locked) || die "cargo fetch failed; connect to the network, or run 'cargo update -p NAME' if Cargo.lock does not fit Cargo.toml."
    fi
    if [ -f tests/fuzz/Cargo.toml ] && ! cargo fetch --offline --quiet --manifest-path tests/fuzz/Cargo.toml 2>/dev/null; then
        CARGO_NET_OFFLINE=false cargo fetch --manifest-path tests/fuzz/Cargo.toml || die "cargo fetch failed for tests/fuzz; connect to the network."
    fi
}

setup_names=(compilers packages wasm-target wasm-bindgen wasm-pack npm crates)
