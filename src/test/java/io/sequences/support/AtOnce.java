package io.sequences.support;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Requests of several clients at the same time. */
public final class AtOnce {

  private static final int CLIENTS = 16;

  private AtOnce() {}

  /** Has a client of its own do something, however many do already. */
  public static <T> CompletableFuture<T> begin(Supplier<T> request) {
    return CompletableFuture.supplyAsync(request, task -> new Thread(task).start());
  }

  /** Has sixteen clients send them, and gives the answers in the order of the requests. */
  public static <T> List<T> send(List<Callable<T>> requests)
      throws InterruptedException, ExecutionException {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<T> answers = new ArrayList<>();
      for (Future<T> answer : clients.invokeAll(requests)) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      clients.shutdownNow();
    }
  }
}
