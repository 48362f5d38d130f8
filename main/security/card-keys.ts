import type { ChipUid } from "../core/card.ts";
import type { CardKeySource } from "../core/ports/card-keys.ts";
import { diversifiedAes128 } from "./an10922.ts";

/** The key of NXP's own published example: everybody knows it, so cards made from it protect nothing. */
const publishedMasterKey = "00112233445566778899AABBCCDDEEFF";
/** Ends every diversification input, so that another system with the same master and the same chip has other keys. */
const systemIdentifier = new TextEncoder().encode("Guichet");
const keyVersion = 0x01;

/**
 * Keys for rehearsal and tests, from a published master key. Rule: AN10922 AES-128 over
 * UID (7 bytes) ‖ AID (3, most significant first) ‖ key number (1) ‖ "Guichet" (7): 18 bytes, so always two blocks.
 */
export function createTestCardKeySource(): CardKeySource {
  return {
    keysOf(uid, aid, count) {
      const master = Buffer.from(publishedMasterKey, "hex");
      const keys = Array.from({ length: count }, (_, number) =>
        diversifiedAes128(master, diversificationInput(uid, aid, number)),
      );
      return Promise.resolve({ version: keyVersion, keys });
    },
  };
}

function diversificationInput(uid: ChipUid, aid: Uint8Array, keyNumber: number): Uint8Array {
  return Uint8Array.of(...Buffer.from(uid, "hex"), ...aid, keyNumber, ...systemIdentifier);
}
