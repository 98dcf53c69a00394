#!/usr/bin/env bash
# Prints the path of a Chromium, after installing Debian's package where that is possible.
# Without one it says what to install, and fails.
set -euo pipefail

find_one() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name" 2>/dev/null; then return 0; fi
  done
  return 1
}

find_one && exit 0

if command -v apt-get >/dev/null; then
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then as_root=(sudo -n); else as_root=(false); fi
  fi
  echo "Installing Debian's package chromium for the browser tests ..." >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive bash -c \
    'apt-get update -q && apt-get install -q -y --no-install-recommends chromium' >&2 || true
  find_one && exit 0
fi

echo "The browser tests need Chromium: install the package \"chromium\" (apt-get install chromium), or set CHROMIUM to the path of one." >&2
exit 1
