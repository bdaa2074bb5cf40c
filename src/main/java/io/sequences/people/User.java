package io.sequences.people;

import io.sequences.write.ResourceEntity;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;

/** The part of a user that he writes himself. */
@Entity
@Table(name = "app_user")
@DynamicUpdate
public class User extends ResourceEntity {
  public String firstName;
  public String lastName;
}
