# The JVM's flags for memory. Sourced by the launchers of the repository and of the player image; POSIX sh.

# What the heaps below leave for an instrument; the starter's file has 12.
usual_megabytes=12

# Room in the heap for each megabyte more: the file as it was read, its numbers in 32 bits, and the same laid out for the kernels.
heap_of_a_megabyte=5

# Prints the flags of a command: memory_of SET COMMAND [ARGUMENTS]. Whoever sources this says by has_shenandoah whether the JVM has
# that collector, which those that Oracle builds have not.
memory_of() {
  what=$1:${2-}
  more=$(more_heap "$@")
  case $what in
    # A heap that ends soon is collected instead of grown: 270 MB resident however many sounds are asked for.
    light:generate) echo "-XX:+UseSerialGC -Xms80m -Xmn48m -Xmx$((192 + more))m" ;;
    light:play | light:bench) memory_of_playing "$more" ;;
    light:*) echo '-XX:+UseSerialGC -Xms80m -Xmn48m' ;;
    # It plays through the computer's own sound device, too.
    studio:*) echo "$(inaudible_collector) -Xmx1g" ;;
    training:*) echo '-XX:+UseParallelGC -Xmx2g -Dorg.bytedeco.javacpp.maxphysicalbytes=0 -Dorg.bytedeco.javacpp.maxbytes=0' ;;
  esac
}

# Prints the collector where pauses would be heard: what there is to collect is collected beside the music.
inaudible_collector() { if has_shenandoah; then echo -XX:+UseShenandoahGC; else echo -XX:+UseZGC; fi; }

# Prints the flags for playing: memory_of_playing MORE. While threads are stopped for the collector the audio thread waits as well, so
# there is room enough that this is seldom; ZGC needs twice as much of it (docs/decisions/0007-playing.md). Collector and compilers get as
# many threads as on a small computer: on sixteen processors they took 20 MB more, or 45. What compilers have used for a while goes
# back to the system every ten seconds.
memory_of_playing() {
  if has_shenandoah; then
    room="-Xmx$((160 + $1))m -XX:ParallelGCThreads=2 -XX:ConcGCThreads=1"
  else
    room="-Xmx$((320 + $1))m"
  fi
  echo "$(inaudible_collector) -Xms64m $room -XX:CICompilerCount=3 -XX:TrimNativeHeapInterval=10000"
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
