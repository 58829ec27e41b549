import type { Lifecycle, Store } from "../contract.ts";
import type { Operations } from "./operations/operations.ts";
import type { SecretVault } from "./secret-manager/secret-vault.ts";

/** What the handlers of all APIs act on. */
export interface Cloud {
  store: Store;
  lifecycle: Lifecycle;
  secrets: SecretVault;
  operations: Operations;
  /** Project ID, such as `netra-staging`; the rehearsal has this one project. */
  project: string;
  /** The project's number, as in `projects/123456789012/secrets/…` and in the default service account's name. */
  projectNumber: string;
  /** Email of whoever holds the access token; becomes `creator` and `lastModifier`. */
  caller: string;
  /** Where images are pushed to, such as `127.0.0.1:15000`; default is Google's `LOCATION-docker.pkg.dev`. */
  registry?: string | undefined;
  clock: () => Date;
}

/** Answers one method: the request as Google's JSON (camelCase, checked), the response likewise. Refusals are ApiErrors. */
export type Handler<Request = never> = (request: Request) => object | Promise<object>;

/** Handlers by full method name, such as `google.cloud.run.v2.Services.GetService`. */
export type Handlers = Readonly<Record<string, Handler>>;
