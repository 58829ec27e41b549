import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Finding } from "../../faults/fault.ts";
import { Fault } from "../../faults/fault.ts";
import { PROVIDERS } from "../../settings/namespaces.ts";
import { parseStackFile } from "../../settings/parse-stack-file.ts";
import { STAGING_FILE } from "./staging-settings.ts";

type Tree = { [key: string]: unknown };

const PROJECT_FOLDER = join(import.meta.dirname, "..", "..");
const OWN = "netra-backend:labels, netra-backend:repository, netra-backend:services, netra-backend:rehearsal";
const staging = (): Tree & { config: Tree } => parse(readFileSync(STAGING_FILE, "utf8"));

function findingsOf(content: unknown): Finding[] {
  try {
    parseStackFile(content, "Pulumi.staging.yaml");
  } catch (error) {
    if (error instanceof Fault && error.code === "settings-invalid") return error.findings;
    throw error;
  }
  return [];
}

/** Staging with one more key in its config. */
function withKey(key: string, value: unknown = {}): Tree {
  const content = staging();
  return { ...content, config: { ...content.config, [key]: value } };
}

/** Staging with one key of its config called otherwise. */
function renamed(from: string, to: string): Tree {
  const content = staging();
  const entries = Object.entries(content.config).map(([key, value]) => [key === from ? to : key, value]);
  return { ...content, config: Object.fromEntries(entries) };
}

describe("a key at the top of a settings file", () => {
  for (const key of ["environment", "secretsprovider", "encryptedkey", "encryptionsalt"])
    it(`may be Pulumi's own ${key}`, () => {
      assert.deepEqual(findingsOf({ ...staging(), [key]: "x" }), []);
    });

  for (const [key, example] of [
    ["services", "config: { netra-backend:services: … }"],
    ["netra-backend:services", "config: { netra-backend:services: … }"],
    ["region", "config: { gcp:region: … }"],
    ["validation", "config: { netra-backend:services: { <key>: { validation: … } } }"],
  ] as const)
    it(`that belongs further down, such as ${key}, is reported with its place`, () => {
      assert.deepEqual(findingsOf({ ...staging(), [key]: {} }), [
        {
          path: key,
          expected:
            "only config, environment, secretsprovider, encryptedkey and encryptionsalt at the top of the file",
          actual: "an unknown key",
          example,
        },
      ]);
    });

  it("that nobody knows is reported as well", () => {
    assert.deepEqual(
      findingsOf({ ...staging(), colour: 1 }).map(({ path, example }) => [path, example]),
      [["colour", undefined]],
    );
  });
});

describe("a key of a stack's config", () => {
  it("that is misspelt keeps its namespace, and is offered what that namespace has", () => {
    assert.deepEqual(findingsOf(withKey("netra-backend:foo")), [
      { path: "netra-backend:foo", expected: `one of ${OWN}`, actual: "an unknown key" },
    ]);
    const [label] = findingsOf(withKey("netra-backend:label"));
    assert.equal(label?.example, "netra-backend:labels");
  });

  it("without a namespace is the project's, as Pulumi has it", () => {
    assert.deepEqual(findingsOf(renamed("netra-backend:labels", "labels")), []);
    assert.deepEqual(findingsOf(withKey("foo")), [
      { path: "foo", expected: `one of ${OWN}`, actual: "an unknown key" },
    ]);
  });

  it("that is gcp's is not the project's too", () => {
    const [project, ...others] = findingsOf(withKey("netra-backend:project", "netra-production"));
    assert.deepEqual(others, []);
    assert.deepEqual([project?.path, project?.example], ["netra-backend:project", "gcp:project"]);
  });

  for (const [first, second] of [
    ["services", "netra-backend:services"],
    ["netra-backend:services", "services"],
  ] as const)
    it(`given as ${first} and again as ${second} is reported`, () => {
      const content = staging();
      const services = content.config["netra-backend:services"];
      const { "netra-backend:services": _, ...others } = content.config;
      assert.deepEqual(findingsOf({ config: { ...others, [first]: services, [second]: services } }), [
        { path: second, expected: "each setting once", actual: `${first} too, which is the same setting` },
      ]);
    });

  it("of a namespace that nothing in the program has is reported", () => {
    assert.deepEqual(findingsOf(renamed("netra-backend:labels", "netra-backnd:labels")), [
      {
        path: "netra-backnd:labels",
        expected: "a key of netra-backend, gcp, docker or pulumi",
        actual: "an unknown namespace",
        example: "netra-backend:labels",
      },
    ]);
    assert.equal(findingsOf(withKey("aws:region", "us-east-1")).length, 1);
  });

  for (const key of ["gcp:accessToken", "docker:host", "pulumi:tags", "pulumi:disable-default-providers"])
    it(`passes by where it is a provider's or Pulumi's own, such as ${key}`, () => {
      assert.deepEqual(findingsOf(withKey(key)), []);
    });

  it("may be of just the providers that the program depends on", () => {
    const { dependencies } = JSON.parse(readFileSync(join(PROJECT_FOLDER, "package.json"), "utf8"));
    const used = Object.keys(dependencies).flatMap((name) => /^@pulumi\/(.*)$/.exec(name)?.[1] ?? []);
    const providers = used.filter((name) => name !== "pulumi" && name !== "policy");
    assert.deepEqual([...PROVIDERS].sort(), providers.sort());
  });
});

describe("the settings that a page shows", () => {
  const folder = join(PROJECT_FOLDER, "docs");
  const pages = readdirSync(folder).filter((name) => name.endsWith(".md"));
  const files = [...pages.map((name) => join(folder, name)), join(PROJECT_FOLDER, "README.md")];
  const snippets = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text]) => ({ file, text })),
  );

  it("stand where the settings file has them", () => {
    assert.ok(snippets.length >= 2);
    for (const { file, text } of snippets)
      assert.deepEqual(findingsOf(merged(staging(), parse(text ?? ""))), [], `${file}:\n${text}`);
  });
});

function merged(one: unknown, other: unknown): unknown {
  if (!isMap(one) || !isMap(other)) return other;
  const entries = Object.entries(other).map(([key, value]) => [key, merged(one[key], value)]);
  return { ...one, ...Object.fromEntries(entries) };
}

function isMap(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
