import type { ApiError } from "../../contract.ts";
import { type FilterToken, filterTokens } from "../filters/filter-tokens.ts";
import { type FilterTree, readFilterTree } from "../filters/filter-tree.ts";
import { invalidArgument } from "../google-error.ts";

/** A field of a log entry against a value. */
export interface LogComparison {
  field: string;
  operator: string;
  value: string;
}

/** A logging filter as a tree. */
export type Filter = FilterTree<LogComparison>;

/** Fields of a log entry that can be compared; what stands behind a dot is free. */
const FIELDS =
  /^(severity|timestamp|receiveTimestamp|textPayload|logName|insertId|trace|spanId|resource\.type|resource\.labels\..+|labels\..+|jsonPayload\..+|httpRequest\..+)$/;

/**
 * Reads the part of the logging query language that the rehearsal knows: comparisons (`=`, `!=`, `<`, `<=`, `>`, `>=`, `:`,
 * `=~`, `!~`) of an entry's fields with a value, joined by AND, OR, NOT (or `-`), a line break or a blank, with parentheses.
 * https://cloud.google.com/logging/docs/view/logging-query-language. Throws INVALID_ARGUMENT naming what it does not know.
 */
export function parseFilter(filter: string): Filter {
  const tokens = filterTokens(filter);
  if (!tokens) throw unreadable(filter);
  return readFilterTree(tokens, { readComparison, unreadable });
}

function readComparison(field: FilterToken | undefined, tokens: FilterToken[]): LogComparison {
  const [operator, value] = tokens.splice(0, 2);
  if (field?.kind !== "name" || operator?.kind !== "comparison") throw unreadable(field?.value ?? "");
  if (value?.kind !== "name" && value?.kind !== "text") throw unreadable(`${field.value}${operator.value}`);
  if (!FIELDS.test(field.value)) throw unreadable(field.value);
  return { field: field.value, operator: operator.value, value: value.value };
}

function unreadable(what: string): ApiError {
  const description = `Unparseable or, by the rehearsal, unsupported filter: ${what}`;
  return invalidArgument([{ field: "filter", description }]);
}
