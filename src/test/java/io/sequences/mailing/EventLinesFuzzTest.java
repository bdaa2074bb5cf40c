package io.sequences.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sequences.jsonapi.ApiException;
import io.sequences.support.FuzzTarget;
import java.util.Arrays;

/** Whatever a stream holds and wherever it is cut, each line is an event or refused. */
class EventLinesFuzzTest {

  @FuzzTarget
  void lines(byte[] bytes) {
    EventReader reader = new EventReader();
    Lines lines =
        new Lines(
            (number, line) -> {
              try {
                assertThat(reader.read(number, line).kind()).isNotNull();
              } catch (ApiException refusal) {
                assertThat(refusal.status()).isIn(400, 422);
              }
            });
    int cut = bytes.length == 0 ? 0 : Byte.toUnsignedInt(bytes[0]) % bytes.length;
    try {
      lines.take(Arrays.copyOf(bytes, cut));
      lines.take(Arrays.copyOfRange(bytes, cut, bytes.length));
      lines.end();
    } catch (ApiException tooLong) {
      assertThat(tooLong.status()).isEqualTo(413);
    }
  }
}
