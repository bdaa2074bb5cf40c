package io.sequences.people;

import io.sequences.write.ResourceRepository;
import io.sequences.write.Rows;
import jakarta.inject.Singleton;

/** Writes users, each of whom changes his own names only. */
@Singleton
class UserRepository extends ResourceRepository<User> {

  UserRepository(Rows rows) {
    super(UserType.TYPE, User::new, rows);
  }
}
