import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import { judgeResource, judgeStack } from "../evaluate.ts";
import type { Invariants } from "../invariants.ts";
import type { PackConfig } from "../pack-config.ts";
import { readable, type StackResource } from "../resource/resource.ts";
import { Stack } from "../resource/stack.ts";
import type { ResourceRule, Rule, StackRule } from "../rule.ts";
import { diagnostic, notApplicable, remediation } from "./answers.ts";
import { factsOf } from "./facts.ts";
import { patchesOf } from "./patches.ts";
import { configuredInvariants } from "./rule-config.ts";
import type { Level } from "./wire-config.ts";
import { type Properties, readableProperties, setWireProperty } from "./wire-properties.ts";
import type { WireResource } from "./wire-request.ts";

/** A rule with what the config says of it. */
interface ActiveRule<Kind extends Rule> {
  rule: Kind;
  level: Exclude<Level, "disabled">;
  invariants: Invariants;
}

/** What there is to say of a type before a resource of it is seen. */
interface TypeRules {
  applicable: ActiveRule<ResourceRule>[];
  /** An AnalyzeResponse that names the rules that are not, encoded. */
  notApplicable: Uint8Array;
}

/**
 * The rules under one config, as the engine asks them. A resource is read once for all rules, and only where a rule looks at its
 * type: in a stack of hundreds this is what a preview waits for.
 *
 * @throws ZodError for a config that does not fit, so that a mistake in it cannot loosen a rule
 */
export class Analyzer {
  readonly #resourceRules: ActiveRule<ResourceRule>[];
  readonly #stackRules: ActiveRule<StackRule>[];
  readonly #byType = new Map<string, TypeRules>();

  constructor(rules: readonly Rule[], config: PackConfig) {
    this.#resourceRules = rules.flatMap((rule) => (rule.scope === "resource" ? activated(rule, config) : []));
    this.#stackRules = rules.flatMap((rule) => (rule.scope === "stack" ? activated(rule, config) : []));
  }

  /** What the rules say of a resource's inputs: an encoded AnalyzeResponse. */
  analyze(sent: WireResource): Uint8Array {
    const { applicable, notApplicable } = this.#rulesFor(sent.type);
    if (applicable.length === 0) return notApplicable;
    const received = resourceOf(sent);
    const resource = readable({ ...received, facts: factsOf(received) });
    const said = applicable.flatMap(({ rule, level, invariants }) =>
      judgeResource(rule, resource, invariants).map((finding) => diagnostic(finding, level)),
    );
    // Encoded lists are joined by putting one after the other.
    return said.length === 0 ? notApplicable : Buffer.concat([notApplicable, encodedDiagnostics(said)]);
  }

  /** What the rules across resources say of the whole stack, by its outputs: an encoded AnalyzeResponse. */
  analyzeStack(sent: readonly WireResource[]): Uint8Array {
    const stack = new Stack(sent.map(resourceOf));
    const said = this.#stackRules.flatMap(({ rule, level, invariants }) =>
      judgeStack(rule, stack, invariants).map((finding) => diagnostic(finding, level)),
    );
    return encodedDiagnostics(said);
  }

  /** The resource's inputs after each fix of the rules that are set to remediate. */
  remediate(sent: WireResource): InstanceType<typeof analyzer.RemediateResponse> {
    const response = new analyzer.RemediateResponse();
    const { applicable } = this.#rulesFor(sent.type);
    const fixing = applicable.filter(({ level }) => level === "remediate");
    if (fixing.length === 0) return response;
    const wire = sent.properties();
    for (const { rule, invariants } of fixing) {
      const patches = patchesOf(rule, readableProperties(wire), invariants);
      for (const { keys, value } of patches) setWireProperty(wire, keys, value);
      if (patches.length > 0) response.addRemediations(remediation(rule, wire));
    }
    return response;
  }

  #rulesFor(type: string): TypeRules {
    const known = this.#byType.get(type);
    if (known) return known;
    const applies = ({ rule }: ActiveRule<ResourceRule>) => rule.types.includes(type);
    const rules = {
      applicable: this.#resourceRules.filter(applies),
      notApplicable: encodedNotApplicable(this.#resourceRules.filter((active) => !applies(active))),
    };
    this.#byType.set(type, rules);
    return rules;
  }
}

function activated<Kind extends Rule>(rule: Kind, config: PackConfig): ActiveRule<Kind>[] {
  const { enforcementLevel: level = rule.level, ...values } = config[rule.id] ?? {};
  if (level === "disabled") return [];
  return [
    { rule, level: level as ActiveRule<Kind>["level"], invariants: configuredInvariants(rule, values) },
  ];
}

/** The properties are read when they are first asked for. */
function resourceOf({ urn, type, name, properties }: WireResource): StackResource {
  let props: Properties | undefined;
  return {
    urn,
    type,
    name,
    get props() {
      props ??= readableProperties(properties());
      return props;
    },
  };
}

function encodedNotApplicable(others: readonly ActiveRule<ResourceRule>[]): Uint8Array {
  const list = others.map(({ rule }) => notApplicable(rule));
  return Buffer.from(new analyzer.AnalyzeResponse().setNotApplicableList(list).serializeBinary());
}

function encodedDiagnostics(said: ReturnType<typeof diagnostic>[]): Uint8Array {
  return Buffer.from(new analyzer.AnalyzeResponse().setDiagnosticsList(said).serializeBinary());
}
