package io.sequences.access;

import io.sequences.access.Caller.Permission;
import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;
import java.util.function.Function;

/**
 * The rules on who sees and who changes a resource, as SQL conditions on its row: the one place
 * that has them, for reads, for writes and for {@code meta.canWrite}. Callers add the organisation
 * themselves.
 */
public final class Visibility {

  private final Caller caller;
  private final Function<Object, String> bind;
  private final String live;

  /**
   * @param bind adds a value to the statement's parameters and gives the placeholder that stands
   *     for it
   */
  public Visibility(Caller caller, Function<Object, String> bind) {
    this(caller, bind, " and s.deleted_at is null");
  }

  private Visibility(Caller caller, Function<Object, String> bind, String live) {
    this.caller = caller;
    this.bind = bind;
    this.live = live;
  }

  /**
   * The same rules, but that what hangs on a deleted sequence goes on as if it were not deleted:
   * what is still reported of its mailings counts, and an opt-out is one.
   */
  public Visibility withDeletedSequences() {
    return new Visibility(caller, bind, "");
  }

  /**
   * The condition under which the caller sees the row {@code alias} of a type. Deleted rows are
   * seen by nobody.
   */
  public String visible(ResourceType type, String alias) {
    String kept = type.softDeleted() ? alias + ".deleted_at is null and " : "";
    return switch (type.visibleBy()) {
      case ORGANISATION, USER -> kept + "true";
      case SHARE_TYPE -> kept + sequenceVisible(alias);
      case SEQUENCE -> kept + ofSequence(alias, sequenceVisible("s"));
    };
  }

  /**
   * The condition under which a PATCH, or an action, of the caller is not refused as unauthorized.
   */
  public String writable(ResourceType type, String alias) {
    boolean ever = type.operations().contains(Operation.UPDATE) || !type.actions().isEmpty();
    return ever && caller.permits(Permission.WRITE, type) ? changeable(type, alias) : "false";
  }

  /** The condition under which a DELETE of the caller is not refused as unauthorized. */
  public String deletable(ResourceType type, String alias) {
    boolean ever = type.operations().contains(Operation.DELETE);
    return ever && caller.permits(Permission.DELETE, type) ? changeable(type, alias) : "false";
  }

  /**
   * The condition under which the caller may lock and unlock the sequence, and change it while it
   * is locked.
   */
  public String owned(String alias) {
    if (caller.admin()) {
      return "true";
    }
    return caller.user().map(user -> ownedBy(user, alias)).orElse("false");
  }

  private String ownedBy(long user, String alias) {
    return "(%1$s.owner_id is not distinct from %2$s or %1$s.creator_id is not distinct from %2$s)"
        .formatted(alias, bind.apply(user));
  }

  /**
   * The condition under which the row is the caller's to change, or to be created by him, whatever
   * his token permits.
   */
  public String changeable(ResourceType type, String alias) {
    return switch (type.visibleBy()) {
      case ORGANISATION -> "true";
      case USER -> caller.user().map(user -> alias + ".id = " + bind.apply(user)).orElse("false");
      case SHARE_TYPE -> sequenceChangeable(alias);
      case SEQUENCE -> ofSequence(alias, sequenceChangeable("s"));
    };
  }

  private String sequenceVisible(String alias) {
    return caller.admin()
        ? "true"
        : "(" + alias + ".share_type <> 'private' or " + owned(alias) + ")";
  }

  private String sequenceChangeable(String alias) {
    return caller.admin()
        ? "true"
        : "(%1$s.share_type = 'shared' and %1$s.locked_at is null or %2$s)"
            .formatted(alias, owned(alias));
  }

  private String ofSequence(String alias, String rule) {
    return "(%1$s.sequence_id is null or exists (select 1 from sequence s where s.org_id = %1$s.org_id and s.id = %1$s.sequence_id%3$s and %2$s))"
        .formatted(alias, rule, live);
  }
}
