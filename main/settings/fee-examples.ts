import { readdir, readFile } from "node:fs/promises";
import { type FeeExample, feeExample } from "../core/fees/rule.ts";

const folder = new URL("../../assets/fees/", import.meta.url);

/** The tables universities publish, in the order of their names. */
export async function readFeeExamples(): Promise<readonly FeeExample[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), "utf8")));
  return texts.map((text) => feeExample.parse(JSON.parse(text)));
}
