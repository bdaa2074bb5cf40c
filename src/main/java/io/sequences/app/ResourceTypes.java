package io.sequences.app;

import io.sequences.catalog.Catalog;
import io.sequences.content.ContentCategoryMembershipType;
import io.sequences.content.ContentCategoryType;
import io.sequences.mailing.MailingType;
import io.sequences.mailing.SequenceDailyStatType;
import io.sequences.people.ProspectType;
import io.sequences.people.UserType;
import io.sequences.sequence.RulesetType;
import io.sequences.sequence.SequenceStateType;
import io.sequences.sequence.SequenceStepType;
import io.sequences.sequence.SequenceType;
import io.sequences.work.CallType;
import io.sequences.work.TaskType;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** The list of all resource types: a new type is one line here. */
public final class ResourceTypes {

  ResourceTypes() {}

  /** The catalogue, checked as it is built. */
  @Produces
  @Singleton
  public static Catalog catalog() {
    return new Catalog(
        List.of(
            SequenceType.TYPE,
            SequenceStepType.TYPE,
            SequenceStateType.TYPE,
            RulesetType.TYPE,
            MailingType.TYPE,
            SequenceDailyStatType.TYPE,
            TaskType.TYPE,
            CallType.TYPE,
            UserType.TYPE,
            ProspectType.TYPE,
            ContentCategoryType.TYPE,
            ContentCategoryMembershipType.TYPE));
  }
}
