package io.sequences.support;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that Jazzer gives whatever it can think of: for so long under the profile {@code fuzz};
 * else just the inputs that are kept in the resources beside the class. One to a class, since each
 * wants a process of its own.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@FuzzTest(maxDuration = FuzzTarget.SECONDS + "s")
public @interface FuzzTarget {

  /** How long each target is fuzzed under the profile. */
  int SECONDS = 60;
}
