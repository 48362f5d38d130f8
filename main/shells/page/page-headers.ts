/**
 * What the page may load and do, for both shells (data-security §3.1): its own files, pictures it made, one camera.
 * WebAssembly may be compiled, for the face detector's worker; text never becomes script.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "media-src 'self' blob:",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

const refusedFeatures = ["microphone", "geolocation", "display-capture", "usb", "serial", "hid", "payment"];

/** The headers of every answer a shell gives, whatever its status. */
export const pageHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": contentSecurityPolicy,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": ["camera=(self)", ...refusedFeatures.map((feature) => `${feature}=()`)].join(", "),
};
