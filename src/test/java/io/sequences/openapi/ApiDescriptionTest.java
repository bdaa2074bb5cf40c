package io.sequences.openapi;

import static io.sequences.catalog.Values.NUMBER;
import static io.sequences.catalog.Values.notBlank;
import static org.assertj.core.api.Assertions.assertThat;

import io.sequences.catalog.Catalog;
import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;
import io.sequences.read.WireIds;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.junit.jupiter.api.Test;

class ApiDescriptionTest {

  private static final class Boat {
    String name;
  }

  private static final ResourceType BOAT =
      ResourceType.named("boat", "boats", "Something that floats.")
          .writtenTo(Boat.class, Operation.CREATE)
          .stored("name", notBlank(80), (boat, name) -> boat.name = name, "Its name.")
          .nullable("draught", NUMBER, "How deep it goes.")
          .toOne("sister", "boat", "Its sister ship.")
          .neededByCreate("name")
          .action("launch", "Puts it into the water.")
          .build();

  @Test
  void aTypeIsDescribedByItsDeclarationAlone() {
    OpenAPI document = describe(WireIds.INTEGER, Optional.empty());
    assertThat(document.getPaths().getPathItems())
        .containsOnlyKeys("/boats", "/boats/{id}", "/boats/{id}/actions/launch");
    assertThat(document.getPaths().getPathItem("/boats").getPOST().getOperationId())
        .isEqualTo("createBoat");
    assertThat(document.getPaths().getPathItem("/boats/{id}").getDELETE()).isNull();
    Schema draught = schema(document, "BoatAttributes").getProperties().get("draught");
    assertThat(draught.getType()).containsExactly(SchemaType.NUMBER, SchemaType.NULL);
    assertThat(draught.getReadOnly()).isTrue();
    Schema attributes =
        schema(document, "BoatCreate")
            .getProperties()
            .get("data")
            .getProperties()
            .get("attributes");
    assertThat(attributes.getProperties()).containsOnlyKeys("name");
    assertThat(attributes.getRequired()).containsExactly("name");
  }

  @Test
  void idsAreOfTheKindThatTheDeploymentWrites() {
    assertThat(id(describe(WireIds.INTEGER, Optional.empty()))).isEqualTo(SchemaType.INTEGER);
    assertThat(id(describe(WireIds.STRING, Optional.empty()))).isEqualTo(SchemaType.STRING);
  }

  @Test
  void theServerIsTheConfiguredAddressOrTheOneOfTheDocument() {
    assertThat(server(Optional.empty())).isEqualTo("/api/v2");
    assertThat(server(Optional.of("https://sea.example.com/x")))
        .isEqualTo("https://sea.example.com/x/api/v2");
  }

  private static OpenAPI describe(WireIds ids, Optional<String> publicUrl) {
    OpenAPI document = OASFactory.createOpenAPI();
    new ApiDescription(new Catalog(List.of(BOAT)), ids, publicUrl).writeTo(document);
    return document;
  }

  private static SchemaType id(OpenAPI document) {
    return schema(document, "Boat").getProperties().get("id").getType().get(0);
  }

  private static String server(Optional<String> publicUrl) {
    return describe(WireIds.INTEGER, publicUrl).getServers().get(0).getUrl();
  }

  private static Schema schema(OpenAPI document, String name) {
    return document.getComponents().getSchemas().get(name);
  }
}
