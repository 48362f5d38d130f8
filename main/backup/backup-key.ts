import { Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";

/** A new recovery key, and the recipient copies are enciphered for. Of the kind every `age` knows. */
export async function newBackupKey(): Promise<{ readonly secret: string; readonly recipient: string }> {
  const secret = await generateX25519Identity();
  return { secret, recipient: await identityToRecipient(secret) };
}

/** Whether copies can be enciphered for this. */
export function isRecipient(text: string): boolean {
  try {
    new Encrypter().addRecipient(text);
    return true;
  } catch {
    return false;
  }
}
