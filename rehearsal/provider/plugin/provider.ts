import type { PropertyMap } from "./property-value.ts";

/** One input that the plugin refuses; `property` is empty where the reason names a nested path itself. */
export interface CheckFailure {
  property: string;
  reason: string;
}

export interface CheckResult {
  inputs: PropertyMap;
  failures: CheckFailure[];
}

export type DiffKind = "add" | "update" | "delete";

/** One changed property; `replaces` when the resource cannot be changed in place. */
export interface PropertyDiff {
  /** Property path in Pulumi's spelling, such as `template.containers[0].image`. */
  path: string;
  kind: DiffKind;
  replaces: boolean;
  /** Compares with the former inputs rather than with the state: for inputs that the state does not repeat. */
  ofInputs?: true;
}

/** What the engine asks about one resource. */
export interface ResourceRequest {
  type: string;
  /** The resource's logical name in the program. */
  name: string;
  urn: string;
  /** Aborted by Cancel, by a signal, and when the engine goes away. */
  signal: AbortSignal;
}

export interface CheckRequest extends ResourceRequest {
  olds: PropertyMap;
  news: PropertyMap;
  randomSeed: Uint8Array;
}

export interface DiffRequest extends ResourceRequest {
  id: string;
  state: PropertyMap;
  news: PropertyMap;
}

export interface CreateRequest extends ResourceRequest {
  inputs: PropertyMap;
  preview: boolean;
}

export interface UpdateRequest extends DiffRequest {
  oldInputs: PropertyMap;
  preview: boolean;
}

export interface ReadRequest extends ResourceRequest {
  id: string;
  inputs: PropertyMap;
  state: PropertyMap;
}

export interface DeleteRequest extends ResourceRequest {
  id: string;
  state: PropertyMap;
}

/** What lives in the cloud; `id` is empty when it is gone. */
export interface LiveResource {
  id: string;
  state: PropertyMap;
  inputs?: PropertyMap;
}

/** A Pulumi resource plugin, free of the wire: property maps in, property maps out. */
export interface Provider {
  version: string;
  checkConfiguration(news: PropertyMap): CheckResult;
  configure(configuration: PropertyMap): void;
  check(request: CheckRequest): Promise<CheckResult>;
  diff(request: DiffRequest): Promise<PropertyDiff[]>;
  create(request: CreateRequest): Promise<LiveResource>;
  read(request: ReadRequest): Promise<LiveResource>;
  update(request: UpdateRequest): Promise<PropertyMap>;
  remove(request: DeleteRequest): Promise<void>;
  invoke(token: string, args: PropertyMap, signal: AbortSignal): Promise<PropertyMap>;
}
