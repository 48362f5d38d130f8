import type { ChipUid } from "../../main/core/card.ts";
import type {
  CardEncoder,
  ChipFault,
  ChipGeneration,
  ChipSubject,
  Personalised,
  Updated,
} from "../../main/core/ports/card-encoder.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import type { CardFacts, Contents } from "./card-facts.ts";
import { fileContent } from "./file-content.ts";
import {
  allOf,
  type Chip,
  createChipKnower,
  type EncoderNeeds,
  isRefusal,
  type KnownChip,
  withChip,
} from "./known-chip.ts";
import { lookAt, unfinished } from "./look-at-chip.ts";
import { perform } from "./perform-plan.ts";
import { planOf, updatePlanOf } from "./plan.ts";
import { survey, surveyYearly } from "./survey.ts";

const generations: readonly ChipGeneration[] = ["EV1", "EV2", "EV3"];

/** Encodes DESFire chips with a profile. `deadlineMs` of a call covers the whole of it, the wait for a card included. */
export function createCardEncoder(needs: EncoderNeeds): CardEncoder {
  const { profile } = needs;
  const version = { name: profile.name, version: profile.version };
  const known = createChipKnower(needs);

  /** Looks at a chip that is to be written, or says why it may not be. */
  function mayWrite({ identity, strange, isClosed }: KnownChip, expected: ChipUid): ChipFault | null {
    const { uid, generation } = identity;
    if (uid !== expected) return { kind: "uid-changed", expected, found: uid };
    const least = profile.chip.minimumGeneration;
    if (generations.indexOf(generation) < generations.indexOf(least)) {
      return { kind: "chip-too-old", found: generation, least };
    }
    const isStrange = strange.length > 0 || isClosed;
    return isStrange ? { kind: "not-blank", applications: allOf(identity) } : null;
  }

  async function write(
    chip: Chip,
    uid: ChipUid,
    contents: Contents,
  ): Promise<Result<Personalised, ChipFault>> {
    const done = await known<boolean>(chip, false, async (card) => {
      const refused = mayWrite(card, uid);
      if (refused !== null) return failed(refused);
      const keys = await card.keyring.all();
      if (!keys.ok) return keys;
      const facts = await survey(card.walk, profile, contents, card.ours);
      if (!facts.ok) return facts;
      const performed = await perform(planOf(profile, facts.value), card.walk, profile, contents);
      return performed.ok ? succeeded(true) : performed;
    });
    if (!done.ok) return done;
    if (!done.value) return failed({ kind: "chip-integrity", command: "GetVersion" });
    return succeeded({ uid, exchanges: chip.channel.exchanges(), profile: version });
  }

  async function renew(chip: Chip, uid: ChipUid, contents: Contents): Promise<Result<Updated, ChipFault>> {
    const done = await known<boolean | null>(chip, null, async (card) => {
      const refused = mayWrite(card, uid);
      if (refused !== null) return failed(refused);
      if (card.ours.length < profile.applications.length) return failed({ kind: "not-personalised" });
      const facts = await surveyYearly(card.walk, profile, contents);
      if (!facts.ok) {
        const isOther = facts.fault.kind === "spoiled" || isRefusal(facts.fault, unfinished);
        return isOther ? failed({ kind: "not-personalised" }) : facts;
      }
      if (isAnotherCard(facts.value)) return failed({ kind: "not-personalised" });
      const plan = updatePlanOf(profile, facts.value);
      const performed = await perform(plan, card.walk, profile, contents);
      return performed.ok ? succeeded(plan.length > 0) : performed;
    });
    if (!done.ok) return done;
    if (done.value === null) return failed({ kind: "chip-integrity", command: "GetVersion" });
    return succeeded({ uid, exchanges: chip.channel.exchanges(), profile: version, changed: done.value });
  }

  /** A record that is not whole is no finished card's. */
  function isAnotherCard({ present }: CardFacts): boolean {
    const { record } = profile;
    return record !== null && present.get(record.aid)?.files.get(record.file) !== "right";
  }

  function contentsOf(uid: ChipUid, subject: ChipSubject): Result<Contents, ChipFault> {
    const contents = new Map<string, Map<number, Uint8Array>>();
    for (const { aid, files } of profile.applications) {
      const made = new Map<number, Uint8Array>();
      contents.set(aid, made);
      for (const { number, content } of files) {
        const bytes = fileContent(content, uid, subject);
        if (!bytes.ok) return bytes;
        made.set(number, bytes.value);
      }
    }
    return succeeded(contents);
  }

  return {
    profile: () => Promise.resolve(version),
    inspect: (reader, deadlineMs) => withChip(reader, deadlineMs, (chip) => lookAt(chip, profile, known)),
    async personalise(reader, uid, subject, deadlineMs) {
      const contents = contentsOf(uid, subject);
      if (!contents.ok) return contents;
      return withChip(reader, deadlineMs, (chip) => write(chip, uid, contents.value));
    },
    async update(reader, uid, subject, deadlineMs) {
      const contents = contentsOf(uid, subject);
      if (!contents.ok) return contents;
      return withChip(reader, deadlineMs, (chip) => renew(chip, uid, contents.value));
    },
  };
}
