/**
 * What the desk and its tests need of the machine itself, by Debian's package name and what it is for.
 * @param {{
 *   forTests: boolean,
 *   hasDisplay: boolean,
 *   hasBrowser: boolean,
 *   hasPostgres: boolean,
 *   hasPcscd: boolean,
 *   hasPcscHeaders: boolean,
 *   hasVpcd: boolean,
 *   hasCompiler: boolean,
 *   hasCryptoHeaders: boolean,
 *   hasCodeReader: boolean,
 * }} wish
 */
export function missingPackages({ forTests, hasDisplay, hasBrowser, hasPostgres, hasCodeReader, ...pcsc }) {
  const readers = [
    { has: pcsc.hasPcscd, name: "pcscd", use: "the tests on real PC/SC" },
    { has: pcsc.hasPcscHeaders, name: "libpcsclite-dev", use: "the tests' own card readers" },
    { has: pcsc.hasVpcd, name: "vsmartcard-vpcd", use: "the tests on vpcd" },
    { has: pcsc.hasCompiler, name: "gcc", use: "the tests' own card readers" },
    { has: pcsc.hasCompiler, name: "libc6-dev", use: "the tests' own card readers" },
    { has: pcsc.hasCryptoHeaders, name: "libssl-dev", use: "the judge of the simulated card" },
  ];
  return [
    ...((forTests || hasDisplay) && !hasBrowser ? [{ name: "chromium", use: "the desk's window" }] : []),
    ...(forTests && !hasPostgres ? [{ name: "postgresql", use: "the tests of the shared database" }] : []),
    ...(forTests && !hasCodeReader
      ? [{ name: "zbar-tools", use: "the tests that read a card's codes" }]
      : []),
    ...readers.filter(({ has }) => forTests && !has).map(({ name, use }) => ({ name, use })),
  ];
}
