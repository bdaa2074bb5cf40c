package io.sequences.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network of the test's own, which passes bytes on, until it is cut or stalls. */
final class Proxy implements AutoCloseable {

  private final ServerSocket listening;
  private final int target;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private boolean stalled;

  /** Leads to a port. */
  Proxy(int target) throws IOException {
    this.target = target;
    listening = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    start("accept", this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Cuts every connection, wherever its bytes are. */
  void cut() {
    links.forEach(Link::cut);
  }

  /** Cuts every connection when something comes back on it: that does not arrive. */
  void cutAnswers() {
    links.forEach(link -> link.answerIsCut = true);
  }

  /** Passes nothing on, until it flows again. */
  synchronized void stall() {
    stalled = true;
  }

  synchronized void flow() {
    stalled = false;
    notifyAll();
  }

  private synchronized void awaitFlow() throws InterruptedException {
    while (stalled) {
      wait();
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        new Link(listening.accept()).open();
      } catch (IOException closed) {
        // The test is over.
      }
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, "proxy " + name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    flow();
    try {
      listening.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    cut();
  }

  /** One connection, in both directions. */
  private final class Link {

    private final Socket client;
    private final Socket server = new Socket();
    private volatile boolean answerIsCut;

    private Link(Socket client) {
      this.client = client;
    }

    private void open() {
      links.add(this);
      start("to " + target, () -> pass(true));
    }

    private void pass(boolean there) {
      boolean ended = false;
      try {
        if (there) {
          server.connect(new InetSocketAddress("localhost", target));
          server.setTcpNoDelay(true);
          client.setTcpNoDelay(true);
          start("from " + target, () -> pass(false));
        }
        InputStream in = (there ? client : server).getInputStream();
        OutputStream out = (there ? server : client).getOutputStream();
        byte[] bytes = new byte[65_536];
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
          awaitFlow();
          if (!there && answerIsCut) {
            return;
          }
          out.write(bytes, 0, read);
        }
        ended = true;
      } catch (IOException closed) {
        // By one side, or by a cut.
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      } finally {
        close(ended);
      }
    }

    private void cut() {
      close(false);
    }

    /**
     * Closes both sides.
     *
     * @param orderly whether what was passed on still arrives; else there is a reset
     */
    private void close(boolean orderly) {
      links.remove(this);
      close(client, orderly);
      close(server, orderly);
    }

    private static void close(Socket socket, boolean orderly) {
      try {
        if (!socket.isClosed() && !orderly) {
          socket.setSoLinger(true, 0);
        }
        socket.close();
      } catch (IOException alreadyClosed) {
        // As it should be.
      }
    }
  }
}
