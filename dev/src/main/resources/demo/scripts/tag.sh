#!/bin/sh
# Tags the commit checked out as the release of this version, and pushes the tag.
#
# usage: tag.sh VERSION
set -eu
git tag --force "v$1" >/dev/null
git push --quiet origin "refs/tags/v$1"
echo "tagged v$1 at $(git log -1 --format='%h %s')"
