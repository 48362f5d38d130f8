import { oc } from "@orpc/contract";
import { z } from "zod";
import { universityFacts } from "../core/university.ts";
import { answer } from "./answer.ts";
import { lookFault } from "./artwork.ts";

const view = z.strictObject({
  inForce: universityFacts,
  /** As they stand in the settings: what is only taken up at the next start may differ. */
  kept: universityFacts,
});
export type UniversityView = z.infer<typeof view>;

const fault = z.strictObject({
  kind: z.enum([
    ...lookFault.shape.kind.options,
    /** Somebody changed them since they were shown. */
    "changed-meanwhile",
    /** Another desk of the shared database makes card numbers with this prefix. */
    "prefix-taken",
  ]),
});
export type UniversityFault = z.infer<typeof fault>;

export const universityContract = {
  look: oc.output(view),
  /** Changes the facts for good; never while a card is being made. `before`: as they were shown. */
  keep: oc
    .input(z.strictObject({ before: universityFacts, facts: universityFacts }))
    .output(answer(view, fault)),
  /** The university's logo as its cards carry it; null: none was supplied. */
  logo: oc.output(z.instanceof(Blob).nullable()),
};
