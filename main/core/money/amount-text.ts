/** Cents of an amount as somebody types it in euros, in French or in English: `10`, `10,5`, `10.50 €`. Null when it is no amount. */
export function centsOf(typed: string): number | null {
  const found = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(typed.replace(/[\s€]/g, ""));
  if (found === null) return null;
  const [, euros = "", rest = ""] = found;
  return Number(euros) * 100 + Number(rest.padEnd(2, "0"));
}

/** An amount as somebody would type it: `10,50` in French, `10.50` in English. */
export function eurosText(cents: number, language: "fr" | "en"): string {
  const rest = String(cents % 100).padStart(2, "0");
  return `${Math.trunc(cents / 100)}${language === "fr" ? "," : "."}${rest}`;
}
