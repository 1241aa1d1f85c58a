package timbrel.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;

/// What code must not do, wherever it stands.
final class Habits {
  /// Results of these may differ between machines and JVMs; [StrictMath] and the project's own
  /// polynomials do not.
  private static final Set<String> INEXACT =
      Set.of(
          "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "exp", "expm1", "log", "log10",
          "log1p", "pow", "sinh", "cosh", "tanh", "cbrt", "hypot");

  private static final Set<String> CLOCKS = Set.of("nanoTime", "currentTimeMillis");
  private static final Set<String> CONSOLE = Set.of("out", "err", "in");
  private static final Set<String> LOADERS = Set.of("load", "loadLibrary");

  /// Classes of the JDK that change after they were made.
  private static final List<String> MUTABLE =
      List.of("java.util.concurrent.atomic.", "java.util.concurrent.locks.", "java.lang.StringB");

  private Habits() {}

  static List<Invariant> invariants() {
    return List.of(
        new Invariant("only nn.kernels uses the Vector API", Habits::vectors, "lm.UsesVectors"),
        new Invariant("only cli touches the console", Habits::console, "training.Prints"),
        new Invariant(
            "no static field is reassigned", Habits::finalStatics, "codec.CountsStatically"),
        new Invariant("nothing static is mutable", Habits::statics, "codec.RemembersStatically"),
        new Invariant("no Java serialization", Habits::serialization, "instrument.Serializes"),
        new Invariant("chance and time are passed into core", Habits::chance, "lm.ThrowsDice"),
        new Invariant("core computes the same everywhere", Habits::maths, "nn.UsesTheJvmsSine"),
        new Invariant(
            "core and engine run no native code", Habits::nativeCode, "audio.CallsNativeCode"),
        new Invariant("every package is @NullMarked", Habits::nullMarked, "lm.ThrowsDice"));
  }

  private static ArchRule vectors(String root) {
    return noClasses()
        .that(resideInAPackage(root + "..").and(not(resideInAPackage(root + ".nn.kernels"))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..");
  }

  private static ArchRule console(String root) {
    return noClasses()
        .that(resideInAPackage(root + "..").and(not(resideInAPackage(root + ".cli.."))))
        .should(
            access(
                "touch the console",
                access ->
                    targets(access, System.class, CONSOLE)
                        || targets(access, System.class, Set.of("console"))
                        || access.getTargetOwner().getName().equals("java.lang.IO")
                        || access.getTarget().getName().equals("printStackTrace")));
  }

  private static ArchRule finalStatics(String root) {
    return fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage(root + "..")
        .and()
        .areStatic()
        .should()
        .beFinal();
  }

  private static ArchRule statics(String root) {
    return fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage(root + "..")
        .and()
        .areStatic()
        .should(BE_IMMUTABLE);
  }

  /// Arrays may be private tables. Of collections only the interfaces are allowed, for `List.of`
  /// and its like.
  private static final ArchCondition<JavaField> BE_IMMUTABLE =
      new ArchCondition<>("be immutable") {
        @Override
        public void check(JavaField field, ConditionEvents events) {
          if (isMutable(field)) {
            events.add(SimpleConditionEvent.violated(field, field.getFullName() + " can change"));
          }
        }
      };

  private static boolean isMutable(JavaField field) {
    JavaClass type = field.getRawType();
    boolean synthetic = field.getModifiers().contains(JavaModifier.SYNTHETIC);
    boolean openTable = type.isArray() && !field.getModifiers().contains(JavaModifier.PRIVATE);
    boolean changeable =
        !type.isInterface()
                && (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class))
            || type.isAssignableTo(Random.class)
            || type.isAssignableTo(ThreadLocal.class)
            || MUTABLE.stream().anyMatch(type.getName()::startsWith);
    return !synthetic && (openTable || changeable);
  }

  private static ArchRule serialization(String root) {
    DescribedPredicate<JavaClass> declaredSerializable =
        describe(
            "Serializable",
            c -> c.getRawInterfaces().stream().anyMatch(i -> i.isEquivalentTo(Serializable.class)));
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .should()
        .dependOnClassesThat(type(ObjectInputStream.class).or(type(ObjectOutputStream.class)))
        .orShould(ArchConditions.be(declaredSerializable));
  }

  /// Only the kernels may look at the clock: once, to find out whether fused multiply-add is real.
  private static ArchRule chance(String root) {
    return noClasses()
        .that()
        .resideInAnyPackage(Invariant.core(root))
        .and()
        .resideOutsideOfPackage(root + ".nn.kernels")
        .should(
            access(
                "take chance or time from the JVM",
                access ->
                    targets(access, Math.class, Set.of("random"))
                        || targets(access, System.class, CLOCKS)
                        || targets(access, Instant.class, Set.of("now"))
                        || access.getTargetOwner().isAssignableTo(Clock.class)
                        || access.getTargetOwner().isEquivalentTo(Random.class)
                        || access.getTargetOwner().isEquivalentTo(ThreadLocalRandom.class)));
  }

  private static ArchRule maths(String root) {
    return noClasses()
        .that()
        .resideInAnyPackage(Invariant.core(root))
        .should(
            access(
                "call functions of Math whose last bits may differ",
                access -> targets(access, Math.class, INEXACT)));
  }

  private static ArchRule nativeCode(String root) {
    return noClasses()
        .that(resideInAnyPackage(Invariant.core(root)).or(resideInAPackage(root + ".engine")))
        .should(
            access(
                "call native code",
                access ->
                    targets(access, System.class, LOADERS)
                        || access.getTargetOwner().isAssignableTo(Linker.class)
                        || access.getTargetOwner().isAssignableTo(SymbolLookup.class)));
  }

  private static ArchRule nullMarked(String root) {
    DescribedPredicate<JavaClass> inNullMarkedPackage =
        describe(
            "in a package that is @NullMarked",
            c -> c.getPackage().isAnnotatedWith(NullMarked.class));
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .should(ArchConditions.be(inNullMarkedPackage));
  }

  private static boolean targets(JavaAccess<?> access, Class<?> owner, Set<String> names) {
    return access.getTargetOwner().isEquivalentTo(owner)
        && names.contains(access.getTarget().getName());
  }

  private static ArchCondition<JavaClass> access(String what, Forbidden forbidden) {
    return new ArchCondition<>(what) {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        for (JavaAccess<?> access : user.getAccessesFromSelf()) {
          // noClasses() turns the sense round: an event that satisfies is a violation.
          boolean found = forbidden.test(access);
          events.add(new SimpleConditionEvent(access, found, access.getDescription()));
        }
      }
    };
  }

  private interface Forbidden {
    boolean test(JavaAccess<?> access);
  }
}
