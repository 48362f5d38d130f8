import { FileUp } from "lucide-react";
import { DropZone } from "react-aria-components/DropZone";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { Text } from "react-aria-components/Text";
import { Button } from "./button.tsx";
import "./file-drop.css";

interface FileDropProps {
  readonly words: string;
  readonly browse: string;
  readonly more?: string;
  /** File name endings and types the picker offers. */
  readonly accept: readonly string[];
  readonly busy?: boolean;
  readonly onFile: (file: File) => void;
}

/** A place to drop one file, with a button for those who do not drag. */
export function FileDrop({ words, browse, more, accept, busy = false, onFile }: FileDropProps) {
  return (
    <DropZone
      className="drop"
      onDrop={(event) => {
        const dropped = event.items.find((item) => item.kind === "file");
        void dropped?.getFile().then(onFile);
      }}
    >
      <FileUp aria-hidden="true" />
      <Text slot="label">{words}</Text>
      <FileTrigger
        acceptedFileTypes={[...accept]}
        onSelect={(files) => {
          const file = files?.item(0);
          if (file !== null && file !== undefined) onFile(file);
        }}
      >
        <Button kind="primary" obvious busy={busy}>
          {browse}
        </Button>
      </FileTrigger>
      {more !== undefined && <p className="quiet">{more}</p>}
    </DropZone>
  );
}
