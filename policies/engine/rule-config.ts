import type { PolicyConfigSchema } from "@pulumi/policy";
import * as z from "zod";
import { defaultInvariants, type InvariantName, type Invariants, invariantsSchema } from "../invariants.ts";
import type { Rule } from "../rule.ts";

/** What a rule's entry in the pack's config may say, for the engine to check; undefined when it reads no invariants. */
export function configSchema(rule: Rule): PolicyConfigSchema | undefined {
  if (rule.invariants.length === 0) return undefined;
  const { properties } = z.toJSONSchema(invariantsSchemaOf(rule), { io: "input" });
  return { properties: properties as PolicyConfigSchema["properties"] };
}

/**
 * The invariants with the config of one rule over the defaults.
 *
 * @throws when the config does not fit the schema, so that a mistake in it cannot loosen a rule.
 */
export function configuredInvariants(rule: Rule, config: object): Invariants {
  if (Object.keys(config).length === 0) return defaultInvariants;
  return { ...defaultInvariants, ...invariantsSchemaOf(rule).parse(config) };
}

const schemas = new Map<string, z.ZodObject>();

/** What a rule's entry may say beside its level. */
export function invariantsSchemaOf(rule: Rule): z.ZodObject {
  const known = schemas.get(rule.id);
  if (known) return known;
  const mask = Object.fromEntries(rule.invariants.map((name) => [name, true])) as Record<InvariantName, true>;
  const schema = invariantsSchema.pick(mask);
  schemas.set(rule.id, schema);
  return schema;
}
