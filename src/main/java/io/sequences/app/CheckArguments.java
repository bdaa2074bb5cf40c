package io.sequences.app;

import java.util.List;

/**
 * What {@code check-counters} is asked to do.
 *
 * @param organisation null for all
 * @param sequence null for all
 */
record CheckArguments(String organisation, Long sequence, boolean repair) {

  static final String COMMAND = "check-counters";

  static final String USAGE =
      """
      usage: java -jar quarkus-run.jar                   starts the service
             java -jar quarkus-run.jar migrate
             java -jar quarkus-run.jar check-counters [--org=NAME] [--sequence=ID] [--repair]

      migrate brings the schema up to date. It needs DATABASE_URL and the login of the tables' owner, and
      ends with 0 when it has, 2 when it could not.

      check-counters recounts every figure from the mailings and prints those that differ. It needs the
      DATABASE_ variables of the service, and may run beside it.
        --org=NAME     only this organisation, as its tokens name it
        --sequence=ID  only this sequence
        --repair       brings the figures that differ to what was counted
      It ends with 0 when all figures are right, 1 when some are not, 2 when it could not find out.
      """;

  /**
   * Reads the arguments of the process, of which the first is the command.
   *
   * @throws IllegalArgumentException that says which argument is wrong
   */
  static CheckArguments parse(List<String> arguments) {
    if (!arguments.get(0).equals(COMMAND)) {
      throw new IllegalArgumentException("There is no command " + arguments.get(0) + ".");
    }
    String organisation = null;
    Long sequence = null;
    boolean repair = false;
    for (String argument : arguments.subList(1, arguments.size())) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      String value = equals < 0 ? "" : argument.substring(equals + 1);
      if (name.equals("--org") && !value.isEmpty() && organisation == null) {
        organisation = value;
      } else if (name.equals("--sequence")
          && value.matches("[1-9][0-9]{0,17}")
          && sequence == null) {
        sequence = Long.valueOf(value);
      } else if (argument.equals("--repair")) {
        repair = true;
      } else {
        throw new IllegalArgumentException(argument + " is not understood.");
      }
    }
    return new CheckArguments(organisation, sequence, repair);
  }

  /** Whether all sequences of all organisations are checked. */
  boolean isEverything() {
    return organisation == null && sequence == null;
  }
}
