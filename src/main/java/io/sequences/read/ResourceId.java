package io.sequences.read;

import io.sequences.catalog.InvalidValue;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;

/** Reads the id in a path. */
public final class ResourceId {

  private ResourceId() {}

  /** The number that is the id of a type's resources; other texts name no resource, 404. */
  public static long parse(ResourceType type, String text) {
    return (Long) of(type, text);
  }

  /** The id, of whichever kind the type's are; a text that is no id names no resource, 404. */
  public static Object of(ResourceType type, String text) {
    try {
      return type.id().type().fromFilter(text);
    } catch (InvalidValue noId) {
      throw notFound(type);
    }
  }

  /**
   * The refusal that says there is no such resource, or none that the caller may see: the same text
   * for both.
   */
  public static ApiException notFound(ResourceType type) {
    return new ApiException(ErrorCode.RESOURCE_NOT_FOUND, ApiError.noSuch(type.name()));
  }
}
