package io.sequences.isolation;

import io.sequences.app.ResourceTypes;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.VisibleBy;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.DescribedOperation;
import io.sequences.support.Estate;
import io.sequences.support.OpenApi;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two organisations: what is hidden in one of them, and the strangers, with estates of their own.
 */
final class Scene {

  static final String HERE = "isolation-here";
  private static final String ELSEWHERE = "isolation-elsewhere";

  final List<DescribedOperation> operations = DescribedOperation.of(OpenApi.fetch());
  private final Estate open;
  private final Estate closed;
  private final Estate bobs;
  private final Estate eves;
  private final Map<Stranger, String> tokens = new EnumMap<>(Stranger.class);

  Scene() {
    // So that an id is found in a text by itself: long, and no other table's.
    Db.rows(
        "select setval(format('%I.%I', schemaname, sequencename)::regclass, greatest(last_value,"
            + " 1000000 * (10 + row_number() over (order by sequencename))))"
            + " from pg_sequences where schemaname = 'public' and data_type = 'bigint'::regtype");
    open = new Estate(HERE, "ada", operations);
    closed = new Estate(HERE, "cleo", operations).close();
    bobs = new Estate(HERE, "bob", operations);
    eves = new Estate(ELSEWHERE, "eve", operations);
    for (Stranger stranger : Stranger.values()) {
      tokens.put(stranger, issue(stranger));
    }
  }

  /** What a stranger must not find: from elsewhere everything, from here what is private. */
  Estate hiddenFrom(Stranger stranger) {
    return stranger.elsewhere() ? open : closed;
  }

  /** What is in order for a stranger to name. */
  Estate estateOf(Stranger stranger) {
    return stranger.elsewhere() ? eves : bobs;
  }

  /**
   * Whether resources of a type are hidden from a stranger. A colleague sees what is no sequence's;
   * apps and installs, which are in no catalogue, are for admins.
   */
  static boolean hides(Stranger stranger, String typeName) {
    ResourceType type = ResourceTypes.catalog().byName(typeName);
    return stranger.elsewhere()
        || type == null
        || Set.of(VisibleBy.SHARE_TYPE, VisibleBy.SEQUENCE).contains(type.visibleBy());
  }

  /** The token by which a stranger would try an operation. */
  String token(Stranger stranger, DescribedOperation operation) {
    return operation.takes("ownToken") ? estateOf(stranger).application.token() : token(stranger);
  }

  String token(Stranger stranger) {
    return tokens.get(stranger);
  }

  private String issue(Stranger stranger) {
    if (stranger.application()) {
      Estate estate = estateOf(stranger);
      return estate.application.client(Long.parseLong(estate.of("install"))).token();
    }
    return stranger.elsewhere() ? Api.admin(ELSEWHERE, "eve").token() : Api.of(HERE, "bob").token();
  }
}
