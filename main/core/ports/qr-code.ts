/** Draws a text as a QR code, level M: its rows from the top, each a line of 1 (dark) and 0, without the quiet zone. */
export type DrawQr = (text: string) => Promise<readonly string[]>;
