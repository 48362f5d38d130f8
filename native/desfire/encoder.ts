import type { ChipUid } from "../../main/core/card.ts";
import { asNow, mastersOf } from "../../main/core/chip-profile/key-versions.ts";
import type { ChipApplication, ChipProfile } from "../../main/core/chip-profile/profile.ts";
import type {
  CardEncoder,
  ChipFault,
  ChipGeneration,
  ChipSubject,
  Personalised,
} from "../../main/core/ports/card-encoder.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import type { CardFacts, Contents } from "./card-facts.ts";
import { formatPicc } from "./commands.ts";
import { fileContent } from "./file-content.ts";
import {
  allOf,
  type Chip,
  type ChipKnower,
  createChipKnower,
  type EncoderNeeds,
  isRefusal,
  isToFormat,
  type KnownChip,
  withChip,
} from "./known-chip.ts";
import { lookAt, unfinished } from "./look-at-chip.ts";
import { perform } from "./perform-plan.ts";
import { planOf, type Step, updatePlanOf } from "./plan.ts";
import { roomFor, survey, surveyYearly } from "./survey.ts";

/** Everything that is done under a profile as cards get it now. */
interface Today {
  readonly profile: ChipProfile;
  readonly known: ChipKnower;
}

const generations: readonly ChipGeneration[] = ["EV1", "EV2", "EV3"];

