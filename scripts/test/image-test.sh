#!/bin/sh
# Builds the player image and plays with it: `scripts/test/image-test.sh`. Needs no sound device.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/timbrel-test.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
failures=0
most_megabytes=80

# check WHAT COMMAND...: the command succeeds
check() {
  what=$1
  shift
  if "$@" >"$work/log" 2>&1; then
    echo "ok    $what"
  else
    echo "FAIL  $what"
    sed 's/^/        /' "$work/log"
    failures=$((failures + 1))
  fi
}

fails() { ! "$@"; }
says() { "$image/bin/timbrel" play --driver "$1" 2>&1 | grep -q "$2"; }
small() { [ "$(du -sm "$image" | cut -f 1)" -lt $most_megabytes ]; }
without() { ! "$image/bin/java" --list-modules | grep -q "$1"; }

image=$work/player
check "the image is built" "$root/scripts/image" "$image"
check "the classes of a start are kept, of generate and of play" ls "$root/.timbrel/generate.jsa" "$root/.timbrel/play.jsa"
check "it is smaller than $most_megabytes MB" small
check "it has no java.desktop" without java.desktop
check "nor a JDK's compiler" without jdk.compiler
# A copy elsewhere, started through a link and without any other Java in reach.
mkdir "$work/elsewhere" && mv "$image" "$work/elsewhere/" && image=$work/elsewhere/player
ln -s "$image/bin/timbrel" "$work/link"
check "it plays into a file" env -u JAVA_HOME PATH=/usr/bin:/bin "$work/link" play --driver "wav:$work/a.wav" --seed 7 --seconds 2
check "which has sound in it" sh -c "[ \$(wc -c <'$work/a.wav') -gt 100000 ]"
check "and is what ./timbrel plays" sh -c "'$root/timbrel' play --driver 'wav:$work/b.wav' --seed 7 --seconds 2 && cmp '$work/a.wav' '$work/b.wav'"
check "it collects memory without pauses that would be heard" sh -c "TIMBREL_JAVA_OPTS=-Xlog:gc:file='$work/gc.log' '$image/bin/timbrel' play --driver 'wav:$work/c.wav' --seconds 0.1 && grep -q 'Using Shenandoah\|Using The Z Garbage' '$work/gc.log'"
check "without javax.sound it says so" says javasound "without javax.sound"
check "generate is in it" "$image/bin/timbrel" generate starter -n 1 --seed 1 -o "$work/kit"
check "an unknown driver is an error" fails "$image/bin/timbrel" play --driver nonsense

[ "$failures" -eq 0 ] || echo "$failures failed"
exit "$failures"
