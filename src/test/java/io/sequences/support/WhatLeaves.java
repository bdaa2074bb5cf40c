package io.sequences.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** What no answer may say, whatever was asked: how the service is made. */
public final class WhatLeaves {

  /** Names of classes, traces of stacks, the words of the JSON parser. */
  private static final Pattern CODE =
      Pattern.compile(
          "\\w(Exception|Error): |\\bat [\\w.$]+\\([\\w]+\\.java|\\.java:\\d"
              + "|\\b(io\\.(sequences|vertx|quarkus|smallrye|netty)|org\\.(hibernate|jboss|postgresql)"
              + "|com\\.fasterxml|jakarta|java\\.(lang|util|time|io))\\."
              + "|\\w+Exception\\b|reference chain|\\[Source: ");

  /** Statements as the service writes them, its columns, and what PostgreSQL says. */
  private static final Pattern SQL =
      Pattern.compile(
          "\\borg_id\\b|\\bapp_user\\b|\\bfrom sequence\\w* [a-z]\\w* |\\bwhere [a-z]\\w*\\.\\w+ ?="
              + "|SQLSTATE|violates [\\w-]+ [\\w-]*constraint|syntax error at|invalid input syntax"
              + "|ERROR: |pg_catalog|sequences_service");

  private WhatLeaves() {}

  /** Nothing of the machinery is in this text of an answer. */
  public static void assertHarmless(String text) {
    assertThat(text).doesNotContainPattern(CODE).doesNotContainPattern(SQL);
  }
}