/** Encodes DESFire chips with a profile. `deadlineMs` of a call covers the whole of it, the wait for a card included. */
export function createCardEncoder(needs: EncoderNeeds): CardEncoder {
  const version = { name: needs.profile.name, version: needs.profile.version };

  /** The store's newest versions are asked for at each card: a key made in a ceremony is the next card's. */
  async function today(): Promise<Today> {
    const profile = await asNow(needs.profile, needs.keySource);
    return { profile, known: createChipKnower({ ...needs, profile }) };
  }

  /** Looks at a chip that is to be written, or says why it may not be. */
  function mayWrite(
    { identity, strange, isClosed }: KnownChip,
    expected: ChipUid,
    format = false,
  ): ChipFault | null {
    const { uid, generation } = identity;
    if (uid !== expected) return { kind: "uid-changed", expected, found: uid };
    const least = needs.profile.chip.minimumGeneration;
    if (generations.indexOf(generation) < generations.indexOf(least)) {
      return { kind: "chip-too-old", found: generation, least };
    }
    const isStrange = (strange.length > 0 && !format) || isClosed;
    return isStrange ? { kind: "not-blank", applications: allOf(identity) } : null;
  }

  async function write(
    { profile, known }: Today,
    chip: Chip,
    uid: ChipUid,
    contents: Contents,
  ): Promise<Result<Personalised, ChipFault>> {
    const done = await known<readonly Step[] | null>(chip, null, async (card) => {
      const format = await isToFormat(card, profile);
      if (!format.ok) return format;
      const refused = mayWrite(card, uid, format.value);
      if (refused !== null) return failed(refused);
      const keys = await card.keyring.all();
      if (!keys.ok) return keys;
      const cleared = format.value ? await card.walk.run(formatPicc()) : succeeded(true);
      if (!cleared.ok) return cleared;
      const facts = await survey(card.walk, profile, contents, card.ours);
      if (!facts.ok) return facts;
      const plan = planOf(profile, facts.value);
      const performed = await perform(plan, card.walk, profile, contents);
      return performed.ok ? succeeded(plan) : performed;
    });
    if (!done.ok) return done;
    if (done.value === null) return failed({ kind: "chip-integrity", command: "GetVersion" });
    return succeeded(told(chip, uid, profile, done.value));
  }

  async function renew(
    { profile, known }: Today,
    chip: Chip,
    uid: ChipUid,
    contents: Contents,
    writtenAt: string | null,
  ): Promise<Result<Personalised, ChipFault>> {
    const outdated = profile.applications.filter((one) => isOutdated(one, writtenAt));
    const done = await known<readonly Step[] | null>(chip, null, async (card) => {
      const refused = mayWrite(card, uid);
      if (refused !== null) return failed(refused);
      const missing = profile.applications.filter(({ aid }) => !card.ours.includes(aid));
      if (missing.some((one) => !outdated.includes(one))) return failed({ kind: "not-personalised" });
      const room = await roomFor(card.walk, bytesAtMost(outdated));
      if (!room.ok) return room;
      const facts = await surveyYearly(card.walk, profile, contents, outdated);
      if (!facts.ok) {
        const isOther = facts.fault.kind === "spoiled" || isRefusal(facts.fault, unfinished);
        return isOther ? failed({ kind: "not-personalised" }) : facts;
      }
      if (isAnotherCard(profile, facts.value)) return failed({ kind: "not-personalised" });
      const replaced = { outdated, present: card.ours };
      const plan = updatePlanOf(profile, facts.value, replaced);
      const ready = plan.some(changesKey) ? await card.keyring.all() : succeeded(true);
      if (!ready.ok) return ready;
      const performed = await perform(plan, card.walk, profile, contents);
      return performed.ok ? succeeded(plan) : performed;
    });
    if (!done.ok) return done;
    if (done.value === null) return failed({ kind: "chip-integrity", command: "GetVersion" });
    return succeeded(told(chip, uid, profile, done.value));
  }

  function told(chip: Chip, uid: ChipUid, profile: ChipProfile, plan: readonly Step[]): Personalised {
    return {
      uid,
      exchanges: chip.channel.exchanges(),
      profile: version,
      masters: mastersOf(profile),
      changed: plan.some(changesCard),
      moved: plan.some((step) => changesKey(step) && typeof step.from === "number"),
    };
  }

  function contentsOf(uid: ChipUid, subject: ChipSubject): Result<Contents, ChipFault> {
    const contents = new Map<string, Map<number, Uint8Array>>();
    for (const { aid, files } of needs.profile.applications) {
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
    masters: async () => mastersOf((await today()).profile),
    async inspect(reader, deadlineMs) {
      const { profile, known } = await today();
      return withChip(reader, deadlineMs, (chip) => lookAt(chip, profile, known));
    },
    async personalise(reader, uid, subject, deadlineMs) {
      const contents = contentsOf(uid, subject);
      if (!contents.ok) return contents;
      const now = await today();
      return withChip(reader, deadlineMs, (chip) => write(now, chip, uid, contents.value));
    },
    async update(reader, uid, subject, deadlineMs) {
      const contents = contentsOf(uid, subject);
      if (!contents.ok) return contents;
      const now = await today();
      return withChip(reader, deadlineMs, (chip) => renew(now, chip, uid, contents.value, subject.writtenAt));
    },
  };
}

/** More than applications take: what a chip gives back when they are deleted is nothing, so there must be room for them beside their old selves. */
function bytesAtMost(applications: readonly ChipApplication[]): number {
  const block = 32;
  const inBlocks = (bytes: number) => Math.ceil(bytes / block) * block;
  const ofFiles = (files: ChipApplication["files"]) =>
    files.reduce((sum, { kind, size }) => sum + block + inBlocks(size) * (kind === "backup" ? 2 : 1), 0);
  return applications.reduce((sum, { keys, files }) => sum + block * (4 + keys.length) + ofFiles(files), 0);
}

function changesKey(step: Step): step is Extract<Step, { readonly do: "change-key" }> {
  return step.do === "change-key";
}

/** Whether a step writes; the others only look. */
function changesCard(step: Step): boolean {
  switch (step.do) {
    case "create-application":
    case "delete-application":
    case "create-file":
    case "change-key":
    case "change-settings":
    case "write":
    case "commit":
    case "close-file":
      return true;
    case "select":
    case "show":
    case "read-back":
    case "check-settings":
    case "check-names":
    case "check-iso-files":
    case "check-version":
    case "check-file":
      return false;
  }
}

/** Whether an application is to be made anew on a card last written then; both moments are written so that the earlier comes first. */
function isOutdated({ updateDate }: ChipApplication, writtenAt: string | null): boolean {
  return updateDate !== undefined && (writtenAt === null || writtenAt < updateDate);
}

/** A record that is not whole is no finished card's. */
function isAnotherCard({ record }: ChipProfile, { present }: CardFacts): boolean {
  return record !== null && present.get(record.aid)?.files.get(record.file) !== "right";
}
