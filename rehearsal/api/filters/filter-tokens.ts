/** A piece of a filter. */
export interface FilterToken {
  kind: "name" | "text" | "comparison" | "open" | "close" | "and" | "or" | "not";
  /** A name as written, a text without its quotes, or the operator. */
  value: string;
}

const PATTERN =
  /\s*(?:--[^\n]*|"((?:[^"\\]|\\.)*)"|(<=|>=|!=|=~|!~|[=<>:])|([()])|(-(?=[\w"(]))|([^\s()"=<>!:~]+))/y;
const WORDS: Readonly<Record<string, FilterToken["kind"]>> = { AND: "and", OR: "or", NOT: "not" };

/** Cuts a filter into its pieces; undefined when it holds something that no filter has. */
export function filterTokens(filter: string): FilterToken[] | undefined {
  const tokens: FilterToken[] = [];
  const pattern = new RegExp(PATTERN);
  const text = filter.trimEnd();
  while (pattern.lastIndex < text.length) {
    const found = pattern.exec(text);
    if (!found) return undefined;
    const token = tokenOf(found);
    if (token) tokens.push(token);
  }
  return tokens;
}

function tokenOf([, text, comparison, parenthesis, minus, name]: RegExpExecArray): FilterToken | undefined {
  if (text !== undefined) return { kind: "text", value: text.replace(/\\(.)/gs, "$1") };
  if (comparison !== undefined) return { kind: "comparison", value: comparison };
  if (parenthesis !== undefined) return { kind: parenthesis === "(" ? "open" : "close", value: parenthesis };
  if (minus !== undefined) return { kind: "not", value: minus };
  return name === undefined ? undefined : { kind: WORDS[name] ?? "name", value: name };
}
