import {
  group,
  kind,
  plural,
  shortNames,
  singular,
  version,
} from '../api/group';
import { maximumNameLength, namePattern } from '../rules/serverName';
import { jupyterServerSpecSchema } from '../schema/spec';
import { jupyterServerStatusSchema } from '../schema/status';
import { StructuralSchema, structuralSchema } from './structuralSchema';

/** What the API server prints in `kubectl get js`; the first three and Age as in classic. */
const printerColumns = [
  { name: 'Image', type: 'string', jsonPath: '.spec.jupyterServer.image' },
  { name: 'URL', type: 'string', jsonPath: '.status.create_fn.fullServerURL' },
  {
    name: 'Pod Status',
    type: 'string',
    jsonPath: '.status.mainPod.status.phase',
  },
  { name: 'State', type: 'string', jsonPath: '.status.state' },
  {
    name: 'Idle',
    type: 'date',
    jsonPath: '.status.activity.idleSince',
    description: 'How long nobody has used it',
  },
  { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
];

/** The schema of the whole object, as the CRD holds it. */
export const openApiSchema: StructuralSchema = {
  type: 'object',
  description:
    'A Jupyter server, with its address, access control, storage and culling.',
  required: ['spec'],
  properties: {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { type: 'object', properties: { name: { type: 'string' } } },
    spec: {
      ...structuralSchema(jupyterServerSpecSchema),
      description: 'What is asked for.',
    },
    status: {
      ...structuralSchema(jupyterServerStatusSchema),
      description: 'What is the case; written by the operator.',
    },
  },
  'x-kubernetes-validations': [
    {
      rule: `self.metadata.name.size() <= ${maximumNameLength}`,
      message: `must be at most ${maximumNameLength} characters long: the labels of the StatefulSet's pods carry it`,
      fieldPath: '.metadata.name',
      reason: 'FieldValueInvalid',
    },
    {
      rule: `self.metadata.name.matches(r'${namePattern}')`,
      message:
        'must consist of lower case letters, digits and -, and begin and end with a letter or digit',
      fieldPath: '.metadata.name',
      reason: 'FieldValueInvalid',
    },
  ],
};

/** The CustomResourceDefinition. */
export const crd = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: {
      kind,
      plural,
      singular,
      shortNames,
      listKind: `${kind}List`,
      categories: ['amalthea'],
    },
    versions: [
      {
        name: version,
        served: true,
        storage: true,
        subresources: { status: {} },
        additionalPrinterColumns: printerColumns,
        schema: { openAPIV3Schema: openApiSchema },
      },
    ],
  },
} as const;
