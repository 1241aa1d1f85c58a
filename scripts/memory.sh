# The JVM's flags for memory. Sourced by the launchers of the repository and of the player image; POSIX sh.

# What the heaps below leave for an instrument; the starter's file has 12.
usual_megabytes=12

# Room in the heap for each megabyte more: the file as it was read, its numbers in 32 bits, and the same laid out for the kernels.
heap_of_a_megabyte=5

# Prints the flags of a command for the Java in JAVA_HOME: memory_of SET COMMAND [ARGUMENTS].
memory_of() {
  what=$1:${2-}
  more=$(more_heap "$@")
  case $what in
    # A heap that ends soon is collected instead of grown: 270 MB resident however many sounds are asked for.
    light:generate) echo "-XX:+UseSerialGC -Xms80m -Xmn48m -Xmx$((192 + more))m" ;;
    light:play | light:bench) memory_of_playing ;;
    light:*) echo '-XX:+UseSerialGC -Xms80m -Xmn48m' ;;
    studio:*) echo '-XX:+UseParallelGC -Xmx1g' ;;
    training:*) echo '-XX:+UseParallelGC -Xmx2g -Dorg.bytedeco.javacpp.maxphysicalbytes=0 -Dorg.bytedeco.javacpp.maxbytes=0' ;;
  esac
}

# Pauses would be heard: what there is to collect is collected beside the music, and the audio thread waits while the others are
# stopped for it, so the heap has room enough that this is seldom (docs/benchmarks.md). Shenandoah needs half of the room that ZGC
# needs, since it finds what died after a few seconds as soon as what died at once; the JDKs that Oracle builds come without it.
# Memory that compilers have used for a while goes back to the system every ten seconds.
memory_of_playing() {
  if grep -qs '^IMPLEMENTOR="Oracle' "${JAVA_HOME-}/release"; then
    echo "-XX:+UseZGC -Xms64m -Xmx$((320 + more))m -XX:TrimNativeHeapInterval=10000"
  else
    echo "-XX:+UseShenandoahGC -Xms64m -Xmx$((160 + more))m -XX:TrimNativeHeapInterval=10000"
  fi
}

# Prints the megabytes that the largest instrument among the arguments needs beyond the usual.
more_heap() {
  largest=0
  for argument in "$@"; do
    case $argument in
      *.timbrel)
        [ -f "$argument" ] || continue
        size=$(($(wc -c <"$argument") / 1000000))
        [ "$size" -le "$largest" ] || largest=$size
        ;;
    esac
  done
  over=$((largest - usual_megabytes))
  [ "$over" -gt 0 ] || over=0
  echo $((over * heap_of_a_megabyte))
}
