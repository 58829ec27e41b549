import * as cloudrunv2Service from "@pulumi/gcp/cloudrunv2/service.js";
import * as cloudrunv2Member from "@pulumi/gcp/cloudrunv2/serviceIamMember.js";
import * as pulumi from "@pulumi/pulumi";
import type { Labels } from "../settings/labels.ts";
import type { ServiceSettings } from "../settings/service.ts";
import { revisionName } from "../traffic/revision-name.ts";
import { foreseenOutputs } from "./foreseen-outputs.ts";
import { serviceTemplate } from "./service-template.ts";
import { TrafficSplit } from "./traffic-split.ts";

export interface CloudRunServiceArgs {
  project: string;
  region: string;
  /** The stack's labels; the service's own go on top. */
  labels: Labels;
  service: ServiceSettings;
  /** Reference by digest. */
  image: pulumi.Input<string>;
  /** Email of the service's account. */
  serviceAccount: pulumi.Input<string>;
  /** What a revision needs in place before it starts: roles, secrets, image. */
  needs: pulumi.Resource[];
}

/** A Cloud Run service whose revisions are named after what is in them. */
export class CloudRunService extends pulumi.ComponentResource {
  readonly serviceName: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  /** The revision that these settings make; it may still wait for traffic. */
  readonly latestRevision: pulumi.Output<string>;
  /** The revision with the largest share of traffic. */
  readonly servingRevision: pulumi.Output<string>;
  /** Address of each tagged revision, by tag. */
  readonly tagUrls: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: CloudRunServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("stage:components:CloudRunService", name, {}, opts);
    const { live, declared, targets } = this.service(name, args);
    this.serviceName = live.name;
    this.url = live.uri;
    const outputs = pulumi
      .all([
        live.latestCreatedRevision,
        live.latestReadyRevision,
        live.trafficStatuses,
        declared.template.revision,
        targets,
      ])
      .apply(([latestCreatedRevision, latestReadyRevision, trafficStatuses, revision, split]) =>
        pulumi.output(
          foreseenOutputs(
            { latestCreatedRevision, traffic: { latestReadyRevision, trafficStatuses } },
            { revision, targets: split },
            pulumi.runtime.isDryRun(),
          ),
        ),
      );
    this.latestRevision = outputs.latestRevision;
    this.servingRevision = outputs.servingRevision;
    this.tagUrls = outputs.tagUrls;
    this.registerOutputs({
      serviceName: this.serviceName,
      url: this.url,
      latestRevision: this.latestRevision,
      servingRevision: this.servingRevision,
      tagUrls: this.tagUrls,
      // What was deployed, for telling drift by: a refresh overwrites the service's own inputs with what is live.
      declared,
    });
  }

  private service(name: string, args: CloudRunServiceArgs) {
    const { project, region, service } = args;
    const template = serviceTemplate(service, { image: args.image, serviceAccount: args.serviceAccount });
    const revision = pulumi.output(template).apply((resolved) => revisionName(service.name, resolved));
    const split = new TrafficSplit(
      name,
      { project, region, serviceName: service.name, traffic: service.traffic, candidate: revision },
      { parent: this },
    );
    const declared = {
      ingress: ingress(service.ingress),
      labels: { ...args.labels, ...service.labels },
      deletionProtection: service.deletionProtection,
      template: { ...template, revision },
    };
    const live = new cloudrunv2Service.Service(
      name,
      {
        ...{ project, location: region, name: service.name },
        ...declared,
        annotations: split.annotations,
        traffics: split.targets,
      },
      { parent: this, dependsOn: args.needs },
    );
    if (service.publicAccess) this.allowEverybody(name, live);
    // Targets follow the live service; what the settings said of them is what can be compared later.
    return { live, targets: split.targets, declared: { ...declared, strategy: service.traffic } };
  }

  /** https://cloud.google.com/run/docs/authenticating/public */
  private allowEverybody(name: string, { name: serviceName, location, project }: cloudrunv2Service.Service) {
    new cloudrunv2Member.ServiceIamMember(
      `${name}-public`,
      { project, location, name: serviceName, role: "roles/run.invoker", member: "allUsers" },
      { parent: this },
    );
  }
}

/** https://cloud.google.com/run/docs/reference/rest/v2/IngressTraffic */
export function ingress(setting: ServiceSettings["ingress"]): string {
  const names = {
    all: "INGRESS_TRAFFIC_ALL",
    internal: "INGRESS_TRAFFIC_INTERNAL_ONLY",
    "internal-and-cloud-load-balancing": "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
  };
  return names[setting];
}
