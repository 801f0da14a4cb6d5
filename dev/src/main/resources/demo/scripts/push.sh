#!/bin/sh
# Commits what was changed and pushes it to main. Run again, it makes the very same commit (the date
# is the parent's), so a step that is repeated after a crash finds its push already there.
#
# usage: push.sh MESSAGE
set -eu
git add VERSION dependencies
if git diff --cached --quiet; then
  echo "nothing to commit"
else
  date=$(git log -1 --format=%cI HEAD)
  GIT_AUTHOR_DATE=$date GIT_COMMITTER_DATE=$date git commit --quiet --message "$1"
fi
git push --quiet origin HEAD:main
git log -1 --format='%h %s'
