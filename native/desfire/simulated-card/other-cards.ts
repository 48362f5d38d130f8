import type { SimulatedCard } from "../../pcsc/simulated-reader.ts";
import { bytesOf } from "../bytes.ts";

/** A MIFARE Classic 1K as PC/SC shows it (part 3, supplemental document): it understands no APDU of ours. */
export function createOtherCard(): SimulatedCard {
  return {
    atr: bytesOf("3B8F8001804F0CA000000306030001000000006A"),
    radioNumber: () => bytesOf("2A3B4C5D"),
    apdu: () => bytesOf("6D00"),
    powerOff() {},
  };
}

/** A smart card of another family: its ATR says nothing, and every command is of an unknown class. */
export function createOtherSmartCard(): SimulatedCard {
  return { atr: bytesOf("3B8880010073C8401000900062"), apdu: () => bytesOf("6E00"), powerOff() {} };
}

/** A dead chip: nothing answers. */
export function createMuteCard(): SimulatedCard {
  return { atr: new Uint8Array(), apdu: () => new Uint8Array(), powerOff() {} };
}
