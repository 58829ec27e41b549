import type { Cloud, Handler, Handlers } from "../cloud.ts";
import { newEtag } from "../etag.ts";
import { alreadyExists, failedPrecondition, invalidArgument, notFound } from "../google-error.ts";
import { permissionHandlers, policyHandlers } from "../iam/policy-handlers.ts";
import { applyUpdateMask } from "../messages/update-mask.ts";
import { type PageRequest, page } from "../pagination.ts";
import type { StoredSecret } from "./secret-documents.ts";
import { inProject, withNumber } from "./secret-names.ts";
import { versionsOf } from "./secret-vault.ts";

interface CreateRequest {
  parent: string;
  secretId: string;
  secret: Partial<StoredSecret>;
}

interface UpdateRequest {
  secret: Partial<StoredSecret> & { name: string };
  updateMask?: string;
}

const SECRETS = "google.cloud.secretmanager.v1.SecretManagerService";

/** Secrets without their versions: https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets */
export function secretHandlers(cloud: Cloud): Handlers {
  const nameOf = (resource: string) => existingSecret(cloud, resource).name;
  return {
    [`${SECRETS}.CreateSecret`]: (request: CreateRequest) => createSecret(cloud, request),
    [`${SECRETS}.GetSecret`]: ({ name }: { name: string }) => withNumber(cloud, existingSecret(cloud, name)),
    [`${SECRETS}.ListSecrets`]: (request: PageRequest & { parent: string }) => listSecrets(cloud, request),
    [`${SECRETS}.UpdateSecret`]: (request: UpdateRequest) => updateSecret(cloud, request),
    [`${SECRETS}.DeleteSecret`]: (request: { name: string; etag?: string }) => deleteSecret(cloud, request),
    ...policyHandlers(cloud, SECRETS, nameOf),
    ...permissionHandlers(SECRETS, nameOf),
  } satisfies Record<string, Handler>;
}

/** The secret; throws Secret Manager's NOT_FOUND. */
export function existingSecret(cloud: Cloud, name: string): StoredSecret {
  const secret = cloud.store.get<StoredSecret>("secrets", inProject(cloud, name));
  if (!secret) throw notFound(`Secret [${withNumber(cloud, { name }).name}] not found.`);
  return secret;
}

function createSecret(cloud: Cloud, { parent, secretId, secret }: CreateRequest): object {
  if (!/^[a-zA-Z0-9_-]{1,255}$/.test(secretId)) {
    const description = `The provided Secret ID [${secretId}] does not match the expected format [[a-zA-Z_0-9-]+]`;
    throw invalidArgument([{ field: "secret_id", description }]);
  }
  if (!secret.replication) {
    throw invalidArgument([
      { field: "secret.replication", description: "Required field replication is not set." },
    ]);
  }
  const name = `${parent}/secrets/${secretId}`;
  const stored: StoredSecret = { ...secret, name, createTime: cloud.clock().toISOString(), etag: newEtag() };
  cloud.store.transaction(() => {
    if (cloud.store.get("secrets", name))
      throw alreadyExists(`Secret [${withNumber(cloud, { name }).name}] already exists.`);
    cloud.store.put("secrets", name, stored);
  });
  return withNumber(cloud, stored);
}

function listSecrets(cloud: Cloud, request: PageRequest & { parent: string }): object {
  const all = cloud.store.list<StoredSecret>("secrets", `${request.parent}/secrets/`);
  const { items, nextPageToken } = page(all, request, 25_000);
  return { secrets: items.map((secret) => withNumber(cloud, secret)), nextPageToken, totalSize: all.length };
}

function updateSecret(cloud: Cloud, { secret, updateMask = "" }: UpdateRequest): object {
  const current = existingSecret(cloud, secret.name);
  checkSecretEtag(cloud, current, secret.etag);
  if (updateMask === "") {
    throw invalidArgument([{ field: "update_mask", description: "Required field update_mask is not set." }]);
  }
  const next = { ...applyUpdateMask(current, secret, updateMask), name: current.name, etag: newEtag() };
  cloud.store.put("secrets", current.name, next);
  return withNumber(cloud, next);
}

/** With all its versions, for good: https://cloud.google.com/secret-manager/docs/delete-secret */
function deleteSecret(cloud: Cloud, { name, etag }: { name: string; etag?: string }): object {
  const secret = existingSecret(cloud, name);
  checkSecretEtag(cloud, secret, etag);
  cloud.store.transaction(() => {
    for (const { version } of versionsOf(cloud.store, secret.name))
      cloud.store.delete("secretVersions", version.name);
    cloud.store.delete("secrets", secret.name);
    cloud.store.delete("iamPolicies", secret.name);
  });
  return {};
}

/** https://cloud.google.com/secret-manager/docs/etags */
function checkSecretEtag(
  cloud: Cloud,
  { name, etag }: { name: string; etag: string },
  given: string | undefined,
): void {
  if (given === undefined || given === etag) return;
  throw failedPrecondition(
    `The etag of [${withNumber(cloud, { name }).name}] does not match the one in the request.`,
  );
}
