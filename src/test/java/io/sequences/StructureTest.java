package io.sequences;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.originOwner;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.sequences.write.Statement;

/** The arrows between packages, as the code map of the README draws them. */
@AnalyzeClasses(packages = "io.sequences", importOptions = ImportOption.DoNotIncludeTests.class)
class StructureTest {

  private static final String[] FEATURES = {
    "io.sequences.sequence..",
    "io.sequences.mailing..",
    "io.sequences.work..",
    "io.sequences.people..",
    "io.sequences.content..",
    "io.sequences.apps.."
  };

  @ArchTest
  static final ArchRule ARROWS_POINT_DOWN =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.sequences..")
          .layer("protocol")
          .definedBy("io.sequences.jsonapi..")
          .layer("catalogue")
          .definedBy("io.sequences.catalog..")
          .layer("database")
          .definedBy("io.sequences.database..")
          .layer("access")
          .definedBy("io.sequences.access..")
          .layer("read")
          .definedBy("io.sequences.read..")
          .layer("write")
          .definedBy("io.sequences.write..")
          .layer("idempotency")
          .definedBy("io.sequences.idempotency..")
          .layer("features")
          .definedBy(FEATURES)
          .layer("openapi")
          .definedBy("io.sequences.openapi..")
          .layer("app")
          .definedBy("io.sequences.app..")
          .layer("dev")
          .definedBy("io.sequences.dev..")
          .whereLayer("dev")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("app")
          .mayOnlyBeAccessedByLayers("dev")
          .whereLayer("openapi")
          .mayOnlyBeAccessedByLayers("app", "dev")
          .whereLayer("idempotency")
          .mayOnlyBeAccessedByLayers("features", "openapi", "app", "dev")
          .whereLayer("features")
          .mayOnlyBeAccessedByLayers("openapi", "app", "dev")
          .whereLayer("read")
          .mayOnlyBeAccessedByLayers("idempotency", "features", "openapi", "app", "dev")
          .whereLayer("write")
          .mayOnlyBeAccessedByLayers("idempotency", "features", "openapi", "app", "dev")
          .whereLayer("access")
          .mayOnlyBeAccessedByLayers(
              "read", "write", "idempotency", "features", "openapi", "app", "dev")
          .whereLayer("database")
          .mayOnlyBeAccessedByLayers(
              "access", "read", "write", "idempotency", "features", "openapi", "app", "dev")
          .whereLayer("catalogue")
          .mayOnlyBeAccessedByLayers("access", "read", "write", "features", "openapi", "app", "dev")
          .whereLayer("protocol")
          .mayOnlyBeAccessedByLayers(
              "access", "read", "write", "idempotency", "features", "openapi", "app", "dev");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.sequences.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule READS_HYDRATE_NO_ENTITY =
      noClasses()
          .that()
          .resideInAPackage("io.sequences.read..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.hibernate..", "jakarta.persistence..", "io.quarkus.hibernate..");

  /**
   * Whoever got a connection past {@code Organisations} would have one that sees no organisation.
   */
  @ArchTest
  static final ArchRule CONNECTIONS_ARE_LENT_IN_ONE_PLACE =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.sequences.database..", "io.sequences.dev..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "io\\.vertx(\\.mutiny)?\\.(sqlclient\\.Pool|pgclient\\..*)"
                  + "|org\\.hibernate\\.reactive\\.mutiny\\.Mutiny\\$(SessionFactory|StatelessSession)"
                  + "|jakarta\\.persistence\\.EntityManager(Factory)?"
                  + "|io\\.quarkus\\.hibernate\\.reactive\\.panache\\.common\\..*")
          .orShould()
          .callMethodWhere(
              target(owner(type(Panache.class)))
                  .and(
                      not(target(name("getSession"))).or(not(originOwner(type(Statement.class))))));

  @ArchTest
  static final ArchRule ONLY_THE_MIGRATION_USES_JDBC =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "io.agroal..");
}
