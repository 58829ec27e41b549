import type { ApiError } from "../../contract.ts";
import { type FilterToken, filterTokens } from "../filters/filter-tokens.ts";
import { type FilterTree, readFilterTree } from "../filters/filter-tree.ts";
import { invalidArgument } from "../google-error.ts";

/** A field against a value or a function of it. */
export interface MetricComparison {
  /** Such as `metric.type` or `resource.labels.service_name`. */
  field: string;
  /** Set where the field is held against nothing but this one text. */
  equals?: string;
  matches(value: string): boolean;
}

export type MetricFilter = FilterTree<MetricComparison>;

const FIELDS = /^(project|metric\.type|resource\.type|(?:metric|resource)\.labels\.\w+)$/;

/**
 * Reads a monitoring filter: `=` and `!=` of a field with a text or with `starts_with`, `ends_with`, `has_substring`, `one_of`,
 * `monitoring.regex.full_match`, joined by AND, OR, NOT and parentheses. https://cloud.google.com/monitoring/api/v3/filters.
 * Throws INVALID_ARGUMENT naming what it does not know.
 */
export function parseMetricFilter(filter: string): MetricFilter {
  const refuse = (what: string) => unreadable(filter, what);
  const tokens = filterTokens(filter);
  if (!tokens) throw refuse(filter);
  return readFilterTree(tokens, {
    unreadable: refuse,
    readComparison: (first, rest) => readComparison(first, rest, refuse),
  });
}

/** Whether the filter takes what has these fields; a field that is not there counts as empty. */
export function matchesMetricFilter(filter: MetricFilter, fieldValue: (field: string) => string): boolean {
  switch (filter.kind) {
    case "all":
      return filter.of.every((part) => matchesMetricFilter(part, fieldValue));
    case "any":
      return filter.of.some((part) => matchesMetricFilter(part, fieldValue));
    case "not":
      return !matchesMetricFilter(filter.of, fieldValue);
    case "comparison":
      return filter.matches(fieldValue(filter.field));
  }
}

/** All fields that the filter speaks of. */
export function fieldsOf(filter: MetricFilter): string[] {
  if (filter.kind === "comparison") return [filter.field];
  return filter.kind === "not" ? fieldsOf(filter.of) : filter.of.flatMap(fieldsOf);
}

type Refuse = (what: string) => ApiError;

function readComparison(
  first: FilterToken | undefined,
  tokens: FilterToken[],
  refuse: Refuse,
): MetricComparison {
  const field = readField(first, tokens, refuse);
  const operator = tokens.shift();
  if (operator?.kind !== "comparison" || !/^!?=$/.test(operator.value)) throw refuse(field);
  const value = tokens.shift();
  if (value?.kind !== "name" && value?.kind !== "text") throw refuse(`${field}${operator.value}`);
  const isNegated = operator.value === "!=";
  if (value.kind === "name" && tokens[0]?.kind === "open") {
    const test = textFunction(value.value, readArguments(tokens, refuse), refuse);
    return { field, matches: (text) => test(text) !== isNegated };
  }
  return {
    field,
    ...(!isNegated && { equals: value.value }),
    matches: (text) => (text === value.value) !== isNegated,
  };
}

/** A label may be quoted, and `label` is another word for `labels`. */
function readField(first: FilterToken | undefined, tokens: FilterToken[], refuse: Refuse): string {
  if (first?.kind !== "name") throw refuse(first?.value ?? "");
  const isCut = first.value.endsWith(".") && tokens[0]?.kind === "text";
  const whole = isCut ? `${first.value}${tokens.shift()?.value}` : first.value;
  const field = normalField(whole);
  if (!FIELDS.test(field)) throw refuse(whole);
  return field;
}

/** `metric.label.x` as `metric.labels.x`. */
export function normalField(field: string): string {
  return field.replace(/^(metric|resource)\.label\./, "$1.labels.");
}

function readArguments(tokens: FilterToken[], refuse: Refuse): string[] {
  const given: string[] = [];
  tokens.shift();
  for (let token = tokens.shift(); token?.kind !== "close"; token = tokens.shift()) {
    if (!token) throw refuse("(");
    if (token.kind === "text") given.push(token.value);
    else if (token.value !== ",") throw refuse(token.value);
  }
  return given;
}

function textFunction(name: string, given: string[], refuse: Refuse): (text: string) => boolean {
  const [only = ""] = given;
  if (given.length === 0 || (given.length > 1 && name !== "one_of")) throw refuse(`${name}(`);
  switch (name) {
    case "starts_with":
      return (text) => text.startsWith(only);
    case "ends_with":
      return (text) => text.endsWith(only);
    case "has_substring":
      return (text) => text.includes(only);
    case "one_of":
      return (text) => given.includes(text);
    case "monitoring.regex.full_match":
      return fullMatch(only, refuse);
    default:
      throw refuse(`${name}(`);
  }
}

function fullMatch(pattern: string, refuse: Refuse): (text: string) => boolean {
  try {
    const expression = new RegExp(`^(?:${pattern})$`);
    return (text) => expression.test(text);
  } catch {
    throw refuse(pattern);
  }
}

function unreadable(filter: string, what: string): ApiError {
  const description = `Field filter had an invalid value of "${filter}": Could not parse filter at "${what}".`;
  return invalidArgument([{ field: "filter", description }]);
}
