# shellcheck shell=bash
# Functions shared by ./demo, ./check and the scripts in tools/setup. Sourced, not run.
# Sets ROOT, the repository's folder, and goes there, so that scripts work from any folder.

set -euo pipefail
ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
cd -- "$ROOT"
export LC_ALL=C.UTF-8
mkdir -p -- build  # build trees and logs; git ignores it
# Nothing here asks a question.
exec </dev/null
export DEBIAN_FRONTEND=noninteractive
# npm, ccache and LibreOffice want a home that exists; a service account may have none.
if [ -z "${HOME:-}" ] || [ ! -w "$HOME" ]; then
  export HOME="$ROOT/build/home"
  mkdir -p -- "$HOME"
fi

step() { printf '\n==> %s\n' "$*"; }
note() { printf '    %s\n' "$*"; }
die() {
  printf '\nerror: %s\n' "$1" >&2
  shift
  for line in "$@"; do printf '  hint: %s\n' "$line" >&2; done
  exit 1
}

# packages_missing GROUP…: the packages that the groups still lack, one a line.
packages_missing() {
  local group package program wanted
  local -a absent=()
  while read -r group package program; do
    case "$group" in '' | '#'*) continue ;; esac
    for wanted in "$@"; do
      [ "$group" = "$wanted" ] || continue
      [ -n "$program" ] && command -v "$program" >/dev/null && continue
      absent+=("$package")
    done
  done <tools/setup/packages.txt
  [ ${#absent[@]} -gt 0 ] || return 0
  local package_state
  for package in "${absent[@]}"; do
    package_state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$package_state" = installed ] || printf '%s\n' "$package"
  done
}

# install_packages GROUP…: installs what the groups still lack; does not touch apt when nothing lacks.
install_packages() {
  { command -v apt-get && command -v dpkg-query; } >/dev/null ||
    die "this script installs Debian packages, and apt-get is not here" \
      "on another system, install what tools/setup/packages.txt lists and use cmake --preset dev"
  local -a missing as_root=()
  mapfile -t missing < <(packages_missing "$@")
  if [ ${#missing[@]} -eq 0 ]; then
    note "all packages are installed"
    return
  fi
  note "installing ${#missing[@]} packages: ${missing[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null ||
      die "packages are missing, and only root may install them" "as root: apt-get install ${missing[*]}"
    as_root=(sudo -n --preserve-env=DEBIAN_FRONTEND)
  fi
  local log="$ROOT/build/apt.log"
  if ! { "${as_root[@]}" apt-get update &&
    "${as_root[@]}" apt-get install --yes --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 15 -- "$log" >&2
    die "apt-get could not install the packages" "its whole output is in build/apt.log"
  fi
}

# configure PRESET [OPTION…]: CMake's first step; quiet unless it fails.
configure() {
  local preset=$1 log
  shift
  log="$ROOT/build/$preset-configure.log"
  cmake --preset "$preset" "$@" >"$log" 2>&1 || {
    cat -- "$log" >&2
    die "CMake could not configure the preset $preset" "delete build/$preset and try again"
  }
}

# build PRESET [TARGET…]
build() {
  local preset=$1
  shift
  local -a targets=()
  [ $# -eq 0 ] || targets=(--target "$@")
  cmake --build --preset "$preset" --parallel "$(nproc)" "${targets[@]}" ||
    die "the build failed" "the first 'error:' above tells why"
}
