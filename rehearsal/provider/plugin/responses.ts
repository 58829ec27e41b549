import messages from "@pulumi/pulumi/proto/provider_pb.js";
import { encodeProperties } from "./property-value.ts";
import type { CheckResult, PropertyDiff } from "./provider.ts";

/** The engine's message for what Check found. */
export function checkResponse({ inputs, failures }: CheckResult) {
  const response = new messages.CheckResponse();
  response.setInputs(encodeProperties(inputs));
  response.setFailuresList(
    failures.map(({ property, reason }) => {
      const failure = new messages.CheckFailure();
      failure.setProperty(property);
      failure.setReason(reason);
      return failure;
    }),
  );
  return response;
}

/** The engine's message for what would change, property by property. */
export function diffResponse(diffs: PropertyDiff[]) {
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  const kinds = messages.PropertyDiff.Kind;
  const kindOf = {
    add: [kinds.ADD, kinds.ADD_REPLACE],
    update: [kinds.UPDATE, kinds.UPDATE_REPLACE],
    delete: [kinds.DELETE, kinds.DELETE_REPLACE],
  } as const;
  const response = new messages.DiffResponse();
  response.setChanges(diffs.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setHasdetaileddiff(diffs.length > 0);
  for (const { path, kind, replaces, ofInputs } of diffs) {
    const entry = new messages.PropertyDiff();
    entry.setKind(kindOf[kind][replaces ? 1 : 0]);
    entry.setInputdiff(ofInputs === true);
    response.getDetaileddiffMap().set(path, entry);
  }
  response.setDiffsList([...new Set(diffs.map(({ path }) => topLevel(path)))]);
  response.setReplacesList([...new Set(diffs.filter((d) => d.replaces).map(({ path }) => topLevel(path)))]);
  return response;
}

function topLevel(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? path;
}
