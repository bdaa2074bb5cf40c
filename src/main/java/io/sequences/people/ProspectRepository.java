package io.sequences.people;

import io.sequences.access.Caller;
import io.sequences.write.ResourceRepository;
import io.sequences.write.Rows;
import io.sequences.write.Rows.Lock;
import io.sequences.write.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Writes prospects; one that opts out, or is erased, leaves its sequences. */
@Singleton
class ProspectRepository extends ResourceRepository<Prospect> {

  ProspectRepository(Rows rows) {
    super(ProspectType.TYPE, Prospect::new, rows);
  }

  /** What is being written to or about the prospect is waited for, and erased as well. */
  @Override
  protected Lock deleteLock() {
    return Lock.REFERENCES;
  }

  @Override
  protected Uni<Void> onDelete(Prospect prospect, List<Boolean> facts, Caller caller) {
    prospect.erase();
    return Uni.createFrom().voidItem();
  }

  @Override
  protected Uni<Void> afterChange(Prospect prospect, Caller caller) {
    if (prospect.deletedAt != null) {
      return call("erase_prospect", prospect);
    }
    return prospect.nowOptedOut ? call("opt_out_prospect", prospect) : Uni.createFrom().voidItem();
  }

  private static Uni<Void> call(String function, Prospect prospect) {
    Statement statement = new Statement().add("select " + function + "(");
    statement.add(statement.bind(prospect.orgId) + ", " + statement.bind(prospect.id));
    return statement.add("), true").rows().replaceWithVoid();
  }
}
