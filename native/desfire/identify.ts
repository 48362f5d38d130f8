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
  /** Identifiers of all its applications; null when it keeps them to itself. */
  readonly applications: readonly number[] | null;
}

/** What may be tried on a chip that does not present itself to everybody. */
export interface ChipOpening {
  /** Asks a chip that shows a random number for its own; null: such chips are turned away. */
  readonly askUid: (() => Promise<Result<Uint8Array, ChipFault>>) | null;
  /** Opens a session with the chip's master key; false when none of ours is that. */
  readonly openChip: (uid: ChipUid) => Promise<Result<boolean, ChipFault>>;
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

/**
 * Asks a chip what it is and what it holds; null when it is no DESFire with AES and a number of its own. The chip itself is selected afterwards.
 * A chip that stayed powered may still be in an earlier conversation: its first answer shows that, and only then is it selected anew.
 */
export async function identify(
  conversation: Conversation,
  { askUid, openChip }: ChipOpening,
): Promise<Result<Identity | null, ChipFault>> {
  const version = await asked(conversation, () => conversation.run(getVersion()));
  if (!version.ok) return isForeignTongue(version.fault) ? succeeded(null) : version;
  const generation = generationOf(version.value);
  if (generation === null) return succeeded(null);
  // A chip set to random numbers hides its own here: without it, it could not be told from another.
  const isHidden = version.value.uid.every((byte) => byte === 0);
  if (isHidden && askUid === null) return succeeded(null);
  const shown =
    isHidden && askUid !== null ? await hiddenUid(conversation, askUid) : succeeded(version.value.uid);
  if (!shown.ok) return shown;
  const uid = chipUid.parse(hexOf(shown.value));
  const applications = await listed(conversation, () => openChip(uid));
  return applications.ok ? succeeded({ generation, uid, applications: applications.value }) : applications;
}

async function hiddenUid(
  conversation: Conversation,
  askUid: () => Promise<Result<Uint8Array, ChipFault>>,
): Promise<Result<Uint8Array, ChipFault>> {
  const selected = await selectChip(conversation);
  return selected.ok ? askUid() : selected;
}

/** The applications; a chip that tells them to its master key alone is asked under it, null when that does not open it. */
async function listed(
  conversation: Conversation,
  openChip: () => Promise<Result<boolean, ChipFault>>,
): Promise<Result<readonly number[] | null, ChipFault>> {
  const freely = await asked(conversation, () => conversation.run(getApplicationIds()));
  const isClosed =
    !freely.ok && freely.fault.kind === "chip-refused" && freely.fault.status === status.authenticationError;
  if (!isClosed) return freely;
  const opened = await openChip();
  if (!opened.ok) return opened;
  return opened.value ? conversation.run(getApplicationIds()) : succeeded(null);
}

/** Asks; a chip found in the middle of something else is selected anew and asked once more. */
async function asked<T>(
  conversation: Conversation,
  ask: () => Promise<Result<T, ChipFault>>,
): Promise<Result<T, ChipFault>> {
  const first = await ask();
  if (first.ok) return first;
  const { fault } = first;
  const wasBusy =
    fault.kind === "chip-integrity" ||
    (fault.kind === "chip-refused" && fault.status !== status.illegalCommand);
  if (!wasBusy) return first;
  const selected = await selectChip(conversation);
  return selected.ok ? ask() : selected;
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
