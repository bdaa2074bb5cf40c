package io.sequences.client;

import com.github.jasminb.jsonapi.Links;
import com.github.jasminb.jsonapi.annotations.Relationship;
import com.github.jasminb.jsonapi.annotations.RelationshipLinks;
import com.github.jasminb.jsonapi.annotations.Type;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The resource types as somebody writes them down who programs against this API with the client
 * library: with a place for its links where a relationship may have nothing else.
 */
final class ClientTypes {

  private ClientTypes() {}

  /** The classes below, by the names of their types. */
  static Map<String, Class<? extends ClientResource>> byName() {
    return Arrays.stream(ClientTypes.class.getDeclaredClasses())
        .map(each -> each.<ClientResource>asSubclass(ClientResource.class))
        .collect(
            Collectors.toMap(each -> each.getAnnotation(Type.class).value(), Function.identity()));
  }

  /** An empty one. */
  static <T> T fresh(Class<T> type) {
    try {
      Constructor<T> constructor = type.getDeclaredConstructor();
      return constructor.newInstance();
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Type("app")
  static final class App extends ClientResource {}

  @Type("call")
  static final class Call extends ClientResource {
    @Relationship("prospect")
    Prospect prospect;

    @Relationship("sequence")
    Sequence sequence;

    @Relationship("sequenceState")
    SequenceState sequenceState;

    @Relationship("sequenceStep")
    SequenceStep sequenceStep;

    @Relationship("task")
    Task task;

    @Relationship("user")
    User user;
  }

  @Type("contentCategory")
  static final class ContentCategory extends ClientResource {
    @Relationship("creator")
    User creator;
  }

  @Type("contentCategoryMembership")
  static final class ContentCategoryMembership extends ClientResource {
    @Relationship("content")
    Sequence content;

    @Relationship("contentCategory")
    ContentCategory contentCategory;

    @Relationship("creator")
    User creator;
  }

  @Type("install")
  static final class Install extends ClientResource {
    @Relationship("app")
    App app;
  }

  @Type("mailing")
  static final class Mailing extends ClientResource {
    @Relationship("prospect")
    Prospect prospect;

    @Relationship("sequence")
    Sequence sequence;

    @Relationship("sequenceState")
    SequenceState sequenceState;

    @Relationship("sequenceStep")
    SequenceStep sequenceStep;

    @Relationship("task")
    Task task;

    @Relationship("user")
    User user;
  }

  @Type("prospect")
  static final class Prospect extends ClientResource {
    @Relationship("owner")
    User owner;
  }

  @Type("ruleset")
  static final class Ruleset extends ClientResource {}

  @Type("sequence")
  static final class Sequence extends ClientResource {
    @Relationship("creator")
    User creator;

    @Relationship("owner")
    User owner;

    @Relationship("ruleset")
    Ruleset ruleset;

    @Relationship("updater")
    User updater;

    @Relationship("contentCategoryMemberships")
    List<ContentCategoryMembership> contentCategoryMemberships;

    @Relationship("sequenceSteps")
    List<SequenceStep> sequenceSteps;

    @Relationship("calls")
    List<Call> calls;

    @RelationshipLinks("calls")
    Links callsLinks;

    @Relationship("mailings")
    List<Mailing> mailings;

    @RelationshipLinks("mailings")
    Links mailingsLinks;

    @Relationship("sequenceStates")
    List<SequenceState> sequenceStates;

    @RelationshipLinks("sequenceStates")
    Links sequenceStatesLinks;

    @Relationship("tasks")
    List<Task> tasks;

    @RelationshipLinks("tasks")
    Links tasksLinks;
  }

  @Type("sequenceDailyStat")
  static final class SequenceDailyStat extends ClientResource {
    @Relationship("sequence")
    Sequence sequence;
  }

  @Type("sequenceState")
  static final class SequenceState extends ClientResource {
    @Relationship("creator")
    User creator;

    @Relationship("prospect")
    Prospect prospect;

    @Relationship("sequence")
    Sequence sequence;

    @Relationship("sequenceStep")
    SequenceStep sequenceStep;

    @Relationship("calls")
    List<Call> calls;

    @RelationshipLinks("calls")
    Links callsLinks;

    @Relationship("mailings")
    List<Mailing> mailings;

    @RelationshipLinks("mailings")
    Links mailingsLinks;

    @Relationship("tasks")
    List<Task> tasks;

    @RelationshipLinks("tasks")
    Links tasksLinks;
  }

  @Type("sequenceStep")
  static final class SequenceStep extends ClientResource {
    @Relationship("creator")
    User creator;

    @Relationship("sequence")
    Sequence sequence;

    @Relationship("updater")
    User updater;
  }

  @Type("task")
  static final class Task extends ClientResource {
    @Relationship("owner")
    User owner;

    @Relationship("prospect")
    Prospect prospect;

    @Relationship("sequence")
    Sequence sequence;

    @Relationship("sequenceState")
    SequenceState sequenceState;

    @Relationship("sequenceStep")
    SequenceStep sequenceStep;
  }

  @Type("user")
  static final class User extends ClientResource {}
}
