package timbrel.studio.workspace;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import timbrel.instrument.Card;
import timbrel.instrument.HitMaker;
import timbrel.instrument.Instrument;
import timbrel.instrument.InstrumentException;
import timbrel.instrument.InstrumentFile;

/// The instruments that can be played: the built-in one and the files of the workspace.
public final class InstrumentShelf {
  /// Each takes some ten megabytes.
  private static final int MOST_OPEN = 4;

  private final Workspace workspace;

  private final Map<String, Described> described = new HashMap<>();
  private final Map<String, Opened> open = new LinkedHashMap<>(8, 0.75f, true);

  /// @param stamp tells whether the file is still the one that was read
  private record Opened(OpenInstrument instrument, String stamp) {}

  private record Described(JsonObject entry, String stamp) {}

  public InstrumentShelf(Workspace workspace) {
    this.workspace = workspace;
  }

  /// Ids in alphabetical order, the built-in one first.
  public List<String> ids() {
    List<String> ids = new ArrayList<>(List.of(Instrument.STARTER));
    try (Stream<Path> files = Files.list(workspace.instruments())) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(InstrumentFile.EXTENSION))
          .map(name -> name.substring(0, name.length() - InstrumentFile.EXTENSION.length()))
          .filter(id -> Names.isAllowed(id) && !id.equals(Instrument.STARTER))
          .sorted()
          .forEach(ids::add);
    } catch (IOException e) {
      throw new UncheckedIOException("instruments cannot be listed", e);
    }
    return ids;
  }

  /// The file of an instrument, whether it is there or not.
  public Path file(String id) {
    return Workspace.below(workspace.instruments(), id + InstrumentFile.EXTENSION);
  }

  /// The page of its evaluation, which `learn` leaves beside it.
  public Path report(String id) {
    return Workspace.below(workspace.instruments(), id + InstrumentFile.EXTENSION + ".run")
        .resolve("report.html");
  }

  /// What a list shows of each; a file that is none says why. A file is read for that once.
  public synchronized JsonArray list() {
    JsonArray list = new JsonArray();
    List<String> ids = ids();
    described.keySet().retainAll(ids);
    for (String id : ids) {
      try {
        String stamp = stamp(id);
        Described known = described.get(id);
        if (known == null || !known.stamp().equals(stamp)) {
          known = new Described(describe(id), stamp);
          described.put(id, known);
        }
        list.add(known.entry().deepCopy());
      } catch (NotFoundException e) {
        // it has gone since the folder was listed
      }
    }
    return list;
  }

  private JsonObject describe(String id) {
    JsonObject entry = new JsonObject();
    entry.addProperty("id", id);
    try {
      describe(get(id).instrument(), entry);
    } catch (InstrumentException e) {
      entry.addProperty("problem", e.getMessage());
    }
    return entry;
  }

  private static void describe(Instrument instrument, JsonObject entry) {
    Card card = instrument.card();
    JsonArray classes = new JsonArray();
    card.classes().forEach(classes::add);
    entry.addProperty("name", card.name());
    entry.addProperty("created", card.created().toString());
    entry.addProperty("sounds", card.data().sounds());
    entry.addProperty("minutes", card.training().minutes());
    entry.addProperty("bytes", instrument.file().bytes());
    entry.add("classes", classes);
  }

  /// Opens an instrument, or gives the one that is open already.
  ///
  /// @throws NotFoundException if there is none of that id
  /// @throws InstrumentException if its file is damaged
  public synchronized OpenInstrument get(String id) {
    String stamp = stamp(id);
    Opened opened = open.get(id);
    if (opened == null || !opened.stamp().equals(stamp)) {
      opened = new Opened(read(id), stamp);
      open.put(id, opened);
    }
    if (open.size() > MOST_OPEN) {
      open.remove(open.keySet().iterator().next());
    }
    return opened.instrument();
  }

  private OpenInstrument read(String id) {
    Instrument instrument =
        id.equals(Instrument.STARTER)
            ? Instrument.open(Instrument.STARTER)
            : InstrumentFile.read(file(id));
    return new OpenInstrument(
        id, instrument, instrument.tokenModel().map(m -> new HitMaker(instrument)));
  }

  private String stamp(String id) {
    if (id.equals(Instrument.STARTER)) {
      return "";
    }
    Path file = file(id);
    try {
      return Files.size(file) + " " + Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new NotFoundException("there is no instrument '" + id + "'");
    }
  }
}
