package io.sequences.sequence;

import io.sequences.write.ResourceEntity;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;

/** A ruleset as it is written. A new one permits what the default of an organisation permits. */
@Entity
@Table(name = "ruleset")
@DynamicUpdate
public class Ruleset extends ResourceEntity {
  public String name;
  public String permitDuplicateProspects = "disallow";
  public String sequenceExclusivity = "none";
  public Long minimumProspectTouchedInterval;
  public boolean includeUnsubscribeLinks;
  public boolean isDefault;
}
