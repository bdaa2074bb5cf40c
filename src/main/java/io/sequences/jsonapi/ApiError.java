package io.sequences.jsonapi;

/**
 * One member of an errors document: what was refused, in words for the developer of the client, and
 * which part of the request is the culprit.
 *
 * @param source where the culprit stands, or null when it is the request as a whole
 */
public record ApiError(ErrorCode code, String detail, Source source) {

  /**
   * The most errors that one answer lists: enough to mend a request by, too few to be worth asking
   * for.
   */
  public static final int MOST = 100;

  /** The kinds of places that a request can be wrong in, with the name JSON:API gives each. */
  public enum Place {
    POINTER("pointer"),
    PARAMETER("parameter"),
    HEADER("header");

    private final String member;

    Place(String member) {
      this.member = member;
    }

    /** The member of {@code source} that names this place. */
    public String member() {
      return member;
    }
  }

  /** A culprit: a JSON pointer into the body, a query parameter or a header. */
  public record Source(Place place, String value) {}

  /**
   * The text for a resource that does not exist, or that the caller may not see: the same for both.
   */
  public static String noSuch(String type) {
    return "There is no such " + type + ".";
  }

  /** A refusal of the request as a whole. */
  public static ApiError of(ErrorCode code, String detail) {
    return new ApiError(code, detail, null);
  }

  /** A refusal of the member that {@code pointer} leads to in the body. */
  public static ApiError at(String pointer, ErrorCode code, String detail) {
    return new ApiError(code, detail, new Source(Place.POINTER, pointer));
  }

  /** A refusal of one value of the body. */
  public static ApiError invalid(String pointer, String detail) {
    return at(pointer, ErrorCode.VALIDATION_ERROR, detail);
  }

  /** A refusal of a query parameter. */
  public static ApiError parameter(String name, String detail) {
    return new ApiError(ErrorCode.VALIDATION_ERROR, detail, new Source(Place.PARAMETER, name));
  }

  /** A refusal of a header. */
  public static ApiError header(String name, ErrorCode code, String detail) {
    return new ApiError(code, detail, new Source(Place.HEADER, name));
  }
}
