import type { IppAttributes, IppGroupKind, IppMessage, IppValue } from "./message.ts";

/** The first group of a kind; none of its attributes when it is missing. */
export function groupOf({ groups }: IppMessage, kind: IppGroupKind): IppAttributes {
  return groups.find((group) => group.kind === kind)?.attributes ?? new Map();
}

/** Every group of a kind: answers about several printers or jobs have one each. */
export function groupsOf({ groups }: IppMessage, kind: IppGroupKind): readonly IppAttributes[] {
  return groups.filter((group) => group.kind === kind).map(({ attributes }) => attributes);
}

/** The number an attribute holds; null when it holds none. */
export function numberIn(attributes: IppAttributes, name: string): number | null {
  const [value] = attributes.get(name) ?? [];
  return value?.kind === "integer" || value?.kind === "enum" ? value.value : null;
}

/** The words an attribute holds, of whatever kind of text. */
export function wordsIn(attributes: IppAttributes, name: string): readonly string[] {
  return (attributes.get(name) ?? []).flatMap((value) =>
    "value" in value && typeof value.value === "string" ? [value.value] : [],
  );
}

/** The first word of an attribute. */
export function wordIn(attributes: IppAttributes, name: string): string | null {
  return wordsIn(attributes, name)[0] ?? null;
}

/** What an attribute says of yes and no; null when it says neither. */
export function flagIn(attributes: IppAttributes, name: string): boolean | null {
  const [value] = attributes.get(name) ?? [];
  return value?.kind === "boolean" ? value.value : null;
}

/** The collections an attribute holds. */
export function collectionsIn(attributes: IppAttributes, name: string): readonly IppAttributes[] {
  return (attributes.get(name) ?? []).flatMap((value) =>
    value.kind === "collection" ? [value.members] : [],
  );
}

/** Every value of an attribute. */
export function valuesIn(attributes: IppAttributes, name: string): readonly IppValue[] {
  return attributes.get(name) ?? [];
}
