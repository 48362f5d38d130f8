import { useEffect, useState } from "react";

/** An address at which an image element can show a blob, given back when it is no longer shown. */
export function useBlobAddress(blob: Blob | null): string | null {
  const [shown, setShown] = useState<{ readonly blob: Blob; readonly address: string } | null>(null);
  useEffect(() => {
    if (blob === null) return;
    const address = URL.createObjectURL(blob);
    // An address is a thing of the outside world, made and given back here and nowhere else.
    // oxlint-disable-next-line react/set-state-in-effect
    setShown({ blob, address });
    return () => URL.revokeObjectURL(address);
  }, [blob]);
  return blob === null ? null : (shown?.address ?? null);
}
