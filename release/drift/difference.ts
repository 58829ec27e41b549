/** One thing that is live and not as it is declared. */
export interface Difference {
  /** The engine's name of the resource; undefined for what it does not know. */
  urn?: string;
  /** The engine's type, such as `gcp:cloudrunv2/service:Service`. */
  type: string;
  /** What people know the resource by, such as `service netra-backend-staging`. */
  resource: string;
  /** Property path in the provider's words, such as `template.timeout`; empty where it is about the resource as a whole. */
  path: string;
  /** What the program declares now; undefined where it says nothing. */
  declared: unknown;
  /** What is live; undefined where there is nothing. */
  live: unknown;
  /** What the last deployment declared there; undefined where it said nothing, or is not known. */
  deployed?: unknown;
  /** What state last saw there, where the program says nothing. */
  seen?: unknown;
  /** The key of the service in the settings that it belongs to. */
  serviceKey?: string;
}

/** When the live thing was last changed, by whom and with what, as far as the API says. */
export interface LastChange {
  /** RFC 3339. */
  at?: string;
  by?: string;
  /** Such as `gcloud 528.0.0`. */
  client?: string;
}
