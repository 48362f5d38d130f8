import { type ChipUid, chipUid } from "../../main/core/card.ts";
import type { ChipFault, ChipGeneration } from "../../main/core/ports/card-encoder.ts";
import { type Result, succeeded } from "../../main/core/result.ts";
import { hexOf } from "./bytes.ts";
import { type ChipVersion, getApplicationIds, getVersion } from "./commands.ts";
import type { Conversation } from "./conversation.ts";
import { status } from "./status.ts";

/** A DESFire chip as it presents itself, without any key. */
export interface Identity {
  readonly uid: ChipUid;
  readonly generation: ChipGeneration;
  /** Identifiers of all its applications. */
  readonly applications: readonly number[];
}

/** NXP's number among chip makers (ISO/IEC 7816-6) and its number for the DESFire family. */
const nxp = 0x04;
const desfire = 0x01;
/** Hardware major versions. The first DESFire (0) knows no AES. */
const generations: ReadonlyMap<number, ChipGeneration> = new Map([
  [0x01, "EV1"],
  [0x12, "EV2"],
  [0x22, "EV2"],
  [0x33, "EV3"],
]);

/**
 * Start of the historical bytes of a storage card (PC/SC part 3 §3.1.3.2.3.1), a MIFARE Classic say: it takes no DESFire command.
 * Other ATRs prove nothing, because a DESFire's can be set by whoever formatted it; GetVersion decides.
 */
const storageCard = "804F0CA000000306";

/** Whether the ATR alone rules a DESFire out. */
export function isStorageCard(atr: Uint8Array): boolean {
  return hexOf(atr).includes(storageCard);
}

/** Asks a chip what it is and what it holds; null when it is no DESFire with AES and a fixed number. */
export async function identify(conversation: Conversation): Promise<Result<Identity | null, ChipFault>> {
  const selected = await selectChip(conversation);
  if (!selected.ok) return isForeignTongue(selected.fault) ? succeeded(null) : selected;
  const version = await conversation.run(getVersion());
  if (!version.ok) return isForeignTongue(version.fault) ? succeeded(null) : version;
  const known = knownChip(version.value);
  if (known === null) return succeeded(null);
  const applications = await conversation.run(getApplicationIds());
  return applications.ok ? succeeded({ ...known, applications: applications.value }) : applications;
}

/** Selects the chip itself, and leaves whatever session or half-sent answer an earlier conversation left: it may have stayed powered since. */
export async function selectChip(conversation: Conversation): Promise<Result<true, ChipFault>> {
  const first = await conversation.select(0);
  const interrupted =
    !first.ok && first.fault.kind === "chip-refused" && first.fault.status === status.commandAborted;
  return interrupted ? conversation.select(0) : first;
}

/** Only an answer that no DESFire gives to its two most basic commands makes it another kind of card. */
export function isForeignTongue(fault: ChipFault): boolean {
  if (fault.kind === "chip-refused") return fault.status === status.illegalCommand;
  return fault.kind === "chip-integrity";
}

/** The generation of a chip that knows AES; null for an older, a newer or somebody else's. */
export function generationOf({ vendor, type, majorVersion }: ChipVersion): ChipGeneration | null {
  return vendor === nxp && type === desfire ? (generations.get(majorVersion) ?? null) : null;
}

function knownChip(version: ChipVersion): Omit<Identity, "applications"> | null {
  const generation = generationOf(version);
  if (generation === null) return null;
  // A chip set to random numbers hides its own here: it could not be told from another.
  if (version.uid.every((byte) => byte === 0)) return null;
  return { generation, uid: chipUid.parse(hexOf(version.uid)) };
}
