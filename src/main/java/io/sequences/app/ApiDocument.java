package io.sequences.app;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import io.sequences.openapi.ApiDescription;
import io.sequences.read.WireIds;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Fills the document of {@code /q/openapi}, once at start: it depends on how the deployment is
 * configured, so the build cannot do it.
 */
@OpenApiFilter(stages = RunStage.RUNTIME_STARTUP)
public class ApiDocument implements OASFilter {

  @Override
  public void filterOpenAPI(OpenAPI document) {
    Config config = ConfigProvider.getConfig();
    WireIds ids =
        config.getOptionalValue("sequences.wire.ids", WireIds.class).orElse(WireIds.INTEGER);
    ApiDescription description =
        new ApiDescription(
            ResourceTypes.catalog(),
            ids,
            config
                .getOptionalValue("sequences.wire.public-url", String.class)
                .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url));
    description.writeTo(document);
    description.writeApplicationsTo(document);
    if (LaunchMode.current().isDevOrTest()) {
      tellWhereTokensAre(document.getComponents().getSecuritySchemes().get(ApiDescription.BEARER));
    }
  }

  private static void tellWhereTokensAre(SecurityScheme bearer) {
    bearer.setDescription(
        bearer.getDescription() + " In dev, [take one here](/dev/token?org=demo&sub=ada).");
  }
}
