package timbrel.studio.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import timbrel.lesson.Lesson;
import timbrel.lesson.Lessons;
import timbrel.lesson.Shown;
import timbrel.studio.lessons.LessonBench;
import timbrel.studio.workspace.NotFoundException;

/// `/api/v1/lessons`: the lessons, as the terminal shows them too.
final class LessonRoutes implements HttpService {
  private final LessonBench bench;

  LessonRoutes(LessonBench bench) {
    this.bench = bench;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/", this::list)
        .get("/{number}", this::lesson)
        .get("/{number}/sounds/{name}", this::sound);
  }

  private void list(ServerRequest request, ServerResponse response) {
    JsonArray all = new JsonArray();
    for (Lesson lesson : Lessons.all()) {
      JsonObject entry = new JsonObject();
      entry.addProperty("number", lesson.number());
      entry.addProperty("title", lesson.title());
      all.add(entry);
    }
    Answers.json(response, all);
  }

  private void lesson(ServerRequest request, ServerResponse response) {
    Answers.json(response, bench.toJson(asked(request)));
  }

  private void sound(ServerRequest request, ServerResponse response) {
    String name = request.path().pathParameters().get("name");
    Shown.NamedSound sound =
        bench.sounds(asked(request)).stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new NotFoundException("this lesson has no sound of that name"));
    Answers.sound(response, sound.sound());
  }

  private static Lesson asked(ServerRequest request) {
    String number = request.path().pathParameters().get("number");
    return Lessons.all().stream()
        .filter(lesson -> Integer.toString(lesson.number()).equals(number))
        .findFirst()
        .orElseThrow(() -> new NotFoundException("there is no such lesson"));
  }
}
