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
 *   hasHeicMaker: boolean,
 *   hasNetworkTool: boolean,
 *   hasToken: boolean,
 *   hasCardQueue: boolean,
 *   hasAge: boolean,
 *   hasLabelProgram: boolean,
 * }} wish
 */
export function missingPackages({ forTests, hasDisplay, hasBrowser, hasPostgres, ...rest }) {
  const others = [
    { has: rest.hasCodeReader, name: "zbar-tools", use: "the tests that read a card's codes" },
    { has: rest.hasHeicMaker, name: "libheif-examples", use: "the tests that open a phone's photo" },
    { has: rest.hasNetworkTool, name: "iproute2", use: "the journey without a network" },
    { has: rest.hasToken, name: "softhsm2", use: "the tests of keys in a token" },
    ...[
      "cups",
      "cups-filters",
      "cups-ipp-utils",
      "cups-filters-core-drivers",
      "avahi-daemon",
      "dbus",
      "poppler-utils",
      "ghostscript",
    ].map((name) => ({ has: rest.hasCardQueue, name, use: "the tests on CUPS' own printer" })),
    { has: rest.hasLabelProgram, name: "lprint", use: "the tests of the label printer" },
    { has: rest.hasAge, name: "age", use: "the tests that read a backup" },
    { has: rest.hasPcscd, name: "pcscd", use: "the tests on real PC/SC" },
    { has: rest.hasPcscHeaders, name: "libpcsclite-dev", use: "the tests' own card readers" },
    { has: rest.hasVpcd, name: "vsmartcard-vpcd", use: "the tests on vpcd" },
    { has: rest.hasCompiler, name: "gcc", use: "the tests' own card readers" },
    { has: rest.hasCompiler, name: "libc6-dev", use: "the tests' own card readers" },
    { has: rest.hasCryptoHeaders, name: "libssl-dev", use: "the judge of the simulated card" },
  ];
  return [
    ...((forTests || hasDisplay) && !hasBrowser ? [{ name: "chromium", use: "the desk's window" }] : []),
    ...(forTests && !hasPostgres ? [{ name: "postgresql", use: "the tests of the shared database" }] : []),
    ...others.filter(({ has }) => forTests && !has).map(({ name, use }) => ({ name, use })),
  ];
}
