#!/bin/sh
# Tests of the launcher's shell functions, with pretended JDKs: `scripts/test/launcher-test.sh`.
set -u
scripts=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/timbrel-test.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
. "$scripts/jdk.sh"
unset JAVA_HOME TIMBREL_JAVA_HOME
system_path=$PATH
failures=0

# same WHAT EXPECTED ACTUAL
same() {
  if [ "$2" = "$3" ]; then
    echo "ok    $1"
  else
    echo "FAIL  $1: expected '$2', got '$3'"
    failures=$((failures + 1))
  fi
}

# contains WHAT EXPECTED-PART ACTUAL
contains() {
  case $3 in *"$2"*) same "$1" yes yes ;; *) same "$1" "...$2..." "$3" ;; esac
}

# A directory that looks like a JDK: pretend NAME VERSION
pretend() {
  mkdir -p "$work/$1/bin"
  printf 'IMPLEMENTOR="Nobody"\nJAVA_VERSION="%s"\n' "$2" >"$work/$1/release"
  for program in java javac; do
    printf '#!/bin/sh\n' >"$work/$1/bin/$program"
    chmod +x "$work/$1/bin/$program"
  done
}

# Only these are found: installed NAMES
installed() {
  names=$*
  jdk_candidates() { for name in $names; do echo "$work/$name"; done; }
}

# What find_jdk chooses, by name; its message where it finds none.
chosen() { (find_jdk 2>&1 && basename "$JAVA_HOME"); }

pretend old 17.0.15
pretend right 25.0.3
pretend next 26
pretend "with space" 25
mkdir -p "$work/runtime/bin" # a JRE: no javac
printf 'JAVA_VERSION="25"\n' >"$work/runtime/release"
PATH=$work/old/bin:$system_path

installed old right
same "a JDK 25 is found even when java is 17" right "$(chosen)"
installed old next right
same "of several, the tested version is taken" right "$(chosen)"
installed old next
same "a later one will do" next "$(chosen)"
installed old runtime
contains "a runtime without compiler is no JDK: what to install is said" "found none (the java on the PATH is version 17)" "$(chosen)"
contains "with the command that installs it" "apt-get install openjdk-25-jdk-headless" "$(chosen)"
same "JAVA_HOME comes before what is installed" next "$(installed right; JAVA_HOME=$work/next; chosen)"
same "a JAVA_HOME that is too old is passed over" right "$(installed right; JAVA_HOME=$work/old; chosen)"
same "TIMBREL_JAVA_HOME comes first" "with space" "$(installed right; TIMBREL_JAVA_HOME="$work/with space"; chosen)"
contains "a TIMBREL_JAVA_HOME that is too old is an error" "which is JDK 17, not a JDK 25" "$(TIMBREL_JAVA_HOME=$work/old; chosen)"
ln -s "$work/next/bin/java" "$work/java"
same "links of java on the PATH are followed" next "$(installed; mkdir -p "$work/bin"; ln -sf ../java "$work/bin/java"; PATH=$work/bin:$system_path; chosen)"

# The rest needs a pretended checkout.
root=$work/checkout
mkdir -p "$root/core/src/main" "$root/app/src/main"
touch "$root/pom.xml" "$root/core/pom.xml" "$root/app/pom.xml" "$root/core/src/main/A.java"
. "$scripts/install.sh"
light() { if light_stale; then echo build; else echo start; fi; }
same "what was never built is built" build "$(light)"
mkdir -p "$lib"
touch "$lib/built"
same "what is built is started" start "$(light)"
touch -t 203001010000 "$root/core/src/main/A.java"
same "a newer source is built" build "$(light)"
find "$root" -exec touch -t 202001010000 {} +
touch -t 202101010000 "$lib/built"
same "(nothing changed)" start "$(light)"
rm "$root/core/src/main/A.java"
same "a source that is gone is noticed" build "$(light)"

rm -rf "$home"
installed old right
same "before anything is built no JDK is remembered" no "$(chosen >/dev/null; [ -f "$home/jdk" ] && echo yes || echo no)"
mkdir -p "$home"
same "the JDK that was found is remembered" "$work/right" "$(chosen >/dev/null; cat "$home/jdk")"
same "and taken without a search" right "$(installed next; chosen)"
same "but not where JAVA_HOME names another" next "$(JAVA_HOME=$work/next; chosen)"
same "nor where TIMBREL_JAVA_HOME does" "with space" "$(TIMBREL_JAVA_HOME="$work/with space"; chosen)"
echo "$work/gone" >"$home/jdk"
same "nor when it is gone" right "$(chosen)"

lock && same "the lock names its holder" "$$" "$(cat "$home/lock")"
unlock
same "and goes when done" no "$([ -f "$home/lock" ] && echo yes || echo no)"
sh -c 'exit 0' &
dead=$!
wait "$dead"
echo "$dead" >"$home/lock"
lock && same "a lock whose holder died is taken over" "$$" "$(cat "$home/lock")"
unlock

. "$scripts/memory.sh"
head -c 12999999 /dev/zero >"$work/usual.timbrel"
JAVA_HOME=$work/jdk
mkdir -p "$JAVA_HOME/bin"
java() { printf '#!/bin/sh\necho asked >>"%s"\nexit %s\n' "$work/asked" "$1" >"$JAVA_HOME/bin/java" && chmod +x "$JAVA_HOME/bin/java"; }
java 0
contains "an instrument like the starter has the usual heap" -Xmx160m "$(memory_of light play "$work/usual.timbrel")"
head -c 112000000 /dev/zero >"$work/large.timbrel"
contains "a larger one has more" -Xmx660m "$(memory_of light play --osc 9000 "$work/large.timbrel")"
contains "in all commands that end their heap" -Xmx692m "$(memory_of light generate "$work/large.timbrel" -n 2)"
contains "play and bench have pauses that cannot be heard" UseShenandoahGC "$(memory_of light bench)"
contains "and so has the studio, which plays as well" UseShenandoahGC "$(memory_of studio studio)"
same "and ask a JVM once whether it has the collector" 1 "$(wc -l <"$work/asked" | tr -d ' ')"
JAVA_HOME=$work/link
mkdir -p "$work/other/bin"
ln -s "$work/jdk" "$work/link"
contains "also where the JDK is behind a link" UseShenandoahGC "$(memory_of light bench)"
rm "$work/link" && ln -s "$work/other" "$work/link"
java 1
contains "until the link leads to another one that has no Shenandoah" "-XX:+UseZGC -Xms64m -Xmx320m" "$(memory_of light bench)"

printf 'Progress (1): 5.2/90 MB\rProgress (1): 6.1/90 MB\r   \rDownloaded from central: https://x/a.jar (27 MB at 25 MB/s)\nDownloaded from central: https://x/b.jar (33 MB at 9 MB/s)\n' >"$work/log"
same "a download says now and then how far it is" "timbrel: fetched 60 MB" "$(show_download "$work/log" 2>&1)"

[ "$failures" -eq 0 ] || echo "$failures failed"
exit "$failures"
