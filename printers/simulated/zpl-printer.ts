import type { SimulatedLabelFault } from "../../main/core/ports/label-room.ts";
import {
  createLabelMachine,
  type LabelMachine,
  type LabelMachineHands,
  type LabelMachineOptions,
} from "./label-machine.ts";
import { type HeardMachine, onNetwork } from "./listener.ts";
import { createZplFormats, type ZplFormats, type ZplSettings } from "./zpl-formats.ts";
import { createZplStream, type ZplCommand } from "./zpl-stream.ts";

/** How a simulated ZPL printer is set up. */
export interface SimulatedZplOptions extends LabelMachineOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Size of the labels on the roll, in its own dots. */
  readonly widthDots: number;
  readonly heightDots: number;
  /** Whether it has a peel bar with a sensor. */
  readonly peelBar: boolean;
  /** Told of every command as it comes. */
  onCommand?(code: string): void;
  /** Told of everything that is sent to it, as it comes. */
  onBytes?(bytes: Uint8Array): void;
}

/** A ZPL printer on a socket, without the paper. */
export interface SimulatedZplPrinter extends LabelMachineHands, HeardMachine {}

/** Starts the printer. */
export async function createSimulatedZplPrinter(options: SimulatedZplOptions): Promise<SimulatedZplPrinter> {
  const machine = createLabelMachine(options);
  const formats = createZplFormats({ ...options, peels: false, inverted: false });
  return onNetwork(machine, options.port, (socket) => {
    const stream = createZplStream();
    return (bytes) => {
      options.onBytes?.(bytes);
      for (const command of stream.push(bytes)) {
        options.onCommand?.(command.code);
        const reply = obey(command, machine, formats, options);
        if (reply !== null) socket.write(reply, "latin1");
      }
    };
  });
}

function obey(
  command: ZplCommand,
  machine: LabelMachine,
  formats: ZplFormats,
  { peelBar }: SimulatedZplOptions,
): string | null {
  switch (command.code) {
    case "~HQES":
      return machine.has("old-firmware") || machine.has("silent-when-media-out")
        ? null
        : errorStatus(machine);
    case "~HS": {
      const keepsSilent = machine.has("no-host-status") && machine.isStopped();
      return keepsSilent || machine.has("silent-when-media-out") ? null : hostStatus(machine, formats);
    }
    case "~JA":
      machine.cancel();
      return null;
    case "~PS":
      machine.mend("paused");
      return null;
    case "~PP":
      machine.fail("paused");
      return null;
    default: {
      const label = formats.take(command);
      if (label !== null) machine.queue(label, peelBar && formats.settings().peels);
      return null;
    }
  }
}

const errorBits: readonly (readonly [fault: SimulatedLabelFault, bit: number])[] = [
  ["media-out", 0x1],
  ["ribbon-out", 0x2],
  ["head-open", 0x4],
  ["cutter-stuck", 0x8],
  ["head-too-hot", 0x10],
  ["label-jam", 0x4000],
  ["paused", 0x10000],
  ["labels-not-found", 0x80000],
];
const warningBits: readonly (readonly [fault: SimulatedLabelFault, bit: number])[] = [
  ["dirty-head", 0x2],
  ["media-low", 0x8],
];
const flag = (raised: boolean) => (raised ? "1" : "0");

const line = (value: number) =>
  `${flag(value !== 0)} 00000000 ${value.toString(16).toUpperCase().padStart(8, "0")}`;

function errorStatus(machine: LabelMachine): string {
  const bits = (table: typeof errorBits, more: number) =>
    table.reduce((sum, [fault, bit]) => sum | (machine.has(fault) ? bit : 0), more);
  const errors = line(bits(errorBits, machine.state().labelsLeft === 0 ? 0x1 : 0));
  const warnings = line(bits(warningBits, 0));
  return `\x02\r\n  PRINTER STATUS                              \r\n   ERRORS:         ${errors}   \r\n   WARNINGS:       ${warnings}   \r\n\x03`;
}

const padded = (value: number, digits: number) => String(value).padStart(digits, "0");

function hostStatus(machine: LabelMachine, formats: ZplFormats): string {
  const { labelsLeft, labelWaiting } = machine.state();
  const { formats: waiting, labels } = machine.waiting();
  const { heightDots, peels }: ZplSettings = formats.settings();
  const has = (fault: SimulatedLabelFault) => flag(machine.has(fault));
  const paperOut = flag(machine.has("media-out") || labelsLeft === 0);
  const strings = [
    `030,${paperOut},${has("paused")},${padded(heightDots, 4)},${padded(waiting, 3)},0,0,${flag(formats.isOpen())},000,0,0,${has("head-too-hot")}`,
    `001,0,${has("head-open")},${has("ribbon-out")},1,${peels ? 1 : 2},6,${flag(labelWaiting)},${padded(labels, 8)},1,000`,
    "1234,0",
  ];
  return strings.map((each) => `\x02${each}\x03\r\n`).join("");
}
