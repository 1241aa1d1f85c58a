# Builds Timbrel into .timbrel when it must. Sourced by `timbrel`; POSIX sh.
#
# .timbrel/lib            the jars that every command needs
# .timbrel/training-lib   the trainer's jars, and links to the native libraries' jars in Maven's repository
# .timbrel/studio-lib     the studio's jars: a web server
# .timbrel/*.jsa          the classes of a start, as the JVM has them in memory
# .timbrel/jdk            the JDK that was found
# .timbrel/shenandoah     whether it, or another one, has that collector
# .timbrel/native         the native libraries themselves, unpacked by the trainer
# .timbrel/*.log          what Maven said
# .timbrel/lock           names the process that is building

home=$root/.timbrel
lib=$home/lib
training_lib=$home/training-lib
studio_lib=$home/studio-lib
native_cache=$home/native
separator=:
system=$(uname -s)
case $system in MINGW* | MSYS* | CYGWIN*) separator=';' ;; esac

# Prints where the archive of classes is that fits a command: archive_of SET COMMAND. `play` has one of its own as it
# takes other classes and another collector, and the studio as it takes a web server. The trainer does with that of `generate`: a
# class path may be longer than that of the archive.
archive_of() {
  case $1:$2 in
    light:play | light:bench) echo "$home/play.jsa" ;;
    studio:*) echo "$home/studio.jsa" ;;
    *) echo "$home/generate.jsa" ;;
  esac
}

