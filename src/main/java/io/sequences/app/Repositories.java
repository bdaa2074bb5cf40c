package io.sequences.app;

import io.quarkus.arc.All;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.ResourceType;
import io.sequences.write.ResourceRepository;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the repository that writes resources of a type. */
@Singleton
class Repositories {

  private final Catalog catalog;
  private final Map<ResourceType, ResourceRepository<?>> byType = new HashMap<>();

  Repositories(Catalog catalog, @All List<ResourceRepository<?>> repositories) {
    this.catalog = catalog;
    repositories.forEach(repository -> byType.put(repository.type(), repository));
  }

  /** Fails the start when a type that clients write has no repository. */
  void check(@Observes Startup start) {
    for (ResourceType type : catalog.types()) {
      boolean written = !type.operations().isEmpty() || !type.actions().isEmpty();
      if (written != byType.containsKey(type)) {
        throw new IllegalStateException("The type " + type + " and its repository do not agree");
      }
    }
  }

  ResourceRepository<?> of(ResourceType type) {
    return byType.get(type);
  }
}
