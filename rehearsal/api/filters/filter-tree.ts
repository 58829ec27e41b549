import type { FilterToken } from "./filter-tokens.ts";

/** A filter as a tree whose leaves are comparisons, which every API has of its own kind. */
export type FilterTree<Comparison> =
  | { kind: "all" | "any"; of: FilterTree<Comparison>[] }
  | { kind: "not"; of: FilterTree<Comparison> }
  | ({ kind: "comparison" } & Comparison);

/** How one API's filters are read. */
export interface FilterGrammar<Comparison> {
  /** Takes the tokens of a comparison, of which the first is given, from the front of the others. */
  readComparison(first: FilterToken | undefined, tokens: FilterToken[]): Comparison;
  /** The refusal of what cannot be read. */
  unreadable(what: string): Error;
}

/** Reads comparisons joined by AND (or nothing), OR, NOT (or `-`) and parentheses: https://google.aip.dev/160. */
export function readFilterTree<Comparison>(
  tokens: readonly FilterToken[],
  grammar: FilterGrammar<Comparison>,
): FilterTree<Comparison> {
  if (tokens.length === 0) return { kind: "all", of: [] };
  const reader = new FilterReader(tokens, grammar);
  const tree = reader.readAll();
  reader.expectEnd();
  return tree;
}

class FilterReader<Comparison> {
  readonly #tokens: FilterToken[];
  readonly #grammar: FilterGrammar<Comparison>;

  constructor(tokens: readonly FilterToken[], grammar: FilterGrammar<Comparison>) {
    this.#tokens = [...tokens];
    this.#grammar = grammar;
  }

  /** AND binds less tightly than OR in these languages. */
  readAll(): FilterTree<Comparison> {
    const of = [this.#readAny()];
    while (this.#tokens[0] && this.#tokens[0].kind !== "close") {
      if (this.#tokens[0].kind === "and") this.#tokens.shift();
      of.push(this.#readAny());
    }
    return of.length === 1 && of[0] ? of[0] : { kind: "all", of };
  }

  expectEnd(): void {
    if (this.#tokens[0]) throw this.#grammar.unreadable(this.#tokens[0].value);
  }

  #readAny(): FilterTree<Comparison> {
    const of = [this.#readTerm()];
    while (this.#tokens[0]?.kind === "or") {
      this.#tokens.shift();
      of.push(this.#readTerm());
    }
    return of.length === 1 && of[0] ? of[0] : { kind: "any", of };
  }

  #readTerm(): FilterTree<Comparison> {
    const token = this.#tokens.shift();
    if (token?.kind === "not") return { kind: "not", of: this.#readTerm() };
    if (token?.kind === "open") {
      const inner = this.readAll();
      if (this.#tokens.shift()?.kind !== "close") throw this.#grammar.unreadable("(");
      return inner;
    }
    return { kind: "comparison", ...this.#grammar.readComparison(token, this.#tokens) };
  }
}
