package io.sequences.faults;

import io.sequences.packaged.PackagedService;
import java.net.http.HttpRequest;
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
 * ready, sends requests to those that are, in turn, or to any while none is, and sends none twice.
 */
final class Balancer implements AutoCloseable {

  private static final long ASK_EVERY_MILLIS = 200;

  /** An instance, how requests get there, and whether it was ready when it was asked last. */
  private record Instance(PackagedService service, Sender sender, boolean ready) {}

  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
  private final Map<Integer, Instance> instances = new ConcurrentHashMap<>();
  private final Queue<Future<?>> asking = new ConcurrentLinkedQueue<>();
  private final AtomicInteger turn = new AtomicInteger();

  /** Knows these from now on; they are told apart by their port. */
  void add(PackagedService service, Sender sender) {
    instances.put(service.port(), new Instance(service, sender, false));
    asking.add(
        clock.scheduleWithFixedDelay(
            () -> ask(service), 0, ASK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
  }

  private void ask(PackagedService service) {
    boolean ready = service.status("/q/health/ready") == 200;
    instances.computeIfPresent(
        service.port(), (port, i) -> new Instance(i.service(), i.sender(), ready));
  }

  boolean isReady(int port) {
    return instances.get(port).ready();
  }

  /** Sends a request to the instance whose turn it is. */
  CompletableFuture<Answer> send(Function<Sender, HttpRequest.Builder> request) {
    List<Instance> ready = instances.values().stream().filter(Instance::ready).toList();
    List<Instance> candidates = ready.isEmpty() ? List.copyOf(instances.values()) : ready;
    Sender next = candidates.get(turn.getAndIncrement() % candidates.size()).sender();
    return next.sendAsync(request.apply(next));
  }

  @Override
  public void close() {
    asking.forEach(each -> each.cancel(true));
    clock.shutdownNow();
  }
}
