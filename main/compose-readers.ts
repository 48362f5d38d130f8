import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createConnection } from "node:net";
import { join } from "node:path";
import { v7 } from "uuid";
import { createCardEncoder } from "../native/desfire/encoder.ts";
import { createChipReader } from "../native/desfire/read-chip.ts";
import { createSimulatedDesfire } from "../native/desfire/simulated-card/desfire-card.ts";
import { blankEeprom, type Eeprom, foreignEeprom } from "../native/desfire/simulated-card/eeprom.ts";
import { createMuteCard, createOtherCard } from "../native/desfire/simulated-card/other-cards.ts";
import { slowed } from "../native/desfire/simulated-card/trouble.ts";
import { buildIfdHandler, readerConfiguration } from "../native/ifd-handler/build-handler.ts";
import { createVirtualReader } from "../native/ifd-handler/virtual-reader.ts";
import { layOnVpcd } from "../native/ifd-handler/vpcd-card.ts";
import { type KnownReader, openPcscReaders, type PcscReaders } from "../native/pcsc/pcsc-readers.ts";
import { readerCalled } from "../native/pcsc/reader-identity.ts";
import type { SimulatedCard } from "../native/pcsc/simulated-reader.ts";
import { loadWinscard } from "../native/pcsc/winscard.ts";
import type {
  LaidCard,
  LayFault,
  ProbedReader,
  ProbedTokens,
  ReaderTools,
  SimulatedCardOrder,
  SimulatedKind,
} from "./command-line/reader-tools.ts";
import { tokensOf, unopenedKeys } from "./compose-keys.ts";
import { fitOf } from "./core/chip-profile/card-fit.ts";
import { asNow } from "./core/chip-profile/key-versions.ts";
import type { ChipProfile } from "./core/chip-profile/profile.ts";
import type { CardEncoder } from "./core/ports/card-encoder.ts";
import type { Randomness } from "./core/ports/clock.ts";
import type { TokenShown } from "./core/ports/key-room.ts";
import type { CardKeySource } from "./core/ports/key-store.ts";
import { failed, type Result, succeeded } from "./core/result.ts";
import { openChipProfile } from "./settings/chip-profiles.ts";
import { firstSettings } from "./settings/settings.ts";
import { settingsIn } from "./settings/settings-file.ts";

const randomness: Randomness = { bytes: (length) => randomBytes(length), uuid: () => v7() };
/** A card at the edge of the field: each answer takes as long as a patient person notices. */
const slowMs = 400;
/** The application of the CROUS (esup-sgc sheet §3), as a stranger sees it. */
const crousAid = 0xf58540;

/** The machine's card readers, real and virtual, for the technician's verbs. */
export const readerTools: ReaderTools = {
  async probe(deadlineMs, folder, tokenLibrary) {
    const tokens = await probedTokens(folder, tokenLibrary);
    const encoder = await encoderOf(folder);
    const readers = openPcscReaders(loadWinscard());
    try {
      const { service, readers: seen } = await readers.look(deadlineMs);
      const probed: ProbedReader[] = [];
      for (const reader of seen) probed.push(await probedReader(readers, encoder, reader, deadlineMs));
      const serviceFault =
        service.state === "present" ? null : service.state === "absent" ? service.cause : "timeout";
      return { serviceFault, readers: probed, tokens };
    } finally {
      await readers.close();
    }
  },
  async read(wished, named, deadlineMs, folder, keys) {
    const profile = await profileOf(folder, named);
    if (profile === null) return failed({ kind: "no-such-profile" });
    const keySource = keys ?? (await keysOf(folder));
    const readers = openPcscReaders(loadWinscard());
    try {
      const { readers: seen } = await readers.look(deadlineMs);
      const name = readerCalled(wished, seen);
      if (name === null) return failed({ kind: "no-such-reader" });
      const reader = readers.reader({ name });
      const reading = await createChipReader().read(reader, deadlineMs);
      if (!reading.ok) return reading;
      const mayTryKeys = reading.value.kind === "desfire" && reading.value.uid !== null;
      const encoder = createCardEncoder({ profile, keySource, randomness });
      const withKeys = mayTryKeys ? await encoder.inspect(reader, deadlineMs) : null;
      const now = await asNow(profile, keySource);
      const fit = reading.value.kind === "desfire" ? { profile: now, fit: fitOf(now, reading.value) } : null;
      return succeeded({ reader: name, reading: reading.value, withKeys, fit });
    } finally {
      await readers.close();
    }
  },
  async lay(order, folder) {
    const { uid, card } = cardOf(order);
    const { place } = order;
    if (place.on === "virtual-reader") return layOnVirtualReader(place.name, uid, card, folder);
    const laid = await layOnVpcd(place, card);
    if (!laid.ok) return laid;
    const { gone } = laid.value;
    return succeeded({
      uid,
      configuration: null,
      seen: Promise.resolve(),
      gone,
      async take() {
        laid.value.take();
        await gone;
      },
    });
  },
};

/** Where makers' packages and Debian's put their PKCS#11 libraries. */
const tokenLibraries: readonly string[] = [
  "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so",
  "/usr/lib/x86_64-linux-gnu/pkcs11/yubihsm_pkcs11.so",
  "/usr/lib/x86_64-linux-gnu/libykcs11.so",
  "/usr/lib/softhsm/libsofthsm2.so",
  "/opt/nfast/toolkits/pkcs11/libcknfast.so",
  "/usr/safenet/lunaclient/lib/libCryptoki2_64.so",
  "/Library/OpenSC/lib/opensc-pkcs11.so",
  "C:\\Program Files\\OpenSC Project\\OpenSC\\pkcs11\\opensc-pkcs11.dll",
];

