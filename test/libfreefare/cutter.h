/*
 * The part of the test framework "cutter" that libfreefare's on-card tests use, written anew for this suite: Debian does not have it.
 * Every failed claim says where and what, and ends its test; the others of the program still run (on-card-suite.c).
 */
#ifndef GUICHET_CUTTER_H
#define GUICHET_CUTTER_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Ends the running test. */
_Noreturn void suite_end(int is_failure, const char *file, int line, const char *message);
const char *suite_text(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Of a claim's further arguments only the message, where there is one, is read. */
#define suite_message_of(...) suite_first(__VA_OPT__(__VA_ARGS__, ) "no message")
#define suite_first(first, ...) first
#define suite_claim(is_so, claimed, ...) \
  do { \
    if (!(is_so)) suite_end(1, __FILE__, __LINE__, suite_text("%s: %s", claimed, suite_message_of(__VA_ARGS__))); \
  } while (0)

#define cut_message(...) suite_text(__VA_ARGS__)
#define cut_fail(...) suite_end(1, __FILE__, __LINE__, suite_text(__VA_ARGS__))
#define cut_omit(...) suite_end(0, __FILE__, __LINE__, suite_text(__VA_ARGS__))
#define cut_assert(claim, ...) suite_claim(claim, #claim, __VA_ARGS__)
#define cut_assert_null(pointer, ...) suite_claim((pointer) == NULL, #pointer " is null", __VA_ARGS__)
#define cut_assert_not_null(pointer, ...) suite_claim((pointer) != NULL, #pointer " is not null", __VA_ARGS__)
#define cut_assert_equal_int(expected, actual, ...) \
  do { \
    long suite_wanted = (long)(expected), suite_found = (long)(actual); \
    if (suite_wanted != suite_found) \
      suite_end(1, __FILE__, __LINE__, \
                suite_text("%s is %ld, not %ld: %s", #actual, suite_found, suite_wanted, suite_message_of(__VA_ARGS__))); \
  } while (0)
#define cut_assert_not_equal_int(refused, actual, ...) \
  suite_claim((long)(refused) != (long)(actual), #actual " is not " #refused, __VA_ARGS__)
#define cut_assert_equal_string(expected, actual, ...) \
  suite_claim(strcmp(expected, actual) == 0, #actual " is " #expected, __VA_ARGS__)
#define suite_same_bytes(expected, expected_length, actual, actual_length) \
  ((size_t)(expected_length) == (size_t)(actual_length) && memcmp(expected, actual, (size_t)(actual_length)) == 0)
#define cut_assert_equal_memory(expected, expected_length, actual, actual_length, ...) \
  suite_claim(suite_same_bytes(expected, expected_length, actual, actual_length), #actual " is " #expected, __VA_ARGS__)
#define cut_assert_not_equal_memory(refused, refused_length, actual, actual_length, ...) \
  suite_claim(!suite_same_bytes(refused, refused_length, actual, actual_length), #actual " is not " #refused, __VA_ARGS__)

#endif
