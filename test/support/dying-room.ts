/** A dark room for tests: it dies on a file that begins with 1, never answers one that begins with 2, and finds every other empty. */
process.on(
  "message",
  ({ number, ask }: { readonly number: number; readonly ask: { readonly file?: Uint8Array } }) => {
    const first = ask.file?.[0];
    if (first === 1) process.abort();
    if (first !== 2) process.send?.({ number, value: { ok: false, fault: { kind: "empty" } } });
  },
);
process.on("disconnect", () => process.exit(0));
