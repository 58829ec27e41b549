import type * as z from "zod";
import { type ConfigMistake, inWords, unknownKey, unknownRule, wrongValue } from "./config-mistake.ts";
import { invariantsSchemaOf } from "./engine/rule-config.ts";
import { LEVELS } from "./engine/wire-config.ts";
import { defaultInvariants } from "./invariants.ts";
import type { PackConfig } from "./pack-config.ts";
import type { Rule } from "./rule.ts";
import { rules } from "./rules.ts";

type Entries = Record<string, unknown>;

/** Pulumi's name for what goes for every rule; only a level can. */
const ALL = "all";
const LEVEL_KEY = "enforcementLevel";
const LEVEL_WORDS = `${LEVELS.slice(0, -1).join(", ")} or ${LEVELS.at(-1)}`;

/**
 * Everything that is wrong in a pack's config. The engine passes by a rule that it does not know and an invariant that the rule does not
 * read, and what was meant to hold would not.
 */
export function checkConfig(config: Entries): ConfigMistake[] {
  const byName = new Map(rules.map((rule) => [rule.id, rule]));
  return Object.entries(config).flatMap(([name, entry]) => {
    const rule = byName.get(name);
    if (!rule && name !== ALL) return [unknownRule(name, [...byName.keys()])];
    if (typeof entry === "string") return checkLevel(name, entry);
    if (!isMap(entry)) return [noEntry(name, entry, rule)];
    const { [LEVEL_KEY]: level, ...values } = entry;
    return [
      ...(LEVEL_KEY in entry ? checkLevel(`${name}.${LEVEL_KEY}`, level) : []),
      ...(rule ? checkValues(rule, values) : Object.keys(values).map((key) => strange(name, key))),
    ];
  });
}

/** A config without mistakes in its long form, a map for each rule: as the engine takes a text for a level, and `all` for every rule. */
export function plainConfig(config: Entries): PackConfig {
  const maps = Object.entries(config).map(([name, entry]) => [
    name,
    typeof entry === "string" ? { [LEVEL_KEY]: entry } : entry,
  ]);
  const { [ALL]: all, ...entries } = Object.fromEntries(maps) as PackConfig;
  if (all?.[LEVEL_KEY] === undefined) return entries;
  return Object.fromEntries(rules.map(({ id }) => [id, { ...all, ...entries[id] }]));
}

function checkLevel(path: string, level: unknown): ConfigMistake[] {
  if ((LEVELS as readonly unknown[]).includes(level)) return [];
  return [{ path, expected: LEVEL_WORDS, actual: inWords(level), example: "disabled" }];
}

function checkValues(rule: Rule, values: Entries): ConfigMistake[] {
  const { error } = invariantsSchemaOf(rule).safeParse(values);
  return (error?.issues ?? []).flatMap((issue) => mistakesOf(issue, rule, values));
}

function mistakesOf(issue: z.core.$ZodIssue, { id, invariants }: Rule, values: Entries): ConfigMistake[] {
  const path = [id, ...issue.path].join(".");
  const right = valueAt(defaultInvariants, issue.path);
  if (issue.code !== "unrecognized_keys")
    return [wrongValue(path, issue, valueAt(values, issue.path), right)];
  if (issue.path.length === 0) return issue.keys.map((key) => strange(id, key, invariants));
  return issue.keys.map((key) => unknownKey(`${path}.${key}`, Object.keys(right ?? {})));
}

function strange(name: string, key: string, invariants: readonly string[] = []): ConfigMistake {
  return unknownKey(`${name}.${key}`, [...invariants, LEVEL_KEY]);
}

function noEntry(path: string, entry: unknown, rule: Rule | undefined): ConfigMistake {
  const values = (rule?.invariants ?? []).map((name) => [name, defaultInvariants[name]]);
  return {
    path,
    expected: "a level, or a map of the invariants that the rule reads",
    actual: inWords(entry),
    example: JSON.stringify(values.length > 0 ? Object.fromEntries(values) : "disabled"),
  };
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], root);
}

function isMap(value: unknown): value is Entries {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
