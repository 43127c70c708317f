# shellcheck shell=bash
# Browsers, their drivers and the few system packages that building and testing needs.

# Where a browser may lie; tests/browser/engines reads the same variables first.
find_chromium() { first_program "${VITRINE_CHROMIUM:-}" chromium chromium-browser google-chrome-stable google-chrome "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"; }
find_firefox() { first_program "${VITRINE_FIREFOX:-}" firefox-esr firefox "/Applications/Firefox.app/Contents/MacOS/firefox"; }
find_webkit_driver() { first_program "${VITRINE_WEBKIT_DRIVER:-}" WebKitWebDriver /usr/lib/*/WebKitWebDriver /usr/libexec/WebKitWebDriver; }
find_mini_browser() { first_program "${VITRINE_MINI_BROWSER:-}" /usr/lib/*/webkit2gtk-4.1/MiniBrowser /usr/lib/*/webkit2gtk-4.0/MiniBrowser /usr/lib/*/webkitgtk-6.0/MiniBrowser /usr/libexec/webkit2gtk-4.1/MiniBrowser; }

first_program() {
    local program
    for program in "$@"; do
        [ -n "$program" ] || continue
        if command -v "$program" 2>/dev/null; then return 0; fi
    done
    return 1
}

has_dejavu_fonts() { [ -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ] || { have fc-list && fc-list | grep -q DejaVu; }; }

# Prints the Debian names of what is missing.
missing_packages() {
    if ! have cc || ! have c++; then echo build-essential; fi
    have git || echo git
    have shellcheck || echo shellcheck
    find_chromium >/dev/null || echo chromium
    find_firefox >/dev/null || echo firefox-esr
    if ! find_webkit_driver >/dev/null || ! find_mini_browser >/dev/null; then echo webkit2gtk-driver; fi
    have xvfb-run || echo xvfb
    have xauth || echo xauth
    has_dejavu_fonts || echo fonts-dejavu-core
}

setup_packages() {
    local missing
    mapfile -t missing < <(missing_packages)
    if [ "${#missing[@]}" -eq 0 ]; then
        note "Browsers and system packages are here."
        return 0
    fi
    note "Missing: ${missing[*]}"
    if ! have apt-get; then
        die "This machine has no apt-get; install by its own package manager what Debian calls ${missing[*]}, then run scripts/setup again."
    fi
    as_root apt-get update -qq || die "apt-get update failed; connect to the network or mend the package sources, then run scripts/setup again."
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" \
        || die "Installing ${missing[*]} failed; run 'apt-get install ${missing[*]}' by hand and read its message."
    mapfile -t missing < <(missing_packages)
    [ "${#missing[@]}" -eq 0 ] \
        || die "Still missing after the installation: ${missing[*]}; install them by hand, or name a browser's place in VITRINE_CHROMIUM, VITRINE_FIREFOX, VITRINE_WEBKIT_DRIVER, VITRINE_MINI_BROWSER."
}
