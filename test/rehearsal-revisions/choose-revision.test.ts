import assert from "node:assert/strict";
import { ApiError } from "../../rehearsal/contract.ts";
import { chooseRevision } from "../../rehearsal/revisions/choose-revision.ts";
import { CONTAINER, revisionDocument, SERVICE, serviceDocument } from "./documents.ts";

const NOW = "2026-11-21T12:00:00.000Z";

describe("the revision that a template asks for", () => {
  it("is new, numbered and named as Cloud Run does, where there is none yet", () => {
    const { revision, isNew } = chooseRevision(serviceDocument(), [], NOW);
    assert.equal(isNew, true);
    assert.match(
      revision.name,
      /^projects\/p\/locations\/l\/services\/web\/revisions\/web-00001-[a-z0-9]{3}$/,
    );
    assert.deepEqual(revision.containers, [CONTAINER]);
  });

  it("is the latest created one as long as the template is the same", () => {
    const latest = revisionDocument("web-00001-abc");
    const service = serviceDocument({ latestCreatedRevision: latest.name });
    assert.deepEqual(chooseRevision(service, [latest], NOW), { revision: latest, isNew: false });
  });

  it("is the next one in number when the template has changed", () => {
    const latest = revisionDocument("web-00007-abc");
    const template = { containers: [{ ...CONTAINER, image: "other" }] };
    const service = serviceDocument({ latestCreatedRevision: latest.name, template });
    const { revision } = chooseRevision(service, [latest], NOW);
    assert.match(revision.name, /web-00008-/);
  });

  it("is the one of that name when it has the same configuration, however many came after it", () => {
    const named = revisionDocument("web-aaa");
    const later = revisionDocument("web-bbb", { containers: [{ image: "b" }] });
    const service = serviceDocument({
      latestCreatedRevision: later.name,
      template: { revision: "web-aaa", containers: [CONTAINER], labels: {}, volumes: [] },
    });
    assert.equal(chooseRevision(service, [named, later], NOW).revision, named);
  });

  it("is refused where that name has another configuration", () => {
    const named = revisionDocument("web-aaa", { timeout: "5s" });
    const service = serviceDocument({
      template: { revision: `${SERVICE}/revisions/web-aaa`, containers: [CONTAINER] },
    });
    assert.throws(
      () => chooseRevision(service, [named], NOW),
      (error) =>
        error instanceof ApiError &&
        error.status === "ALREADY_EXISTS" &&
        error.message === "Revision named 'web-aaa' with different configuration already exists.",
    );
  });
});
