package io.sequences.write;

import com.fasterxml.jackson.databind.node.TextNode;
import io.sequences.catalog.Action;
import io.sequences.catalog.InvalidValue;
import io.sequences.catalog.ValueType;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.Characters;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.jsonapi.Names;
import io.sequences.jsonapi.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an action is told, {@code actionParams[…]} in the query, as typed values. */
public final class ActionParams {

  private final Map<String, Object> values = new HashMap<>();

  private ActionParams() {}

  /** Reads the parameters of a query; refuses, all together, what the action does not take. */
  public static ActionParams of(Action action, Query query) {
    ActionParams params = new ActionParams();
    List<ApiError> errors = new ArrayList<>();
    query.actionParams().forEach((name, text) -> params.read(action, name, text, errors));
    ApiException.throwIfAny(errors);
    return params;
  }

  private void read(Action action, String name, String text, List<ApiError> errors) {
    String parameter = "actionParams[" + Characters.printable(name) + "]";
    ValueType<?> type = action.parameters().get(name);
    if (type == null) {
      errors.add(
          ApiError.parameter(
              parameter,
              "The action takes no such parameter."
                  + Names.hint(name, action.parameters().keySet())));
    } else {
      try {
        values.put(name, type.fromJson(TextNode.valueOf(text)));
      } catch (InvalidValue invalid) {
        ErrorCode code =
            invalid.isTooLong() ? ErrorCode.VALIDATION_DATA_TOO_LONG : ErrorCode.VALIDATION_ERROR;
        errors.add(
            new ApiError(
                code,
                "The value " + invalid.getMessage() + ".",
                new ApiError.Source(ApiError.Place.PARAMETER, parameter)));
      }
    }
  }

  /** The text of this name, or null when it was not given. */
  public String text(String name) {
    return (String) values.get(name);
  }
}
