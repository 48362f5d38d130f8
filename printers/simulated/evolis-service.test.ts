import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { frontOf, hashOf, layersOf } from "../../test/support/card-layers.ts";
import { createCardArtist } from "../artwork/card-artist.ts";
import { createEvolisServicePrinter } from "../cards/evolis-service/driver.ts";
import { type CardMechanismState, newCardMechanism } from "./card-mechanism.ts";
import {
  createSimulatedEvolisService,
  type SimulatedEvolisOptions,
  type SimulatedEvolisService,
} from "./evolis-service.ts";

const device = "Evolis Primacy 2";
const open: SimulatedEvolisService[] = [];
afterEach(async () => {
  for (const service of open.splice(0)) await service.close();
});

async function start(options: Partial<SimulatedEvolisOptions> = {}) {
  const state = newCardMechanism(["a", "b"], 10);
  const service = await createSimulatedEvolisService({ device, port: 0, state, ...options });
  open.push(service);
  return {
    service,
    printer: createEvolisServicePrinter({
      name: "p",
      device,
      place: service,
      station: "chip-first",
      fastestPrintMs: 0,
      pollMs: 1,
    }),
  };
}

test("the same body's chip lies on the reader before the printer says that the card is there", async () => {
  const order: string[] = [];
  const begun = Promise.withResolvers<void>();
  const laid = Promise.withResolvers<void>();
  const { service, printer } = await start({
    async onMoved(cardId, place) {
      begun.resolve();
      await laid.promise;
      order.push(`${cardId} ${place}`);
    },
  });
  const fed = printer.feed().then(() => order.push("told"));
  await begun.promise;
  for (let i = 0; i < 6; i += 1) await call(service, "ECHO.Echo", { data: "still there" });
  laid.resolve();
  await fed;
  await printer.print(frontOf(1));
  await printer.eject();
  expect(order).toEqual(["a contactless", "told", "a print-head", "a hopper"]);
});

test("what is kept at each happening is enough to go on after the process has died", async () => {
  let kept: CardMechanismState | undefined;
  const first = await start({
    onHappening(_, state) {
      kept = JSON.parse(JSON.stringify(state));
    },
  });
  await first.printer.feed();
  await first.printer.print(frontOf(1));
  await first.service.close();
  if (kept === undefined) throw new Error("nothing was kept");
  const again = await start({ state: kept, printed: new Map([["a", layersOf(1)]]) });
  expect(await again.printer.state()).toMatchObject({
    ok: true,
    value: { held: "print-head", ribbonLeft: 9 },
  });
  await again.printer.print(frontOf(2));
  expect(again.service.state().printings).toEqual({
    a: [
      { sha256: hashOf(layersOf(1)), whole: true },
      { sha256: hashOf(layersOf(2)), whole: true },
    ],
  });
});

test("the picture of what came out is the picture of what was sent", async () => {
  const { service, printer } = await start();
  expect(await service.picture("a")).toBeNull();
  await printer.feed();
  await printer.print(frontOf(5));
  const shown = await service.picture("a");
  const sent = await createCardArtist().picture(layersOf(5), null);
  expect(Buffer.compare(shown ?? new Uint8Array(), sent)).toBe(0);
  expect(service.layersOf("a")).toEqual(layersOf(5));
});

test("a person takes the card from the hopper once", async () => {
  const places: string[] = [];
  const { service, printer } = await start({ onMoved: (_, place) => void places.push(place) });
  await printer.feed();
  await printer.eject();
  await service.takeOut("a");
  await service.takeOut("a");
  expect(places).toEqual(["contactless", "hopper", "taken"]);
  expect(service.state().hopper).toEqual([]);
});

test("without the order to keep it, a printed card falls out, as on a new printer", async () => {
  const { service } = await start();
  await call(service, "CMD.SendCommand", { device, command: "Sic", timeout: "1" });
  await call(service, "PRINT.Begin", { device });
  const { colour, black } = layersOf(1);
  const { colourBmp, resinBmp } = await import("../cards/evolis-service/bmp.ts");
  for (const [panel, bmp] of [
    ["color", colourBmp(colour, 1016, 648)],
    ["resin", resinBmp(black, 1016, 648)],
  ] as const) {
    const data = `base64:${Buffer.from(bmp).toString("base64")}`;
    await call(service, "PRINT.SetBitmap", { session: "JOB000001", face: "front", panel, data });
  }
  expect(await call(service, "PRINT.Print", { session: "JOB000001" })).toMatchObject({ result: "OK" });
  expect(service.state().hopper).toEqual(["a"]);
});

test("clearing the status with a card inside throws the card away, as seen in the field", async () => {
  const { service, printer } = await start();
  await printer.feed();
  await call(service, "CMD.SendCommand", { device, command: "Scs", timeout: "1" });
  expect(service.state().rejectBox).toEqual(["a"]);
});

test.each([
  ["an unknown method", "PRINT.Dance", { session: "JOB000001" }, 1706],
  ["another printer", "SUPERVISION.GetState", { device: "Zenius" }, 1100],
  ["an answer nobody asked for", "SUPERVISION.SetEvent", { device, action: "DEF_NO_RIBBON:RETRY" }, 1103],
  ["a print without a session", "PRINT.Print", { session: "JOB000009" }, 1706],
])("%s is refused with the service's own number", async (_, method, params, code) => {
  const { service } = await start();
  expect(await call(service, method, params)).toMatchObject({ error: { code } });
});

test("a second session is refused while the first is open", async () => {
  const { service } = await start();
  await call(service, "PRINT.Begin", { device });
  expect(await call(service, "PRINT.Begin", { device })).toMatchObject({
    error: { code: 1700, message: "Communication session already reserved" },
  });
});

/** A client that shares nothing with the driver: writes in small pieces and reads to the end. */
function call(
  service: SimulatedEvolisService,
  method: string,
  params: Record<string, string>,
): Promise<unknown> {
  const text = JSON.stringify({ jsonrpc: "2.0", id: "7", method, params });
  return new Promise((resolve, reject) => {
    const socket = connect(service.port, service.host);
    let heard = "";
    socket.on("data", (bytes) => {
      heard += bytes.toString();
    });
    socket.on("end", () => resolve(JSON.parse(heard)));
    socket.on("error", reject);
    socket.write(text.slice(0, 10));
    socket.write(text.slice(10));
  });
}
