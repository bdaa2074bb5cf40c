package io.sequences;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.ext.Provider;
import java.io.ObjectInputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AnnotatedElement;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Random;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * What a native executable has no place for, in the code of the service: its build follows calls,
 * and sees nothing that is found by a name; and what static fields hold by then is what every
 * executable has when it starts. {@code dev} is in no package.
 */
@AnalyzeClasses(packages = "io.sequences", importOptions = ImportOption.DoNotIncludeTests.class)
class NativeReadinessTest {

  private static final String DEV = "io.sequences.dev..";

  private static final DescribedPredicate<JavaClass> OF_A_RUN =
      assignableTo(Random.class)
          .or(assignableTo(Thread.class))
          .or(assignableTo(Executor.class))
          .or(assignableTo(InetAddress.class))
          .or(assignableTo(ProcessHandle.class))
          .or(
              describe(
                  "of Caffeine",
                  type -> type.getPackageName().startsWith("com.github.benmanes.caffeine")));

  @ArchTest
  static final ArchRule NOTHING_IS_FOUND_BY_NAME =
      noClasses()
          .that()
          .resideOutsideOfPackage(DEV)
          .should()
          .accessTargetWhere(
              target(owner(assignableTo(Class.class).or(assignableTo(ClassLoader.class))))
                  .and(
                      target(
                          nameMatching(
                              "forName|loadClass|getResource.*|.*[Rr]esources?"
                                  + "|get(Declared)?(Constructor|Method|Field|Class|RecordComponent)s?"
                                  + "|newInstance"))))
          .orShould()
          .dependOnClassesThat(
              assignableTo(AnnotatedElement.class)
                  .and(not(equivalentTo(Class.class)))
                  .or(assignableTo(ServiceLoader.class))
                  .or(assignableTo(ResourceBundle.class))
                  .or(assignableTo(ObjectInputStream.class))
                  .or(assignableTo(MethodHandles.class)));

  /** Trees and events of JSON are read and written; objects would be by their members' names. */
  @ArchTest
  static final ArchRule NO_OBJECT_IS_MADE_OF_JSON =
      noClasses()
          .that()
          .resideOutsideOfPackage(DEV)
          .should()
          .callMethodWhere(
              target(
                      owner(
                          assignableTo(ObjectCodec.class)
                              .or(assignableTo(ObjectReader.class))
                              .or(assignableTo(ObjectWriter.class))))
                  .and(
                      target(
                          nameMatching(
                              "readValues?|convertValue|updateValue|treeToValue|valueToTree"
                                  + "|writeValue.*|writePOJO"))));

  @ArchTest
  static final ArchRule NO_STATIC_FIELD_IS_OF_THE_MACHINE_OR_THE_MOMENT =
      noFields()
          .that()
          .areStatic()
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage(DEV)
          .should()
          .haveRawType(OF_A_RUN);

  /**
   * Filters, and what they are made with, are there before a start: no setting of the run is known
   * then, and a service that was told another one refuses to start. What has a scope of its own is
   * made at its first use.
   */
  @ArchTest
  static void filtersAreMadeWithoutSettings(JavaClasses service) {
    Set<JavaClass> made = new HashSet<>();
    service.stream()
        .filter(NativeReadinessTest::isMadeEarly)
        .forEach(filter -> addMadeWith(filter, made));
    assertThat(made).extracting(JavaClass::getSimpleName).contains("CallerFilter", "ErrorMapper");
    for (JavaClass each : made) {
      assertThat(each.getConstructors())
          .flatExtracting(JavaConstructor::getParameters)
          .as("settings that %s is made with", each.getSimpleName())
          .noneMatch(
              parameter ->
                  parameter.isAnnotatedWith(ConfigProperty.class)
                      || parameter.getRawType().isAnnotatedWith(ConfigMapping.class));
      assertThat(each.getAllFields())
          .as("what %s holds", each.getSimpleName())
          .noneMatch(field -> OF_A_RUN.test(field.getRawType()));
    }
  }

  private static boolean isMadeEarly(JavaClass type) {
    return type.isAnnotatedWith(Provider.class)
        || type.getMethods().stream()
            .anyMatch(
                method ->
                    method.isAnnotatedWith(ServerRequestFilter.class)
                        || method.isAnnotatedWith(ServerResponseFilter.class)
                        || method.isAnnotatedWith(ServerExceptionMapper.class));
  }

  private static void addMadeWith(JavaClass type, Set<JavaClass> made) {
    boolean later =
        type.isAnnotatedWith(ApplicationScoped.class) || type.isAnnotatedWith(RequestScoped.class);
    if (later || !type.getPackageName().startsWith("io.sequences") || !made.add(type)) {
      return;
    }
    type.getAllSubclasses().forEach(kind -> addMadeWith(kind, made));
    type.getConstructors()
        .forEach(
            constructor ->
                constructor.getRawParameterTypes().forEach(part -> addMadeWith(part, made)));
  }
}
