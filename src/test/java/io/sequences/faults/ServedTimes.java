package io.sequences.faults;

import io.sequences.support.Exposed;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What the service itself says, so far, of how long requests took from their head to their answer,
 * in seconds.
 */
record ServedTimes(List<Exposed.Sample> samples) {

  /** As of now. */
  static ServedTimes of(Deployment deployment) {
    return new ServedTimes(
        Exposed.samples(deployment.service().get("/q/metrics", deployment.token()).asString()));
  }

  /** The longest of any request of the last minutes. */
  double longest() {
    return samples.stream()
        .filter(sample -> sample.name().equals("http_server_requests_seconds_max"))
        .mapToDouble(Exposed.Sample::value)
        .max()
        .orElse(0);
  }

  /** Within which 99 of 100 were answered of those that were accepted since an earlier look. */
  double p99Since(ServedTimes earlier) {
    NavigableMap<Double, Double> before = earlier.accepted();
    NavigableMap<Double, Double> now = accepted();
    double all = now.lastEntry().getValue() - before.lastEntry().getValue();
    return now.entrySet().stream()
        .filter(within -> within.getValue() - before.get(within.getKey()) >= 0.99 * all)
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  /** How many requests were answered with 200, by the seconds within which they were. */
  private NavigableMap<Double, Double> accepted() {
    NavigableMap<Double, Double> answered = new TreeMap<>();
    for (Exposed.Sample sample : samples) {
      if (sample.name().equals("http_server_requests_seconds_bucket")
          && "200".equals(sample.labels().get("status"))) {
        String within = sample.labels().get("le").replace("+Inf", "Infinity");
        answered.merge(Double.parseDouble(within), sample.value(), Double::sum);
      }
    }
    return answered;
  }
}
