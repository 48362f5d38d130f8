import { createReadStream } from "node:fs";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

const longest = 1024;

/** A passphrase or PIN, as `askSecrets` has it. */
export async function askSecret(question: string, descriptor: number | null): Promise<string | null> {
  return (await askSecrets([question], descriptor))?.[0] ?? null;
}

/**
 * Secrets: from an open file descriptor (a line each) where one is named, otherwise asked at the terminal without showing what is typed. Null when
 * there is neither, or one of them is empty. Never from the words of the command line nor the environment, which other programs can read.
 */
export async function askSecrets(
  questions: readonly string[],
  descriptor: number | null,
): Promise<readonly string[] | null> {
  const told = descriptor === null ? await asked(questions) : await linesOf(descriptor, questions.length);
  return told !== null && told.length === questions.length && !told.includes("") ? told : null;
}

async function asked(questions: readonly string[]): Promise<readonly string[] | null> {
  if (!process.stdin.isTTY) return null;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  const told: string[] = [];
  try {
    for (const question of questions) {
      process.stderr.write(question);
      told.push(await terminal.question(""));
      process.stderr.write("\n");
    }
  } finally {
    terminal.close();
  }
  return told;
}

async function linesOf(fd: number, count: number): Promise<readonly string[] | null> {
  let text = "";
  try {
    for await (const chunk of createReadStream("", { fd, encoding: "utf8", autoClose: fd > 2 })) {
      text += String(chunk);
      if (text.split("\n").length > count || text.length > count * longest) break;
    }
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EBADF") return null;
    throw cause;
  }
  return text.split(/\r?\n/).slice(0, count);
}
