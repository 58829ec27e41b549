import * as z from "zod";

/** The schema below `key`, and for a map the schema of its keys; wrappers such as defaults are looked through. */
export function childSchema(
  schema: z.ZodType | undefined,
  key: PropertyKey,
  value: unknown,
): { schema?: z.ZodType; key?: z.ZodType } {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) return { schema: inner.shape[String(key)] as z.ZodType | undefined };
  if (inner instanceof z.ZodRecord)
    return { schema: inner.valueType as z.ZodType, key: inner.keyType as unknown as z.ZodType };
  if (inner instanceof z.ZodArray) return { schema: inner.element as z.ZodType };
  if (inner instanceof z.ZodDiscriminatedUnion) return childSchema(chosenOption(inner, value), key, value);
  return {};
}

/** The keys that a map may have; of a union, those of the option that the value chose. */
export function knownKeys(schema: z.ZodType | undefined, value: unknown): string[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) return Object.keys(inner.shape);
  if (inner instanceof z.ZodDiscriminatedUnion) return knownKeys(chosenOption(inner, value), value);
  return [];
}

/** What is inside of defaults, optionals and transforms. */
export function unwrap(schema: z.ZodType | undefined): z.ZodType | undefined {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional)
    return unwrap(schema.def.innerType as z.ZodType);
  if (schema instanceof z.ZodPipe) return unwrap(schema.def.in as z.ZodType);
  return schema;
}

function chosenOption(union: z.ZodDiscriminatedUnion, value: unknown): z.ZodType | undefined {
  const { discriminator } = union.def;
  const chosen = (value as Record<string, unknown> | undefined)?.[discriminator];
  const options = union.options as z.ZodObject[];
  return options.find((option) => option.shape[discriminator]?.safeParse(chosen).success) ?? options[0];
}
