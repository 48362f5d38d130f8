import { lazy, Suspense } from "react";

/** Read when work first waits for keys: a desk that starts has no need of it. */
const UnlockHere = lazy(async () => ({
  default: (await import("../settings/keys/unlock-here.tsx")).UnlockHere,
}));

/** The form that opens the key store, in the place where work waits for it. */
export function UnlockKeys({ onUnlocked }: { readonly onUnlocked?: () => void }) {
  return (
    <Suspense fallback={null}>
      <UnlockHere {...(onUnlocked === undefined ? {} : { onUnlocked })} />
    </Suspense>
  );
}
