import type { Cloud, Handler, Handlers } from "../cloud.ts";
import { newEtag } from "../etag.ts";
import { failedPrecondition, invalidArgument } from "../google-error.ts";
import { type PageRequest, page } from "../pagination.ts";
import { shortName } from "../resource-name.ts";
import { crc32c } from "./crc32c.ts";
import type { StoredSecretVersion } from "./secret-documents.ts";
import { existingSecret } from "./secret-handlers.ts";
import { inProject, withNumber } from "./secret-names.ts";
import { versionsOf } from "./secret-vault.ts";

interface AddRequest {
  parent: string;
  payload: { data?: string; dataCrc32c?: string };
}

interface Named {
  name: string;
  etag?: string;
}

type State = StoredSecretVersion["version"]["state"];

const SECRETS = "google.cloud.secretmanager.v1.SecretManagerService";
const MOST_BYTES = 65_536;

/** Versions of secrets: https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions */
export function secretVersionHandlers(cloud: Cloud): Handlers {
  return {
    [`${SECRETS}.AddSecretVersion`]: (request: AddRequest) => addVersion(cloud, request),
    [`${SECRETS}.GetSecretVersion`]: ({ name }: Named) => withNumber(cloud, find(cloud, name).version),
    [`${SECRETS}.ListSecretVersions`]: (request: PageRequest & { parent: string }) =>
      listVersions(cloud, request),
    [`${SECRETS}.AccessSecretVersion`]: ({ name }: Named) => accessVersion(cloud, name),
    [`${SECRETS}.EnableSecretVersion`]: (request: Named) => setState(cloud, request, "ENABLED"),
    [`${SECRETS}.DisableSecretVersion`]: (request: Named) => setState(cloud, request, "DISABLED"),
    [`${SECRETS}.DestroySecretVersion`]: (request: Named) => setState(cloud, request, "DESTROYED"),
  } satisfies Record<string, Handler>;
}

function addVersion(cloud: Cloud, { parent, payload }: AddRequest): object {
  const secret = existingSecret(cloud, parent);
  const data = Buffer.from(payload.data ?? "", "base64");
  if (data.length > MOST_BYTES) {
    throw invalidArgument([
      { field: "payload.data", description: `The payload exceeds ${MOST_BYTES} bytes.` },
    ]);
  }
  if (payload.dataCrc32c !== undefined && payload.dataCrc32c !== String(crc32c(data))) {
    throw invalidArgument([
      { field: "payload.data_crc32c", description: "The checksum does not match the payload." },
    ]);
  }
  return cloud.store.transaction(() => {
    const last = versionsOf(cloud.store, secret.name).at(-1)?.version.name;
    const name = `${secret.name}/versions/${last === undefined ? 1 : Number(shortName(last)) + 1}`;
    const version: StoredSecretVersion["version"] = {
      name,
      createTime: cloud.clock().toISOString(),
      state: "ENABLED",
      replicationStatus: { automatic: {} },
      etag: newEtag(),
      clientSpecifiedPayloadChecksum: payload.dataCrc32c !== undefined,
    };
    cloud.store.put("secretVersions", name, { version, sealed: cloud.secrets.seal(name, data) });
    return withNumber(cloud, version);
  });
}

/** Newest first. */
function listVersions(cloud: Cloud, request: PageRequest & { parent: string }): object {
  const secret = existingSecret(cloud, request.parent);
  const all = versionsOf(cloud.store, secret.name).toReversed();
  const { items, nextPageToken } = page(all, request, 25_000);
  return {
    versions: items.map(({ version }) => withNumber(cloud, version)),
    nextPageToken,
    totalSize: all.length,
  };
}

function accessVersion(cloud: Cloud, name: string): object {
  const stored = find(cloud, name);
  const data = cloud.secrets.open(stored);
  const { name: shown } = withNumber(cloud, stored.version);
  return { name: shown, payload: { data: data.toString("base64"), dataCrc32c: String(crc32c(data)) } };
}

/** A destroyed version stays destroyed, its payload is gone: https://cloud.google.com/secret-manager/docs/destroy-secret-version */
function setState(cloud: Cloud, { name, etag }: Named, state: State): object {
  const { version, sealed } = find(cloud, name);
  if (version.state === "DESTROYED" && state !== "DESTROYED") {
    throw failedPrecondition(`SecretVersion.state is already DESTROYED and cannot be changed.`);
  }
  if (etag !== undefined && etag !== version.etag) {
    throw failedPrecondition("The etag provided in the request does not match the resource's current etag.");
  }
  const destroyTime = state === "DESTROYED" ? { destroyTime: cloud.clock().toISOString() } : {};
  const next = { ...version, ...destroyTime, state, etag: newEtag() };
  cloud.store.put("secretVersions", version.name, {
    version: next,
    ...(state !== "DESTROYED" && { sealed }),
  });
  return withNumber(cloud, next);
}

function find(cloud: Cloud, name: string): StoredSecretVersion {
  const [secretName = "", version = ""] = inProject(cloud, name).split("/versions/");
  return cloud.secrets.find(secretName, version);
}
