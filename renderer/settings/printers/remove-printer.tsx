import { Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";

interface RemovePrinterProps {
  readonly words: {
    readonly remove: string;
    readonly ask: string;
    readonly sure: string;
    readonly no: string;
    readonly removed: string;
    readonly notKept: string;
  };
  /** Whether it is gone. */
  readonly remove: () => Promise<boolean>;
  /** What is said while it can not go. */
  readonly refusal?: ReactNode;
}

/** Taking a printer away is asked twice. */
export function RemovePrinter({ words, remove, refusal }: RemovePrinterProps) {
  const asking = useAsking();
  const [sure, setSure] = useState(false);
  const [refused, setRefused] = useState(false);
  const takeAway = () =>
    asking.run(async () => {
      const gone = await remove();
      setSure(false);
      setRefused(!gone);
      if (gone) announce(words.removed);
    });
  return (
    <div className="printer-remove">
      {sure ? (
        <fieldset className="visit-sure">
          <legend>{words.ask}</legend>
          <Button kind="danger" busy={asking.busy} onPress={() => void takeAway()}>
            {words.sure}
          </Button>
          <Button takesFocus onPress={() => setSure(false)}>
            {words.no}
          </Button>
        </fieldset>
      ) : (
        <Button kind="quiet" icon={Trash2} onPress={() => setSure(true)}>
          {words.remove}
        </Button>
      )}
      {refused && refusal}
      {asking.brokenOff && <Notice tone="stop" urgent what={words.notKept} />}
    </div>
  );
}
