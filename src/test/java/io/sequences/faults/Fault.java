package io.sequences.faults;

import io.sequences.packaged.Processes;
import io.sequences.support.Sizes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** What goes wrong with a deployment, and is put right again. */
enum Fault {
  KILL_SERVICE {
    @Override
    void happen(Deployment deployment, RandomGenerator chance) throws Exception {
      deployment.killService();
    }
  },

  KILL_DATABASE {
    @Override
    void happen(Deployment deployment, RandomGenerator chance) throws Exception {
      deployment.killDatabase();
    }
  },

  /** Some of the processes behind the service's connections, or all, stop for a while. */
  HOLD_BACKENDS {
    @Override
    void happen(Deployment deployment, RandomGenerator chance) throws Exception {
      List<Long> held = new ArrayList<>(deployment.database().backends());
      held.removeIf(backend -> chance.nextInt(3) == 0);
      Processes.hold(held);
      pause(500 + chance.nextInt(4_000));
      Processes.resume(held);
    }
  },

  CUT_DATABASE {
    @Override
    void happen(Deployment deployment, RandomGenerator chance) {
      cut(deployment.toDatabase(), chance);
    }
  },

  CUT_CLIENTS {
    @Override
    void happen(Deployment deployment, RandomGenerator chance) {
      cut(deployment.toService(), chance);
    }
  },

  STALL_DATABASE {
    @Override
    void happen(Deployment deployment, RandomGenerator chance) {
      deployment.toDatabase().stall();
      pause(500 + chance.nextInt(4_000));
      deployment.toDatabase().flow();
    }
  };

  /** Happens, and is over when this returns; the service may still have to recover. */
  abstract void happen(Deployment deployment, RandomGenerator chance) throws Exception;

  /** As many of each as the sizes say, in an order of chance. */
  static List<Fault> plan(RandomGenerator chance) {
    List<Fault> plan = new ArrayList<>();
    plan.addAll(Collections.nCopies(Sizes.KILLS, KILL_SERVICE));
    plan.addAll(Collections.nCopies(Sizes.KILLS, KILL_DATABASE));
    plan.addAll(Collections.nCopies(Sizes.HOLDS, HOLD_BACKENDS));
    plan.addAll(Collections.nCopies(Sizes.CUTS / 2, CUT_DATABASE));
    plan.addAll(Collections.nCopies(Sizes.CUTS / 2, CUT_CLIENTS));
    plan.addAll(Collections.nCopies(Sizes.CUTS / 4, STALL_DATABASE));
    for (int i = plan.size() - 1; i > 0; i--) {
      Collections.swap(plan, i, chance.nextInt(i + 1));
    }
    return plan;
  }

  /** Either everything at once, or each connection when an answer is on its way. */
  private static void cut(Proxy network, RandomGenerator chance) {
    if (chance.nextBoolean()) {
      network.cut();
    } else {
      network.cutAnswers();
    }
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