# Prints the class path of SET: class_path SET, where SET is `light`, `training` or `studio`.
class_path() {
  path=
  for jar in "$lib"/*.jar; do path=$path${path:+$separator}$jar; done
  case $1 in
    training) for jar in "$training_lib"/*.jar; do path=$path$separator$jar; done ;;
    studio) for jar in "$studio_lib"/*.jar; do path=$path$separator$jar; done ;;
  esac
  printf %s "$path"
}

# True where the JDK has Shenandoah (scripts/memory.sh). To ask costs a start 50 ms, so the answer is kept until another JDK is there.
has_shenandoah() {
  jdk=$(cd -P "$JAVA_HOME" && pwd -P)
  answer=
  [ "$jdk/release" -nt "$home/shenandoah" ] || { [ -r "$home/shenandoah" ] && IFS= read -r answer <"$home/shenandoah"; }
  case $answer in "yes $jdk" | "no $jdk") ;; *)
    if jdk_has_shenandoah; then answer="yes $jdk"; else answer="no $jdk"; fi
    [ ! -d "$home" ] || printf '%s\n' "$answer" 2>/dev/null >"$home/shenandoah"
    ;;
  esac
  [ "$answer" = "yes $jdk" ]
}

say() { echo "timbrel: $*" >&2; }

# True where the stamp file $1 is missing or older than one of the sources that follow.
stale() {
  stamp=$1
  shift
  [ -f "$stamp" ] || return 0
  sources=$*
  # shellcheck disable=SC2086
  newer=$(cd "$root" && find $sources -newer "$stamp" -print 2>/dev/null | head -n 1)
  [ -n "$newer" ]
}

light_stale() { stale "$lib/built" pom.xml core/pom.xml player/pom.xml app/pom.xml core/src/main player/src/main app/src/main; }
training_stale() {
  stale "$training_lib/built" pom.xml core/pom.xml player/pom.xml app/pom.xml trainer/pom.xml learn/pom.xml natives/pom.xml \
    core/src/main player/src/main app/src/main trainer/src/main learn/src/main
}
studio_stale() {
  stale "$studio_lib/built" pom.xml core/pom.xml player/pom.xml app/pom.xml studio/pom.xml core/src/main player/src/main \
    app/src/main studio/src/main
}

# One process builds at a time. The lock is a file with the holder's process id, made whole by `ln`; one whose
# holder has died is taken away.
lock() {
  mkdir -p "$home" || return 1
  echo $$ >"$home/lock.$$" || return 1
  told=
  while ! ln "$home/lock.$$" "$home/lock" 2>/dev/null; do
    holder=$(cat "$home/lock" 2>/dev/null)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
      mv "$home/lock" "$home/lock.dead.$$" 2>/dev/null
      # Another may have locked in between: then give it back.
      [ "$(cat "$home/lock.dead.$$" 2>/dev/null)" = "$holder" ] || ln "$home/lock.dead.$$" "$home/lock" 2>/dev/null
      rm -f "$home/lock.dead.$$"
      continue
    fi
    [ -n "$told" ] || say "waiting for another timbrel (process ${holder:-?}) that is building"
    told=yes
    sleep 1
  done
  rm -f "$home/lock.$$"
  trap 'unlock; exit 130' INT
  trap 'unlock; exit 143' TERM HUP
}

unlock() {
  [ -z "${maven_pid-}" ] || kill "$maven_pid" 2>/dev/null
  rm -f "$home/lock"
  trap - INT TERM HUP
}

# Runs Maven with its output in a log: maven LOG ARGUMENTS. Calls `progress LOG` every second.
maven() {
  log=$home/$1
  shift
  : >"$log" # progress reads it before Maven has started
  "$root/scripts/maven" "$@" >>"$log" 2>&1 </dev/null &
  maven_pid=$!
  while kill -0 "$maven_pid" 2>/dev/null; do
    progress "$log"
    sleep 1
  done
  wait "$maven_pid"
  code=$?
  maven_pid=
  progress_end
  [ "$code" -eq 0 ] || failed "$log"
}

failed() {
  sed -n -e '/Help\|Re-run Maven\|stack trace\|^.ERROR. *$/d' -e '/ERROR\|^timbrel:/p' "$1" | head -n 10 >&2
  say "that failed; the whole log is $1"
  return 1
}

progress() { :; }
progress_end() { :; }

# $1 is a log of Maven's download progress. On a terminal: one line that keeps changing. Else: a line now and then.
show_download() {
  done_mb=$(sed -n 's|.*Downloaded from .*jar (\([0-9.]*\) MB.*|\1|p' "$1" | awk '{ mb += $1 } END { print int(mb) }')
  now=$(tail -c 400 "$1" | tr '\r' '\n' | sed -n 's/^Progress ([0-9]*): \(.*B\) *$/\1/p' | tail -n 1)
  if [ -t 2 ]; then
    printf '\r\033[Ktimbrel: fetched %s MB%s' "$done_mb" "${now:+, under way $now}" | cut -c 1-120 | tr -d '\n' >&2
  elif [ "$((done_mb / 50))" -gt "${last_step:-0}" ]; then
    last_step=$((done_mb / 50))
    say "fetched $done_mb MB"
  fi
}

end_download() { if [ -t 2 ]; then printf '\r\033[K' >&2; fi; }

install_light() {
  if light_stale; then
    lock || return 1
    if light_stale; then build_light || { unlock; return 1; }; fi
    unlock
  fi
}

build_light() {
  if [ -f "$lib/built" ]; then say "sources have changed, building"; else say "building, once (about a minute)"; fi
  rm -rf "$lib.new" "$home/shenandoah"
  touch_time "$home/started"
  maven build.log -q -B -ntp -pl core,player,app -am -Dmaven.test.skip=true package \
    dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$lib.new" || return 1
  cp "$root"/app/target/timbrel-app-*.jar "$lib.new/" || return 1
  mv "$home/started" "$lib.new/built" || return 1
  rm -rf "$lib.old"
  [ ! -d "$lib" ] || mv "$lib" "$lib.old"
  mv "$lib.new" "$lib" && rm -rf "$lib.old" || return 1
  archive light generate starter -n 1 -o "$home/start" --seed 1
  archive light play starter --driver "wav:$home/start.wav" --seconds 1
}

# Runs a command once, and keeps the classes that this took as the JVM has them in memory, with those of `generate`: later starts
# are up to a second quicker. The JVM itself sees whether they still fit the JDK, the jars and the flags, and else does without.
# archive SET COMMAND ARGUMENTS. (Classes are numbered within their list: in two lists together they go by their names.)
archive() {
  archive=$(archive_of "$1" "$2")
  memory=$(memory_of "$1" "$2")
  path=$(class_path "$1")
  shift
  set -- -cp "$path" timbrel.cli.Main "$@"
  rm -rf "$archive" "$home/start" "$home/start.wav"
  run_jvm -XX:DumpLoadedClassList="$home/classes" "$@" &&
    { [ "$archive" = "$(archive_of light generate)" ] && cp "$home/classes" "$home/generate.classes" || true; } &&
    sed -e '/source:/d' -e 's/ id: [0-9]*$//' "$home/classes" "$home/generate.classes" | awk '!seen[$0]++' >"$home/all.classes" &&
    run_jvm -Xshare:dump -XX:SharedClassListFile="$home/all.classes" -XX:SharedArchiveFile="$archive.new" "$@" &&
    mv "$archive.new" "$archive"
  rm -rf "$archive.new" "$home/classes" "$home/all.classes" "$home/start" "$home/start.wav"
  return 0
}

# Starts a JVM with `memory` as the command has it, silently: run_jvm FLAGS -cp PATH CLASS ARGUMENTS.
run_jvm() {
  # shellcheck disable=SC2086
  "$JAVA_HOME/bin/java" "@$root/scripts/jvm.args" -Xlog:disable $memory "$@" >/dev/null 2>&1
}

# The stamp bears the time when the build began, so that a file saved during it counts as newer.
touch_time() { : >"$1"; }

install_training() {
  training_stale || return 0
  lock || return 1
  if training_stale; then
    { fetch_natives && build_training; } || { unlock; return 1; }
  fi
  unlock
}

install_studio() {
  studio_stale || return 0
  lock || return 1
  if studio_stale; then build_studio || { unlock; return 1; }; fi
  unlock
}

build_studio() {
  say "building the studio (the first time it fetches a web server, 3 MB)"
  rm -rf "$studio_lib.new"
  touch_time "$home/started"
  maven build-studio.log -q -B -ntp -pl studio -am -Dmaven.test.skip=true package \
    dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$studio_lib.new" || return 1
  cp "$root"/studio/target/timbrel-studio-*.jar "$studio_lib.new/" || return 1
  for jar in "$lib"/*.jar; do rm -f "$studio_lib.new/${jar##*/}"; done
  mv "$home/started" "$studio_lib.new/built" || return 1
  rm -rf "$studio_lib"
  mv "$studio_lib.new" "$studio_lib" || return 1
  archive studio studio --no-browser --port 0 --folder "$home/start" --rehearse
}

