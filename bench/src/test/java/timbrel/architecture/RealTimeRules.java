package timbrel.architecture;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What [timbrel.realtime.RealTime] promises, read from byte code: nothing new, no monitor, no
/// exception, no lambda or string concatenation (both are `invokedynamic`), and no call but of
/// methods that promise the same.
final class RealTimeRules {
  private static final String MARK = "Ltimbrel/realtime/RealTime;";
  private static final String OFFLINE = "Ltimbrel/realtime/Offline;";

  /// Methods of others that keep the promise: by class, their names; `*` for all of the class.
  private static final Map<String, Set<String>> ALLOWED =
      Map.ofEntries(
          Map.entry(
              "java/lang/Math",
              Set.of("abs", "min", "max", "sqrt", "fma", "rint", "floor", "round", "clamp")),
          Map.entry(
              "java/lang/Float",
              Set.of("intBitsToFloat", "floatToRawIntBits", "isFinite", "isNaN")),
          Map.entry("java/lang/Double", Set.of("isFinite", "isNaN")),
          Map.entry("java/lang/Integer", Set.of("numberOfLeadingZeros", "bitCount")),
          Map.entry("java/lang/Long", Set.of("numberOfLeadingZeros")),
          Map.entry("java/lang/System", Set.of("nanoTime", "arraycopy")),
          Map.entry("java/lang/Enum", Set.of("ordinal")),
          Map.entry("java/util/Arrays", Set.of("fill")),
          Map.entry("java/lang/invoke/VarHandle", Set.of("*")),
          Map.entry("java/lang/invoke/MethodHandle", Set.of("invokeExact")),
          Map.entry("java/lang/foreign/MemorySegment", Set.of("copy", "get", "set")),
          Map.entry(
              "java/util/concurrent/atomic/AtomicReference",
              Set.of("get", "set", "getAcquire", "setRelease", "compareAndSet")),
          Map.entry(
              "java/util/concurrent/atomic/AtomicReferenceArray",
              Set.of("get", "set", "getPlain", "getAcquire", "setRelease")),
          Map.entry("timbrel/nn/kernels/Maths", Set.of("exp")));

  private final Map<String, ClassModel> classes = new HashMap<>();
  private int checked;

  /// @param all every class that may be called or overridden
  RealTimeRules(Collection<ClassModel> all) {
    all.forEach(model -> classes.put(model.thisClass().asInternalName(), model));
  }

  /// What breaks the promise, one line each.
  List<String> violations() {
    List<String> violations = new ArrayList<>();
    for (ClassModel model : classes.values()) {
      for (MethodModel method : model.methods()) {
        if (isMarked(method)) {
          checked++;
          check(model, method, violations);
        } else if (overridesMarked(model, method) && !has(method, OFFLINE)) {
          violations.add(name(model, method) + " overrides a marked method and is not marked");
        }
      }
    }
    return violations;
  }

  /// Marked methods that were read.
  int checked() {
    return checked;
  }

  private void check(ClassModel model, MethodModel method, List<String> violations) {
    if (method.flags().has(AccessFlag.SYNCHRONIZED)) {
      violations.add(name(model, method) + " is synchronized");
    }
    method
        .code()
        .ifPresent(code -> {
          for (CodeElement element : code) {
            String fault = fault(element);
            if (fault != null) {
              violations.add(name(model, method) + " " + fault);
            }
          }
        });
  }

  private @Nullable String fault(CodeElement element) {
    return switch (element) {
      case NewObjectInstruction made -> "makes a " + made.className().asInternalName();
      case NewPrimitiveArrayInstruction array -> "makes an array";
      case NewReferenceArrayInstruction array -> "makes an array";
      case NewMultiArrayInstruction array -> "makes an array";
      case MonitorInstruction monitor -> "takes a monitor";
      case ThrowInstruction thrown -> "throws";
      case InvokeDynamicInstruction dynamic -> "makes a " + dynamic.name() + " (invokedynamic)";
      case InvokeInstruction call when !isAllowed(call) ->
          "calls " + call.owner().asInternalName() + "." + call.name();
      default -> null;
    };
  }

  private boolean isAllowed(InvokeInstruction call) {
    String owner = call.owner().asInternalName();
    String name = call.name().stringValue();
    Set<String> names = ALLOWED.getOrDefault(owner, Set.of());
    if (names.contains("*") || names.contains(name)) {
      return true;
    }
    if (name.equals("ordinal") && call.opcode() == Opcode.INVOKEVIRTUAL) {
      return true;
    }
    MethodModel target = find(owner, name, call.type().stringValue(), new HashSet<>());
    return target != null && (isMarked(target) || isAccessor(owner, target));
  }

  /// Of a record: reads a field and returns it.
  private boolean isAccessor(String owner, MethodModel method) {
    ClassModel model = classes.get(owner);
    return model != null
        && model.superclass().filter(s -> s.asInternalName().equals("java/lang/Record")).isPresent()
        && method.methodType().stringValue().startsWith("()")
        && model.fields().stream()
            .anyMatch(field -> field.fieldName().equalsString(method.methodName().stringValue()));
  }

  private boolean overridesMarked(ClassModel model, MethodModel method) {
    if (method.flags().has(AccessFlag.STATIC)
        || method.flags().has(AccessFlag.PRIVATE)
        || method.flags().has(AccessFlag.SYNTHETIC)
        || method.methodName().equalsString("<init>")) {
      return false;
    }
    Set<String> seen = new HashSet<>();
    seen.add(model.thisClass().asInternalName());
    return parents(model).stream()
        .map(p ->
            find(p, method.methodName().stringValue(), method.methodType().stringValue(), seen))
        .anyMatch(found -> found != null && isMarked(found));
  }

  /// The method as it is declared in a class or above it.
  private @Nullable MethodModel find(String owner, String name, String type, Set<String> seen) {
    ClassModel model = classes.get(owner);
    if (model == null || !seen.add(owner)) {
      return null;
    }
    for (MethodModel method : model.methods()) {
      if (method.methodName().equalsString(name) && method.methodType().equalsString(type)) {
        return method;
      }
    }
    for (String parent : parents(model)) {
      MethodModel found = find(parent, name, type, seen);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static List<String> parents(ClassModel model) {
    List<String> parents = new ArrayList<>();
    model.superclass().ifPresent(parent -> parents.add(parent.asInternalName()));
    model.interfaces().forEach(parent -> parents.add(parent.asInternalName()));
    return parents;
  }

  private static boolean isMarked(MethodModel method) {
    return has(method, MARK);
  }

  private static boolean has(MethodModel method, String annotation) {
    return method
        .findAttribute(java.lang.classfile.Attributes.runtimeInvisibleAnnotations())
        .map(found ->
            found.annotations().stream().anyMatch(a -> a.className().equalsString(annotation)))
        .orElse(false);
  }

  private static String name(ClassModel model, MethodModel method) {
    return model.thisClass().asInternalName().replace('/', '.')
        + "."
        + method.methodName().stringValue();
  }
}
