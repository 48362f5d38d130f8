import { chosenLabelPrinter } from "../core/ports/label-room.ts";
import { chosenPrinter } from "../core/ports/printer-room.ts";
import type { PrintTarget } from "./printer-tools.ts";

const usualPorts: Readonly<Record<string, number>> = {
  zpl: 9100,
  "evolis-esc": 9100,
  "evolis-service": 18_000,
};

/**
 * The printer an address names: `zpl://HOST[:PORT]`, `zpl:///dev/usb/lp0`, `evolis-esc://HOST:PORT`, `evolis-esc:///dev/usb/lp0`,
 * `evolis-service://HOST[:PORT]/NAME`, `ipp://HOST[:PORT]/PATH`, `ipps://…`. What is known of it follows as `?dpi=300&peel=yes&media=mark`
 * (labels), `?station=none&sides=2&ribbon=colour` (cards) or `?sides=2&format=pdf&quickestSeconds=5&certificate=HEX` (queues). Null for any other.
 */
export function printTargetOf(address: string): PrintTarget | null {
  const url = URL.parse(address);
  if (url === null) return null;
  const kind = url.protocol.slice(0, -1);
  const path = decodeURIComponent(url.pathname);
  const told = Object.fromEntries(url.searchParams);
  if (kind === "ipp" || kind === "ipps") return queueOf(address, told);
  const place =
    url.hostname === ""
      ? { file: path }
      : { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port || (usualPorts[kind] ?? 0)) };
  const name = url.host === "" ? path : url.host;
  if (kind === "zpl") {
    const { dpi, peel, ...rest } = told;
    const chosen = chosenLabelPrinter.safeParse({
      kind,
      name,
      place,
      ...rest,
      ...(dpi === undefined ? {} : { dotsPerInch: Number(dpi) }),
      ...(peel === undefined ? {} : { peels: peel === "yes" }),
    });
    return chosen.success && chosen.data.kind === "zpl" ? { prints: "labels", chosen: chosen.data } : null;
  }
  const { sides, ...rest } = told;
  const chosen = chosenPrinter.safeParse({
    kind,
    name,
    place,
    ...(kind === "evolis-service" ? { device: path.slice(1) } : {}),
    ...rest,
    ...(sides === undefined ? {} : { sides: Number(sides) }),
  });
  if (!chosen.success || chosen.data.kind === "simulated" || chosen.data.kind === "none") return null;
  return { prints: "cards", chosen: chosen.data };
}

function queueOf(address: string, told: Readonly<Record<string, string>>): PrintTarget | null {
  const { sides, quickestSeconds, ...rest } = told;
  const [uri = ""] = address.split("?");
  const chosen = chosenPrinter.safeParse({
    kind: "os-queue",
    name: uri,
    uri,
    ...rest,
    ...(sides === undefined ? {} : { sides: Number(sides) }),
    ...(quickestSeconds === undefined ? {} : { quickestSeconds: Number(quickestSeconds) }),
  });
  return chosen.success && chosen.data.kind === "os-queue" ? { prints: "cards", chosen: chosen.data } : null;
}
