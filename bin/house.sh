# Shared by the commands beside it: sourced, not run. Sets ROOT and PY, and changes to ROOT.
# shellcheck shell=bash

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
PY="$ROOT/.venv/bin/python"
cd "$ROOT"

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
die() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

# One set-up at a time: serve and test may be started together.
lock_setup() {
    mkdir -p -m 700 var # the database, mail and private files live there
    exec 9>var/setup.lock
    if command -v flock >/dev/null; then flock 9; fi
}
unlock_setup() { exec 9>&-; }

find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3 python3.11 python3.12 python3.13; do
        if [ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    die "Python 3.11 or newer was not found. On Debian: apt-get install python3 python3-venv. Or name one: PYTHON=/path/to/python3 $0"
}

# Install Debian packages when we may; otherwise say what to type. Returns 1 if they are still missing.
debian_packages() {
    local install="apt-get install -y --no-install-recommends $*"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Installing Debian packages: $*"
        # shellcheck disable=SC2086 # several words on purpose
        if DEBIAN_FRONTEND=noninteractive $install >&2 || { apt-get update -q >&2 && DEBIAN_FRONTEND=noninteractive $install >&2; }; then
            return 0
        fi
    fi
    printf '\nPlease install these packages:\n\n    sudo %s\n\n' "$install" >&2
    return 1
}

make_venv() {
    if "$PY" -c 'import pip' 2>/dev/null; then return; fi
    local python
    python="$(find_python)"
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        debian_packages python3-venv || exit 1
    fi
    say "Creating .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
}

# ensure_packages base|dev: install a lock when it is not the one installed last. The dev lock holds the base one.
ensure_packages() {
    make_venv
    local stamp=.venv/installed-locks wanted
    wanted="$(sha256sum "requirements/$1.txt")"
    if grep -qsFx "$wanted" "$stamp"; then return; fi
    say "Installing requirements/$1.txt"
    "$PY" -m pip install --quiet --quiet --disable-pip-version-check --no-input --require-hashes -r "requirements/$1.txt" ||
        die "Installing the packages failed; see the lines above."
    sha256sum requirements/base.txt >"$stamp"
    if [ "$1" != base ]; then echo "$wanted" >>"$stamp"; fi
}

# Pango draws the documents. The desk starts without it and says so at /readyz.
ensure_pango() {
    local libraries
    libraries="$({ command -v ldconfig >/dev/null && ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null)" || return 0
    case "$libraries" in *libpangoft2-1.0.so.0*) return 0 ;; esac
    debian_packages libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ||
        printf 'Until then the desk works, but makes no PDF.\n\n' >&2
}

# The journey through the API is played with curl; without it that test is skipped, and says so.
ensure_curl() {
    command -v curl >/dev/null || debian_packages curl || true
}

# The journeys through the pages are played in Debian's Chromium. Returns 1 if there is none.
ensure_chromium() {
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || debian_packages chromium
}

# Compile the message catalogues that changed.
ensure_messages() {
    local catalogue
    for catalogue in locale/*/LC_MESSAGES/django.po; do
        if [ -f "$catalogue" ] && [ ! "${catalogue%.po}.mo" -nt "$catalogue" ]; then
            "$PY" -m babel.messages.frontend --quiet compile -i "$catalogue" -o "${catalogue%.po}.mo"
        fi
    done
}

port_is_taken() { (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; }
