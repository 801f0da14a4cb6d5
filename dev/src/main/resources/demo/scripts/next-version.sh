#!/bin/sh
# Prints the version after the one of the commit checked out: the patch number is one higher.
set -eu
git show HEAD:VERSION | awk -F. '{ printf "%d.%d.%d\n", $1, $2, $3 + 1 }'