/** The tokens that a library shows: the one told, or that of the desk's keys. */
async function probedTokens(folder: string, told: string | null): Promise<ProbedTokens> {
  const settings = await settingsIn(folder);
  const named = settings.ok ? settings.value.keyStore : firstSettings.keyStore;
  const ours = named.kind === "pkcs11" ? named : null;
  const library = told ?? ours?.library ?? null;
  const installed = tokenLibraries.filter((file) => existsSync(file));
  if (library === null) return { library, fault: null, seen: [], installed };
  const seen = await tokensOf(library);
  if (!seen.ok) return { library, fault: seen.fault.kind, seen: [], installed };
  const isChosen = ({ label, serial }: TokenShown) =>
    ours?.library === library && ours.label === label && (ours.serial ?? serial) === serial;
  return {
    library,
    fault: null,
    seen: seen.value.map((token) => ({ ...token, chosen: isChosen(token) })),
    installed,
  };
}

/** The encoder of the profile in force on a data folder, with the keys of its store. */
async function encoderOf(folder: string): Promise<CardEncoder> {
  const profile = await profileOf(folder, null);
  if (profile === null) throw new Error("the first profile is not there");
  return createCardEncoder({ profile, keySource: await keysOf(folder), randomness });
}

/** A profile by its name, null when there is none; without a name the one in force, or the first where the settings name none that can be used. */
async function profileOf(folder: string, name: string | null): Promise<ChipProfile | null> {
  if (name !== null) {
    const wished = await openChipProfile(name, folder);
    return wished.ok ? wished.value : null;
  }
  const settings = await settingsIn(folder);
  const named = settings.ok ? await openChipProfile(settings.value.chipProfile, folder) : settings;
  const profile = named.ok ? named : await openChipProfile(firstSettings.chipProfile, folder);
  return profile.ok ? profile.value : null;
}

/** The keys everybody can know while the desk rehearses with them; or those of its own store or token, which a verb can not open: it tells versions and no key. */
async function keysOf(folder: string): Promise<CardKeySource> {
  const settings = await settingsIn(folder);
  const named = settings.ok ? settings.value.keyStore : firstSettings.keyStore;
  return unopenedKeys(folder, named, { now: Date.now });
}

async function probedReader(
  readers: PcscReaders,
  encoder: CardEncoder,
  { name, vendor, serial, usable, cardPresent, atr }: KnownReader,
  deadlineMs: number,
): Promise<ProbedReader> {
  const card = cardPresent ? await encoder.inspect(readers.reader({ name }), deadlineMs) : null;
  const shownAtr = atr.length === 0 ? null : Buffer.from(atr).toString("hex").toUpperCase();
  return { name, vendor, serial, usable, cardPresent, atr: shownAtr, card };
}

async function layOnVirtualReader(
  name: string,
  uid: string | null,
  card: SimulatedCard,
  folder: string,
): Promise<Result<LaidCard, LayFault>> {
  const library = await buildIfdHandler(folder);
  if (!library.ok) return library;
  const configuration = join(folder, "readers");
  await mkdir(configuration, { recursive: true, mode: 0o700 });
  const plain = name.replaceAll(/[^\w-]/g, "-");
  const socket = join(folder, `${plain}.sock`);
  if (await answers(socket)) return failed({ kind: "reader-in-use", cause: name });
  await writeFile(join(configuration, plain), readerConfiguration(library.value, [{ name, socket }]));
  const reader = await createVirtualReader({ socket, vendor: "Guichet", serial: plain });
  reader.lay(card);
  return succeeded({
    uid,
    configuration,
    seen: reader.seen(),
    gone: new Promise<void>(() => undefined),
    async take() {
      reader.take();
      await reader.close();
    },
  });
}

/** Whether another process already holds a card on this socket. */
function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = createConnection(socket);
    asked.on("error", () => resolve(false));
    asked.on("connect", () => {
      asked.destroy();
      resolve(true);
    });
  });
}

function cardOf(order: SimulatedCardOrder): { readonly uid: string | null; readonly card: SimulatedCard } {
  if (order.kind === "other") return { uid: null, card: createOtherCard() };
  if (order.kind === "mute") return { uid: null, card: createMuteCard() };
  const uid = order.uid ?? `04${Buffer.from(randomness.bytes(6)).toString("hex").toUpperCase()}`;
  const wornMemory = order.kind === "worn";
  const card = createSimulatedDesfire(eepromOf(order.kind, uid), { randomness, wornMemory });
  return { uid, card: order.kind === "slow" ? slowed(card, slowMs) : card };
}

function eepromOf(kind: Exclude<SimulatedKind, "other" | "mute">, uid: string): Eeprom {
  switch (kind) {
    case "blank-ev1":
      return blankEeprom(uid, "EV1");
    case "blank-ev2":
    case "worn":
    case "slow":
      return blankEeprom(uid, "EV2");
    case "blank-ev3":
      return blankEeprom(uid, "EV3");
    case "crous":
      return foreignEeprom(uid, crousAid, "EV2");
  }
}
