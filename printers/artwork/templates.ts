import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Template, template, templateNameOf } from "./template.ts";

/** A file of the university's own that is no template, and where it breaks the schema. */
export interface TemplateProblem {
  readonly file: string;
  readonly problem: string;
}

/** Templates at hand: the shipped ones, every version that was ever shipped, and the university's own. */
export interface TemplateShelf {
  readonly templates: readonly Template[];
  readonly problems: readonly TemplateProblem[];
  /** The newest version of a name (`student-front`), or that very version (`student-front@1`). */
  find(name: string): Template | null;
  /** That very version, or the newest of its name when it is not there any more. */
  findOrNewest(name: string): Template | null;
}

const shippedFolder = fileURLToPath(new URL("../../assets/templates/", import.meta.url));

/** Reads the shipped templates, and the JSON files of the university's own folder if it has one. A shipped version can not be replaced. */
export async function openShelf(ownFolder: string | null): Promise<TemplateShelf> {
  const shipped = await readFolder(shippedFolder);
  const own = ownFolder === null ? [] : await readFolder(ownFolder);
  const [broken] = shipped.filter((each) => "problem" in each);
  if (broken !== undefined) throw new Error(`a shipped template is broken: ${JSON.stringify(broken)}`);
  const byName = new Map<string, Template>();
  const problems: TemplateProblem[] = [];
  for (const each of [...shipped, ...own]) {
    if ("problem" in each) problems.push(each);
    else if (byName.has(templateNameOf(each.read)))
      problems.push({ file: each.file, problem: "name-and-version-taken" });
    else byName.set(templateNameOf(each.read), each.read);
  }
  const templates = [...byName.values()].toSorted(
    (a, b) => a.name.localeCompare(b.name) || b.version - a.version,
  );
  const find = (name: string) => byName.get(name) ?? templates.find((each) => each.name === name) ?? null;
  return { templates, problems, find, findOrNewest: (name) => find(name) ?? find(name.replace(/@.*$/, "")) };
}

type ReadFile = { readonly file: string; readonly read: Template } | TemplateProblem;

async function readFolder(folder: string): Promise<readonly ReadFile[]> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith(".json")).toSorted();
  return Promise.all(
    files.map(async (file) => {
      try {
        const parsed = template.safeParse(JSON.parse(await readFile(join(folder, file), "utf8")));
        if (parsed.success) return { file, read: parsed.data };
        const [issue] = parsed.error.issues;
        return { file, problem: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}` };
      } catch (cause) {
        return { file, problem: cause instanceof Error ? cause.message : String(cause) };
      }
    }),
  );
}
