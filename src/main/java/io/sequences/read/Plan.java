package io.sequences.read;

import io.sequences.access.Caller;
import io.sequences.catalog.Aggregate;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a request for a collection means: names looked up, values typed, and the caller whose
 * organisation and rights bound it.
 *
 * @param sort the keys by their weight; the id breaks ties and is not among them
 * @param fingerprint tells the cursors of this query from those of another query or organisation
 */
record Plan(
    Caller caller,
    List<Condition> conditions,
    List<Order> sort,
    Window window,
    boolean count,
    String fingerprint,
    Selection selection) {

  ResourceType type() {
    return selection.type();
  }

  /** The same, with statements that may bring so many bytes of long texts. */
  Plan allowing(long textBytes) {
    return new Plan(
        caller, conditions, sort, window, count, fingerprint, selection.allowing(textBytes));
  }

  /** The sums that conditions and sort keys read. */
  List<Aggregate> aggregates() {
    Stream<Attribute> filtered =
        conditions.stream().filter(each -> each.via() == null).map(Condition::attribute);
    Stream<Attribute> sorted = sort.stream().map(Order::attribute);
    return Aggregate.neededBy(Stream.concat(filtered, sorted).map(Attribute::source).toList());
  }

  /**
   * Whether a condition leaves few candidates, so that it is cheaper to sum for each of them by
   * index than for all of the organisation.
   */
  boolean narrow() {
    return conditions.stream()
        .filter(c -> c.anyOf().stream().allMatch(Test.OneOf.class::isInstance))
        .anyMatch(
            c ->
                c.via() instanceof Relationship.ToOne
                    || (c.via() == null && c.attribute().equals(type().id().attribute())));
  }

  /** Whether the total has to be known. */
  boolean needsTotal() {
    return count || window instanceof Window.Offset;
  }

  /**
   * A condition.
   *
   * @param via the relationship to follow first, or null
   * @param anyOf the tests of which one must hold
   */
  record Condition(Relationship via, Attribute attribute, List<Test> anyOf) {}

  /** A sort key; nulls come last in either direction. */
  record Order(Attribute attribute, boolean descending) {}

  /** The part of the collection that is asked for. */
  sealed interface Window {
    int size();

    /**
     * @param position where the page starts, or null for the start
     * @param backwards whether the page lies before the position
     */
    record Keyset(int size, Cursor position, boolean backwards) implements Window {

      /** The page on the other side of the position. */
      Keyset turned() {
        return new Keyset(size, position.turned(), !backwards);
      }
    }

    record Offset(int size, int offset) implements Window {}
  }

  /**
   * What an answer shows of the resources of one type, and of those included through them.
   *
   * @param attributes those shown, in the order of the wire
   * @param relationships those shown, in the order of the wire
   * @param included what is shown of the targets of included relationships, shown or not
   * @param textBytes how many bytes of {@link LongTexts} a statement brings
   */
  record Selection(
      ResourceType type,
      List<Attribute> attributes,
      List<Relationship> relationships,
      boolean authorizationMeta,
      Map<Relationship, Selection> included,
      long textBytes) {

    /** The same, with statements that may bring so many bytes of long texts. */
    Selection allowing(long textBytes) {
      if (textBytes == this.textBytes) {
        return this;
      }
      Map<Relationship, Selection> below = new LinkedHashMap<>();
      included.forEach(
          (relationship, target) -> below.put(relationship, target.allowing(textBytes)));
      return new Selection(type, attributes, relationships, authorizationMeta, below, textBytes);
    }

    Optional<Selection> included(Relationship relationship) {
      return Optional.ofNullable(included.get(relationship));
    }

    /** The to-one relationships whose column is read: shown, or included. */
    List<Relationship.ToOne> toOnes() {
      return edges().stream()
          .filter(Relationship.ToOne.class::isInstance)
          .map(Relationship.ToOne.class::cast)
          .toList();
    }

    /**
     * The relationships that need a statement of their own: the included, and the shown ones that
     * name resources.
     */
    List<Relationship> ownStatements() {
      return edges().stream()
          .filter(r -> included.containsKey(r) || r instanceof Relationship.ToMany)
          .toList();
    }

    private Set<Relationship> edges() {
      Set<Relationship> edges = new LinkedHashSet<>(relationships);
      edges.addAll(included.keySet());
      return edges;
    }
  }
}
