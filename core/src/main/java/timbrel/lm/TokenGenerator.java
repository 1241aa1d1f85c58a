package timbrel.lm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import timbrel.codec.Codes;

/// Makes the codes of new sounds with a [TokenModel].
///
/// The same model, request and random numbers give the same codes on every machine with fused
/// multiply-add in hardware. A sound has at least one frame and ends by itself or at its longest.
public final class TokenGenerator {
  /// Sounds that share a pass over the weights: enough to be limited by arithmetic, not by memory.
  private static final int SOUNDS_AT_ONCE = 16;

  /// Numbers that the sounds of one pass may remember together, two streams each.
  private static final long MEMORY_AT_ONCE = 2 * LmConfig.MAX_MEMORY;

  private final TokenModel model;
  private final AtomicReference<@Nullable GuidedStreams> spare = new AtomicReference<>();

  public TokenGenerator(TokenModel model) {
    this.model = model;
  }

  public LmConfig config() {
    return model.config();
  }

  /// A new sound.
  public Codes generate(Conditions conditions, Sampling sampling, RandomGenerator random) {
    int maxFrames = config().maxFrames();
    return generate(new GenerationRequest(conditions, sampling, Kept.nothing(), maxFrames, random));
  }

  /// A new sound that keeps part of a given one.
  public Codes generate(
      Conditions conditions, Sampling sampling, Kept kept, RandomGenerator random) {
    return generate(
        new GenerationRequest(conditions, sampling, kept, config().maxFrames(), random));
  }

  public Codes generate(GenerationRequest request) {
    return generate(List.of(request)).getFirst();
  }

  /// Several sounds; each is what it would be alone, but together they take less time.
  public List<Codes> generate(List<GenerationRequest> requests) {
    return generate(requests, () -> true);
  }

  /// The same, given up as soon as nobody wants them any more.
  ///
  /// @param wanted is asked after each step
  /// @return empty if they were given up
  public List<Codes> generate(List<GenerationRequest> requests, BooleanSupplier wanted) {
    List<Codes> sounds = new ArrayList<>();
    int atOnce = soundsAtOnce();
    for (int first = 0; first < requests.size(); first += atOnce) {
      int end = Math.min(requests.size(), first + atOnce);
      List<Codes> group = generateGroup(requests.subList(first, end), wanted);
      if (group.isEmpty()) {
        return group;
      }
      sounds.addAll(group);
    }
    return sounds;
  }

  private int soundsAtOnce() {
    return Math.clamp(MEMORY_AT_ONCE / (2 * config().memory()), 1, SOUNDS_AT_ONCE);
  }

  /// The same sounds step by step.
  public GenerationRun start(List<GenerationRequest> requests) {
    return new GenerationRun(model, requests);
  }

  private List<Codes> generateGroup(List<GenerationRequest> requests, BooleanSupplier wanted) {
    List<GenerationRequest> drawn =
        requests.stream().filter(request -> request.sampling().beams() == 1).toList();
    GuidedStreams streams = streams(Math.max(1, drawn.size()));
    GenerationRun run = new GenerationRun(model, drawn, streams);
    boolean still = true;
    while (still && run.step()) {
      still = wanted.getAsBoolean();
    }
    spare.set(streams);
    if (!still) {
      return List.of();
    }
    List<Codes> sounds = new ArrayList<>();
    int next = 0;
    for (GenerationRequest request : requests) {
      sounds.add(request.sampling().beams() == 1 ? run.codes(next++) : search(request));
    }
    return sounds;
  }

  /// The memory of the last group, if it is large enough: a megabyte a stream with the starter.
  private GuidedStreams streams(int slots) {
    GuidedStreams kept = spare.getAndSet(null);
    return kept != null && kept.slots() >= slots ? kept : new GuidedStreams(model, slots);
  }

  private Codes search(GenerationRequest request) {
    BeamTree tree = new BeamTree(model, request);
    int choices = config().codebookSize() + 1;
    BeamSearch.Path path = BeamSearch.search(tree, request.sampling().beams(), choices);
    return BeamTree.codesOf(config(), request, path);
  }
}
