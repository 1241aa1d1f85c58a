# Finds a JDK that can build and run Timbrel. Sourced by `timbrel` and `dev`; POSIX sh.

TIMBREL_JDK=25

# Prints the feature version ("25") of the JDK at $1; prints nothing where there is none.
jdk_version() {
  [ -x "$1/bin/javac" ] || [ -x "$1/bin/javac.exe" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
  fi
}

# Prints the home of the `java` on the PATH, following links.
jdk_on_path() {
  found=$(command -v java 2>/dev/null) || return 0
  while [ -L "$found" ]; do
    link=$(readlink "$found")
    case $link in
      /*) found=$link ;;
      *) found=$(dirname "$found")/$link ;;
    esac
  done
  dirname "$(dirname "$found")"
}

# Prints every directory where installers put JDKs, one a line.
jdk_candidates() {
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home -v "$TIMBREL_JDK+" 2>/dev/null
  fi
  for home in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/*jdk* /usr/local/lib/jvm/* /opt/*jdk* /opt/*java* \
    /opt/*jdk*/* /opt/java/* /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    "$HOME"/.local/share/mise/installs/java/* "$HOME"/.asdf/installs/java/* "$HOME"/jdk* \
    /c/Program\ Files/Eclipse\ Adoptium/* /c/Program\ Files/Java/* /c/Program\ Files/Microsoft/*jdk*; do
    [ -d "$home" ] && echo "$home"
  done
}

# Prints the first candidate of stdin whose version is $1, or at least $1 where $2 is "or-later".
jdk_pick() {
  while IFS= read -r home; do
    version=$(jdk_version "$home")
    [ -n "$version" ] || continue
    if [ "$version" -eq "$1" ] || { [ "${2-}" = or-later ] && [ "$version" -ge "$1" ]; }; then
      echo "$home"
      return 0
    fi
  done
}

# Sets `wished` to the JDK that an earlier search has found, if it is still there. Searching costs each start 0.1 s.
jdk_remembered() {
  wished=
  [ -n "${root-}" ] && [ -r "$root/.timbrel/jdk" ] && IFS= read -r wished <"$root/.timbrel/jdk" && [ -x "$wished/bin/java" ]
}

jdk_remember() {
  [ -z "${root-}" ] || [ ! -d "$root/.timbrel" ] || printf '%s\n' "$1" 2>/dev/null >"$root/.timbrel/jdk"
}

# Sets `wished` to the best JDK there is, or to nothing.
jdk_search() {
  wished=$(printf '%s\n%s\n' "${JAVA_HOME-}" "$(jdk_on_path)" | jdk_pick "$TIMBREL_JDK" or-later)
  [ -n "$wished" ] || wished=$(jdk_candidates | jdk_pick "$TIMBREL_JDK")
  [ -n "$wished" ] || wished=$(jdk_candidates | jdk_pick "$TIMBREL_JDK" or-later)
}

# Sets and exports JAVA_HOME, or says what to install and fails.
find_jdk() {
  if [ -n "${TIMBREL_JAVA_HOME-}" ]; then
    version=$(jdk_version "$TIMBREL_JAVA_HOME")
    if [ "${version:-0}" -lt "$TIMBREL_JDK" ]; then
      echo "timbrel: TIMBREL_JAVA_HOME is $TIMBREL_JAVA_HOME, which is ${version:+JDK $version, }not a JDK $TIMBREL_JDK or later" >&2
      return 1
    fi
    JAVA_HOME=$TIMBREL_JAVA_HOME
  elif [ -z "${JAVA_HOME-}" ] && jdk_remembered; then
    JAVA_HOME=$wished
  else
    jdk_search
    if [ -z "$wished" ]; then
      jdk_missing
      return 1
    fi
    [ -n "${JAVA_HOME-}" ] || jdk_remember "$wished"
    JAVA_HOME=$wished
  fi
  export JAVA_HOME
}

# True where the JVM of JAVA_HOME has the collector Shenandoah.
jdk_has_shenandoah() { "$JAVA_HOME/bin/java" -XX:+UseShenandoahGC -version >/dev/null 2>&1; }

jdk_missing() {
  here=$(jdk_version "$(jdk_on_path)")
  cat >&2 <<END
timbrel: needs a JDK $TIMBREL_JDK or later, and found none${here:+ (the java on the PATH is version $here)}. Install one:
  Debian, Ubuntu   sudo apt-get install openjdk-$TIMBREL_JDK-jdk-headless
  Fedora           sudo dnf install java-$TIMBREL_JDK-openjdk-devel
  macOS            brew install openjdk@$TIMBREL_JDK
  SDKMAN           sdk install java $TIMBREL_JDK-tem
  any other        https://adoptium.net/temurin/releases/?version=$TIMBREL_JDK
and run this command again. One in an unusual place is found through TIMBREL_JAVA_HOME.
END
}
