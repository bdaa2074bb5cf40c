package io.sequences.apps;

import io.sequences.catalog.Catalog;
import io.sequences.jsonapi.Names;
import io.sequences.write.Changes;
import jakarta.inject.Singleton;
import java.util.Set;

/** What keys and scopes have to be like; faults are noted in the document that has them. */
@Singleton
class AppRules {

  private final Set<String> knownScopes;

  AppRules(Catalog catalog) {
    this.knownScopes = Scopes.known(catalog);
  }

  /** Notes what is wrong with the keys and scopes of an app. */
  void check(Changes changes) {
    if (changes.value("publicKeys") instanceof String[] keys) {
      checkKeys(keys, changes);
    }
    checkScopes(changes);
  }

  private static void checkKeys(String[] keys, Changes changes) {
    if (keys.length == 0) {
      changes.refuse("publicKeys", "An app needs at least one key.");
    }
    for (int i = 0; i < keys.length; i++) {
      try {
        PublicKeys.one(keys[i]);
      } catch (PublicKeys.Unusable fault) {
        changes.refuse("publicKeys", "The key at " + i + " " + fault.getMessage() + ".");
      }
    }
  }

  /** Notes which scopes there are none of. */
  void checkScopes(Changes changes) {
    if (changes.value("scopes") instanceof String[] scopes) {
      if (scopes.length == 0) {
        changes.refuse("scopes", "There must be at least one scope.");
      }
      for (String scope : scopes) {
        if (!knownScopes.contains(scope)) {
          changes.refuse(
              "scopes",
              "There is no scope " + Names.quote(scope) + "." + Names.hint(scope, knownScopes));
        }
      }
    }
  }

  /** Notes which scopes the app does not ask for. */
  static void checkWithin(App app, Changes changes) {
    if (changes.value("scopes") instanceof String[] scopes) {
      for (String scope : scopes) {
        if (!app.allowed().cover(scope)) {
          changes.refuse("scopes", "The app does not ask for " + Names.quote(scope) + ".");
        }
      }
    }
  }
}
