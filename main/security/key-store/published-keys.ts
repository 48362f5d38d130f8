import { keyLengthOf } from "../../core/an10922.ts";
import type { CardKeySource, MasterKey } from "../../core/ports/key-store.ts";
import { succeeded } from "../../core/result.ts";
import { diversified, diversifiedAes128 } from "../an10922.ts";

/** The key of NXP's own published example: everybody knows it, so cards made from it protect nothing. */
const publishedKey = Buffer.from("00112233445566778899AABBCCDDEEFF", "hex");
const mostNameBytes = 30;
const onlyVersion = 1;

/** Keys for rehearsal and tests: masters of any name and version, each made from the published key. */
export function createPublishedKeySource(): CardKeySource {
  return {
    diversify: (master, { type, padding, input }) =>
      Promise.resolve(succeeded(diversified(type, madeUp(master, keyLengthOf(type)), input, padding))),
    currentVersion: () => Promise.resolve(onlyVersion),
  };
}

/** Another master for every name and version: a key asked for under the wrong one opens nothing. */
function madeUp({ name, version }: MasterKey, length: number): Uint8Array {
  const input = [...Buffer.from(name).subarray(0, mostNameBytes), version];
  const key = diversifiedAes128(publishedKey, Buffer.from(input));
  return Buffer.concat([key, key.toReversed()]).subarray(0, length);
}
