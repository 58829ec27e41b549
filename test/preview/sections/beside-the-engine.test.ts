import assert from "node:assert/strict";
import { capacityOfService } from "../../../preview/cost/capacity-of-service.ts";
import { AMPLE_ROOM } from "../../../preview/markdown/room.ts";
import type { PreviewFacts } from "../../../preview/preview-facts.ts";
import { cost } from "../../../preview/sections/cost.ts";
import { drift } from "../../../preview/sections/drift.ts";
import { imageSize } from "../../../preview/sections/image-size.ts";
import { recordedFacts } from "../recorded-streams.ts";

const facts = (more: Partial<PreviewFacts>): PreviewFacts => ({ ...recordedFacts("update"), ...more });

describe("what a comment tells beside the engine's preview", () => {
  it("is a month's cost before and after, with the difference and what it rests on", () => {
    const changed = recordedFacts("update");
    const service = changed.preview.resources.find(({ type }) => type.includes("cloudrunv2"));
    const template = service?.after?.inputs.template as { containers: { resources: { limits: object } }[] };
    const [container] = template.containers;
    assert.ok(container);
    container.resources.limits = { cpu: "4", memory: "4Gi" };
    const text = cost.render(changed, AMPLE_ROOM) ?? "";
    // While serving, 4 vCPU and 4 GiB instead of 1 and 0.5: 648,720 s × (3 × $0.000024 + 3.5 × $0.0000025) = $52.38 more.
    assert.match(
      text,
      /\| \*\*\$41\.93\*\* \(\$36\.39 to \$42\.59\) \| \*\*\$94\.31\*\* .* \| \+\$52\.38 \|/,
    );
    assert.match(text, /What this rests on.*WebSockets open in 176 of 730 hours/s);
  });

  it("is no cost where a preview does not know the capacity, or there are no prices for the region", () => {
    assert.equal(capacityOfService({ template: { containers: [{ resources: {} }] } }), undefined);
    const { settings } = recordedFacts("update");
    assert.ok(settings);
    const elsewhere = { ...settings, region: "europe-north1" };
    assert.equal(cost.render(facts({ settings: elsewhere }), AMPLE_ROOM), undefined);
  });

  it("is the image's size before and after, by the layers that changed", () => {
    const mebibyte = 2 ** 20;
    const image = {
      before: { totalBytes: 130 * mebibyte, wastedBytes: 0 },
      after: { totalBytes: 131.5 * mebibyte, wastedBytes: 0 },
      layers: [{ createdBy: "COPY dist/main.mjs ./", beforeBytes: 3 * mebibyte, afterBytes: 4.5 * mebibyte }],
    };
    const lines = (imageSize.render(facts({ rehearsal: { image } }), AMPLE_ROOM) ?? "").split("\n");
    assert.equal(lines[2], "130.0 MiB → **131.5 MiB** (+1.5 MiB), measured on the rehearsed images.");
    assert.equal(lines.at(-1), "| `COPY dist/main.mjs ./` | 3.0 MiB | 4.5 MiB |");
    assert.equal(imageSize.render(facts({ rehearsal: {} }), AMPLE_ROOM), undefined);
  });

  it("says why drift is not known, but for what nobody has deployed yet", () => {
    const told = (code: string) =>
      drift.render(facts({ drift: { fault: { code, summary: "HTTP 503" } } }), AMPLE_ROOM);
    assert.equal(
      told("cloud-refused"),
      "### Drift\n\nWhether somebody changed staging by hand is not known: HTTP 503",
    );
    assert.equal(told("nothing-deployed"), undefined);
  });

  it("is drift, and only what is real drift", () => {
    const difference = {
      resource: "service netra",
      property: "template.timeout",
      from: "300s",
      to: "60s",
      by: null,
    };
    const found = {
      drifted: true,
      differences: [
        { ...difference, class: "drift", by: "somebody@example.com" },
        { ...difference, class: "client-stamp" },
      ],
    };
    const text = drift.render(facts({ drift: found }), AMPLE_ROOM) ?? "";
    assert.match(
      text,
      /\| `service netra` \| `template\.timeout` \| `300s` \| `60s` \| `somebody@example\.com` \|$/,
    );
    const stamps = { drifted: false, differences: [{ ...difference, class: "client-stamp" }] };
    assert.equal(drift.render(facts({ drift: stamps }), AMPLE_ROOM), undefined);
  });
});
