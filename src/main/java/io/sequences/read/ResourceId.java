package io.sequences.read;

import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;

/** Reads the id in a path. */
public final class ResourceId {

  private ResourceId() {}

  /** The id; a text that is no id names no resource, 404. */
  public static long parse(ResourceType type, String text) {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (digits) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException past64Bits) {
        throw notFound(type);
      }
    }
    throw notFound(type);
  }

  /**
   * The refusal that says there is no such resource, or none that the caller may see: the same text
   * for both.
   */
  public static ApiException notFound(ResourceType type) {
    return new ApiException(ErrorCode.RESOURCE_NOT_FOUND, ApiError.noSuch(type.name()));
  }
}
