package timbrel.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealTimeTest {

  @Test
  void whatIsMarkedKeepsItsPromise() {
    RealTimeRules rules =
        new RealTimeRules(
            read(
                new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(Invariant.ROOT)));
    assertEquals(List.of(), rules.violations());
    assertTrue(rules.checked() > 100, () -> rules.checked() + " marked methods found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "makesAnObject",
        "makesAnArray",
        "makesAnArrayOfObjects",
        "takesAMonitor",
        "locks",
        "throwsSomething",
        "makesALambda",
        "joinsStrings",
        "boxes",
        "callsWhatIsNotMarked",
        "callsTheLibrary",
        "accept"
      })
  void aPlantedViolationIsFound(String method) {
    JavaClasses planted =
        new ClassFileImporter().importPackages(Invariant.PLANTED + ".realtime", "timbrel.realtime");
    List<String> violations = new RealTimeRules(read(planted)).violations();
    assertTrue(
        violations.stream().anyMatch(line -> line.contains("BreaksThePromise." + method + " ")),
        () -> "expected " + method + " among " + violations);
  }

  private static List<ClassModel> read(JavaClasses classes) {
    List<ClassModel> models = new ArrayList<>();
    for (JavaClass found : classes) {
      String resource = "/" + found.getName().replace('.', '/') + ".class";
      try (InputStream in = RealTimeTest.class.getResourceAsStream(resource)) {
        models.add(ClassFile.of().parse(in.readAllBytes()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return models;
  }
}
