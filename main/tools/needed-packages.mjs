/**
 * What the desk and its tests need of the machine itself, by Debian's package name and what it is for.
 * @param {{ forTests: boolean, hasDisplay: boolean, hasBrowser: boolean, hasPostgres: boolean }} wish
 */
export function missingPackages({ forTests, hasDisplay, hasBrowser, hasPostgres }) {
  return [
    ...((forTests || hasDisplay) && !hasBrowser ? [{ name: "chromium", use: "the desk's window" }] : []),
    ...(forTests && !hasPostgres ? [{ name: "postgresql", use: "the tests of the shared database" }] : []),
  ];
}
