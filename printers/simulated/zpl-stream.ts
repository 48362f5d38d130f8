/** One command of ZPL: `^FO` or `~HS`, and what stands after it until the next. */
export interface ZplCommand {
  readonly code: string;
  readonly text: string;
}

/** Cuts what comes on a socket into commands, in whatever pieces it comes. */
export interface ZplStream {
  push(bytes: Uint8Array): readonly ZplCommand[];
}

/** Commands that are whole as soon as they are spoken: nothing follows them. */
const wholeAtOnce = ["~HQES", "~HS", "~JA", "~PS", "~PP", "^XA", "^XZ", "^FS"];
const latin1 = new TextDecoder("latin1");

/** A stream at its beginning. */
export function createZplStream(): ZplStream {
  let pending = "";
  return {
    push(bytes) {
      pending += latin1.decode(bytes);
      const commands: ZplCommand[] = [];
      while (true) {
        const start = pending.search(/[\^~]/);
        if (start === -1) {
          pending = "";
          return commands;
        }
        pending = pending.slice(start);
        const at = wholeAtOnce.find((code) => pending.startsWith(code));
        if (at !== undefined) {
          commands.push({ code: at, text: "" });
          pending = pending.slice(at.length);
          continue;
        }
        const next = pending.slice(1).search(/[\^~]/) + 1;
        if (next === 0) return commands;
        commands.push({ code: pending.slice(0, 3), text: pending.slice(3, next).trim() });
        pending = pending.slice(next);
      }
    },
  };
}
