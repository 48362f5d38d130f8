/**
 * Status bytes of a DESFire chip, second byte of the status word 91xx.
 * Source: NXP MF3ICD81 §"status and error codes", as in the domain sheet esup-sgc §3.3.
 */
export const status = {
  ok: 0x00,
  noChanges: 0x0c,
  outOfMemory: 0x0e,
  illegalCommand: 0x1c,
  integrityError: 0x1e,
  noSuchKey: 0x40,
  lengthError: 0x7e,
  permissionDenied: 0x9d,
  parameterError: 0x9e,
  applicationNotFound: 0xa0,
  authenticationError: 0xae,
  additionalFrame: 0xaf,
  boundaryError: 0xbe,
  commandAborted: 0xca,
  countError: 0xce,
  duplicateError: 0xde,
  memoryError: 0xee,
  fileNotFound: 0xf0,
} as const;
