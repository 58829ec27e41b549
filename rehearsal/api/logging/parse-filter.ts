import type { ApiError } from "../../contract.ts";
import { invalidArgument } from "../google-error.ts";
import { type FilterToken, filterTokens } from "./filter-tokens.ts";

/** A logging filter as a tree. */
export type Filter =
  | { kind: "all" | "any"; of: Filter[] }
  | { kind: "not"; of: Filter }
  | { kind: "comparison"; field: string; operator: string; value: string };

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
  const reader = new FilterReader(tokens);
  const parsed = tokens.length === 0 ? { kind: "all" as const, of: [] } : reader.readAll();
  reader.expectEnd();
  return parsed;
}

class FilterReader {
  readonly #tokens: FilterToken[];

  constructor(tokens: FilterToken[]) {
    this.#tokens = [...tokens];
  }

  /** AND binds less tightly than OR in this language. */
  readAll(): Filter {
    const of = [this.#readAny()];
    while (this.#tokens[0] && this.#tokens[0].kind !== "close") {
      if (this.#tokens[0].kind === "and") this.#tokens.shift();
      of.push(this.#readAny());
    }
    return of.length === 1 && of[0] ? of[0] : { kind: "all", of };
  }

  expectEnd(): void {
    if (this.#tokens[0]) throw unreadable(this.#tokens[0].value);
  }

  #readAny(): Filter {
    const of = [this.#readTerm()];
    while (this.#tokens[0]?.kind === "or") {
      this.#tokens.shift();
      of.push(this.#readTerm());
    }
    return of.length === 1 && of[0] ? of[0] : { kind: "any", of };
  }

  #readTerm(): Filter {
    const token = this.#tokens.shift();
    if (token?.kind === "not") return { kind: "not", of: this.#readTerm() };
    if (token?.kind === "open") {
      const inner = this.readAll();
      if (this.#tokens.shift()?.kind !== "close") throw unreadable("(");
      return inner;
    }
    return this.#readComparison(token);
  }

  #readComparison(field: FilterToken | undefined): Filter {
    const [operator, value] = this.#tokens.splice(0, 2);
    if (field?.kind !== "name" || operator?.kind !== "comparison") throw unreadable(field?.value ?? "");
    if (value?.kind !== "name" && value?.kind !== "text") throw unreadable(`${field.value}${operator.value}`);
    if (!FIELDS.test(field.value)) throw unreadable(field.value);
    return { kind: "comparison", field: field.value, operator: operator.value, value: value.value };
  }
}

function unreadable(what: string): ApiError {
  const description = `Unparseable or, by the rehearsal, unsupported filter: ${what}`;
  return invalidArgument([{ field: "filter", description }]);
}
