/** What was typed in a field of a form; empty for a field it does not have. */
export function typedIn(form: FormData, field: string): string {
  const value = form.get(field);
  return typeof value === "string" ? value : "";
}
