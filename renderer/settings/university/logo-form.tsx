import { FileUp, Trash2, Undo2 } from "lucide-react";
import { useEffect, useState } from "react";
import { FileTrigger } from "react-aria-components/FileTrigger";
import type { PictureFault } from "../../../main/contract/artwork.ts";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { useBlobAddress } from "../../parts/blob-address.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useUniversityWords } from "./words.ts";

/** The university's logo on its cards: supplied, changed, taken away, and back again. */
export function LogoForm() {
  const { t } = useUniversityWords();
  const asking = useAsking();
  const { run } = asking;
  const [logo, setLogo] = useState<Blob | null>(null);
  const [former, setFormer] = useState<{ readonly logo: Blob | null } | null>(null);
  const [fault, setFault] = useState<PictureFault["kind"] | null>(null);
  const address = useBlobAddress(logo);
  useEffect(() => {
    void run(async () => setLogo(await station.university.logo()));
  }, [run]);
  const keep = (next: Blob | null, undoes: boolean) =>
    run(async () => {
      const file = next === null ? null : new File([next], "logo", { type: next.type });
      const answer = await station.artwork.keepPicture({ of: "logo", file });
      setFault(answer.ok ? null : answer.fault.kind);
      if (!answer.ok) return;
      setFormer(undoes ? null : { logo });
      setLogo(await station.university.logo());
      announce(t(undoes ? "undone" : "logo.kept"));
    });
  return (
    <section className="settings-section" aria-labelledby="university-logo">
      <h4 id="university-logo">{t("logo.title")}</h4>
      <p className="quiet">{t("logo.intro")}</p>
      <div className="university-logo">
        {address === null ? <p>{t("logo.none")}</p> : <img src={address} alt={t("logo.alt")} />}
        <FileTrigger
          acceptedFileTypes={["image/png", "image/jpeg"]}
          onSelect={(files) => {
            const file = files?.item(0);
            if (file !== null && file !== undefined) void keep(file, false);
          }}
        >
          <Button icon={FileUp} busy={asking.busy}>
            {t(logo === null ? "logo.choose" : "logo.change")}
          </Button>
        </FileTrigger>
        {logo !== null && (
          <Button icon={Trash2} kind="quiet" onPress={() => void keep(null, false)}>
            {t("logo.remove")}
          </Button>
        )}
      </div>
      {former !== null && fault === null && (
        <Notice tone="good" what={t("logo.kept")}>
          <Button icon={Undo2} busy={asking.busy} onPress={() => void keep(former.logo, true)}>
            {t("undo")}
          </Button>
        </Notice>
      )}
      {fault !== null && (
        <Notice
          tone="warn"
          urgent
          what={t(`logo.fault.${fault}.what`)}
          todo={t(`logo.fault.${fault}.todo`)}
        />
      )}
      {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
    </section>
  );
}
