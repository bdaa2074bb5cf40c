package io.sequences.deploy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.invoke.MethodType;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Of what type each setting is: as the service's code has it injected or, where only Quarkus reads
 * it, as its value in application.properties shows. Values are converted as the service does it.
 */
final class Settings {

  private static final Pattern DURATION = Pattern.compile("\\d+(ms|[smhd])|P[T\\d].*");

  private static final SmallRyeConfig CONVERTERS =
      new SmallRyeConfigBuilder().addDiscoveredConverters().build();

  private final Map<String, Class<?>> types = new TreeMap<>();

  Settings() {
    Environment.values().forEach((variable, value) -> types.put(variable, shownBy(value)));
    for (Path source : Environment.sources()) {
      Class<?> read = classOf(source);
      Stream.<Executable>concat(
              Arrays.stream(read.getDeclaredConstructors()),
              Arrays.stream(read.getDeclaredMethods()))
          .flatMap(executable -> Arrays.stream(executable.getParameters()))
          .filter(parameter -> parameter.isAnnotationPresent(ConfigProperty.class))
          .forEach(this::add);
      if (read.isAnnotationPresent(ConfigMapping.class)) {
        String prefix = read.getAnnotation(ConfigMapping.class).prefix();
        Arrays.stream(read.getDeclaredMethods()).forEach(method -> add(prefix, method));
      }
    }
  }

  /** Fails unless the service can make of the value of a variable what the setting is. */
  void check(String variable, String value) {
    // Jobs can be left to other instances.
    if (variable.endsWith("_EVERY") && value.equals("off")) {
      return;
    }
    Class<?> type = types.getOrDefault(variable, String.class);
    // Whatever is not true is false to the converter, misspelt or not.
    boolean right = !type.equals(Boolean.class) || List.of("true", "false").contains(value);
    try {
      right &= CONVERTERS.requireConverter(type).convert(value) != null;
    } catch (IllegalArgumentException | ArithmeticException wrong) {
      throw new IllegalArgumentException(variable + " cannot be " + value, wrong);
    }
    if (!right) {
      throw new IllegalArgumentException(variable + " cannot be " + value);
    }
  }

  private void add(Parameter parameter) {
    String name = parameter.getAnnotation(ConfigProperty.class).name();
    for (String variable : Environment.variables(name)) {
      types.put(variable, plain(parameter.getParameterizedType()));
    }
  }

  private void add(String prefix, Method method) {
    String name = method.getName().replaceAll("([A-Z])", "-$1");
    for (String variable : Environment.variables(prefix + "." + name)) {
      types.put(variable, plain(method.getGenericReturnType()));
    }
  }

  /** The type of one value: of what an optional one has, or of the items of a list. */
  private static Class<?> plain(Type type) {
    if (type instanceof ParameterizedType many) {
      Type[] arguments = many.getActualTypeArguments();
      return plain(arguments[arguments.length - 1]);
    }
    return type.equals(OptionalInt.class)
        ? Integer.class
        : MethodType.methodType((Class<?>) type).wrap().returnType();
  }

  private static Class<?> shownBy(String value) {
    if (List.of("true", "false").contains(value)) {
      return Boolean.class;
    }
    if (value.matches("\\d+")) {
      return Long.class;
    }
    return DURATION.matcher(value).matches() ? Duration.class : String.class;
  }

  private static Class<?> classOf(Path source) {
    String name = Environment.JAVA.relativize(source).toString().replace('/', '.');
    try {
      return Class.forName(
          name.substring(0, name.length() - ".java".length()),
          false,
          Settings.class.getClassLoader());
    } catch (ClassNotFoundException packageInfo) {
      return Void.class;
    }
  }
}
