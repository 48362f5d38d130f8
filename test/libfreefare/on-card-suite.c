/*
 * Runs the tests of one of libfreefare's on-card suites, one after the other on the same card, each between the suite's own set-up and
 * teardown. `SUITE_TESTS` lists them as TEST(name). One line each: "ok name", "failed name: where: what" or "omitted name: why".
 */
#include <setjmp.h>
#include <stdlib.h>

#include "cutter.h"

void cut_setup(void);
void cut_teardown(void);

#define TEST(name) void name(void);
SUITE_TESTS
#undef TEST

static const struct {
  const char *name;
  void (*run)(void);
} tests[] = {
#define TEST(name) {#name, name},
    SUITE_TESTS
#undef TEST
};

enum { began = 0, failed = 1, omitted = 2 };
static jmp_buf ended;
static char reason[1024];

const char *suite_text(const char *format, ...) {
  /* A message may be an argument of another. */
  static char texts[4][512];
  static int next;
  char *text = texts[next++ % 4];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof texts[0], format, arguments);
  va_end(arguments);
  return text;
}

void suite_end(int is_failure, const char *file, int line, const char *message) {
  const char *slash = strrchr(file, '/');
  snprintf(reason, sizeof reason, "%s:%d: %s", slash == NULL ? file : slash + 1, line, message);
  longjmp(ended, is_failure ? failed : omitted);
}

int main(void) {
  int failures = 0;
  for (volatile size_t at = 0; at < sizeof tests / sizeof tests[0]; at++) {
    volatile int outcome = setjmp(ended);
    if (outcome == began) {
      cut_setup();
      tests[at].run();
      printf("ok %s\n", tests[at].name);
    } else {
      printf("%s %s: %s\n", outcome == failed ? "failed" : "omitted", tests[at].name, reason);
      failures++;
    }
    fflush(stdout);
    /* A teardown that gives up has given up: the next test sets up anew. */
    if (setjmp(ended) == began) cut_teardown();
  }
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
