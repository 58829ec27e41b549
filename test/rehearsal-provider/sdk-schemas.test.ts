import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { IMAGE_SCHEMA } from "../../rehearsal/provider/docker/image-schema.ts";
import { CONFIGURATION_KEYS } from "../../rehearsal/provider/gcp/configuration-keys.ts";
import { RESOURCES } from "../../rehearsal/provider/gcp/resources/index.ts";
import type { Property, Schema } from "../../rehearsal/provider/schema/property.ts";
import { type DeclaredProperty, sdkDeclarations } from "./sdk-declarations.ts";

/** Where the SDK calls optional what the cloud needs: the real plugin gives a name, or asks for one. */
const OPTIONAL_IN_THE_SDK = new Set(["name", "accountId"]);

const ARGUMENTS = [
  [
    "gcp:artifactregistry/repository:Repository",
    "artifactregistry",
    "artifactregistry/repository",
    "Repository",
  ],
  ["gcp:cloudrunv2/service:Service", "cloudrunv2", "cloudrunv2/service", "Service"],
  [
    "gcp:cloudrunv2/serviceIamMember:ServiceIamMember",
    "cloudrunv2",
    "cloudrunv2/serviceIamMember",
    "ServiceIamMember",
  ],
  ["gcp:projects/iAMMember:IAMMember", "projects", "projects/iammember", "IAMMember"],
  [
    "gcp:secretmanager/secretIamMember:SecretIamMember",
    "secretmanager",
    "secretmanager/secretIamMember",
    "SecretIamMember",
  ],
  ["gcp:serviceaccount/account:Account", "serviceaccount", "serviceaccount/account", "Account"],
] as const;

describe("rehearsal/provider: schemas against the SDKs", () => {
  for (const [token, namespace, file, type] of ARGUMENTS) {
    it(`knows the arguments of ${token} as @pulumi/gcp declares them`, () => {
      const sdk = sdkDeclarations("@pulumi/gcp", namespace);
      const schema = RESOURCES[token]?.schema;
      assert.ok(schema);
      compare(schema, sdk.top(`${file}.d.ts`, `${type}Args`), sdk.nested, type);
      const state = sdk.top(`${file}.d.ts`, `${type}State`);
      assert.deepEqual(Object.keys(schema).toSorted(), [...state.keys()].toSorted());
    });
  }

  it("knows the arguments of docker:index/image:Image as @pulumi/docker declares them", () => {
    const sdk = sdkDeclarations("@pulumi/docker");
    const { contextDigest: _ours, ...build } = (IMAGE_SCHEMA.build as Property & { kind: "record" }).fields;
    const schema: Schema = { ...IMAGE_SCHEMA, build: { kind: "record", fields: build } };
    compare(schema, sdk.top("image.d.ts", "ImageArgs"), sdk.nested, "Image");
  });

  it("knows exactly the configuration keys that @pulumi/gcp declares", () => {
    const declared = sdkDeclarations("@pulumi/gcp").file("config/vars.d.ts");
    const keys = [...declared.matchAll(/export declare (?:const|let|var) (\w+)/g)].map(([, key]) => key);
    assert.deepEqual([...CONFIGURATION_KEYS].toSorted(), keys.toSorted());
  });

  for (const plugin of ["gcp", "docker"] as const) {
    it(`says the version of @pulumi/${plugin} for its own`, () => {
      const main = readFileSync(`rehearsal/provider/${plugin}/main.ts`, "utf8");
      assert.match(
        main,
        new RegExp(`"${sdkDeclarations(`@pulumi/${plugin}`).version.replaceAll(".", "\\.")}"`),
      );
    });
  }
});

function compare(
  schema: Schema,
  declared: Map<string, DeclaredProperty>,
  nested: (name: string) => Map<string, DeclaredProperty>,
  path: string,
): void {
  // In nested blocks the SDK declares outputs among the arguments.
  const settable = Object.entries(schema).filter(([name, { output }]) => !output || declared.has(name));
  assert.deepEqual(settable.map(([name]) => name).toSorted(), [...declared.keys()].toSorted(), path);
  for (const [name, property] of settable) {
    const declaration = declared.get(name);
    assert.ok(declaration);
    if (!OPTIONAL_IN_THE_SDK.has(name)) {
      assert.equal(property.required === true, declaration.required, `${path}.${name} is required`);
    }
    if (property.kind === "not-emulated") continue;
    assert.equal(property.kind === "list", declaration.list, `${path}.${name} is a list`);
    const inner = property.kind === "list" ? property.element : property;
    if (inner.kind === "record") {
      assert.ok(declaration.nested, `${path}.${name} is a block`);
      compare(inner.fields, nested(declaration.nested), nested, `${path}.${name}`);
    }
  }
}
