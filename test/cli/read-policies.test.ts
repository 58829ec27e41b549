import assert from "node:assert/strict";
import { readForeignGrants } from "../../cli/drift/read-policies.ts";
import { type ResourceView, SERVICE_MEMBER_TYPE, SERVICE_TYPE } from "../../release/drift/resource-view.ts";
import type { RestClient } from "../../release/rest/rest-client.ts";

const ACCESS = { project: "p", region: "r", apiUrl: "http://cloud" };
const EVERYBODY = { role: "roles/run.invoker", members: ["allUsers"] };

function view(type: string, name: string, declared: Record<string, unknown>): ResourceView {
  const urn = `urn:pulumi:staging::netra-backend::${type}::${name}`;
  return { urn, type, name, declared, deployed: declared, live: declared, seen: declared } as ResourceView;
}

const service = (key: string, name: string) => view(SERVICE_TYPE, key, { project: "p", location: "r", name });
const open = (resource: string, name: string) =>
  view(SERVICE_MEMBER_TYPE, resource, { name, role: EVERYBODY.role, member: "allUsers" });

describe("grants that were made outside", () => {
  it("are told by the service that a grant is on, also where its key begins with another one's", async () => {
    const views = [
      service("backend", "netra"),
      service("backend-admin", "netra-admin"),
      open("backend-admin-public", "projects/p/locations/r/services/netra-admin"),
    ];
    const rest: RestClient = async <T>() => ({ bindings: [EVERYBODY] }) as T;
    const { differences, notes } = await readForeignGrants(views, ACCESS, rest);
    assert.deepEqual(notes, []);
    assert.deepEqual(
      differences.map(({ serviceKey }) => serviceKey),
      ["backend"],
    );
  });
});
