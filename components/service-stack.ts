import * as pulumi from "@pulumi/pulumi";
import type { ServiceSettings } from "../settings/service.ts";
import type { Settings } from "../settings/settings.ts";
import { AlpineImage } from "./alpine-image.ts";
import { CloudRunService } from "./cloud-run-service.ts";
import { Database, instanceAddress } from "./database.ts";
import type { ImageRepository } from "./image-repository.ts";
import type { BaseImage } from "./inspect-dockerfile.ts";
import { SecretBindings, secretReferences } from "./secret-bindings.ts";
import { ServiceIdentity } from "./service-identity.ts";

export interface ServiceStackArgs {
  settings: Settings;
  service: ServiceSettings;
  repository: ImageRepository;
  /** The project's folder, absolute. */
  projectFolder: string;
}

/** What a deployment of one service ends with. */
export interface ServiceOutputs {
  url: pulumi.Output<string>;
  servingRevision: pulumi.Output<string>;
  latestRevision: pulumi.Output<string>;
  image: pulumi.Output<string>;
  imageDigest: pulumi.Output<string>;
  baseImage: BaseImage;
  tagUrls: pulumi.Output<Record<string, string>>;
  instanceConnectionName: string | undefined;
  serviceName: pulumi.Output<string>;
}

/** Everything that one service needs, from its image to its traffic. */
export class ServiceStack extends pulumi.ComponentResource {
  readonly outputs: ServiceOutputs;
  /** Rejects when something that the service needs, and the stack does not own, is missing. */
  readonly checked: Promise<void>;

  constructor(name: string, args: ServiceStackArgs, opts?: pulumi.ComponentResourceOptions) {
    super("stage:components:ServiceStack", name, {}, opts);
    const image = this.image(name, args);
    const database = this.database(name, args);
    const { identity, secrets } = this.access(name, args);
    this.checked = database?.found ?? Promise.resolve();
    const { project, region, labels } = args.settings;
    const live = new CloudRunService(
      name,
      {
        project,
        region,
        labels,
        service: args.service,
        image: image.reference,
        serviceAccount: identity.email,
        needs: [identity, secrets],
      },
      { parent: this },
    );
    this.outputs = {
      url: live.url,
      servingRevision: live.servingRevision,
      latestRevision: live.latestRevision,
      image: image.reference,
      imageDigest: image.digest,
      baseImage: image.baseImage,
      tagUrls: live.tagUrls,
      instanceConnectionName: database?.connectionName,
      serviceName: live.serviceName,
    };
    this.registerOutputs(this.outputs);
  }

  private image(name: string, { settings, service, repository, projectFolder }: ServiceStackArgs) {
    return new AlpineImage(
      name,
      {
        projectFolder,
        image: service.image,
        imageName: service.name,
        tag: pulumi.getStack(),
        repository,
        registry: settings.repository.registry,
        standInBases: settings.rehearsal.standInBases,
      },
      { parent: this },
    );
  }

  private database(name: string, { service: { database } }: ServiceStackArgs) {
    return database ? new Database(name, { database }, { parent: this }) : undefined;
  }

  /** The service's account, with the roles and secrets that the service needs. */
  private access(name: string, { settings: { project }, service }: ServiceStackArgs) {
    const identity = new ServiceIdentity(
      name,
      {
        project,
        accountId: service.serviceAccount,
        serviceName: service.name,
        databaseProject: service.database && instanceAddress(service.database.instance).project,
      },
      { parent: this },
    );
    const secrets = new SecretBindings(
      name,
      { project, member: identity.member, account: identity, references: secretReferences(service) },
      { parent: this },
    );
    return { identity, secrets };
  }
}
