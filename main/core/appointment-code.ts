const shortest = 4;
const longest = 500;

/**
 * The keys an appointment's printed code may stand for, likeliest first: the text as it is, or, of an address, the values of its query and
 * its last part. Nothing as short as the beginning of a word is one.
 */
export function keysIn(text: string): readonly string[] {
  const code = text.trim();
  if (code.length > longest) return [];
  const [, path = "", query = ""] = /^https?:\/\/([^?#]*)(?:\?([^#]*))?/iu.exec(code) ?? [];
  const values = query.split("&").map((pair) => pair.slice(pair.indexOf("=") + 1));
  const parts = path === "" ? [] : [...values, path.replace(/\/+$/u, "").split("/").at(-1) ?? ""];
  return [code, ...parts.map(decoded)].filter((key) => key.length >= shortest);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll("+", " "));
  } catch {
    return part;
  }
}
