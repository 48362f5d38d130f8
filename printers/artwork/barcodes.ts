import type { TemplateBarcode } from "./template.ts";

/** Widths of a barcode in modules, bar and space in turn, beginning and ending with a bar; null: the symbology can not say this text. */
export function barsOf(symbology: TemplateBarcode["symbology"], text: string): readonly number[] | null {
  return symbology === "code-128" ? code128(text) : code39(text);
}

/** Values 0–102, the three starts and the stop of ISO/IEC 15417, table 1: six widths each, the stop seven. */
const widths128 =
  "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232";
const stop128 = [2, 3, 3, 1, 1, 1, 2];
const toSetC = 99;
const toSetB = 100;
const startB = 104;
const startC = 105;

/** Code 128: set C for even runs of at least four digits, set B for the rest of printable ASCII. */
function code128(text: string): readonly number[] | null {
  if (!/^[\x20-\x7e]+$/.test(text)) return null;
  const values: number[] = [];
  let set: "B" | "C" | null = null;
  for (let at = 0; at < text.length; ) {
    const digits = /^\d*/.exec(text.slice(at))?.[0].length ?? 0;
    const pairs = digits % 2 === 1 && set !== "C" && digits > 4 ? 0 : Math.floor(digits / 2);
    if (pairs >= 2 || (set === "C" && pairs >= 1)) {
      if (set !== "C") values.push(set === null ? startC : toSetC);
      set = "C";
      for (let pair = 0; pair < pairs; pair += 1)
        values.push(Number(text.slice(at + 2 * pair, at + 2 * pair + 2)));
      at += 2 * pairs;
      continue;
    }
    if (set !== "B") values.push(set === null ? startB : toSetB);
    set = "B";
    values.push(text.charCodeAt(at) - 32);
    at += 1;
  }
  const check = values.reduce((sum, value, at) => sum + value * Math.max(at, 1), 0) % 103;
  return [...[...values, check].flatMap(symbol128), ...stop128];
}

function symbol128(value: number): readonly number[] {
  return Array.from(widths128.slice(value * 6, value * 6 + 6), Number);
}

const alphabet39 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%*";
/** ISO/IEC 16388, table 1: nine elements a character, bar first; 1 is wide. */
const elements39 =
  "000110100100100001001100001101100000000110001100110000001110000000100101100100100001100100100001001001001001101001000000011001100011000001011000000001101100001100001001100000011100100000011001000011101000010000010011100010010001010010000000111100000110001000110000010110110000001011000001111000000010010001110010000011010000010000101110000100011000100010101000010100010010001010000101010010010100";
const wide39 = 3;

/** Code 39 between its two stars, wide elements three modules, one module between characters. No check character: readers of libraries expect none. */
function code39(text: string): readonly number[] | null {
  const upper = text.toUpperCase();
  if (upper === "" || Array.from(upper).some((letter) => letter === "*" || !alphabet39.includes(letter)))
    return null;
  return Array.from(`*${upper}*`).flatMap((character, at) => {
    const from = alphabet39.indexOf(character) * 9;
    const elements = Array.from(elements39.slice(from, from + 9), (wide) => (wide === "1" ? wide39 : 1));
    return at === 0 ? elements : [1, ...elements];
  });
}
