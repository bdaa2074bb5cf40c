package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sequences.catalog.Action;
import io.sequences.catalog.Moment;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.QueryParser;
import io.sequences.write.ActionParams;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where each action takes a sequence state, or a sequence, from where it is. */
class StateMovementTest {

  private static final OffsetDateTime BEFORE = OffsetDateTime.parse("2026-01-01T00:00:00Z");

  private static SequenceState in(String state) {
    SequenceState found = new SequenceState();
    found.state = state;
    found.stateChangedAt = BEFORE;
    found.pauseReason = "because";
    found.pausedUntil = BEFORE;
    return found;
  }

  private static void act(String word, SequenceState state, String query) {
    Action action = SequenceStateType.TYPE.actions().get(word);
    SequenceStateAction.of(action)
        .apply(state, ActionParams.of(action, QueryParser.forAction(query)));
  }

  @ParameterizedTest
  @CsvSource({
    "pause,pending,paused",
    "pause,active,paused",
    "pause,disabled,paused",
    "pause,paused,paused",
    "resume,paused,pending",
    "resume,pending,pending",
    "resume,active,active",
    "resume,disabled,disabled",
    "finish,pending,finished",
    "finish,active,finished",
    "finish,paused,finished",
    "finish,disabled,finished",
    "finish,finished,finished",
    "pause,finished,",
    "resume,finished,",
    "pause,failed,",
    "resume,bounced,",
    "finish,opted_out,"
  })
  void anActionMovesAState(String word, String from, String to) {
    SequenceState state = in(from);
    if (to == null) {
      ApiException refusal = catchThrowableOfType(ApiException.class, () -> act(word, state, ""));
      assertThat(refusal).hasMessage("The sequence state has come to its end: " + from + ".");
      assertThat(refusal.status()).isEqualTo(422);
    } else {
      act(word, state, "");
    }
    boolean moved = to != null && !to.equals(from);
    assertThat(state.state).isEqualTo(to == null ? from : to);
    assertThat(state.stateChangedAt.isAfter(BEFORE)).isEqualTo(moved);
    assertThat(state.pauseReason).isEqualTo(moved ? null : "because");
  }

  @ParameterizedTest
  @CsvSource({"active,''", "paused,''", "active,actionParams[reason]=holiday"})
  void aPauseByHandLastsUntilItIsResumed(String from, String query) {
    SequenceState state = in(from);
    act("pause", state, query);
    assertThat(state.pausedUntil).isNull();
    assertThat(state.pauseReason)
        .isEqualTo(query.isEmpty() ? from.equals("paused") ? "because" : null : "holiday");
  }

  @ParameterizedTest
  @CsvSource({
    "pending,finished",
    "active,finished",
    "paused,finished",
    "disabled,finished",
    "finished,finished",
    "failed,failed",
    "opted_out,opted_out"
  })
  void aDeleteEndsWhatHadNotEnded(String from, String to) {
    SequenceState state = in(from);
    state.withdraw();
    assertThat(state.state).isEqualTo(to);
    assertThat(state.stateChangedAt.isAfter(BEFORE)).isEqualTo(!from.equals(to));
    assertThat(state.deletedAt).isBetween(BEFORE, Moment.now());
  }

  @ParameterizedTest
  @CsvSource({
    "pending,true",
    "active,true",
    "paused,true",
    "disabled,true",
    "finished,false",
    "failed,false",
    "bounced,false"
  })
  void aStateIsUnfinishedToTheServiceAsToTheDatabase(String word, boolean unfinished) {
    assertThat(in(word).isUnfinished()).isEqualTo(unfinished);
    assertThat(SequenceState.unfinished("t").contains("'" + word + "'")).isEqualTo(unfinished);
    assertThat(SequenceState.unfinished("t")).startsWith("t.state in ('pending', ");
  }

  @ParameterizedTest
  @EnumSource(SequenceStateAction.class)
  void everyActionOnAStateIsDeclared(SequenceStateAction action) {
    Action declared = SequenceStateType.TYPE.actions().get(action.word());
    assertThat(SequenceStateAction.of(declared)).isEqualTo(action);
    assertThat(declared.description()).isEqualTo(action.description()).isNotBlank();
    assertThat(declared.parameters().containsKey("reason"))
        .isEqualTo(action == SequenceStateAction.PAUSE);
  }

  @ParameterizedTest
  @EnumSource(SequenceAction.class)
  void everyActionOnASequenceIsDeclared(SequenceAction action) {
    Action declared = SequenceType.TYPE.actions().get(action.word());
    assertThat(SequenceAction.of(declared)).isEqualTo(action);
    assertThat(declared.description()).isEqualTo(action.description()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "ACTIVATE,true,false,true",
    "ACTIVATE,false,true,false",
    "DEACTIVATE,true,false,true",
    "DEACTIVATE,false,true,false",
    "LOCK,true,false,false",
    "LOCK,false,true,true",
    "UNLOCK,true,false,false",
    "UNLOCK,false,true,true"
  })
  void locksAreForWhoeverOwnsIt(
      SequenceAction action, boolean writable, boolean owned, boolean permitted) {
    assertThat(action.isPermitted(writable, new SequenceFacts(owned, true, false)))
        .isEqualTo(permitted);
  }

  @ParameterizedTest
  @CsvSource({
    "ACTIVATE,true,false",
    "DEACTIVATE,false,false",
    "LOCK,false,true",
    "UNLOCK,false,false"
  })
  void anActionSwitchesASequence(SequenceAction action, boolean enabled, boolean locked) {
    Sequence sequence = new Sequence();
    sequence.enabledAt = action == SequenceAction.DEACTIVATE ? BEFORE : null;
    sequence.lockedAt = action == SequenceAction.UNLOCK ? BEFORE : null;
    action.apply(sequence, new SequenceFacts(true, true, false));
    assertThat(sequence.enabledAt != null).isEqualTo(enabled);
    assertThat(sequence.lockedAt != null).isEqualTo(locked);
  }

  @ParameterizedTest
  @CsvSource({"true,true", "false,false"})
  void onlyASequenceWithStepsIsActivated(boolean steps, boolean permitted) {
    SequenceFacts standing = new SequenceFacts(true, steps, false);
    ApiException refusal =
        catchThrowableOfType(
            ApiException.class, () -> SequenceAction.ACTIVATE.apply(new Sequence(), standing));
    assertThat(refusal == null).isEqualTo(permitted);
  }

  @ParameterizedTest
  @CsvSource({"false,true", "true,false"})
  void onlyASequenceWithoutUnfinishedStatesIsDeleted(boolean unfinished, boolean permitted) {
    SequenceFacts standing = new SequenceFacts(java.util.List.of(false, true, unfinished));
    ApiException refusal =
        catchThrowableOfType(ApiException.class, standing::requireNoUnfinishedStates);
    assertThat(refusal == null).isEqualTo(permitted);
    assertThat(standing.owned()).isFalse();
    assertThat(standing.hasSteps()).isTrue();
  }
}
