package io.sequences.faults;

import io.sequences.packaged.PackagedService;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A balancer as it stands before several instances: it asks each again and again whether it is
 * ready, takes it out after three times that it is not, and sends requests to the others, in turn.
 * What an instance has no room for goes on to another one, with the same key; nothing else is sent
 * twice. While none is in, a request has nowhere to go.
 */
final class Balancer implements AutoCloseable {

  private static final long ASK_EVERY_MILLIS = 200;

  /** An instance that takes longer to say that it is ready is not. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final int OUT_AFTER = 3;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  /** An instance, how requests get there, and how often in a row it was not ready. */
  private record Instance(PackagedService service, Sender sender, int refusals) {

    boolean isIn() {
      return refusals < OUT_AFTER;
    }
  }

  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
  private final Map<Integer, Instance> instances = new ConcurrentHashMap<>();
  private final Queue<Future<?>> asking = new ConcurrentLinkedQueue<>();
  private final AtomicInteger turn = new AtomicInteger();

  /** Knows these from now on; they are told apart by their port. */
  void add(PackagedService service, Sender sender) {
    instances.put(service.port(), new Instance(service, sender, OUT_AFTER));
    asking.add(
        clock.scheduleWithFixedDelay(
            () -> ask(service), 0, ASK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
  }

  private void ask(PackagedService service) {
    boolean ready = saysThatItIsReady(service.port());
    instances.computeIfPresent(
        service.port(),
        (port, i) -> new Instance(i.service(), i.sender(), ready ? 0 : i.refusals() + 1));
  }

  private boolean saysThatItIsReady(int port) {
    URI probe = URI.create("http://localhost:" + port + "/q/health/ready");
    HttpRequest request = HttpRequest.newBuilder(probe).timeout(PATIENCE).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException none) {
      return false;
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether the instance of this port gets requests. */
  boolean isIn(int port) {
    return instances.get(port).isIn();
  }

  /** Sends a request to the instance whose turn it is. */
  CompletableFuture<Answer> send(Function<Sender, HttpRequest.Builder> request) {
    List<Instance> ready = instances.values().stream().filter(Instance::isIn).toList();
    if (ready.isEmpty()) {
      return CompletableFuture.completedFuture(
          Answer.none(Answer.NOT_SENT, new ConnectException("no instance is ready")));
    }
    int next = turn.getAndIncrement() % ready.size();
    Sender first = ready.get(next).sender();
    Sender other = ready.get((next + 1) % ready.size()).sender();
    return first
        .sendAsync(request.apply(first))
        .thenCompose(
            answer ->
                answer.isShed() && other != first
                    ? other.sendAsync(request.apply(other))
                    : CompletableFuture.completedFuture(answer));
  }

  @Override
  public void close() {
    asking.forEach(each -> each.cancel(true));
    clock.shutdownNow();
  }
}
