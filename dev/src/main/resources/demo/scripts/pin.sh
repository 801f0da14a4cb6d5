#!/bin/sh
# Pins a library to a version in `dependencies`.
#
# usage: pin.sh LIBRARY VERSION
set -eu
awk -v library="$1" -v version="$2" '
  $1 == library { print library, version; found = 1; next }
  { print }
  END { if (!found) print library, version }' dependencies >dependencies.new
mv dependencies.new dependencies
echo "pinned $1 $2"
