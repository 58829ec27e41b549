import type { Json } from "../../contract.ts";
import { invalidArgument } from "../google-error.ts";

/** The selected fields: name (or `*`) to what is selected within it; an empty selection is everything. */
type Selection = Map<string, Selection>;

/**
 * The part of a response that `fields` selects: `a,b/c,d(e,f)`, with `*` for any name; lists are passed through.
 * https://cloud.google.com/apis/docs/system-parameters (`$fields`). Throws INVALID_ARGUMENT for an unreadable mask.
 */
export function partialResponse(json: Json, fields: string): Json {
  const tokens = fields.match(/[^,/()\s]+|[,/()]/g) ?? [];
  const selection = readSelection(tokens);
  if (tokens.length > 0 || selection.size === 0) {
    const description = `Invalid field selection ${fields}`;
    throw invalidArgument([{ field: "fields", description }]);
  }
  return select(json, selection);
}

function readSelection(tokens: string[]): Selection {
  const selection: Selection = new Map();
  for (;;) {
    const name = tokens[0];
    if (name === undefined || /^[,/()]$/.test(name)) return selection;
    tokens.shift();
    merge(selection, name, readWithin(tokens));
    if (tokens[0] !== ",") return selection;
    tokens.shift();
  }
}

function readWithin(tokens: string[]): Selection {
  if (tokens[0] === "/") {
    tokens.shift();
    const name = tokens.shift() ?? "";
    return new Map([[name, readWithin(tokens)]]);
  }
  if (tokens[0] !== "(") return new Map();
  tokens.shift();
  const selection = readSelection(tokens);
  if (tokens.shift() !== ")") tokens.push("(");
  return selection;
}

function merge(selection: Selection, name: string, within: Selection): void {
  const already = selection.get(name);
  if (already === undefined) selection.set(name, within);
  else if (already.size === 0 || within.size === 0) already.clear();
  else for (const [inner, deeper] of within) merge(already, inner, deeper);
}

function select(json: Json, selection: Selection): Json {
  if (selection.size === 0 || json === null || typeof json !== "object") return json;
  if (Array.isArray(json)) return json.map((item) => select(item, selection));
  const selected = Object.entries(json).flatMap(([key, value]): [string, Json][] => {
    const within = selection.get(key) ?? selection.get("*");
    return within ? [[key, select(value, within)]] : [];
  });
  return Object.fromEntries(selected);
}
