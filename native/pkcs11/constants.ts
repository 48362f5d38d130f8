/** Numbers of PKCS#11 v2.40 (pkcs11t.h), by the names they have there. */

/** What a call returns, CKR_…, as far as something is done about it. */
export const ck = {
  ok: 0x00,
  deviceError: 0x30,
  deviceRemoved: 0x32,
  objectHandleInvalid: 0x82,
  pinIncorrect: 0xa0,
  pinInvalid: 0xa1,
  pinLengthRange: 0xa2,
  pinExpired: 0xa3,
  pinLocked: 0xa4,
  mechanismInvalid: 0x70,
  sessionClosed: 0xb0,
  sessionHandleInvalid: 0xb3,
  tokenNotPresent: 0xe0,
  tokenNotRecognized: 0xe1,
  userAlreadyLoggedIn: 0x100,
  userNotLoggedIn: 0x101,
  userPinNotInitialized: 0x102,
  cryptokiNotInitialized: 0x190,
  cryptokiAlreadyInitialized: 0x191,
  /** Ours, beyond what the standard may return: the library did not answer in time. */
  silent: -1,
} as const;

const otherNames: ReadonlyMap<number, string> = new Map([
  [0x02, "HOST_MEMORY"],
  [0x05, "GENERAL_ERROR"],
  [0x06, "FUNCTION_FAILED"],
  [0x07, "ARGUMENTS_BAD"],
  [0x10, "ATTRIBUTE_READ_ONLY"],
  [0x11, "ATTRIBUTE_SENSITIVE"],
  [0x12, "ATTRIBUTE_TYPE_INVALID"],
  [0x13, "ATTRIBUTE_VALUE_INVALID"],
  [0x31, "DEVICE_MEMORY"],
  [0x62, "KEY_SIZE_RANGE"],
  [0x68, "KEY_FUNCTION_NOT_PERMITTED"],
  [0xb1, "SESSION_COUNT"],
  [0xb5, "SESSION_READ_ONLY"],
  [0xd0, "TEMPLATE_INCOMPLETE"],
  [0xd1, "TEMPLATE_INCONSISTENT"],
  [0xe2, "TOKEN_WRITE_PROTECTED"],
]);

/** The name of a return code, as manuals of tokens have it. */
export function nameOfCode(code: number): string {
  if (code === ck.silent) return "no answer";
  const own = Object.entries(ck).find(([, value]) => value === code)?.[0];
  const name = own?.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase() ?? otherNames.get(code);
  return name === undefined ? `CKR 0x${code.toString(16)}` : `CKR_${name}`;
}

/** Attributes of objects, CKA_…. */
export const attribute = {
  class: 0x00,
  token: 0x01,
  private: 0x02,
  label: 0x03,
  value: 0x11,
  keyType: 0x100,
  id: 0x102,
  sensitive: 0x103,
  encrypt: 0x104,
  decrypt: 0x105,
  wrap: 0x106,
  unwrap: 0x107,
  sign: 0x108,
  verify: 0x10a,
  derive: 0x10c,
  valueLength: 0x161,
  extractable: 0x162,
  modifiable: 0x170,
} as const;

/** CKO_SECRET_KEY. */
export const secretKeyClass = 4;

/** Types of keys, CKK_…. */
export const keyKind = { des2: 0x14, des3: 0x15, aes: 0x1f } as const;

/** Mechanisms, CKM_…. */
export const mechanism = {
  des2KeyGen: 0x130,
  des3KeyGen: 0x131,
  desEde3Ecb: 0x132,
  desEde3Cbc: 0x133,
  desEde3Cmac: 0x138,
  aesKeyGen: 0x1080,
  aesEcb: 0x1081,
  aesCbc: 0x1082,
  aesCmac: 0x108a,
} as const;

/** Flags of a token, CKF_…. */
export const tokenFlag = {
  initialized: 0x400,
  pinFinalTry: 0x2_0000,
  pinLocked: 0x4_0000,
} as const;
