/** A path template of google.api.http, ready to match: `/v2/{name=projects/*\/locations/*}/services:verb`. */
export interface PathTemplate {
  /** The values of the template's variables by field path (`service.name`), or undefined when the path is another's. */
  match(path: string): Record<string, string> | undefined;
  /** Literal characters; of two templates that match, the one with more is meant. */
  specificity: number;
}

/**
 * Compiles a template as google/api/http.proto defines it: `*` is one segment, `**` is any number, `{field=template}` binds,
 * `{field}` stands for `{field=*}`, and `:verb` ends the path. Values are percent-decoded.
 */
export function compilePathTemplate(template: string): PathTemplate {
  const fields: string[] = [];
  const source = template
    .split(/(\{[^}]*\})/)
    .map((part) => {
      if (!part.startsWith("{")) return patternOf(part);
      const [field = "", segments = "*"] = part.slice(1, -1).split("=");
      fields.push(field);
      return `(${patternOf(segments)})`;
    })
    .join("");
  const pattern = new RegExp(`^${source}$`);
  return {
    match(path) {
      const found = pattern.exec(path);
      return found ? bind(fields, found) : undefined;
    },
    specificity: template.replace(/[*{}]|\{[^}=]*=/g, "").length,
  };
}

function patternOf(segments: string): string {
  return segments
    .split(/(\*{1,2})/)
    .map((part) => (part === "**" ? ".*" : part === "*" ? "[^/]+" : escapeLiteral(part)))
    .join("");
}

function escapeLiteral(text: string): string {
  return text.replace(/[.+?^$()|[\]\\]/g, "\\$&");
}

function bind(fields: string[], found: RegExpExecArray): Record<string, string> | undefined {
  const bound: Record<string, string> = {};
  for (const [index, field] of fields.entries()) {
    const value = decode(found[index + 1] ?? "");
    if (value === undefined) return undefined;
    bound[field] = value;
  }
  return bound;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
