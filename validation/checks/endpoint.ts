import type * as z from "zod";
import type { Finding } from "../../faults/fault.ts";
import type { EndpointSettings } from "../../settings/validation.ts";
import type { Check } from "../check.ts";
import { ANSWERING } from "../needs.ts";
import { failed, passed } from "../outcome.ts";
import { type Answer, ask, statusInWords } from "../probe/ask.ts";
import { signedInUser } from "../probe/signed-in-user.ts";

/** What an endpoint has to answer. */
export interface EndpointExpectation extends Partial<EndpointSettings> {
  method: string;
  path: string;
  /** What the body has to be like, where a type by key does not say enough. */
  schema?: z.ZodType;
  /** Whether it is asked by somebody who is signed in. */
  signedIn?: boolean;
}

/** Asks one endpoint and holds the answer against what is expected: status, content type, headers, body. */
export function endpoint(expectation: EndpointExpectation): Check {
  const { method, path, signedIn = false } = expectation;
  const as = signedIn ? ", signed in" : "";
  return {
    id: `endpoint-${slug(`${method} ${path}${as}`)}`,
    title: `${method} ${path}${as}`,
    group: "endpoints",
    needs: ANSWERING,
    attempts: 2,
    async run(context) {
      const user = signedIn ? await signedInUser(context, "ada") : undefined;
      if (user?.token === undefined && user) return failed(user.reason, { evidence: user.evidence });
      const answer = await ask(context, {
        ...{ method, path },
        ...(user?.token === undefined ? {} : { token: user.token }),
        ...(expectation.body === undefined ? {} : { json: JSON.parse(expectation.body) }),
      });
      const findings = findingsOf(answer, expectation);
      const evidence = [answer.evidence];
      if (findings.length > 0) return failed(inWords(findings), { evidence, findings });
      return passed(`${statusInWords(answer)} in ${Math.round(answer.milliseconds)} ms`, { evidence });
    },
  };
}

/** Everything about an answer that is not as expected; the body is not looked at where the status is wrong already. */
export function findingsOf(answer: Answer, expectation: EndpointExpectation): Finding[] {
  const statuses = expectation.status ?? [200];
  if (answer.status === undefined || !statuses.includes(answer.status)) {
    return [{ path: "status", expected: statuses.join(" or "), actual: statusInWords(answer) }];
  }
  return [
    ...headerFindings(answer, expectation),
    ...textFindings(answer, expectation),
    ...jsonFindings(answer, expectation),
  ];
}

function headerFindings(
  { headers }: Answer,
  { contentType, headers: wanted = {} }: EndpointExpectation,
): Finding[] {
  const type = headers.get("content-type") ?? "none";
  const found = Object.entries(wanted).flatMap(([name, text]): Finding[] => {
    const value = headers.get(name);
    if (value?.includes(text)) return [];
    const expected = text === "" ? "the header" : `a header with ${JSON.stringify(text)}`;
    return [{ path: `header ${name}`, expected, actual: value ?? "no such header" }];
  });
  if (contentType === undefined || type.startsWith(contentType)) return found;
  return [{ path: "header content-type", expected: contentType, actual: type }, ...found];
}

function textFindings({ text }: Answer, { contains }: EndpointExpectation): Finding[] {
  if (contains === undefined || text.includes(contains)) return [];
  return [
    {
      path: "body",
      expected: `a text with ${JSON.stringify(contains)}`,
      actual: `${text.length} characters without`,
    },
  ];
}

function jsonFindings({ json }: Answer, { json: types, values, schema }: EndpointExpectation): Finding[] {
  const wrongTypes = Object.entries(types ?? {}).flatMap(([key, expected]): Finding[] => {
    const actual = typeOf(valueAt(json, key));
    return actual === expected ? [] : [{ path: `body.${key}`, expected, actual }];
  });
  const wrongValues = Object.entries(values ?? {}).flatMap(([key, wanted]): Finding[] => {
    const found = valueAt(json, key);
    return found === wanted
      ? []
      : [{ path: `body.${key}`, expected: JSON.stringify(wanted), actual: printed(found) }];
  });
  const issues = schema?.safeParse(json).error?.issues ?? [];
  const misshapen = issues.map(({ path, message }): Finding => {
    const at = path.map(String).join(".");
    return { path: at === "" ? "body" : `body.${at}`, expected: message, actual: typeOf(valueAt(json, at)) };
  });
  return [...wrongTypes, ...wrongValues, ...misshapen];
}

function valueAt(json: unknown, path: string): unknown {
  if (path === "") return json;
  return path
    .split(".")
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], json);
}

function typeOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function printed(value: unknown): string {
  return typeof value === "object" && value !== null ? typeOf(value) : (JSON.stringify(value) ?? "nothing");
}

function inWords(findings: readonly Finding[]): string {
  return findings
    .map(({ path, expected, actual }) => `${path}: expected ${expected}; found ${actual}`)
    .join("; ");
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
