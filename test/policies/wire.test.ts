import assert from "node:assert/strict";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import fc from "fast-check";
import protobuf from "google-protobuf/google/protobuf/struct_pb.js";
import { readableProperties, setWireProperty } from "../../policies/engine/wire-properties.ts";
import { readResource, readResources } from "../../policies/engine/wire-request.ts";
import { UNKNOWN } from "../../policies/resource/property.ts";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const secret = (value: unknown) => ({ [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value });

function encoded(urn: string, properties: object): Uint8Array {
  return new analyzer.AnalyzeRequest()
    .setUrn(urn)
    .setType("gcp:cloudrunv2/service:Service")
    .setName("backend")
    .setOptions(new analyzer.AnalyzerResourceOptions().setProtect(true))
    .setProperties(protobuf.Struct.fromJavaScript(properties as never))
    .serializeBinary();
}

describe("what the engine sends to the pack", () => {
  it("is read as the generated classes read it, whatever the properties are", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((key) => key !== "__proto__"),
          fc.jsonValue(),
        ),
        fc.string(),
        (properties, urn) => {
          const bytes = encoded(urn, properties);
          const read = readResource(bytes);
          const generated = analyzer.AnalyzeRequest.deserializeBinary(bytes);
          assert.deepEqual([read.urn, read.type, read.name], [urn, generated.getType(), "backend"]);
          assert.equal(
            JSON.stringify(read.properties()),
            JSON.stringify(generated.getProperties()?.toJavaScript()),
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  it("is read resource by resource where it is a whole stack", () => {
    const resources = ["a", "b"].map((name) =>
      new analyzer.AnalyzerResource().setUrn(`urn:${name}`).setType("t").setName(name),
    );
    const request = new analyzer.AnalyzeStackRequest().setResourcesList(resources).serializeBinary();
    assert.deepEqual(
      readResources(request).map(({ urn, name, properties }) => [urn, name, properties()]),
      [
        ["urn:a", "a", {}],
        ["urn:b", "b", {}],
      ],
    );
  });

  it("has secrets unpacked and unknown values marked for the rules", () => {
    const wire = {
      password: secret({ nested: ["x"] }),
      image: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      list: [secret("y"), "3eeb2bf0-c639-47a8-9e75-3b44932eb421"],
    };
    assert.deepEqual(readableProperties(wire), {
      password: { nested: ["x"] },
      image: UNKNOWN,
      list: ["y", UNKNOWN],
    });
  });

  it("keeps secret what was secret when a fix changes it, or something in it", () => {
    const wire = { labels: secret({ environment: "dev" }), token: secret("a"), other: {} };
    setWireProperty(wire, ["labels", "environment"], "staging");
    setWireProperty(wire, ["token"], "b");
    setWireProperty(wire, ["made", "on", "the way"], 1);
    assert.deepEqual(wire, {
      labels: secret({ environment: "staging" }),
      token: secret("b"),
      other: {},
      made: { on: { "the way": 1 } },
    });
  });
});
