import type { CalendarDay } from "../calendar.ts";
import type { ChipUid } from "../card.ts";
import type { Escn } from "../escn.ts";
import type { Result } from "../result.ts";
import type { CardReader, ChannelFault } from "./apdu-channel.ts";
import type { KeyFault, MasterKey } from "./key-store.ts";

/** Whose card it is, as a chip says it. The ESCN, new for every piece of plastic, tells one attempt from another. */
export interface ChipRecord {
  readonly escn: Escn;
  readonly studentNumber: string;
}

/** Everything a chip may be asked to hold about one card. What a profile does not name stays unused. */
export interface ChipSubject extends ChipRecord {
  readonly ine: string | null;
  readonly population: "student" | "staff" | "guest" | "other";
  /** This card's own running number, from 1: numbers that other systems count by are made of it. */
  readonly sequence: number;
  /** Number of the CROUS zone on this chip, as its maker's file tells it. */
  readonly zdc: string | null;
  /** Last day of the card's validity. */
  readonly validUntil: CalendarDay | null;
  /** When this chip was last written, by the desk's clock (`yyyy-MM-dd HH:mm`); null: nobody knows, so before any update. */
  readonly writtenAt: string | null;
}

/** Name and version of a chip profile, as kept with a card. */
export interface ProfileVersion {
  readonly name: string;
  readonly version: number;
}

export type ChipGeneration = "EV1" | "EV2" | "EV3";

/** An application of somebody else that is recognised and left alone, by its identifier, most significant byte first. */
export interface Neighbour {
  readonly aid: string;
  readonly what: "crous" | "dueinfo" | "other";
}

/** A DESFire chip, and what lies on it beside ours, if anything does. */
interface SeenChip {
  readonly uid: ChipUid;
  readonly generation: ChipGeneration;
  readonly beside?: readonly Neighbour[];
}

/** What a look at a chip shows, without changing it. */
export type ChipSight =
  /** Nothing on it but what is left alone; or applications of others, `erased`, which the profile has taken away before it writes. */
  | ({ readonly kind: "blank"; readonly erased?: readonly string[] } & SeenChip)
  /** Our application answers to this card's own keys and holds this record; null: the profile in force keeps none on the chip. */
  | ({ readonly kind: "personalised"; readonly record: ChipRecord | null } & SeenChip)
  /** Our application is there, but the work on it was never finished: nothing on it may be trusted. */
  | ({ readonly kind: "half-written" } & SeenChip)
  /** Somebody else's applications are on it; `applications` are all identifiers, most significant byte first. */
  | ({ readonly kind: "foreign"; readonly applications: readonly string[] } & SeenChip)
  /** Not a DESFire card. `atr` is hexadecimal. */
  | { readonly kind: "wrong-type"; readonly atr: string };

/** Why a chip can never be made right: it goes to the box. */
export type SpoiledBecause =
  /** An application or a file of ours is there in another shape than the profile's. */
  | "not-as-profile"
  /** Neither the factory's keys nor this card's own open it. */
  | "keys-unknown"
  /** It holds another card's content. */
  | "another-record"
  /** Cards of the profile are delivered with another master key: where this one comes from, nobody can tell. */
  | "unknown-origin";

/** Why a chip could not be read or written. `command` is the DESFire command's name, `status` its status byte. */
export type ChipFault =
  | ChannelFault
  | KeyFault
  | { readonly kind: "chip-refused"; readonly command: string; readonly status: number }
  | { readonly kind: "chip-integrity"; readonly command: string }
  /** What was read back at the end is not what was written. */
  | { readonly kind: "read-back-differs" }
  | { readonly kind: "uid-changed"; readonly expected: ChipUid; readonly found: ChipUid }
  /** Asked to personalise a chip that holds somebody else's applications: it was left as it is. `applications` as in a foreign sight. */
  | { readonly kind: "not-blank"; readonly applications: readonly string[] }
  /** Asked to update a card that the profile in force never finished. */
  | { readonly kind: "not-personalised" }
  | { readonly kind: "chip-too-old"; readonly found: ChipGeneration; readonly least: ChipGeneration }
  | { readonly kind: "chip-full"; readonly freeBytes: number; readonly leastBytes: number }
  | { readonly kind: "spoiled"; readonly because: SpoiledBecause }
  /** The profile wants something on the chip that this card's owner has not, or that does not fit. */
  | { readonly kind: "content-impossible"; readonly placeholder: string };

/** What a finished personalisation, or update, tells. */
export interface Personalised {
  readonly uid: ChipUid;
  /** Command APDUs sent, from the first look to the last comparison. */
  readonly exchanges: number;
  readonly profile: ProfileVersion;
  /** The masters that its keys are made of now, as read back. */
  readonly masters: readonly MasterKey[];
  /** False when everything was as it should be already: it was looked at, and nothing was written. */
  readonly changed: boolean;
  /** Whether keys were of an older version, and are no more. */
  readonly moved: boolean;
}

/** Looks at chips and personalises them with the profile in force, on whichever reader the card lies. */
export interface CardEncoder {
  profile(): Promise<ProfileVersion>;
  /** The masters that cards get their keys from now; a card with older ones moves to them at its next passage. */
  masters(): Promise<readonly MasterKey[]>;
  inspect(reader: CardReader, deadlineMs: number): Promise<Result<ChipSight, ChipFault>>;
  /**
   * Makes the chip `uid` this subject's card, reads everything back and compares. A chip half written for the same subject is gone on
   * with, one with older keys moved to the newest; whatever anybody else put on a chip is never touched.
   */
  personalise(
    reader: CardReader,
    uid: ChipUid,
    subject: ChipSubject,
    deadlineMs: number,
  ): Promise<Result<Personalised, ChipFault>>;
  /**
   * Writes anew what changes from year to year on the finished card `uid` of this subject, makes applications anew that its profile wants newer than
   * the card, moves its keys to the newest versions, and reads back what it wrote. A card on which that was broken off is gone on with.
   */
  update(
    reader: CardReader,
    uid: ChipUid,
    subject: ChipSubject,
    deadlineMs: number,
  ): Promise<Result<Personalised, ChipFault>>;
}
