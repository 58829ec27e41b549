import { randomInt } from "node:crypto";
import type { Cloud, Handler, Handlers } from "../cloud.ts";
import { alreadyExists, invalidArgument, notFound } from "../google-error.ts";
import { applyUpdateMask } from "../messages/update-mask.ts";
import { type PageRequest, page } from "../pagination.ts";
import { policyHandlers } from "./policy-handlers.ts";

/** google.iam.admin.v1.ServiceAccount */
export interface ServiceAccount {
  name: string;
  projectId: string;
  uniqueId: string;
  email: string;
  displayName?: string;
  description?: string;
  disabled?: boolean;
  oauth2ClientId: string;
  etag: string;
}

type Editable = Pick<ServiceAccount, "displayName" | "description">;

interface CreateRequest {
  name: string;
  accountId: string;
  serviceAccount?: Editable;
}

interface PatchRequest {
  serviceAccount: Editable & { name: string };
  updateMask?: string;
}

const IAM = "google.iam.admin.v1.IAM";
const ETAG = Buffer.from("1").toString("base64");

/** Service accounts: https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts */
export function serviceAccountHandlers(cloud: Cloud): Handlers {
  const { store } = cloud;
  const find = (name: string) => findAccount(cloud, name);
  const disable = (name: string, disabled: boolean) => {
    const account = find(name);
    store.put("serviceAccounts", account.name, { ...account, disabled });
    return {};
  };
  return {
    [`${IAM}.CreateServiceAccount`]: (request: CreateRequest) => createAccount(cloud, request),
    [`${IAM}.GetServiceAccount`]: ({ name }: { name: string }) => find(name),
    [`${IAM}.ListServiceAccounts`]: (request: PageRequest & { name: string }) => listAccounts(cloud, request),
    [`${IAM}.PatchServiceAccount`]: (request: PatchRequest) => patchAccount(cloud, request),
    [`${IAM}.DeleteServiceAccount`]: ({ name }: { name: string }) => deleteAccount(cloud, find(name)),
    [`${IAM}.EnableServiceAccount`]: ({ name }: { name: string }) => disable(name, false),
    [`${IAM}.DisableServiceAccount`]: ({ name }: { name: string }) => disable(name, true),
    ...policyHandlers(cloud, IAM, (resource) => find(resource).name),
  } satisfies Record<string, Handler>;
}

function createAccount(
  { store, project }: Cloud,
  { name: parent, accountId, serviceAccount }: CreateRequest,
): ServiceAccount {
  if (!/^[a-z][-a-z0-9]{4,28}[a-z0-9]$/.test(accountId)) {
    const description = `"${accountId}" does not match the expected format: 6 to 30 lowercase letters, digits and hyphens, beginning with a letter.`;
    throw invalidArgument([{ field: "account_id", description }]);
  }
  const email = `${accountId}@${project}.iam.gserviceaccount.com`;
  const name = `${parent}/serviceAccounts/${email}`;
  const uniqueId = `1${Array.from({ length: 20 }, () => randomInt(10)).join("")}`;
  const account = {
    name,
    projectId: project,
    uniqueId,
    email,
    ...editable(serviceAccount),
    oauth2ClientId: uniqueId,
    etag: ETAG,
  };
  store.transaction(() => {
    if (store.get("serviceAccounts", name)) {
      throw alreadyExists(`Service account ${accountId} already exists within project ${parent}.`);
    }
    store.put("serviceAccounts", name, account);
  });
  return account;
}

function editable({ displayName, description }: Editable = {}): Editable {
  return { ...(displayName && { displayName }), ...(description && { description }) };
}

function listAccounts({ store }: Cloud, request: PageRequest & { name: string }): object {
  const all = store.list<ServiceAccount>("serviceAccounts", `${request.name}/serviceAccounts/`);
  const { items, nextPageToken } = page(all, request);
  return { accounts: items, nextPageToken };
}

function patchAccount(cloud: Cloud, { serviceAccount, updateMask = "" }: PatchRequest): ServiceAccount {
  const current = findAccount(cloud, serviceAccount.name);
  const mask = updateMask || "displayName,description";
  const next = applyUpdateMask<ServiceAccount>(current, editable(serviceAccount), mask);
  cloud.store.put("serviceAccounts", current.name, next);
  return next;
}

function deleteAccount({ store }: Cloud, { name }: ServiceAccount): object {
  store.transaction(() => {
    store.delete("serviceAccounts", name);
    store.delete("iamPolicies", name);
  });
  return {};
}

/** By email or by unique ID, as the API allows both. */
function findAccount({ store }: Cloud, name: string): ServiceAccount {
  const account =
    store.get<ServiceAccount>("serviceAccounts", name) ??
    store
      .list<ServiceAccount>("serviceAccounts")
      .find(({ uniqueId }) => name.endsWith(`/serviceAccounts/${uniqueId}`));
  if (!account) throw notFound("Unknown service account");
  return account;
}
