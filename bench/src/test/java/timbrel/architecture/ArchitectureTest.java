package timbrel.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/timbrel/bench/"))
          .importPackages(Invariant.ROOT);

  private static final JavaClasses PLANTED =
      new ClassFileImporter().importPackages(Invariant.PLANTED);

  static Stream<Invariant> invariants() {
    return Stream.of(OrderOfPackages.invariants(), Habits.invariants())
        .flatMap(java.util.List::stream);
  }

  @ParameterizedTest
  @MethodSource("invariants")
  void theProductKeepsTheInvariant(Invariant invariant) {
    invariant.rule().check(PRODUCT);
  }

  @ParameterizedTest
  @MethodSource("invariants")
  void aPlantedViolationIsFound(Invariant invariant) {
    EvaluationResult result = invariant.ruleForPlanted().evaluate(PLANTED);
    String violator = Invariant.PLANTED + "." + invariant.violator();
    assertTrue(
        result.getFailureReport().getDetails().stream().anyMatch(d -> d.contains(violator)),
        () -> "expected " + violator + " among " + result.getFailureReport());
  }
}
