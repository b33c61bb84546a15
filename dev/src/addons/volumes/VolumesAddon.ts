import { chmod, mkdir, rm } from 'node:fs/promises';
import {
  isAlreadyExists,
  isNotFound,
  objectKey,
  parseObjectKey,
  Reflector,
  resources,
  type KubeClient,
  type ResourceRef,
} from '@amalthea/kube';
import { storageClassName } from '../../cluster/bootstrapObjects';
import { KeyedWorker } from '../KeyedWorker';
import {
  isVolumeToDelete,
  planClaim,
  volumeName,
  type Claim,
  type Volume,
  type VolumePlace,
} from './volumePlan';

const persistentVolumes: ResourceRef = {
  group: '',
  version: 'v1',
  plural: 'persistentvolumes',
  kind: 'PersistentVolume',
  namespaced: false,
};

export interface VolumesAddonOptions {
  readonly client: KubeClient;
  readonly place: VolumePlace;
  readonly onError: (error: unknown) => void;
}

/** Gives each claim of the default StorageClass a volume, and removes the volume when its claim has gone. */
export class VolumesAddon {
  readonly #client: KubeClient;
  readonly #place: VolumePlace;
  readonly #claims: Reflector<Claim>;
  readonly #volumes: Reflector<Volume>;
  readonly #claimWorker: KeyedWorker;
  readonly #volumeWorker: KeyedWorker;

  constructor(options: VolumesAddonOptions) {
    const { client, onError } = options;
    this.#client = client;
    this.#place = options.place;
    this.#claimWorker = new KeyedWorker({
      concurrency: 16,
      work: key => this.handleClaim(key),
      onError,
    });
    this.#volumeWorker = new KeyedWorker({
      concurrency: 16,
      work: key => this.handleVolume(key),
      onError,
    });
    this.#claims = new Reflector<Claim>({
      client,
      resource: resources.persistentVolumeClaims,
      onChange: ({ object }) => this.#claimWorker.add(objectKey(object)),
      onError,
    });
    this.#volumes = new Reflector<Volume>({
      client,
      resource: persistentVolumes,
      onChange: ({ object }) => this.#volumeWorker.add(objectKey(object)),
      onError,
    });
  }

  async start(): Promise<void> {
    this.#volumes.start();
    await this.#volumes.waitForSync();
    this.#claims.start();
  }

  private async handleClaim(key: string): Promise<void> {
    const claim = this.#claims.store.get(key);
    if (!claim) return;
    const volume = this.#volumes.store.get(
      claim.spec?.volumeName ?? volumeName(claim),
    );
    const plan = planClaim(claim, volume, storageClassName, this.#place);
    switch (plan.action) {
      case 'create':
        await this.create(plan.volume);
        break;
      case 'grow':
        await this.grow(key, claim, plan.storage);
        break;
      default:
    }
  }

  private async create(volume: Volume): Promise<void> {
    const path = volume.spec?.local?.path;
    if (path) {
      await mkdir(path, { recursive: true });
      // Not by mkdir's mode, from which the process' umask is taken.
      await chmod(path, 0o777);
    }
    await this.#client.create(persistentVolumes, volume).catch(error => {
      if (!isAlreadyExists(error)) throw error;
    });
  }

  private async grow(
    key: string,
    claim: Claim,
    storage: string,
  ): Promise<void> {
    const name = claim.spec?.volumeName ?? '';
    await this.#client.patch(
      persistentVolumes,
      { name },
      { type: 'merge', body: { spec: { capacity: { storage } } } },
    );
    const status = {
      status: {
        capacity: { storage },
        conditions: null,
        allocatedResources: null,
      },
    };
    await this.#client.patch(
      resources.persistentVolumeClaims,
      parseObjectKey(key),
      { type: 'merge', body: status },
      { subresource: 'status' },
    );
  }

  private async handleVolume(name: string): Promise<void> {
    const volume = this.#volumes.store.get(name);
    if (!volume || !isVolumeToDelete(volume)) return;
    if (volume.spec?.local)
      await rm(volume.spec.local.path, { recursive: true, force: true });
    await this.#client.delete(persistentVolumes, { name }).catch(error => {
      if (!isNotFound(error)) throw error;
    });
  }
}
