/** How many tests ended how.
 * @typedef {{ readonly passed: number, readonly failed: number, readonly skipped: number }} Counts
 */

/** What is read of a Vitest JSON report.
 * @typedef {{
 *   readonly numPassedTests: number,
 *   readonly numFailedTests: number,
 *   readonly numPendingTests: number,
 *   readonly numTodoTests: number,
 *   readonly testResults: readonly VitestFile[],
 * }} VitestReport
 * @typedef {{ readonly status: string, readonly assertionResults: readonly { readonly status: string }[] }} VitestFile
 */

/** What is read of a Playwright JSON report.
 * @typedef {{ readonly expected: number, readonly unexpected: number, readonly flaky: number, readonly skipped: number }} Played
 */

/**
 * No test at all.
 * @type {Counts}
 */
export const none = { passed: 0, failed: 0, skipped: 0 };

/**
 * All counts added up.
 * @param {readonly Counts[]} counts
 */
export function sum(counts) {
  return counts.reduce(
    (total, each) => ({
      passed: total.passed + each.passed,
      failed: total.failed + each.failed,
      skipped: total.skipped + each.skipped,
    }),
    none,
  );
}

/**
 * A check that has no tests of its own: it passes or it fails.
 * @param {number} code
 * @returns {Counts}
 */
export function countCheck(code) {
  return code === 0 ? { ...none, passed: 1 } : { ...none, failed: 1 };
}

/**
 * The tests of a Vitest JSON report (null when there is none); a file that could not be read at all is one failure.
 * @param {VitestReport | null} report
 * @param {number} code
 * @returns {Counts}
 */
export function countVitest(report, code) {
  if (report === null) return { ...none, failed: 1 };
  const counted = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.testResults.filter(isBrokenFile).length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return withCrash(counted, code);
}

/**
 * The tests of a Playwright JSON report (null when there is none); one that passed only when tried again has failed.
 * @param {{ readonly stats: Played } | null} report
 * @param {number} code
 * @returns {Counts}
 */
export function countPlaywright(report, code) {
  if (report === null) return { ...none, failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return withCrash({ passed: expected, failed: unexpected + flaky, skipped }, code);
}

/**
 * The last line of a run.
 * @param {Counts} counts
 */
export function lastLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * Whether a run proves anything: something passed and nothing failed.
 * @param {Counts} counts
 */
export function isGood({ passed, failed }) {
  return failed === 0 && passed > 0;
}

/** @param {VitestFile} file */
function isBrokenFile(file) {
  return file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed");
}

/**
 * A runner that ends badly without naming a failed test has crashed, and one that ran nothing proves nothing.
 * @param {Counts} counted
 * @param {number} code
 * @returns {Counts}
 */
function withCrash(counted, code) {
  const isSilent = counted.failed === 0 && (code !== 0 || counted.passed + counted.skipped === 0);
  return isSilent ? { ...counted, failed: 1 } : counted;
}
