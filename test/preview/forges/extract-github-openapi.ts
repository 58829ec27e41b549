import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Takes out of GitHub's own OpenAPI description what the test server answers to: the whole package is 385 MB.
 * `npm i --no-save @octokit/openapi@23.0.2 && node test/preview/forges/extract-github-openapi.ts`
 */
const PROJECT = join(import.meta.dirname, "..", "..", "..");
const PACKAGE = join(PROJECT, "node_modules", "@octokit", "openapi");
const OPERATIONS = new Set([
  "issues/list-comments",
  "issues/create-comment",
  "issues/update-comment",
  "issues/delete-comment",
  "pulls/get",
  "users/get-authenticated",
]);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonMap = { [key: string]: Json };

const whole = JSON.parse(readFileSync(join(PACKAGE, "generated", "api.github.com.json"), "utf8")) as JsonMap;
const { version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")) as { version: string };

const paths = chosenPaths(whole.paths as JsonMap);
const kept: JsonMap = {
  openapi: whole.openapi ?? null,
  info: {
    title: `GitHub's description of issue comments and the token's user, from @octokit/openapi ${version}`,
    version,
  },
  paths,
  components: componentsOf(paths),
};
writeFileSync(
  join(import.meta.dirname, "github-openapi.json"),
  `${JSON.stringify(withoutExamples(kept), null, 1)}\n`,
);
// What the test server says of a pull request is GitHub's own example; to hold it to the description as well is slow.
const { value: example } = ((whole.components as JsonMap).examples as JsonMap)["pull-request"] as JsonMap;
writeFileSync(join(import.meta.dirname, "github-pull-request.json"), `${JSON.stringify(example, null, 1)}\n`);

function chosenPaths(all: JsonMap): JsonMap {
  const entries = Object.entries(all).flatMap(([path, item]) => {
    const methods = Object.entries(item as JsonMap).filter(([, operation]) => isChosen(operation));
    return methods.length === 0 ? [] : [[path, Object.fromEntries(methods.map(described))] as const];
  });
  return Object.fromEntries(entries);
}

function described([method, operation]: [string, Json]): [string, Json] {
  const { operationId } = operation as JsonMap;
  if (operationId !== "pulls/get") return [method, operation];
  return [method, { ...(operation as JsonMap), responses: { 200: { description: "Response" } } }];
}

function isChosen(operation: Json): boolean {
  return OPERATIONS.has(String((operation as JsonMap).operationId));
}

/** All that the paths refer to, and what that refers to. */
function componentsOf(from: Json): JsonMap {
  const components: JsonMap = {};
  const waiting = referencesIn(from);
  const seen = new Set<string>();
  for (const reference of waiting) {
    if (seen.has(reference)) continue;
    seen.add(reference);
    const [group = "", name = ""] = reference.replace("#/components/", "").split("/");
    const component = ((whole.components as JsonMap)[group] as JsonMap)[name] ?? null;
    components[group] = { ...((components[group] as JsonMap) ?? {}), [name]: component };
    waiting.push(...referencesIn(withoutExamples(component)));
  }
  return components;
}

function referencesIn(value: Json): string[] {
  return [...JSON.stringify(withoutExamples(value)).matchAll(/"\$ref":"([^"]+)"/g)].map(
    ([, reference]) => reference ?? "",
  );
}

function withoutExamples(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutExamples);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, part]) => !(key === "examples" && typeof part === "object"),
  );
  return Object.fromEntries(entries.map(([key, part]) => [key, withoutExamples(part)]));
}
