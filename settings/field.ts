import * as z from "zod";

// Settings are parsed once a run: compiling parsers for them costs 60 ms of CPU and saves none.
z.config({ jitless: true });

/** What a setting means, for docs/settings.md and for the fault that is raised when it is wrong. */
export interface FieldDocs {
  /** What the setting does. */
  description: string;
  /** What is allowed there, in words that complete "expected …". */
  expected: string;
  /** A right value, as it would be written in YAML. */
  example: string;
  /** Unit of a number, when its name does not say it. */
  unit?: string;
  /** The page that states the limit. */
  source?: string;
  /** True where people put secrets by mistake: the value is never printed. */
  sensitive?: boolean;
}

/** The docs of every schema made with {@link field}. */
export const fieldDocs = z.registry<FieldDocs>();

/**
 * Gives a schema its docs; the last step when declaring a setting, after `.default()` and `.optional()`. Returns a copy,
 * so that one schema can stand in several places with docs of their own.
 */
export function field<Schema extends z.ZodType>(schema: Schema, docs: FieldDocs): Schema {
  const documented = schema.clone() as Schema;
  fieldDocs.add(documented, docs);
  return documented;
}
