#!/bin/sh
# install.sh VENV REQUIREMENTS: make the virtual environment if it is not there and install hashed pins into it.
set -eu
venv=$1
requirements=$2
python=${PYTHON:-python3}

fail() { printf '%s\n' "$*" >&2; exit 1; }

if ! [ -x "$venv/bin/python" ]; then
    command -v "$python" >/dev/null || fail "Python is missing: install python3 (3.11 or newer), or say make PYTHON=path."
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "Python 3.11 or newer is needed, this is $("$python" -V). Say make PYTHON=python3.12, for example."
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "This Python cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"
    "$python" -m venv "$venv" || { rm -rf "$venv"; fail "The virtual environment $venv could not be made."; }
fi

# uv installs in a third of pip's time. Its pin, with hashes, stands among the development requirements.
if ! [ -x "$venv/bin/uv" ]; then
    pin=$(mktemp)
    trap 'rm -f "$pin"' EXIT
    sed -n '/^uv==/,/[^\\]$/p' requirements-dev.txt > "$pin"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$pin" ||
        printf 'uv is not to be had here; pip does its work.\n' >&2
fi

printf 'Installing %s\n' "$requirements"
if [ -x "$venv/bin/uv" ]; then
    "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --require-hashes -r "$requirements" && exit 0
    printf 'uv failed; trying pip.\n' >&2
fi
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$requirements"