# Fetches libtorch, its linear algebra and FFmpeg for this computer into Maven's repository; what has arrived before an
# interruption stays there, one file at a time. Their places end up in .timbrel/natives.
fetch_natives() {
  if [ -f "$home/natives" ] && [ "$home/natives" -nt "$root/natives/pom.xml" ]; then
    missing=
    IFS='|'
    for jar in $(cat "$home/natives"); do [ -f "$jar" ] || missing=$jar; done
    unset IFS
    [ -n "$missing" ] || return 0
  fi
  case $system-$(uname -m) in
    Linux-x86_64) size=320 ;;
    Darwin-arm64) size=90 ;;
    MINGW*-x86_64 | MSYS*-x86_64 | CYGWIN*-x86_64) size=280 ;;
    *)
      say "learning needs libtorch, which is published for x86-64 Linux, x86-64 Windows and Apple silicon, not for $system $(uname -m)"
      say "playing, encoding and decoding work here"
      return 1
      ;;
  esac
  say "fetching the training libraries, once (libtorch and FFmpeg, about $size MB)"
  progress() { show_download "$1"; }
  progress_end() { end_download; }
  maven natives.log -pl natives -Dmaven.artifact.threads=1 dependency:build-classpath -DincludeScope=runtime \
    -Dmdep.pathSeparator='|' -Dmdep.outputFile="$home/natives.new"
  fetched=$?
  progress() { :; }
  progress_end() { :; }
  [ "$fetched" -eq 0 ] && mv "$home/natives.new" "$home/natives"
}

build_training() {
  say "building the trainer"
  rm -rf "$training_lib.new"
  touch_time "$home/started"
  maven build-training.log -q -B -ntp -pl learn -am -Dmaven.test.skip=true package \
    dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$training_lib.new" || return 1
  cp "$root"/learn/target/timbrel-learn-*.jar "$training_lib.new/" || return 1
  for jar in "$lib"/*.jar; do rm -f "$training_lib.new/${jar##*/}"; done
  IFS='|'
  for jar in $(cat "$home/natives"); do
    ln "$jar" "$training_lib.new/" 2>/dev/null || cp "$jar" "$training_lib.new/" || return 1
  done
  unset IFS
  mv "$home/started" "$training_lib.new/built" || return 1
  rm -rf "$training_lib"
  mv "$training_lib.new" "$training_lib"
}
