import { createReadStream } from "node:fs";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

const longest = 1024;

/**
 * A passphrase or PIN: from an open file descriptor (its first line) where one is named, otherwise asked at the terminal without showing what is
 * typed. Null when there is neither. Never from the words of the command line nor the environment, which other programs can read.
 */
export async function askSecret(question: string, descriptor: number | null): Promise<string | null> {
  if (descriptor !== null) return firstLineOf(descriptor);
  if (!process.stdin.isTTY) return null;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  process.stderr.write(question);
  try {
    return await terminal.question("");
  } finally {
    terminal.close();
    process.stderr.write("\n");
  }
}

async function firstLineOf(fd: number): Promise<string | null> {
  let text = "";
  try {
    for await (const chunk of createReadStream("", { fd, encoding: "utf8", autoClose: fd > 2 })) {
      text += String(chunk);
      if (text.includes("\n") || text.length > longest) break;
    }
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EBADF") return null;
    throw cause;
  }
  const [line = ""] = text.split(/\r?\n/, 1);
  return line === "" ? null : line;
}
