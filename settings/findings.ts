import type * as z from "zod";
import type { Finding } from "../faults/fault.ts";
import { type FieldDocs, fieldDocs } from "./field.ts";
import { childSchema, knownKeys } from "./schema-walk.ts";

type Issue = z.core.$ZodIssue;

/** Turns zod's issues into findings in the words of the settings' own docs; one per path. */
export function findingsOf(schema: z.ZodType, raw: unknown, issues: readonly Issue[]): Finding[] {
  const findings = issues.flatMap((issue) => fromIssue(schema, raw, issue));
  return [...new Map(findings.map((finding) => [finding.path, finding])).values()];
}

function fromIssue(root: z.ZodType, raw: unknown, issue: Issue): Finding[] {
  const place = locate(root, raw, issue.path);
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(place.schema, place.value);
    return issue.keys.map((key) => unknownKey(pathOf([...issue.path, key]), key, known));
  }
  const docs = issue.code === "invalid_key" ? place.keyDocs : place.docs;
  const actual = issue.code === "invalid_key" ? issue.path.at(-1) : place.value;
  return [
    {
      path: pathOf(issue.path),
      expected: docs?.expected ?? issue.message,
      actual: describeValue(actual, docs?.sensitive ?? false),
      ...(docs ? { example: docs.example } : {}),
    },
  ];
}

/** A key that nothing reads, with the one that was meant where it begins alike. */
export function unknownKey(path: string, key: string, known: string[]): Finding {
  const meant = known.find((name) => startsAlike(name, key));
  return {
    path,
    expected: `one of ${known.join(", ")}`,
    actual: "an unknown key",
    ...(meant ? { example: meant } : {}),
  };
}

function startsAlike(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a.startsWith(b) || b.startsWith(a);
}

/** The schema, docs and value at a path; a level without docs of its own takes those of the level above. */
function locate(root: z.ZodType, raw: unknown, path: readonly PropertyKey[]) {
  let schema: z.ZodType | undefined = root;
  let value = raw;
  let docs: FieldDocs | undefined;
  let keyDocs: FieldDocs | undefined;
  for (const key of path) {
    const child = childSchema(schema, key, value);
    keyDocs = child.key && fieldDocs.get(child.key);
    schema = child.schema;
    docs = (schema && fieldDocs.get(schema)) ?? docs;
    value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
  }
  return { schema, value, docs, keyDocs };
}

function pathOf(path: readonly PropertyKey[]): string {
  const [first] = path;
  const text = path.map(String).join(".");
  return first === "project" || first === "region" ? `gcp:${text}` : text;
}

/** A value as a fault may show it: scalars as they are unless sensitive, anything larger only by kind. */
function describeValue(value: unknown, sensitive: boolean): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  if (sensitive) return typeof value === "string" ? "a text (not shown)" : `a ${typeof value} (not shown)`;
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
