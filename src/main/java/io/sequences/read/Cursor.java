package io.sequences.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.Identity;
import io.sequences.catalog.InvalidValue;
import io.sequences.jsonapi.Characters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A position in a sorted collection: the sort values and id of a row, whether that row still exists
 * or not.
 *
 * @param values the row's value for each sort key; null where it had none
 * @param inclusive whether the row itself belongs to the page that starts here, in whichever
 *     direction it goes
 */
record Cursor(List<Object> values, Object id, boolean inclusive) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectReader READER = JsonMapper.builder(JSON).build().reader();

  /**
   * The same place for a page that goes the other way: the two pages share no row and miss none.
   */
  Cursor turned() {
    return new Cursor(values, id, !inclusive);
  }

  /** The text of the cursor for links: opaque to clients. */
  String encode(String fingerprint, Identity identity, List<Plan.Order> sort) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartArray();
      out.writeString(fingerprint);
      out.writeBoolean(inclusive);
      identity.type().write(out, id);
      for (int i = 0; i < sort.size(); i++) {
        if (values.get(i) == null) {
          out.writeNull();
        } else {
          sort.get(i).attribute().sortType().write(out, values.get(i));
        }
      }
      out.writeEndArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  /**
   * Reads a cursor of the query with this fingerprint and sort order; nothing when the text is none
   * of its cursors.
   */
  static Optional<Cursor> decode(
      String text, String fingerprint, Identity identity, List<Plan.Order> sort) {
    try {
      JsonNode array =
          READER.readTree(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
      boolean ours =
          array.isArray()
              && array.size() == 3 + sort.size()
              && array.get(0).asText().equals(fingerprint)
              && array.get(1).isBoolean();
      if (!ours) {
        return Optional.empty();
      }
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < sort.size(); i++) {
        values.add(value(array.get(3 + i), sort.get(i).attribute()));
      }
      Object id = identity.type().fromJson(array.get(2));
      return Optional.of(new Cursor(values, id, array.get(1).booleanValue()));
    } catch (IllegalArgumentException | JsonProcessingException | InvalidValue forged) {
      return Optional.empty();
    }
  }

  private static Object value(JsonNode node, Attribute attribute) {
    if (node.isNull() && attribute.nullable()) {
      return null;
    }
    if (node.isTextual() && Characters.flaw(node.textValue()) != null) {
      throw InvalidValue.because("is in no row");
    }
    return attribute.sortType().fromJson(node);
  }
}
