import { FolderOpen } from "lucide-react";
import { DropZone } from "react-aria-components/DropZone";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { Text } from "react-aria-components/Text";
import { usePhotoWords } from "../../desk/photo/words.ts";
import { Button } from "../../parts/button.tsx";
import { chosenFiles, droppedFiles, type PickedFile } from "./picked-files.ts";
import "../../parts/file-drop.css";

interface FolderOfferProps {
  readonly busy: boolean;
  /** Finds the files when it is asked: a large folder takes a while to walk. */
  readonly onFolder: (find: () => Promise<readonly PickedFile[]>) => void;
}

/** Where a folder of photos is chosen, or dropped with the folders in it. */
export function FolderOffer({ busy, onFolder }: FolderOfferProps) {
  const { t } = usePhotoWords();
  return (
    <DropZone
      className="drop folder-drop"
      isDisabled={busy}
      onDrop={({ items }) => onFolder(() => droppedFiles(items))}
    >
      <Text slot="label">{t("folder.drop")}</Text>
      <FileTrigger
        acceptDirectory
        onSelect={(files) => onFolder(() => Promise.resolve(chosenFiles([...(files ?? [])])))}
      >
        <Button icon={FolderOpen} busy={busy}>
          {t("folder.choose")}
        </Button>
      </FileTrigger>
      <p className="quiet">{busy ? t("folder.reading") : t("folder.orDrop")}</p>
    </DropZone>
  );
}
