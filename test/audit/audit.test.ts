import assert from "node:assert/strict";
import { audit } from "../../audit/judge.ts";
import { stateSubject } from "../../audit/subjects.ts";
import { IMAGE_COMPONENT } from "../../policies/resource/types.ts";
import { rules } from "../../policies/rules.ts";
import { declaredStack } from "../policies/declared-stack.ts";
import { auditLive, serviceIn, violated } from "./audit-live.ts";
import { SERVICE } from "./live-apis.ts";

const SECRET_TWO = "/v1/projects/123456789/secrets/jwt:getIamPolicy";

describe("an audit of what is live", () => {
  it("finds nothing in staging as it is declared, and names each rule that no API can answer", async () => {
    const report = await auditLive(() => undefined);
    assert.deepEqual(violated(report), []);
    assert.deepEqual(
      report.notJudged.map(({ rule, reason }) => [rule, reason]),
      [
        ["deletion-protection", "Cloud Run knows no such property, only the provider does"],
        ["alpine-base", "how an image was built is in no API"],
        ["not-root", "how an image was built is in no API"],
        ["image-platform", "how an image was built is in no API"],
        ["image-size", "what the build measured is in no API"],
        ["orphan-bindings", "whether an account or a service is another stack's is in no API"],
      ],
    );
    assert.equal(report.looked[0]?.rulesJudged, rules.length - 6);
  });

  it("finds the limits, the moving tag and the bypass flag that reports took for normal", async () => {
    const report = await auditLive((apis) => {
      const [container] = serviceIn(apis).template.containers;
      assert.ok(container);
      container.resources.limits = { cpu: "4", memory: "4Gi" };
      container.image = "gcr.io/netra-staging/netra-backend-staging:latest";
      container.env.push({ name: "BYPASS_STARTUP_VALIDATION", value: "true" });
    });
    const at = "netra-backend-staging: template";
    assert.deepEqual(violated(report), [
      `memory-limit ${at}.containers[0].resources.limits.memory`,
      `cpu-limit ${at}.containers[0].resources.limits.cpu`,
      `validation-bypass ${at}.containers[0].envs[10].value`,
      `pinned-digest ${at}.containers[0].image`,
      `allowed-registry ${at}.containers[0].image`,
      `monthly-cost ${at}.scaling`,
    ]);
    const [memory] = report.violations;
    assert.deepEqual(
      [memory?.source, memory?.level, memory?.found, memory?.fix],
      ["live", "mandatory", "4Gi", "services.<key>.memoryMiB"],
    );
  });

  it("finds a port that grew another name, a key, and a secret that nothing needs", async () => {
    const report = await auditLive((apis) => {
      const [container] = serviceIn(apis).template.containers;
      assert.ok(container?.ports[0]);
      container.ports[0].name = "h2c";
      const account = "netra-backend-staging@netra-staging.iam.gserviceaccount.com";
      apis[`/v1/projects/netra-staging/serviceAccounts/${account}/keys`] = { keys: [{ name: "keys/1" }] };
      const spare = "projects/123456789/secrets/spare";
      const secrets = apis["/v1/projects/netra-staging/secrets"] as { secrets: { name: string }[] };
      secrets.secrets.push({ name: spare });
      apis[`/v1/${spare}:getIamPolicy`] = apis[SECRET_TWO];
    });
    assert.deepEqual(violated(report), [
      "http-version netra-backend-staging: template.containers[0].ports.name",
      "no-account-keys netra-backend-staging@netra-staging.iam.gserviceaccount.com: serviceAccountId",
      "secrets-unused spare: secretId",
    ]);
  });

  it("passes no rule for want of permission, and says what was refused", async () => {
    const report = await auditLive((apis) => {
      apis[SECRET_TWO] = undefined;
    });
    assert.deepEqual(violated(report), []);
    const refused = report.notJudged.filter(({ reason }) => reason.includes("HTTP 403 PERMISSION_DENIED"));
    assert.deepEqual(
      refused.map(({ rule }) => rule).filter((rule) => rule.startsWith("secrets-")),
      ["secrets-readable", "secrets-unused"],
    );
    assert.ok(!refused.some(({ rule }) => rule === "memory-limit"));
    const partly = refused.find(({ rule }) => rule === "foreign-environment");
    assert.equal(partly?.place, "every gcp:secretmanager/secretIamMember:SecretIamMember");
  });

  it("cannot audit a service that is not there", async () => {
    await assert.rejects(
      auditLive((apis) => {
        apis[SERVICE] = undefined;
      }),
      { code: "cloud-refused", httpStatus: 403 },
    );
  });

  it("goes by the stack's own invariants and levels, and names a rule that is switched off", async () => {
    const report = await auditLive(
      (apis) => {
        const [container] = serviceIn(apis).template.containers;
        assert.ok(container);
        container.resources.limits = { cpu: "2", memory: "1Gi" };
      },
      {
        "memory-limit": { memoryMiB: { min: 512, max: 1024 } },
        "cpu-limit": { enforcementLevel: "advisory" },
        "monthly-cost": { enforcementLevel: "disabled" },
      },
    );
    assert.deepEqual(
      report.violations.map(({ rule, level }) => [rule, level]),
      [["cpu-limit", "advisory"]],
    );
    assert.ok(
      report.notJudged.some(({ rule, reason }) => rule === "monthly-cost" && /switches/.test(reason)),
    );
  });
});

describe("an audit of Pulumi's state", () => {
  it("passes the stack that the program declares", async () => {
    const { resources } = await declaredStack();
    const exported = resources.map(({ urn, type, props }) => ({ urn, type, inputs: props, outputs: props }));
    const report = audit([stateSubject(exported)], {});
    assert.deepEqual([report.violations, report.notJudged], [[], []]);
  });

  it("judges inputs by rules about one resource, outputs by rules across them, and no leftovers", async () => {
    const { resources } = await declaredStack();
    const exported = resources.map(({ urn, type, props }) => {
      const outputs = type === IMAGE_COMPONENT ? { sizeBytes: 200 * 2 ** 20 } : props;
      return { urn, type, inputs: props, outputs };
    });
    const [leftover] = exported.filter(({ type }) => type === "gcp:artifactregistry/repository:Repository");
    assert.ok(leftover);
    const deleted = { ...leftover, urn: `${leftover.urn}-old`, inputs: {}, delete: true };
    const report = audit([stateSubject([...exported, deleted])], {});
    assert.deepEqual(violated(report), ["image-size backend: sizeBytes"]);
  });

  it("does not take an encrypted value for a good one", async () => {
    const stack = await declaredStack();
    const secret = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      ciphertext: "v1:x",
    };
    stack.container.image = secret;
    const exported = stack.resources.map(({ urn, type, props }) => ({
      urn,
      type,
      inputs: props,
      outputs: props,
    }));
    const report = audit([stateSubject(exported)], {});
    assert.deepEqual(
      report.notJudged.map(({ rule, reason }) => [rule, reason]),
      [
        ["foreign-environment", "it is a secret, encrypted in the state"],
        ["pinned-digest", "it is a secret, encrypted in the state"],
        ["allowed-registry", "it is a secret, encrypted in the state"],
      ],
    );
  });
});
