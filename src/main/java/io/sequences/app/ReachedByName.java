package io.sequences.app;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Registers for a native executable what libraries that no extension of Quarkus is for look for by
 * names which they put together as they run. Caffeine does so for each kind of cache and of entry;
 * the extension for it has the usual ones, which ours are not all of.
 */
@RegisterForReflection(
    classNames = {
      // By size, since the last access.
      "com.github.benmanes.caffeine.cache.SSMSA",
      "com.github.benmanes.caffeine.cache.PSAMS",
      // By size, since the last write.
      "com.github.benmanes.caffeine.cache.SSMSW",
      "com.github.benmanes.caffeine.cache.PSWMS",
      // By weight, or with values to come.
      "com.github.benmanes.caffeine.cache.SSMWW",
      "com.github.benmanes.caffeine.cache.PSWMW",
      // By size alone, as others make them.
      "com.github.benmanes.caffeine.cache.PSMS"
    })
final class ReachedByName {

  private ReachedByName() {}
}
