import type { StackResource } from "../../policies/resource/resource.ts";
import {
  ACCOUNT,
  ACCOUNT_KEY,
  PROJECT_MEMBER,
  REPOSITORY,
  SERVICE,
  SERVICE_MEMBER,
} from "../../policies/resource/types.ts";
import { cloudRunProperties } from "./cloud-run-properties.ts";
import { concerns } from "./concerned-members.ts";
import { type LiveReading, liveGrant, liveResource } from "./live-reading.ts";
import { apiBase, grantsIn, type LiveSource, reading } from "./live-source.ts";
import { readSecretGrants } from "./read-secret-grants.ts";

/** What to look for in the project. */
export interface Audited {
  /** Short names of the Cloud Run services. */
  services: readonly string[];
  /** ID of the repository that their images are in. */
  repository: string;
}

type Document = Record<string, unknown>;

/**
 * Reads everything live that rules look at: the services, who may do what with them and by them, and where their images are. What
 * may not be read is told in its reading; without a service there is nothing to audit, so that then it fails with the API's refusal.
 */
export async function readLive(source: LiveSource, audited: Audited): Promise<LiveReading[]> {
  const services = await Promise.all(audited.services.map((name) => readService(source, name)));
  const accounts = [...new Set(services.flatMap(accountOf))];
  const rest = await Promise.all([
    reading(SERVICE_MEMBER, () => readInvokers(source, audited.services)),
    reading(PROJECT_MEMBER, () => readProjectRoles(source, accounts)),
    ...readSecretGrants(source, services, accounts),
    reading(ACCOUNT, () => readAccounts(source, accounts)),
    reading(ACCOUNT_KEY, () => readKeys(source, accounts)),
    reading(REPOSITORY, async () => [await readRepository(source, audited.repository)]),
  ]);
  return [{ type: SERVICE, resources: services }, ...rest];
}

async function readService(source: LiveSource, name: string): Promise<StackResource> {
  const document = await source.rest<Document>({ method: "GET", url: serviceUrl(source, name) });
  const place = { project: source.project, location: source.region, name };
  return liveResource(SERVICE, name, cloudRunProperties(document, place));
}

async function readInvokers(source: LiveSource, names: readonly string[]): Promise<StackResource[]> {
  const { project, region: location } = source;
  const each = names.map(async (name) => {
    const url = `${serviceUrl(source, name)}:getIamPolicy`;
    const grants = await grantsIn(source, { method: "GET", url });
    return grants.map((grant) => liveGrant(SERVICE_MEMBER, name, { project, location, name, ...grant }));
  });
  return (await Promise.all(each)).flat();
}

/** Of the project's grants those to the services' accounts; whoever else has a role in the project is not this stack's affair. */
async function readProjectRoles(source: LiveSource, accounts: readonly string[]): Promise<StackResource[]> {
  const { project } = source;
  const grants = await grantsIn(source, {
    method: "POST",
    url: `${apiBase(source, "cloudresourcemanager")}/v1/projects/${project}:getIamPolicy`,
    body: { options: { requestedPolicyVersion: 3 } },
  });
  return grants
    .filter(({ member }) => concerns(member, accounts))
    .map((grant) => liveGrant(PROJECT_MEMBER, project, { project, ...grant }));
}

async function readAccounts(source: LiveSource, accounts: readonly string[]): Promise<StackResource[]> {
  const each = accounts.map(async (email) => {
    const { displayName, description } = await source.rest<Document>({
      method: "GET",
      url: accountUrl(source, email),
    });
    const [accountId = ""] = email.split("@");
    return liveResource(ACCOUNT, accountId, { project: source.project, accountId, displayName, description });
  });
  return Promise.all(each);
}

/** https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts.keys/list */
async function readKeys(source: LiveSource, accounts: readonly string[]): Promise<StackResource[]> {
  const each = accounts.map(async (email) => {
    const url = `${accountUrl(source, email)}/keys?keyTypes=USER_MANAGED`;
    const { keys = [] } = await source.rest<{ keys?: { name: string }[] }>({ method: "GET", url });
    return keys.map(({ name }) => liveResource(ACCOUNT_KEY, email, { serviceAccountId: email }, name));
  });
  return (await Promise.all(each)).flat();
}

async function readRepository(source: LiveSource, repositoryId: string): Promise<StackResource> {
  const { project, region: location } = source;
  const path = `projects/${project}/locations/${location}/repositories/${repositoryId}`;
  const document = await source.rest<Document>({
    method: "GET",
    url: `${apiBase(source, "artifactregistry")}/v1/${path}`,
  });
  const cleanupPolicies = Object.values((document.cleanupPolicies ?? {}) as Record<string, unknown>);
  return liveResource(REPOSITORY, repositoryId, {
    ...document,
    project,
    location,
    repositoryId,
    cleanupPolicies,
  });
}

function accountOf({ props }: StackResource): string[] {
  const { serviceAccount } = props.template as { serviceAccount?: string };
  return serviceAccount ? [serviceAccount] : [];
}

function serviceUrl(source: LiveSource, name: string): string {
  const { project, region } = source;
  return `${apiBase(source, "run")}/v2/projects/${project}/locations/${region}/services/${name}`;
}

function accountUrl(source: LiveSource, email: string): string {
  return `${apiBase(source, "iam")}/v1/projects/${source.project}/serviceAccounts/${email}`;
}
