import type { Profile, ProfileSize } from '@amalthea/plugin-amalthea-common';

const GIB = 2 ** 30;

function size(
  id: string,
  title: string,
  cpuCores: number,
  memoryGib: number,
  perHour: number,
  gpus = 0,
): ProfileSize {
  return {
    id,
    title,
    cpuCores,
    memoryBytes: memoryGib * GIB,
    gpus,
    cost: { perHour, currency: 'EUR' },
  };
}

const common: Profile = {
  id: 'python',
  title: 'Python',
  description: 'A notebook with Python and JupyterLab, for everyday work.',
  icon: 'flask',
  images: [
    {
      id: 'minimal',
      title: 'Minimal',
      description: 'JupyterLab and Python 3.13, nothing else.',
      image: 'quay.io/jupyter/minimal-notebook:2026-10-06',
    },
    {
      id: 'scipy',
      title: 'Scientific',
      description: 'With pandas, SciPy, matplotlib and scikit-learn.',
      image: 'quay.io/jupyter/scipy-notebook:2026-10-06',
    },
  ],
  sizes: [
    size('small', 'Small', 0.5, 2, 0.02),
    size('medium', 'Medium', 2, 8, 0.09),
    size('large', 'Large', 8, 32, 0.36),
  ],
  disk: { minimum: 5 * GIB, maximum: 100 * GIB, default: 20 * GIB, kept: true },
  idle: { minimum: 900, maximum: 86_400, default: 3_600, mayNeverStop: false },
  variables: [
    {
      name: 'MLFLOW_TRACKING_URI',
      title: 'MLflow server',
      description: 'Where experiments are recorded.',
      default: 'https://mlflow.example.org',
      pattern: 'https://.+',
    },
  ],
  freeVariables: true,
  collaborators: true,
  destinations: [
    { cluster: 'dev', clusterTitle: 'Development', namespace: 'team-physics' },
    { cluster: 'gpu', clusterTitle: 'GPU', namespace: 'team-physics' },
  ],
  defaults: { image: 'scipy', size: 'medium' },
  usableBy: [],
  availability: { usable: true },
};

/** Four profiles: two to use, one with nothing to choose, one for others. */
export const fakeProfiles: readonly Profile[] = [
  common,
  {
    ...common,
    id: 'pytorch',
    title: 'PyTorch with GPU',
    description: 'Training and fine-tuning on NVIDIA cards, with CUDA ready.',
    icon: 'brain',
    images: [
      {
        id: 'pytorch',
        title: 'PyTorch 2.9',
        description: 'CUDA 13, torchvision, Lightning.',
        image: 'quay.io/jupyter/pytorch-notebook:cuda13-2026-10-06',
      },
    ],
    sizes: [
      size('one', 'One card', 8, 64, 1.9, 1),
      size('four', 'Four cards', 32, 256, 7.6, 4),
    ],
    idle: {
      minimum: 900,
      maximum: 14_400,
      default: 1_800,
      mayNeverStop: false,
    },
    variables: [],
    collaborators: false,
    destinations: [
      { cluster: 'gpu', clusterTitle: 'GPU', namespace: 'team-physics' },
    ],
    defaults: { image: 'pytorch', size: 'one' },
    usableBy: ['group:default/team-physics'],
  },
  {
    ...common,
    id: 'course',
    title: 'Course',
    description: 'The room for "Statistics with Python": same for everybody.',
    icon: 'graduation-cap',
    images: [common.images[0]],
    sizes: [common.sizes[0]],
    disk: { minimum: 5 * GIB, maximum: 5 * GIB, default: 5 * GIB, kept: false },
    idle: {
      minimum: 3_600,
      maximum: 3_600,
      default: 3_600,
      mayNeverStop: false,
    },
    variables: [],
    freeVariables: false,
    collaborators: false,
    destinations: [common.destinations[0]],
    defaults: { image: 'minimal', size: 'small' },
    usableBy: [],
  },
  {
    ...common,
    id: 'genomics',
    title: 'Genomics',
    description: 'RStudio and Bioconductor beside the sequencing store.',
    icon: 'dna',
    usableBy: ['group:default/team-genomics'],
    availability: {
      usable: false,
      reason: 'Only for team-genomics. Ask its members to let you in.',
    },
  },
];
