import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fromJson, type Message, toJson } from "@bufbuild/protobuf";
import fc from "fast-check";
import { loadRegistry } from "../../rehearsal/api/descriptors/load-registry.ts";
import { declaredPart } from "../../rehearsal/api/run/service-document.ts";
import { serviceFromV1, serviceToV1 } from "../../rehearsal/api/run-v1/convert-service.ts";
import type { V1Service } from "../../rehearsal/api/run-v1/v1-types.ts";
import type { Json, ServiceDocument } from "../../rehearsal/contract.ts";
import { storedServices } from "./run-v1-resources.ts";
import { PROJECT_NUMBER } from "./running-api.ts";

const registry = loadRegistry(".rehearsal/descriptors.binpb");

/** As it comes over the wire: without fields at their default. */
function overTheWire(v1: V1Service): V1Service {
  const desc = registry.getMessage("google.cloud.run.v1.Service");
  assert.ok(desc);
  const message: Message = fromJson(desc, v1 as Json, { registry });
  return toJson(desc, message, { registry }) as V1Service;
}

function backToV2(v1: V1Service, current?: ServiceDocument) {
  const violations: string[] = [];
  const service = serviceFromV1(v1, current, (field, description) =>
    violations.push(`${field}: ${description}`),
  );
  assert.deepEqual(violations, []);
  return service;
}

describe("a service as Cloud Run v1 shows it", () => {
  it("says all that it can of what v2 declares, so that nothing is lost on the way back", () => {
    fc.assert(
      fc.property(storedServices(), (stored) => {
        const { name: _name, deletionProtection: _unsayable, ...declared } = declaredPart(stored);
        const v1 = overTheWire(serviceToV1(stored, PROJECT_NUMBER));
        assert.deepEqual(backToV2(v1), declared);
      }),
    );
  });

  it("leaves alone what it cannot say: a replacement by itself changes nothing", () => {
    fc.assert(
      fc.property(storedServices(), (stored) => {
        const { name: _name, ...declared } = declaredPart(stored);
        const v1 = overTheWire(serviceToV1(stored, PROJECT_NUMBER));
        assert.deepEqual(backToV2(v1, stored), declared);
      }),
    );
  });

  it("keeps a template to the letter that it cannot tell from another", () => {
    const [stored] = fc.sample(storedServices(), 1);
    assert.ok(stored);
    const template = {
      ...stored.template,
      timeout: "1.5s",
      volumes: [{ name: "db", cloudSqlInstance: { instances: ["p:us-central1:a"] } }],
      containers: [{ image: "i", volumeMounts: [{ name: "db", mountPath: "/cloudsql" }], resources: {} }],
    };
    const service = { ...stored, template };
    const v1 = overTheWire(serviceToV1(service, PROJECT_NUMBER));
    assert.deepEqual(backToV2(v1, service).template, template);
  });
});

describe("the .proto files of Cloud Run v1", () => {
  it("have every field of Google's discovery types, and no other", () => {
    const source = readFileSync("node_modules/@googleapis/run/build/v1.d.ts", "utf8");
    for (const name of [...messagesFrom("Service"), ...messagesFrom("Revision"), ...messagesFrom("Status")]) {
      const [, body] =
        new RegExp(`interface Schema\\$${name} \\{\\n(.*?)\\n    \\}\\n`, "s").exec(source) ?? [];
      assert.ok(body !== undefined, `Google has no ${name}`);
      const fields = [...body.matchAll(/^ {8}(\w+)\?: /gm)].map(([, field]) => field);
      const ours = registry.getMessage(`google.cloud.run.v1.${name}`)?.fields.map(({ jsonName }) => jsonName);
      assert.deepEqual(ours?.toSorted(), fields.toSorted(), name);
    }
  });
});

/** The names of a message and of all that it is made of. */
function messagesFrom(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const { message } of registry.getMessage(`google.cloud.run.v1.${name}`)?.fields ?? []) {
    if (message?.typeName.startsWith("google.cloud.run.v1.")) messagesFrom(message.name, found);
  }
  return found;
}
