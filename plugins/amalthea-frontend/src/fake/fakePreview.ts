import type {
  PreviewRequest,
  PreviewResult,
  Profile,
} from '@amalthea/plugin-amalthea-common';
import { fakeManifest } from './fakeDetails';
import { fakeServer } from './fakeServers';

const GIB = 2 ** 30;

/** What would be created, with a quota that the largest size does not fit in. */
export function fakePreview(
  profile: Profile,
  request: PreviewRequest,
): PreviewResult {
  const destination = profile.destinations[0];
  const reference = {
    cluster: request.cluster ?? destination.cluster,
    namespace: request.namespace ?? destination.namespace,
    name: request.name,
  };
  const size =
    profile.sizes.find(candidate => candidate.id === request.shape?.size) ??
    profile.sizes[0];
  const image =
    profile.images.find(candidate => candidate.id === request.shape?.image) ??
    profile.images[0];
  const manifest = fakeManifest(
    fakeServer(new Date(0), { ...reference, image: image.image }),
  );
  const cores = { limit: 16, used: 9.5, after: 9.5 + size.cpuCores };
  const memory = {
    limit: 64 * GIB,
    used: 38 * GIB,
    after: 38 * GIB + size.memoryBytes,
  };
  const exceeded = cores.after > cores.limit || memory.after > memory.limit;
  return {
    reference,
    url: `https://${request.name}.jupyter.example.org`,
    serverYaml: manifest.serverYaml,
    objects: manifest.objects.map(object => ({
      ...object,
      yaml: object.renderedYaml,
    })),
    quota: [
      {
        quota: 'team',
        resource: 'requests.cpu',
        unit: 'cores',
        ...cores,
        exceeded: cores.after > cores.limit,
      },
      {
        quota: 'team',
        resource: 'requests.memory',
        unit: 'bytes',
        ...memory,
        exceeded: memory.after > memory.limit,
      },
    ],
    findings: exceeded
      ? [
          {
            severity: 'error',
            code: 'QuotaExceeded',
            sentence: `The namespace ${reference.namespace} has not enough left for this size.`,
            hint: 'Choose a smaller size, or stop a server that nobody uses.',
            field: 'shape.size',
          },
        ]
      : [
          {
            severity: 'warning',
            code: 'ImagePulling',
            sentence: 'The image is not on every node yet.',
            hint: 'The first start may take a few minutes longer.',
          },
        ],
    acceptable: !exceeded,
  };
}
