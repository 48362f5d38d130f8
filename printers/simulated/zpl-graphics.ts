import { inflateSync } from "node:zlib";

/** A picture as ZPL holds one: rows of whole bytes, 1 is black. */
export interface ZplGraphic {
  readonly rowBytes: number;
  readonly dots: Uint8Array;
}

/**
 * Reads the data of a ^GFA or ~DG: hexadecimal, with Zebra's letters for repeats (G–Y for 1–19, g–z for 20–400), `,` `!` `:` for the rest
 * of a row in white, in black, and the row before once more; or Base64 of it, deflated or not (`:Z64:`, `:B64:`).
 */
export function readGraphic(data: string, totalBytes: number, rowBytes: number): ZplGraphic {
  const packed = /^:([ZB])64:([A-Za-z0-9+/=\s]*):/.exec(data);
  if (packed !== null) {
    const bytes = Buffer.from(packed[2] ?? "", "base64");
    return { rowBytes, dots: new Uint8Array(packed[1] === "Z" ? inflateSync(bytes) : bytes) };
  }
  const rowDigits = rowBytes * 2;
  const rows: string[] = [];
  let row = "";
  let times = 0;
  const close = () => {
    rows.push(row);
    row = "";
    times = 0;
  };
  for (const sign of data) {
    if (/\s/.test(sign)) continue;
    if (sign >= "G" && sign <= "Y") times += sign.charCodeAt(0) - 70;
    else if (sign >= "g" && sign <= "z") times += (sign.charCodeAt(0) - 102) * 20;
    else if (sign === ",") {
      row = row.padEnd(rowDigits, "0");
      close();
    } else if (sign === "!") {
      row = row.padEnd(rowDigits, "F");
      close();
    } else if (sign === ":") {
      row = rows.at(-1) ?? "".padEnd(rowDigits, "0");
      close();
    } else {
      row += sign.repeat(Math.max(times, 1));
      times = 0;
      while (row.length >= rowDigits) {
        const rest = row.slice(rowDigits);
        row = row.slice(0, rowDigits);
        close();
        row = rest;
      }
    }
  }
  if (row !== "") {
    row = row.padEnd(rowDigits, "0");
    close();
  }
  const dots = new Uint8Array(totalBytes);
  dots.set(Buffer.from(rows.join(""), "hex").subarray(0, totalBytes));
  return { rowBytes, dots };
}
