# shellcheck shell=bash
# Every library, in the order in which they build on each other.
libraries=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=lib/common.sh
. "$libraries/common.sh"
# shellcheck source=lib/system_packages.sh
. "$root/scripts/lib/system_packages.sh"
# shellcheck source=lib/wasm_target.sh
. "$root/scripts/lib/wasm_target.sh"
# shellcheck source=lib/tools.sh
. "$root/scripts/lib/tools.sh"
# shellcheck source=lib/building.sh
. "$root/scripts/lib/building.sh"
# shellcheck source=lib/demonstration.sh
. "$root/scripts/lib/demonstration.sh"
# shellcheck source=lib/checks.sh
. "$root/scripts/lib/checks.sh"
