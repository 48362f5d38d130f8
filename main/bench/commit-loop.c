/*
 * The bench's yardstick for a durable commit: the three statements of one step of an issue (the end of one act, the new
 * state, the intent of the next act) in one transaction, prepared once, on SQLite's own C interface. Unenciphered.
 * commit-loop FILE COUNT STATE prints the milliseconds that COUNT commits took, after as many that were not timed: while
 * the write-ahead log still grows, the file system has more to do.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static sqlite3 *db;

static void check(int code, int wanted) {
  if (code == wanted) return;
  fprintf(stderr, "sqlite %d: %s\n", code, sqlite3_errmsg(db));
  exit(1);
}

static void run(const char *sql) { check(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK); }

static sqlite3_stmt *prepared(const char *sql) {
  sqlite3_stmt *statement;
  check(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL), SQLITE_OK);
  return statement;
}

static void step(sqlite3_stmt *statement) {
  check(sqlite3_step(statement), SQLITE_DONE);
  check(sqlite3_reset(statement), SQLITE_OK);
}

static void text(sqlite3_stmt *statement, int at, const char *words) {
  check(sqlite3_bind_text(statement, at, words, -1, SQLITE_STATIC), SQLITE_OK);
}

static double now_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  const int count = atoi(argv[2]);
  const char *state = argv[3];
  const char *job = "018f0000-0000-7000-8000-000000000001";
  const char *at = "2026-09-07T08:00:00.000Z";
  check(sqlite3_open(argv[1], &db), SQLITE_OK);
  run("pragma journal_mode=wal");
  run("pragma synchronous=full");
  run("pragma foreign_keys=on");
  run("pragma secure_delete=on");
  run("create table issue_job (id text primary key, visit_id text not null, student_id text not null,"
      " open integer not null, started_at text not null, state text not null) strict");
  run("create unique index issue_job_one_open on issue_job (student_id) where open = 1");
  run("create index issue_job_visit on issue_job (visit_id)");
  run("create table journal (job_id text not null references issue_job (id), number integer not null,"
      " attempt integer not null, act text not null, started_at text not null, took_ms integer, ended text,"
      " fault text, constraint journal_pk primary key (job_id, number)) strict, without rowid");
  sqlite3_stmt *open_job = prepared("insert into issue_job values (?1, ?1, ?1, 1, ?2, ?3)");
  text(open_job, 1, job);
  text(open_job, 2, at);
  text(open_job, 3, state);
  step(open_job);

  sqlite3_stmt *begin = prepared("begin");
  sqlite3_stmt *commit = prepared("commit");
  sqlite3_stmt *end_act =
      prepared("update journal set took_ms = ?1, ended = ?2, fault = ?3 where job_id = ?4 and number = ?5");
  sqlite3_stmt *keep_state = prepared("update issue_job set state = ?1 where id = ?2");
  sqlite3_stmt *intend = prepared("insert into journal (job_id, number, attempt, act, started_at, took_ms, ended,"
                                  " fault) values (?1, ?2, ?3, ?4, ?5, null, null, null)");
  double from = 0;
  for (int number = 1; number <= 2 * count; number++) {
    if (number == count + 1) from = now_ms();
    step(begin);
    sqlite3_bind_int(end_act, 1, 12);
    text(end_act, 2, "done");
    sqlite3_bind_null(end_act, 3);
    text(end_act, 4, job);
    sqlite3_bind_int(end_act, 5, number - 1);
    step(end_act);
    text(keep_state, 1, state);
    text(keep_state, 2, job);
    step(keep_state);
    text(intend, 1, job);
    sqlite3_bind_int(intend, 2, number);
    sqlite3_bind_int(intend, 3, 1);
    text(intend, 4, "look-at-printer");
    text(intend, 5, at);
    step(intend);
    step(commit);
  }
  printf("%.3f\n", now_ms() - from);
  return 0;
}
