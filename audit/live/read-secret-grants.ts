import { readable, type StackResource } from "../../policies/resource/resource.ts";
import { SECRET_MEMBER } from "../../policies/resource/types.ts";
import { secretsRead } from "../../policies/stack/secret-access.ts";
import { ApiRefusal } from "../../release/rest/api-refusal.ts";
import { concerns } from "./concerned-members.ts";
import { type LiveReading, liveGrant } from "./live-reading.ts";
import { apiBase, grantsIn, type LiveSource, listAll, reading } from "./live-source.ts";

/** What a reading is called of grants on secrets that services have from elsewhere: it may be refused where their own are told. */
export const SHARED_SECRET_MEMBER = `${SECRET_MEMBER} on a secret of another project`;

/** A secret as the API is asked for it, and as the services name it, `projects/P/secrets/S`. */
interface Secret {
  name: string;
  address: string;
  project: string;
}

/**
 * Reads who may do what with secrets. In the services' own project every secret is asked, for one that an account may read and
 * nothing of its own does is what the audit is to find; in other projects, those that the services refer to.
 */
export function readSecretGrants(
  source: LiveSource,
  services: readonly StackResource[],
  accounts: readonly string[],
): Promise<LiveReading>[] {
  const used = new Set(services.map(readable).flatMap((service) => secretsRead(service).map(addressOf)));
  const listed = listSecrets(source);
  const grantsOn = async (secrets: readonly Secret[]) =>
    (await Promise.all(secrets.map((secret) => readGrants(source, secret, accounts)))).flat();
  return [
    reading(SECRET_MEMBER, async () => {
      const names = await listed;
      return grantsOn(names.flatMap((name) => ownSecrets(source.project, name, used)));
    }),
    reading(SHARED_SECRET_MEMBER, async () => {
      const own = new Set([source.project, ...(await listed).map(projectOf)]);
      return grantsOn(
        [...used]
          .filter((address) => !own.has(projectOf(address)))
          .map((address) => ({ name: address, address, project: projectOf(address) })),
      );
    }),
  ];
}

/** Names of all secrets of the project, which the API calls by its number. */
function listSecrets(source: LiveSource): Promise<string[]> {
  return listAll(source, `${secretsApi(source)}/projects/${source.project}/secrets`, (page) =>
    (page.secrets as { name: string }[] | undefined)?.map(({ name }) => name),
  );
}

/** Services may name their own project by its number, too; a secret that none refers to is named by the project's ID. */
function ownSecrets(project: string, name: string, used: ReadonlySet<string>): Secret[] {
  const byId = `projects/${project}/secrets/${idOf(name)}`;
  const named = [byId, name].filter((address) => used.has(address));
  return (named.length > 0 ? named : [byId]).map((address) => ({ name, address, project }));
}

async function readGrants(
  source: LiveSource,
  { name, address, project }: Secret,
  accounts: readonly string[],
): Promise<StackResource[]> {
  const grants = await grantsIn(source, {
    method: "GET",
    url: `${secretsApi(source)}/${name}:getIamPolicy`,
  }).catch(noneWhereMissing);
  return grants
    .filter(({ member }) => concerns(member, accounts))
    .map((grant) => liveGrant(SECRET_MEMBER, idOf(address), { project, secretId: address, ...grant }));
}

/** Nobody may read a secret that is not there; one that may not be seen is refused otherwise. */
function noneWhereMissing(error: unknown): [] {
  if (error instanceof ApiRefusal && error.httpStatus === 404) return [];
  throw error;
}

function addressOf({ address }: { address: string }): string {
  return address;
}

function idOf(name: string): string {
  return name.split("/").at(-1) ?? "";
}

function projectOf(name: string): string {
  return name.split("/")[1] ?? "";
}

function secretsApi(source: LiveSource): string {
  return `${apiBase(source, "secretmanager")}/v1`;
}
